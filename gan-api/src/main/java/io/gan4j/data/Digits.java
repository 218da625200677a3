package io.gan4j.data;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import java.util.Arrays;

/**
 * Labelled handwritten-looking digits, drawn by the program itself, so that training can start without a download: white
 * ink on black, shape {@code (1, height, width)}, laid out as MNIST is: the ink fits 20/28 of the frame and its centre of
 * mass lies near the middle. Each digit is a few pen strokes in one of several ways of writing it, with random slant,
 * proportions, thickness and an unsteady hand.
 *
 * <pre>{@code
 * Dataset digits = Digits.of(20_000).size(28).seed(7).draw();
 * }</pre>
 *
 * <p>Sample {@code i} shows digit {@code i % 10}, which is its label, and depends on seed, size and {@code i} alone: not on
 * the count, the platform or the number of processors. Immutable: each setting returns a new value.
 *
 * @param count how many digits; at least 1
 * @param height the height in pixels; 8 to 256, default 28
 * @param width the width in pixels; 8 to 256, default 28
 * @param seed the seed of all randomness; default 0
 */
@CheckReturnValue
public record Digits(int count, int height, int width, long seed) {
    /** The height and width of MNIST's images. */
    public static final int DEFAULT_SIZE = 28;

    static final int LEAST_SIZE = 8;
    static final int MOST_SIZE = 256;

    private static final int CLASSES = 10;
    private static final long STREAM = 0xD161;

    /** @throws IllegalArgumentException if a value is out of range */
    public Digits {
        checkArgument(count >= 1, "count must be at least 1, was %s", count);
        checkSize("height", height);
        checkSize("width", width);
    }

    private static void checkSize(String name, int size) {
        checkArgument(
                size >= LEAST_SIZE && size <= MOST_SIZE,
                "%s must be from %s to %s pixels, was %s",
                name,
                LEAST_SIZE,
                MOST_SIZE,
                size);
    }

    /**
     * This many digits of 28 x 28 pixels, seed 0.
     *
     * @throws IllegalArgumentException if below 1
     */
    public static Digits of(int count) {
        return new Digits(count, DEFAULT_SIZE, DEFAULT_SIZE, 0);
    }

    /**
     * Sets height and width, in pixels.
     *
     * @throws IllegalArgumentException if below 8 or above 256
     */
    public Digits size(int pixels) {
        return size(pixels, pixels);
    }

    /**
     * Sets height and width, in pixels.
     *
     * @throws IllegalArgumentException if one is below 8 or above 256
     */
    public Digits size(int newHeight, int newWidth) {
        return new Digits(count, newHeight, newWidth, seed);
    }

    /** Sets the seed: another seed, other digits. */
    public Digits seed(long newSeed) {
        return new Digits(count, height, width, newSeed);
    }

    /**
     * Draws the digits: about a second for 20,000 of 28 x 28.
     *
     * @throws IllegalStateException if count and size together exceed the 2 GiB that a dataset in memory may hold
     */
    public Dataset draw() {
        Shape shape = Shape.of(1, height, width);
        byte[] pixels = Canvas.paint(count, shape, this::paint);
        int[] labels = new int[count];
        Arrays.setAll(labels, Digits::digit);
        return MemoryDataset.ofPixels(Canvas.name("digits", count, shape, seed), shape, pixels)
                .labelled(ImmutableList.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"), labels);
    }

    private static int digit(int index) {
        return index % CLASSES;
    }

    private void paint(int index, byte[] pixels, int offset) {
        RandomStream random = RandomStream.of(seed, STREAM, index);
        Glyph glyph = DigitGlyphs.draw(digit(index), random);
        InkCanvas canvas = new InkCanvas(height, width);
        canvas.draw(new Handwriting(random, height, width).write(glyph));
        canvas.writeTo(pixels, offset);
    }
}
