package io.gan4j.checkpoint;

import io.gan4j.error.CorruptCheckpointException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The disk. No symbolic link is followed, except to the run folder itself. */
final class DiskStore implements Store {
    private static final int CHUNK_BYTES = 1 << 17;

    private static final boolean WINDOWS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

    @Override
    public int chunkBytes() {
        return CHUNK_BYTES;
    }

    @Override
    public void createFolders(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            createFolders(parent);
        }
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
        if (parent != null) {
            syncParent(parent);
        }
    }

    /** As far as it is allowed: one may create folders where one may not read. */
    private void syncParent(Path parent) throws IOException {
        try {
            syncFolder(parent);
        } catch (AccessDeniedException e) {
            // the folder is there; that it survives a loss of power is then up to the file system
        }
    }

    @Override
    public Closeable lock(Path file) throws IOException {
        return WriteLock.take(file);
    }

    @Override
    public List<Entry> list(Path folder) throws IOException {
        if (Files.isSymbolicLink(folder)) {
            throw new FileSystemException(folder.toString(), null, "is a symbolic link, which is not followed");
        }
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                addEntry(file, entries);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return entries;
    }

    private static void addEntry(Path file, List<Entry> entries) throws IOException {
        try {
            entries.add(new Entry(file, attributes(file).size()));
        } catch (NoSuchFileException e) {
            // a writer has just deleted it
        }
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public Output create(Path file) throws IOException {
        return new DiskOutput(FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    @Override
    public Input open(Path file) throws IOException {
        // asked before it is opened: opening a pipe would wait for its writer
        if (!attributes(file).isRegularFile()) {
            throw new CorruptCheckpointException(
                    file.toString(), "file", "is not a plain file; links and devices are not followed");
        }
        return new DiskInput(FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Windows opens no folder; there the order of its journal has to do. */
    @Override
    public void syncFolder(Path folder) throws IOException {
        if (WINDOWS) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    private record DiskOutput(FileChannel channel) implements Output {
        @Override
        public void append(byte[] bytes, int length) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }

        @Override
        public void overwrite(long position, byte[] bytes) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer, position + buffer.position());
            }
        }

        @Override
        public void sync() throws IOException {
            channel.force(true);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private record DiskInput(FileChannel channel) implements Input {
        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public int read(byte[] bytes, int length) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                // reads on until the buffer is full or the file ends
            }
            return buffer.position();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
