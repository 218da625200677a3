package io.gan4j.error;

import org.jspecify.annotations.Nullable;

/** The common type of what goes wrong in an engine, in a model file or in the course of a training run. */
public abstract class GanException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GanException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
