package io.gan4j.tensor;

import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Java's memory, asked before it is taken: what cannot fit ends in a sentence that says what it takes, what there is and what
 * to do, rather than in an {@link OutOfMemoryError} after some seconds of work.
 */
public final class Memory {
    /** The longest array that every Java makes. */
    public static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private static final double SHARE = 0.9;

    private Memory() {}

    /** How large the heap may grow, in MiB. */
    public static long mebibytes() {
        return Runtime.getRuntime().maxMemory() >> 20;
    }

    /** True if an empty heap could take this number of bytes. */
    public static boolean fits(long bytes) {
        return bytes <= Runtime.getRuntime().maxMemory() * SHARE;
    }

    /** The product of some numbers that are not negative, or {@link Long#MAX_VALUE} if that is less. */
    public static long product(long... factors) {
        long product = 1;
        for (long factor : factors) {
            product = factor > 0 && product > Long.MAX_VALUE / factor ? Long.MAX_VALUE : product * factor;
        }
        return product;
    }

    /**
     * How many samples are made or read at a time.
     *
     * @param most as many where they are small
     * @param values the most values that they have together; a sample that has more comes alone
     */
    public static int samplesAtOnce(int most, int values, Shape sample) {
        return Math.max(1, Math.min(most, values / sample.size()));
    }

    /**
     * An array of zeros, of a length that comes from outside.
     *
     * @param what what the array is for, such as "a batch of 3 images"
     * @param remedy what to do if it is too large, such as "take fewer at a time"
     * @throws IllegalArgumentException if it is longer than an array can be, or does not fit Java's heap
     */
    public static float[] floats(long length, String what, String remedy) {
        return take(
                product(Float.BYTES, checkLength(length, what, remedy)), what, remedy, () -> new float[(int) length]);
    }

    /**
     * An array of zeros, for a first try without words: to put into words what an array is for takes a new JVM longer than to
     * generate an image.
     *
     * @return null if there is no such array, or no room for it: {@link #floats} says so
     */
    public static float @Nullable [] floatsIfThereIsRoom(long length) {
        if (length > LONGEST_ARRAY || !fits(Float.BYTES * length)) {
            return null;
        }
        try {
            return new float[(int) length];
        } catch (OutOfMemoryError e) {
            return null;
        }
    }

    /**
     * Refuses what is longer than an array can be.
     *
     * @return the length
     * @throws IllegalArgumentException if it is
     */
    public static int checkLength(long length, String what, String remedy) {
        if (length > LONGEST_ARRAY) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "%s would hold more than %,d values: %s", what, LONGEST_ARRAY, remedy));
        }
        return (int) length;
    }

    /**
     * Refuses what takes more bytes than an empty heap has.
     *
     * @param what what is made
     * @param remedy what to do
     * @throws IllegalArgumentException if it does
     */
    public static void check(long bytes, String what, String remedy) {
        if (!fits(bytes)) {
            throw tooMuch(bytes, what, "has", remedy, null);
        }
    }

    /**
     * Does what takes this number of bytes, or more, if it may fit.
     *
     * @param what what is made
     * @param remedy what to do if it is too large
     * @throws IllegalArgumentException if it does not fit Java's heap, before anything is done if an empty heap would not do
     */
    public static <T> T take(long bytes, String what, String remedy, Supplier<T> work) {
        check(bytes, what, remedy);
        try {
            return work.get();
        } catch (OutOfMemoryError e) {
            throw tooMuch(bytes, what, "has not enough left of", remedy, e);
        }
    }

    private static IllegalArgumentException tooMuch(
            long bytes, String what, String has, String remedy, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                String.format(
                        Locale.ROOT,
                        "%s takes %,d MiB of memory, but Java's heap %s %,d MiB: %s, or set a larger heap with -Xmx",
                        what,
                        (bytes >> 20) + 1,
                        has,
                        mebibytes(),
                        remedy),
                cause);
    }
}
