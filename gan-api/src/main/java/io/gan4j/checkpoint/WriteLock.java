package io.gan4j.checkpoint;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A writer's hold on a folder. The operating system's lock on a file shuts out other processes and ends with this one, however
 * that ends; a set of the folders held shuts out the other threads of this one. The file stays: deleting it would let two
 * writers lock two files of one name.
 */
final class WriteLock implements Closeable {
    /** Folders that this virtual machine holds, by their real paths. */
    private static final Set<Path> HELD = new HashSet<>();

    /** The byte that is locked: far behind the text, which Windows would not let others read otherwise. */
    private static final long LOCKED_BYTE = 1L << 30;

    private final Path folder;
    private final FileChannel channel;

    private WriteLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Takes the lock at once or not at all.
     *
     * @throws FileSystemException if another writer has it
     */
    static WriteLock take(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException(file + " is no name of a file");
        }
        Path real = folder.toRealPath();
        // before the file is opened: POSIX gives all locks on a file back when any channel to it is closed
        synchronized (HELD) {
            if (!HELD.add(real)) {
                throw inUse(folder, "this process, " + ProcessHandle.current().pid() + ",");
            }
        }
        WriteLock lock = null;
        try {
            lock = new WriteLock(real, lock(folder, file));
            return lock;
        } finally {
            if (lock == null) {
                forget(real);
            }
        }
    }

    private static FileChannel lock(Path folder, Path file) throws IOException {
        FileChannel channel = FileChannel.open(
                file,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS));
        try {
            if (tryLock(channel) == null) {
                throw inUse(folder, holder(channel));
            }
            sign(channel);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(LOCKED_BYTE, 1, false);
        } catch (OverlappingFileLockException e) {
            // another class loader of this virtual machine has it
            return null;
        }
    }

    private static void sign(FileChannel channel) throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(Long.toString(Long.MAX_VALUE).length());
        channel.read(text, 0);
        String pid = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).strip();
        return pid.matches("\\d+") ? "process " + pid : "another process";
    }

    private static FileSystemException inUse(Path folder, String holder) {
        return new FileSystemException(
                folder.toString(), null, holder + " writes to this run folder; only one writer at a time can");
    }

    private static void forget(Path folder) {
        synchronized (HELD) {
            HELD.remove(folder);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            forget(folder);
        }
    }
}
