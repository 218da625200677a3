package io.gan4j.examples;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Errors of usage. */
final class Usage {
    private Usage() {}

    /** What may find an error of usage, or fail in another way. */
    interface Work<T, X extends Exception> {
        T get() throws X;
    }

    /**
     * An error of usage, to be thrown.
     *
     * @param command that is misused; null where no command line called it
     */
    static RuntimeException misuse(@Nullable CommandSpec command, String message) {
        return command == null
                ? new IllegalArgumentException(message)
                : new ParameterException(command.commandLine(), message);
    }

    /**
     * What the library says of a setting that is out of range is an error of usage here.
     *
     * @param command whose settings they are; null where no command line gave them
     */
    static <T, X extends Exception> T checked(@Nullable CommandSpec command, Work<T, X> settings) throws X {
        try {
            return settings.get();
        } catch (IllegalArgumentException e) {
            if (command == null) {
                throw e;
            }
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
