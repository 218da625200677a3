package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
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
