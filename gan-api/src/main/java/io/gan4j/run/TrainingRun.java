package io.gan4j.run;

import com.google.common.collect.ImmutableList;
import io.gan4j.inference.Discriminator;
import io.gan4j.inference.Generator;
import java.util.Objects;

/** The run of a GAN: a {@link GameRun} between a generator and a discriminator. */
public final class TrainingRun extends GameRun<TrainedGan> {
    private final ImmutableList<String> advice;

    private TrainingRun(Compiled compiled, ImmutableList<String> advice) {
        super(compiled, TrainedGan::new);
        this.advice = advice;
    }

    /** Compiles the game, which has a generator and a discriminator, and prepares the first step. */
    public static TrainingRun start(TrainingPlan plan) {
        return start(plan, ImmutableList.of());
    }

    /**
     * The same for a run of whose settings and data something is worth knowing.
     *
     * @param advice what the run is to say of them, a sentence each
     */
    public static TrainingRun start(TrainingPlan plan, ImmutableList<String> advice) {
        return start(plan, compiled -> new TrainingRun(compiled, advice));
    }

    /** What is worth knowing of its settings and data, a sentence each, as {@code GanBuilder.advice} says it. */
    public ImmutableList<String> advice() {
        return advice;
    }

    /** The generator as it is whenever it is asked: its weights are those of the newest step. It is closed with the run. */
    public Generator generator() {
        return Objects.requireNonNull(live().generator(), "the generator of a GAN");
    }

    /** The discriminator as it is whenever it is asked, as {@link #generator}. */
    public Discriminator discriminator() {
        return Objects.requireNonNull(live().discriminator(), "the discriminator of a GAN");
    }
}
