package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ComplaintTest {
    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new NoSuchFileException("a"), "a does not exist"),
                Arguments.of(new NoSuchFileException("a", null, "holds no b"), "a: holds no b"),
                Arguments.of(new AccessDeniedException("a"), "a may not be accessed: permission denied"),
                Arguments.of(new NotDirectoryException("a"), "a is not a folder"),
                Arguments.of(new FileAlreadyExistsException("a"), "a exists already, and is not a folder"),
                Arguments.of(new FileSystemException("a"), "a cannot be accessed (FileSystemException)"),
                Arguments.of(new IOException("two\n  lines"), "two lines"),
                Arguments.of(new NoSuchFileException("a\nb\u001b[31m"), "a b\\u001b[31m does not exist"),
                Arguments.of(new IllegalStateException("\u202eturned"), "\\u202eturned"),
                Arguments.of(new ClosedByInterruptException(), "interrupted"),
                Arguments.of(
                        new OutOfMemoryError("Java heap space"),
                        "Java has no memory left (Java heap space; its heap may take "
                                + (Runtime.getRuntime().maxMemory() >> 20)
                                + " MiB): give smaller numbers, or start Java with a larger heap, such as -Xmx8g"),
                Arguments.of(
                        new OutOfMemoryError("unable to create native thread: possibly out of memory"),
                        "the system gives this program no more threads (unable to create native thread: possibly out of"
                                + " memory): ask for fewer --threads"),
                Arguments.of(
                        new StackOverflowError(), "unexpected java.lang.StackOverflowError (--stacktrace shows where)"),
                Arguments.of(new UncheckedIOException("said", new IOException("inner")), "said"),
                Arguments.of(new IllegalStateException("contradiction"), "contradiction"),
                Arguments.of(
                        new ArithmeticException("/ by zero"),
                        "unexpected java.lang.ArithmeticException: / by zero (--stacktrace shows where)"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void complaint_isOneLineForAPerson(Throwable failure, String expected) {
        assertThat(Complaint.about(failure)).isEqualTo(expected);
    }
}
