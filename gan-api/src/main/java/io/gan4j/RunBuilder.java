package io.gan4j;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import io.gan4j.engine.Device;
import io.gan4j.engine.Precision;
import io.gan4j.engine.TrainingBackend;
import io.gan4j.event.TrainingListener;
import io.gan4j.training.Checkpoints;
import io.gan4j.training.Divergence;
import io.gan4j.training.TrainingStrategy;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The settings of a run, whatever game is played: how long, from which seed, where, and who is told. Immutable: each setting
 * returns a new value.
 *
 * @param <B> the builder itself
 */
public abstract class RunBuilder<B extends RunBuilder<B>> {
    /** Only this package's builders are ones. */
    RunBuilder() {}

    /** The builder with a setting of its strategy changed, whose argument is checked at once. */
    abstract B strategy(UnaryOperator<TrainingStrategy> change);

    /** The strategy, with the single settings that were made. */
    public abstract TrainingStrategy strategy();

    /** What is set, to be read only. */
    abstract RunDraft draft();

    /** The builder with a setting of its run changed. */
    abstract B run(Consumer<RunDraft> change);

    /**
     * Sets the samples in a batch. Default 64.
     *
     * @throws IllegalArgumentException if below 1
     */
    public B batch(int samples) {
        return strategy(s -> s.batch(samples));
    }

    /**
     * Sets the number of passes over the data. Default 10. It replaces {@link #steps}, and {@link #steps} replaces it.
     *
     * @throws IllegalArgumentException if below 1
     */
    public B epochs(int number) {
        return strategy(s -> s.epochs(number));
    }

    /**
     * Sets the number of steps: in most games, of updates of the generator. Default: as many as make the {@link #epochs}.
     *
     * @throws IllegalArgumentException if below 1
     */
    public B steps(long number) {
        return strategy(s -> s.steps(number));
    }

    /** Sets the seed from which everything random is derived. Default 0. */
    public B seed(long seed) {
        return strategy(s -> s.seed(seed));
    }

    /**
     * Sets the steps from one report to the next. Default: a fiftieth of the run, at most 10.
     *
     * @throws IllegalArgumentException if below 1
     */
    public B reportEvery(long steps) {
        checkArgument(steps >= 1, "reportEvery must be at least 1, was %s", steps);
        return run(d -> d.reportEvery = steps);
    }

    /** Sets where to compute. Default {@link Device#AUTOMATIC}. */
    public B device(Device device) {
        return run(d -> d.device = device);
    }

    /**
     * Sets how many threads compute on a CPU. Default 0: the engine takes the physical cores. Part of what makes a run
     * repeatable.
     *
     * @throws IllegalArgumentException if negative
     */
    public B threads(int number) {
        checkArgument(number >= 0, "threads must be at least 0, was %s", number);
        return run(d -> d.threads = number);
    }

    /**
     * Sets the numbers in which networks compute while they are trained. Default {@link Precision#FLOAT32}. Part of what makes
     * a run repeatable: a run that is resumed keeps its precision.
     */
    public B precision(Precision precision) {
        return run(d -> d.precision = precision);
    }

    /** Adds a listener. Default: none. */
    public B listener(TrainingListener listener) {
        return run(d -> d.listeners = ImmutableList.<TrainingListener>builder()
                .addAll(d.listeners)
                .add(listener)
                .build());
    }

    /**
     * Keeps checkpoints in a run folder, with settings, history and pictures, so that the run can be resumed exactly: see
     * {@link Checkpoints} and {@link Gan#resume}. Default: none are kept.
     */
    public B checkpoints(Checkpoints kept) {
        return run(d -> d.checkpoints = kept);
    }

    /**
     * Sets what follows when a loss, a gradient, a weight or anything else that training keeps becomes NaN or infinite. Default
     * {@link Divergence#fail}. To go back there must be {@linkplain #checkpoints checkpoints}.
     */
    public B onDivergence(Divergence what) {
        return run(d -> d.divergence = what);
    }

    /** Sets the engine. Default: the one on the class path. */
    public B backend(TrainingBackend backend) {
        return run(d -> d.backend = backend);
    }
}
