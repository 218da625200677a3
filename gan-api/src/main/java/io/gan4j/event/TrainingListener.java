package io.gan4j.event;

import io.gan4j.training.Divergence;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Is told how training goes, on the training thread, between two steps: training waits meanwhile. What a listener throws
 * ends the run and reaches the caller.
 */
public interface TrainingListener {
    /** Before the first step. */
    default void started(TrainingStarted event) {}

    /**
     * Before the first step of a stage, if the run has several; also before the first step of a run that is resumed within a stage,
     * or has gone back into one.
     */
    default void stageBegan(TrainingStage event) {}

    /** After each reporting interval, and after the last step. */
    default void progressed(TrainingProgress event) {}

    /** After each measurement of a metric, once for each metric, that by which the best state is kept first. */
    default void evaluated(TrainingEvaluated event) {}

    /** When the run diverged and continues from an earlier step, see {@link Divergence#goBack}. */
    default void wentBack(TrainingWentBack event) {}

    /** When the run is over, whichever way; always the last call. */
    default void ended(TrainingEnded event) {}

    /**
     * A listener that ends the run, keeping what was trained, at the first report that is as asked for:
     *
     * <pre>{@code
     * gan.listener(TrainingListener.stopWhen(report -> report.elapsed().toMinutes() >= 30)).train(data);
     * }</pre>
     *
     * <p>To end it when a metric does not get better any more, see {@code GanBuilder.patience}.
     */
    static TrainingListener stopWhen(Predicate<TrainingProgress> condition) {
        return new StoppingListener(condition);
    }

    /** Returns a listener that is called for progress alone. */
    static TrainingListener onProgress(Consumer<TrainingProgress> action) {
        return new TrainingListener() {
            @Override
            public void progressed(TrainingProgress event) {
                action.accept(event);
            }
        };
    }
}
