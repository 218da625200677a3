package io.gan4j.run;

import io.gan4j.inference.Discriminator;
import io.gan4j.inference.Generator;
import java.util.Objects;

/** The run of a GAN: a {@link GameRun} between a generator and a discriminator. */
public final class TrainingRun extends GameRun<TrainedGan> {
    private TrainingRun(Compiled compiled) {
        super(compiled, TrainedGan::new);
    }

    /** Compiles the game, which has a generator and a discriminator, and prepares the first step. */
    public static TrainingRun start(TrainingPlan plan) {
        return start(plan, TrainingRun::new);
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
