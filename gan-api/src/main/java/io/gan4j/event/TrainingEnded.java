package io.gan4j.event;

import java.time.Duration;

/**
 * A run is over.
 *
 * @param step the last step that was played
 * @param elapsed time since the start, without pauses
 * @param outcome how it ended
 */
public record TrainingEnded(long step, Duration elapsed, Outcome outcome) {
    /** How a run ends. */
    public enum Outcome {
        /** All steps were played. */
        FINISHED,
        /** {@link io.gan4j.run.GameRun#stop} was called: what was trained until then is kept. */
        STOPPED,
        /** {@link io.gan4j.run.GameRun#cancel} was called or the thread was interrupted. */
        CANCELLED,
        /** An exception ended it. */
        FAILED
    }
}
