package io.gan4j.data;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** A file read at any place, by several threads: unlike a channel, it stays open when one of them is interrupted. */
final class RandomFile implements Closeable {
    private final RandomAccessFile file;

    RandomFile(Path path) throws IOException {
        this.file = new RandomAccessFile(path.toFile(), "r");
    }

    long length() throws IOException {
        return file.length();
    }

    /**
     * Reads some bytes, as little-endian numbers.
     *
     * @throws EOFException if they do not lie in the file
     */
    ByteBuffer read(long position, int count) throws IOException {
        byte[] bytes = new byte[count];
        read(position, bytes, 0, count);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Reads bytes into an array.
     *
     * @throws EOFException if they do not lie in the file
     */
    synchronized void read(long position, byte[] into, int from, int count) throws IOException {
        if (position < 0) {
            throw new EOFException("a file has no position " + position);
        }
        file.seek(position);
        file.readFully(into, from, count);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
