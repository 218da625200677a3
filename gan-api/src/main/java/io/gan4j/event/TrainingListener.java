package io.gan4j.event;

import io.gan4j.training.Divergence;
import java.util.function.Consumer;

/**
 * Is told how training goes, on the training thread, between two steps: training waits meanwhile. What a listener throws
 * ends the run and reaches the caller.
 */
public interface TrainingListener {
    /** Before the first step. */
    default void started(TrainingStarted event) {}

    /** After each reporting interval, and after the last step. */
    default void progressed(TrainingProgress event) {}

    /** After each measurement of a metric, once for each metric, that by which the best state is kept first. */
    default void evaluated(TrainingEvaluated event) {}

    /** When the run diverged and goes on from an earlier step, see {@link Divergence#goBack}. */
    default void wentBack(TrainingWentBack event) {}

    /** When the run is over, whichever way; always the last call. */
    default void ended(TrainingEnded event) {}

    /** A listener that is told of progress alone. */
    static TrainingListener onProgress(Consumer<TrainingProgress> action) {
        return new TrainingListener() {
            @Override
            public void progressed(TrainingProgress event) {
                action.accept(event);
            }
        };
    }
}
