package io.gan4j.file;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes a file so that others see the old one or the whole new one, never half of it. */
public final class AtomicFile {
    private AtomicFile() {}

    /**
     * Writes beside the file and moves it into place; missing folders are created.
     *
     * @throws FileSystemException if that fails: the message names the file and says why; nothing is left beside it
     * @throws IOException if the path is no name of a file
     */
    public static void write(Path file, byte[] bytes) throws IOException {
        Path name = file.getFileName();
        if (name == null || name.toString().isEmpty()) {
            throw new IOException(file + " is no name of a file");
        }
        // not Files.createTempFile: its files are readable by their owner alone
        Path temporary = file.resolveSibling("." + name + "." + UUID.randomUUID() + ".tmp");
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.write(temporary, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            move(temporary, file);
        } catch (IOException e) {
            deleteAfter(e, temporary);
            FileSystemException failure = new FileSystemException(
                    file.toString(), null, "cannot be written: " + Reason.of(e, file, temporary));
            failure.initCause(e);
            throw failure;
        } catch (RuntimeException | Error e) {
            deleteAfter(e, temporary);
            throw e;
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The failure that comes of the clean-up must not hide the first one. */
    private static void deleteAfter(Throwable failure, Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
