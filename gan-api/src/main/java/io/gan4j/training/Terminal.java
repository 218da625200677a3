package io.gan4j.training;

import java.io.Console;
import org.jspecify.annotations.Nullable;

/** Whether a person looks on. */
final class Terminal {
    private Terminal() {}

    /** True if standard input and output are a terminal on which a line can be drawn over. */
    static boolean isThere() {
        return isTerminal(System.console()) && !"dumb".equals(System.getenv("TERM"));
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
