package io.gan4j.data;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.tensor.Memory;
import java.util.Locale;

/** What the settings of {@link Points} must be, and memory for the points. */
final class PointRules {
    /** Two floats a point, in one array of bytes. */
    private static final int MOST_POINTS = (Integer.MAX_VALUE - 8) / (2 * Float.BYTES);

    /** As many as the largest grid has: each mode is a class with a name. */
    private static final int MOST_MODES = 1_000_000;

    private PointRules() {}

    static void checkAbove(String name, double value) {
        checkArgument(value > 0 && Double.isFinite(value), "%s must be above 0 and finite, was %s", name, value);
    }

    static void checkSpread(String name, double value) {
        checkArgument(value >= 0 && Double.isFinite(value), "%s must be at least 0 and finite, was %s", name, value);
    }

    static void checkModes(int modes) {
        checkArgument(modes >= 1, "modes must be at least 1, was %s", modes);
        checkArgument(modes <= MOST_MODES, "modes must be at most %s, was %s", MOST_MODES, modes);
    }

    static void checkCount(int count) {
        checkArgument(count >= 1, "count must be at least 1, was %s", count);
        checkArgument(count <= MOST_POINTS, "count must be at most %s, was %s", MOST_POINTS, count);
    }

    /**
     * The coordinates of points, to be filled in.
     *
     * @throws IllegalArgumentException if these, the bytes of the dataset that is made of them and the labels do not fit
     *     Java's heap
     */
    static float[] floats(int count) {
        long bytes = Memory.product(count, 2L * Float.BYTES + 2L * Float.BYTES + Integer.BYTES);
        String what = String.format(Locale.ROOT, "a set of %,d points", count);
        return Memory.take(bytes, what, "draw fewer with count(...)", () -> new float[2 * count]);
    }
}
