package io.gan4j.error;

/** No training backend or model format can be used: none or several on the class path, or its native library is missing. */
public final class BackendException extends GanException {
    private static final long serialVersionUID = 1L;

    /** With a message that says what to add to the class path. */
    public BackendException(String message) {
        super(message, null);
    }

    /** With a message that says what to do, and what the engine said. */
    public BackendException(String message, Throwable cause) {
        super(message, cause);
    }
}
