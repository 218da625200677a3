package io.gan4j.checkpoint;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the files of run folders are: the disk, or in tests one that fails. Each call is one step of input or output, and
 * nothing in this package reads or writes but through here.
 */
interface Store {
    /** Creates a folder and those above it that are missing, durably. */
    void createFolders(Path folder) throws IOException;

    /** Takes a lock that no other writer of this or another process holds; closing gives it back. */
    Closeable lock(Path file) throws IOException;

    /** The entries of a folder, in no order; none if there is no such folder. */
    List<Entry> list(Path folder) throws IOException;

    /** Creates a file, which must not be there. */
    Output create(Path file) throws IOException;

    /** Opens a plain file for reading. */
    Input open(Path file) throws IOException;

    /** Renames a file at once, in place of one that may have the name. */
    void move(Path from, Path to) throws IOException;

    /** Makes the names in a folder durable. */
    void syncFolder(Path folder) throws IOException;

    /** Deletes a file, if it is there. */
    void delete(Path file) throws IOException;

    /** The most bytes to be read or written in one call. */
    int chunkBytes();

    /** A file of a folder; links are not followed. */
    record Entry(Path file, long size) {}

    /** A file that is written. */
    interface Output extends Closeable {
        /** Writes all bytes, behind those that were written before. */
        void append(byte[] bytes, int length) throws IOException;

        /** Writes all bytes in place of those at the position. */
        void overwrite(long position, byte[] bytes) throws IOException;

        /** Makes the content durable. */
        void sync() throws IOException;
    }

    /** A file that is read. */
    interface Input extends Closeable {
        /** The length of the file. */
        long size() throws IOException;

        /** Reads the next bytes: {@code length} of them, or fewer if the file ends there. */
        int read(byte[] bytes, int length) throws IOException;
    }
}
