package io.gan4j.examples;

import io.gan4j.error.Nearest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

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
     * What the library says of a setting that is out of range is an error of usage here, and so is what cannot be a path.
     *
     * @param command whose settings they are; null where no command line gave them
     */
    static <T, X extends Exception> T checked(@Nullable CommandSpec command, Work<T, X> settings) throws X {
        try {
            return settings.get();
        } catch (IllegalArgumentException | TypeConversionException e) {
            if (command == null) {
                throw e;
            }
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Refuses a number that is out of range.
     *
     * @param number null if the option is not given
     */
    static void checkRange(
            @Nullable CommandSpec command, String option, @Nullable Integer number, int least, int most) {
        if (number != null && (number < least || number > most)) {
            throw misuse(command, option + " must be from " + least + " to " + most + ", was " + number);
        }
    }

    /**
     * Refuses what is infinite or no number.
     *
     * @param number null if the option is not given
     */
    static void checkFinite(@Nullable CommandSpec command, String option, @Nullable Double number) {
        if (number != null && !Double.isFinite(number)) {
            throw misuse(command, option + " must be a number, was " + number);
        }
    }

    /** What to say of a misuse that picocli found: for words that nobody takes, which known name is the nearest. */
    static String explained(ParameterException misuse) {
        if (!(misuse instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            return String.valueOf(misuse.getMessage())
                    .replaceFirst("('[+-]?\\d+') is not an? (int|long)$", "$1 is out of range")
                    .replaceFirst("' is not an? (int|long)$", "' is not a whole number")
                    .replaceFirst("' is not an? (float|double)$", "' is not a number");
        }
        CommandSpec command = misuse.getCommandLine().getCommandSpec();
        String word = unmatched.getUnmatched().get(0);
        if (word.startsWith("-")) {
            List<String> options = command.options().stream()
                    .filter(option -> !option.hidden())
                    .map(OptionSpec::longestName)
                    .sorted()
                    .toList();
            return Nearest.missing("option", word.replaceFirst("=.*", ""), options);
        }
        return command.subcommands().isEmpty()
                ? "'" + word + "' belongs to no option: give each value after its option, and in quotes if there are"
                        + " spaces in it"
                : Nearest.missing(
                        "command", word, List.copyOf(command.subcommands().keySet()));
    }
}
