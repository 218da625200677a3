package io.gan4j.examples;

import io.gan4j.error.GanException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.jspecify.annotations.Nullable;

/** What went wrong, in one line for a person. */
final class Complaint {
    private Complaint() {}

    static String about(Throwable failure) {
        if (failure instanceof UncheckedIOException unchecked) {
            return oneLine(unchecked.getMessage());
        }
        if (failure instanceof FileSystemException file && file.getReason() == null && file.getFile() != null) {
            return file.getFile() + " " + about(file);
        }
        boolean expected = failure instanceof IOException
                || failure instanceof GanException
                || failure instanceof IllegalArgumentException
                || failure instanceof IllegalStateException;
        if (expected && failure.getMessage() != null) {
            return oneLine(failure.getMessage());
        }
        return oneLine("unexpected " + failure) + " (--stacktrace shows where)";
    }

    /** Java's exceptions about files name the file, and leave to their type what is wrong with it. */
    private static String about(FileSystemException failure) {
        if (failure instanceof NoSuchFileException) {
            return "does not exist";
        }
        if (failure instanceof AccessDeniedException) {
            return "may not be accessed: permission denied";
        }
        if (failure instanceof NotDirectoryException) {
            return "is not a folder";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "exists already, and is not a folder";
        }
        return "cannot be accessed (" + failure.getClass().getSimpleName() + ")";
    }

    static String oneLine(@Nullable String text) {
        return text == null ? "unknown" : text.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
