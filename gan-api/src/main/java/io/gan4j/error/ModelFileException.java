package io.gan4j.error;

import org.jspecify.annotations.Nullable;

/** A model file was refused, before native code saw it unless the message says otherwise; or an export failed its check. */
public final class ModelFileException extends GanException {
    private static final long serialVersionUID = 1L;

    /** With what is wrong with the file. */
    public ModelFileException(String message) {
        super(message, null);
    }

    /** With what is wrong with the file, and the error that showed it. */
    public ModelFileException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
