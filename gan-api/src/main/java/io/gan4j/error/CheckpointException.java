package io.gan4j.error;

import org.jspecify.annotations.Nullable;

/** A run's checkpoint could not be written, or a run cannot go on from the ones that there are; what is on the disk stays. */
public final class CheckpointException extends GanException {
    private static final long serialVersionUID = 1L;

    private final String problem;

    /** With what went wrong, and the error that showed it. */
    public CheckpointException(String message, @Nullable Throwable cause) {
        super(message, cause);
        this.problem = message;
    }

    /**
     * With what went wrong, what to do about it in Java, and the error that showed it. The message has both, with a semicolon
     * between them.
     */
    public CheckpointException(String problem, String advice, @Nullable Throwable cause) {
        super(problem + "; " + advice, cause);
        this.problem = problem;
    }

    /** What went wrong without what to do about it in Java, for programs whose users write none. */
    public String problem() {
        return problem;
    }
}
