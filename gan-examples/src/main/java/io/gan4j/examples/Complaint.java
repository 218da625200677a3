package io.gan4j.examples;

import io.gan4j.error.CheckpointException;
import io.gan4j.error.GanException;
import io.gan4j.file.Reason;
import io.gan4j.file.VisibleText;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** What went wrong, in one line for a person. */
final class Complaint {
    private Complaint() {}

    static String about(Throwable failure) {
        if (failure instanceof IOException || failure instanceof UncheckedIOException) {
            return oneLine(Reason.of((Exception) failure));
        }
        if (failure instanceof OutOfMemoryError) {
            return memory(String.valueOf(failure.getMessage()));
        }
        if (failure instanceof CheckpointException kept) {
            return oneLine(kept.problem());
        }
        boolean expected = failure instanceof GanException
                || failure instanceof IllegalArgumentException
                || failure instanceof IllegalStateException;
        if (expected && failure.getMessage() != null) {
            return oneLine(failure.getMessage());
        }
        return oneLine("unexpected " + failure) + " (--stacktrace shows where)";
    }

    private static String memory(String detail) {
        if (detail.contains("native thread")) {
            return "the system gives this program no more threads (" + oneLine(detail) + "): ask for fewer --threads";
        }
        return "Java has no memory left (" + oneLine(detail) + "; its heap may take "
                + (Runtime.getRuntime().maxMemory() >> 20)
                + " MiB): give smaller numbers, or start Java with a larger heap, such as -Xmx8g";
    }

    /** A text from anywhere as one line that does nothing to the terminal that shows it. */
    static String oneLine(@Nullable String text) {
        return text == null ? "unknown" : VisibleText.line(text);
    }
}
