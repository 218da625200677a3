package io.gan4j.error;

import org.jspecify.annotations.Nullable;

/** A run's checkpoint could not be written, or a run cannot go on from the ones that there are; what is on the disk stays. */
public final class CheckpointException extends GanException {
    private static final long serialVersionUID = 1L;

    /** With what went wrong, and the error that showed it. */
    public CheckpointException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
