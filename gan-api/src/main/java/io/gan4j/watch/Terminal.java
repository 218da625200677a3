package io.gan4j.watch;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a person looks on. */
final class Terminal {
    private static final Pattern SIZE = Pattern.compile("\\d+ ([1-9]\\d{0,4})");

    private Terminal() {}

    /** True if standard input and output are a terminal on which a line can be drawn over. */
    static boolean isThere() {
        return isTerminal(System.console()) && !"dumb".equals(System.getenv("TERM"));
    }

    /** How wide it is: what COLUMNS says, else what the terminal says; empty if neither does. */
    static OptionalInt columns() {
        String set = System.getenv("COLUMNS");
        if (set != null && set.matches("[1-9]\\d{0,4}")) {
            return OptionalInt.of(Integer.parseInt(set));
        }
        return asked();
    }

    /** What {@code stty size} says, rows and columns: 0 where nobody has told the terminal. */
    private static OptionalInt asked() {
        Process stty;
        try {
            stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            // there is no stty on this system, or no terminal: nobody knows
            return OptionalInt.empty();
        }
        try (InputStream answer = stty.getInputStream()) {
            if (!stty.waitFor(1, TimeUnit.SECONDS)) {
                return OptionalInt.empty();
            }
            Matcher size = SIZE.matcher(new String(answer.readAllBytes(), StandardCharsets.US_ASCII).strip());
            return size.matches() ? OptionalInt.of(Integer.parseInt(size.group(1))) : OptionalInt.empty();
        } catch (IOException e) {
            // it ended without an answer
            return OptionalInt.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        } finally {
            stty.destroy();
        }
    }

    /** Up to Java 21 there is a console only on a terminal; from 22 on there always is one, and it must be asked. */
    private static boolean isTerminal(@Nullable Console console) {
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
