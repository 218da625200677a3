package io.gan4j.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReasonTest {
    @TempDir
    private Path folder;

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new NoSuchFileException("a"), "a does not exist", "it does not exist"),
                Arguments.of(
                        new AccessDeniedException("a"),
                        "a may not be accessed: permission denied",
                        "permission denied"),
                Arguments.of(new NotDirectoryException("a"), "a is not a folder", "it is not a folder"),
                Arguments.of(
                        new DirectoryNotEmptyException("a"),
                        "a is a folder that is not empty",
                        "it is a folder that is not empty"),
                Arguments.of(
                        new FileAlreadyExistsException("a"),
                        "a exists already, and is not a folder",
                        "it exists already, and is not a folder"),
                Arguments.of(
                        new FileSystemException("a"),
                        "a cannot be accessed (FileSystemException)",
                        "it cannot be accessed (FileSystemException)"),
                Arguments.of(new FileSystemException("b", "a", "Is a directory"), "b is a folder", "it is a folder"),
                Arguments.of(
                        new FileSystemException("a", null, "No space left on device"),
                        "a: no space is left on the disk",
                        "no space is left on the disk"),
                Arguments.of(new NoSuchFileException("a", null, "holds no b"), "a: holds no b", "holds no b"),
                Arguments.of(
                        new IOException("No space left on device"),
                        "no space is left on the disk",
                        "no space is left on the disk"),
                Arguments.of(new IOException("Is a directory"), "it is a folder", "it is a folder"),
                Arguments.of(new ClosedByInterruptException(), "interrupted", "interrupted"),
                Arguments.of(new FileLockInterruptionException(), "interrupted", "interrupted"),
                Arguments.of(new InterruptedIOException(), "interrupted", "interrupted"),
                Arguments.of(new EOFException(), "it ends too early", "it ends too early"),
                Arguments.of(new ClosedChannelException(), "ClosedChannelException", "ClosedChannelException"),
                Arguments.of(
                        new UncheckedIOException(new AccessDeniedException("a")),
                        "a may not be accessed: permission denied",
                        "permission denied"),
                Arguments.of(new UncheckedIOException("said", new IOException("inner")), "said", "said"),
                Arguments.of(new IOException(new NoSuchFileException("a")), "a does not exist", "it does not exist"),
                Arguments.of(new IllegalStateException(), "IllegalStateException", "IllegalStateException"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void reason_isInWords_andNamesTheFileUnlessTheSentenceDoes(Exception failure, String reason, String withoutFile) {
        assertThat(Reason.of(failure)).isEqualTo(reason);
        assertThat(Reason.of(failure, Path.of("c"))).isEqualTo(reason);
        assertThat(Reason.of(failure, Path.of("a"))).isEqualTo(withoutFile);
    }

    private interface Doing {
        void run() throws IOException;
    }

    private static String reason(Doing doing, Path named) {
        try {
            doing.run();
        } catch (IOException e) {
            return Reason.of(e, named);
        }
        return "done";
    }

    @Test
    void reason_ofWhatTheSystemRefuses_isInWords() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Path full = Files.createDirectories(folder.resolve("full/inside")).getParent();
        assertThat(reason(() -> Files.createDirectories(file), file)).isEqualTo("it is a file, not a folder");
        assertThat(reason(() -> Files.createDirectories(file.resolve("x")), folder))
                .isIn(
                        file + " is a file, not a folder",
                        file.resolve("x") + ": a part of its path is a file, not a folder");
        assertThat(reason(() -> Files.move(file, full, StandardCopyOption.ATOMIC_MOVE), file))
                .isEqualTo("it is a folder");
        assertThat(reason(() -> Files.newByteChannel(folder.resolve("none")), folder))
                .isEqualTo(folder.resolve("none") + " does not exist");
    }

    @Test
    void reason_ofAnInterruptedRead_isInterrupted() throws IOException {
        Path file = Files.write(folder.resolve("file"), new byte[1]);
        String reason;
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            Thread.currentThread().interrupt();
            reason = reason(() -> channel.read(java.nio.ByteBuffer.allocate(1)), file);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(reason).isEqualTo("interrupted");
    }

    @Test
    void atomicFile_overAFolder_namesTheFileAndTheReason() throws IOException {
        Path taken = Files.createDirectories(folder.resolve("model/inside")).getParent();
        assertThatThrownBy(() -> AtomicFile.write(taken, new byte[1]))
                .isInstanceOf(FileSystemException.class)
                .hasMessage(taken + ": cannot be written: it is a folder");
    }

    @Test
    void atomicFile_belowAFile_namesTheFileThatWasAskedFor() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Path below = file.resolve("model");
        assertThatThrownBy(() -> AtomicFile.write(below, new byte[1]))
                .hasMessage(below + ": cannot be written: " + file + " is a file, not a folder");
    }
}
