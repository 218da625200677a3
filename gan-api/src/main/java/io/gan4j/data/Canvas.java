package io.gan4j.data;

import static com.google.common.base.Preconditions.checkState;

import io.gan4j.file.Plural;
import io.gan4j.tensor.Shape;
import java.util.stream.IntStream;

/** Draws the pictures of a built-in set into one array, on all processors; no picture depends on another. */
final class Canvas {
    /** The longest array that every JVM gives. */
    private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

    private Canvas() {}

    /** Draws picture {@code index} at {@code offset}. */
    @FunctionalInterface
    interface Painter {
        void paint(int index, byte[] pixels, int offset);
    }

    /** @throws IllegalStateException if the pictures do not fit one array */
    static byte[] paint(int count, Shape shape, Painter painter) {
        int size = shape.size();
        checkState(
                (long) count * size <= MOST_BYTES,
                "%s of shape %s exceed the 2 GiB that a dataset in memory may hold: count must be at most %s",
                Plural.of(count, "image"),
                shape,
                MOST_BYTES / size);
        byte[] pixels = new byte[count * size];
        IntStream.range(0, count).parallel().forEach(index -> painter.paint(index, pixels, index * size));
        return pixels;
    }

    /** The name of a drawn set; its numbers have the same digits in every locale. */
    static String name(String what, int count, Shape shape, long seed) {
        return "drawn " + what + ", " + Plural.of(count, "image") + " of " + shape.height() + " x " + shape.width()
                + ", seed " + seed;
    }
}
