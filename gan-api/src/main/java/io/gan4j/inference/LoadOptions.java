package io.gan4j.inference;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.error.ModelFileException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * How a model file is loaded. Immutable: each setting returns a new value.
 *
 * @param verification whether the test vectors inside the file are run; default {@link Verification#TEST_VECTORS}
 * @param threads how many threads one call computes with; 0, the default, leaves the number to the runtime, which takes the
 *     physical cores. With more than one, idle threads spin for a moment after each call, which makes calls up to 1.5 times
 *     as fast and costs processor time; with 1 nothing spins, which suits a server that is busy with many calls at once
 * @param maxFileBytes larger files are refused unread; default 1 GiB
 * @param maxElements a file in which a tensor for one sample would hold more elements is refused; default 2^26
 */
@CheckReturnValue
public record LoadOptions(Verification verification, int threads, long maxFileBytes, long maxElements) {
    /** What is done with the test vectors inside a file. */
    public enum Verification {
        /** They are run, and a file whose images differ is refused. */
        TEST_VECTORS,
        /** They are ignored. */
        NONE
    }

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public LoadOptions {
        checkArgument(threads >= 0, "threads must not be negative, was %s", threads);
        checkArgument(maxFileBytes >= 1, "maxFileBytes must be at least 1, was %s", maxFileBytes);
        checkArgument(maxElements >= 1, "maxElements must be at least 1, was %s", maxElements);
    }

    /** Safe for files from anywhere. */
    public static LoadOptions defaults() {
        return new LoadOptions(Verification.TEST_VECTORS, 0, 1L << 30, 1L << 26);
    }

    /**
     * Reads a file whole, up to {@link #maxFileBytes}.
     *
     * @throws IOException if it cannot be read
     * @throws ModelFileException if it is larger than the limit or than Java's heap
     */
    public byte[] read(Path file) throws IOException {
        return Session.bytes(file, this);
    }

    /** The same without running the test vectors. */
    public LoadOptions withoutTestVectors() {
        return new LoadOptions(Verification.NONE, threads, maxFileBytes, maxElements);
    }

    /** The same with another number of threads for one call. */
    public LoadOptions threads(int number) {
        return new LoadOptions(verification, number, maxFileBytes, maxElements);
    }

    /** The same with another limit to the file's size. */
    public LoadOptions maxFileBytes(long bytes) {
        return new LoadOptions(verification, threads, bytes, maxElements);
    }

    /** The same with another limit to the size of a tensor. */
    public LoadOptions maxElements(long elements) {
        return new LoadOptions(verification, threads, maxFileBytes, elements);
    }
}
