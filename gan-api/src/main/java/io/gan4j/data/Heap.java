package io.gan4j.data;

import io.gan4j.tensor.Memory;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Java's memory, asked for what a file claims to hold: a claim that does not fit ends in an error that names the file. */
final class Heap {
    private Heap() {}

    /**
     * Refuses what would not fit even an empty heap.
     *
     * @throws IOException if it does not
     */
    static void check(String file, long bytes) throws IOException {
        if (!Memory.fits(bytes)) {
            throw tooMuch(file, bytes, null);
        }
    }

    /**
     * Allocates memory for this many bytes, at most {@link Integer#MAX_VALUE} - 8.
     *
     * @throws IOException if there is not so much
     */
    static byte[] take(String file, long bytes) throws IOException {
        check(file, bytes);
        try {
            return new byte[Math.toIntExact(bytes)];
        } catch (OutOfMemoryError e) {
            throw tooMuch(file, bytes, e);
        }
    }

    private static IOException tooMuch(String file, long bytes, @Nullable Throwable cause) {
        return new IOException(
                file + ": asks for " + (bytes >> 20) + " MiB, but Java's heap has " + mebibytes()
                        + " MiB: a larger one comes with -Xmx",
                cause);
    }

    /** How large the heap may grow. */
    static long mebibytes() {
        return Memory.mebibytes();
    }
}
