package io.gan4j.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says in words why something with a file failed. Java's exceptions about files leave the reason to their type: the message of
 * an {@link AccessDeniedException} is a path and nothing else, that of a {@link ClosedByInterruptException} is null.
 */
public final class Reason {
    /** Reasons that are said of a file: {@code FILE is a folder}. */
    private static final Map<String, String> PREDICATES = Map.of(
            "Is a directory", "is a folder",
            "No such file or directory", "does not exist",
            "Device or resource busy", "is in use",
            "Text file busy", "is in use");

    /** Reasons that stand for themselves: {@code FILE: permission denied}. */
    private static final Map<String, String> PHRASES = Map.ofEntries(
            Map.entry("Permission denied", "permission denied"),
            Map.entry("Operation not permitted", "permission denied"),
            Map.entry("No space left on device", "no space is left on the disk"),
            Map.entry("There is not enough space on the disk", "no space is left on the disk"),
            Map.entry("Disk quota exceeded", "the disk quota is used up"),
            Map.entry("Read-only file system", "the file system is read-only"),
            Map.entry("Not a directory", "a part of its path is a file, not a folder"),
            Map.entry("File name too long", "the name is longer than the file system allows"),
            Map.entry("File too large", "the file would be larger than the system allows"),
            Map.entry("Too many open files", "too many files are open"),
            Map.entry("Too many levels of symbolic links", "a link leads back to itself"));

    private Reason() {}

    /**
     * The reason in words, behind the name of the file that it is about. The name is left out where the caller's sentence has
     * it already: {@code "the run folder x cannot be used: " + Reason.of(failure, x)}.
     *
     * @param failure what was thrown
     * @param named the files that the sentence names
     */
    public static String of(Exception failure, Path... named) {
        boolean ofFiles = failure instanceof IOException || failure instanceof UncheckedIOException;
        if (ofFiles && failure.getCause() instanceof IOException cause && isCausesOwn(failure)) {
            return of(cause, named);
        }
        if (!(failure instanceof IOException)) {
            return messageOrType(failure);
        }
        if (failure instanceof FileSystemException file && file.getFile() != null) {
            return of(file, file.getFile(), named);
        }
        return ofMessage(failure);
    }

    /** True if an exception says nothing but what its cause says: Java makes such messages where none is given. */
    private static boolean isCausesOwn(Exception failure) {
        Throwable cause = failure.getCause();
        return cause != null
                && (failure.getMessage() == null || failure.getMessage().equals(cause.toString()));
    }

    private static String of(FileSystemException failure, String file, Path... named) {
        boolean isNamed = Stream.of(named)
                .map(Path::toString)
                .anyMatch(name -> name.equals(file) || name.equals(failure.getOtherFile()));
        String reason = failure.getReason() == null ? null : failure.getReason().strip();
        String predicate = reason == null ? predicate(failure, file) : PREDICATES.get(reason);
        if (predicate != null) {
            return isNamed ? withoutFile(predicate) : file + " " + predicate;
        }
        String phrase = PHRASES.getOrDefault(withoutStop(reason), Objects.requireNonNull(reason, "has a predicate"));
        return isNamed ? phrase : file + ": " + phrase;
    }

    private static String withoutFile(String predicate) {
        return predicate.equals(DENIED) ? "permission denied" : "it " + predicate;
    }

    private static final String DENIED = "may not be accessed: permission denied";

    /** What the type of an exception without a reason says of its file. */
    private static String predicate(FileSystemException failure, String file) {
        if (failure instanceof NoSuchFileException) {
            return "does not exist";
        }
        if (failure instanceof AccessDeniedException) {
            return DENIED;
        }
        if (failure instanceof NotDirectoryException) {
            return "is not a folder";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return isFile(file) ? "is a file, not a folder" : "exists already, and is not a folder";
        }
        if (failure instanceof DirectoryNotEmptyException) {
            return "is a folder that is not empty";
        }
        if (failure instanceof FileSystemLoopException) {
            return "is a link that leads back to itself";
        }
        if (failure instanceof NotLinkException) {
            return "is not a link";
        }
        return "cannot be accessed (" + failure.getClass().getSimpleName() + ")";
    }

    private static boolean isFile(String file) {
        try {
            return Files.isRegularFile(Path.of(file));
        } catch (InvalidPathException e) {
            // the name belongs to another file system
            return false;
        }
    }

    private static String ofMessage(Exception failure) {
        if (failure instanceof ClosedByInterruptException
                || failure instanceof FileLockInterruptionException
                || (failure instanceof InterruptedIOException && !(failure instanceof SocketTimeoutException))) {
            return "interrupted";
        }
        if (failure instanceof CharacterCodingException) {
            return "it is no text in the expected encoding (" + failure.getMessage() + ")";
        }
        if (failure instanceof EOFException && failure.getMessage() == null) {
            return "it ends too early";
        }
        String message = messageOrType(failure);
        String predicate = PREDICATES.get(message);
        return predicate == null ? PHRASES.getOrDefault(withoutStop(message), message) : withoutFile(predicate);
    }

    private static String withoutStop(@Nullable String text) {
        return text == null ? "" : text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    private static String messageOrType(Exception failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message.strip();
    }
}
