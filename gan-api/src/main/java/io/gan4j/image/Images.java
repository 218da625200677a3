package io.gan4j.image;

import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.file.AtomicFile;
import io.gan4j.file.Plural;
import io.gan4j.tensor.Memory;
import io.gan4j.tensor.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * A batch of at least one image of one shape {@code (C, H, W)}: 1 channel is grey, 3 are red, green, blue, 4 have alpha
 * after them. Values are floats, {@code -1} for black and {@code 1} for white, in {@code (N, C, H, W)} order.
 *
 * <p>Where images become 8-bit pixels, {@code x} becomes {@code round((x + 1) * 127.5)}, clamped to {@code 0..255}, and
 * pixel {@code v} comes back as {@code v / 127.5 - 1}: pixels survive the way there and back exactly. NaN has no pixel and
 * is an error.
 *
 * <p>Immutable and thread-safe.
 */
@CheckReturnValue
public final class Images {
    private final Shape shape;
    private final float[] values;

    private Images(Shape shape, float[] values) {
        this.shape = shape;
        this.values = values;
    }

    /** True for the shape of an image of 1, 3 or 4 channels: what {@link #of} takes. */
    public static boolean canHold(Shape shape) {
        return shape.isImage() && Pixels.areChannels(shape.channels());
    }

    /**
     * The images with these values in {@code (N, C, H, W)} order, which are copied; their number follows from the length.
     *
     * @throws IllegalArgumentException if the shape is not that of an image of 1, 3 or 4 channels, or the length is not a
     *     positive multiple of its size
     */
    public static Images of(Shape shape, float... values) {
        Pixels.checkImage(shape);
        if (values.length == 0 || values.length % shape.size() != 0) {
            throw new IllegalArgumentException("images of shape " + shape + " take a multiple of "
                    + Plural.of(shape.size(), "value") + ", the array has " + values.length);
        }
        return new Images(shape, values.clone());
    }

    /** The images with these values, which are not copied: nobody else may hold the array. */
    static Images owning(Shape shape, float[] values) {
        return new Images(shape, values);
    }

    /**
     * Java's images as a batch: grey if all are grey, with alpha if any has alpha, else RGB.
     *
     * @throws IllegalArgumentException if there is no image, sizes differ, or one is neither grey nor RGB
     */
    public static Images of(BufferedImage... images) {
        return of(List.of(images));
    }

    /**
     * Java's images as a batch: grey if all are grey, with alpha if any has alpha, else RGB.
     *
     * @throws IllegalArgumentException if there is no image, sizes differ, or one is neither grey nor RGB
     */
    public static Images of(List<BufferedImage> images) {
        checkNotEmpty(images);
        int channels = images.stream().mapToInt(Pixels::channelsOf).max().orElseThrow();
        return ofPixels(images.stream().map(image -> Pixels.of(image, channels)).toList());
    }

    /**
     * 8-bit images as a batch.
     *
     * @throws IllegalArgumentException if there is no image, shapes differ, or an array or Java's heap cannot hold so much
     */
    public static Images ofPixels(List<Pixels> images) {
        checkNotEmpty(images);
        Shape shape = images.get(0).shape();
        float[] values = batch(images.size(), shape);
        int next = 0;
        for (int i = 0; i < images.size(); i++) {
            checkSame(shape, images.get(i).shape(), i);
            for (byte value : images.get(i).toBytes()) {
                values[next++] = (value & 0xFF) / 127.5f - 1;
            }
        }
        return new Images(shape, values);
    }

    /**
     * All images of several batches, in order.
     *
     * @throws IllegalArgumentException if there is no batch, shapes differ, or an array or Java's heap cannot hold so much
     */
    public static Images concat(Images... batches) {
        return concat(List.of(batches));
    }

    /**
     * All images of several batches, in order.
     *
     * @throws IllegalArgumentException if there is no batch, shapes differ, or an array or Java's heap cannot hold so much
     */
    public static Images concat(List<Images> batches) {
        checkNotEmpty(batches);
        Shape shape = batches.get(0).shape();
        for (int i = 0; i < batches.size(); i++) {
            checkSame(shape, batches.get(i).shape, i);
        }
        float[] values = batch(batches.stream().mapToLong(Images::count).sum(), shape);
        int next = 0;
        for (Images batch : batches) {
            System.arraycopy(batch.values, 0, values, next, batch.values.length);
            next += batch.values.length;
        }
        return new Images(shape, values);
    }

    /** The values of a batch of this number of images, still 0. */
    private static float[] batch(long count, Shape shape) {
        return Memory.floats(
                Memory.product(count, shape.size()),
                String.format(Locale.ROOT, "a batch of %s of %s", Plural.grouped(count, "image"), shape),
                "take fewer at a time");
    }

    private static void checkNotEmpty(List<?> images) {
        if (images.isEmpty()) {
            throw new IllegalArgumentException("images must hold at least one image, was empty");
        }
    }

    private static void checkSame(Shape first, Shape other, int index) {
        if (!first.equals(other)) {
            throw new IllegalArgumentException(
                    "images must have one shape, but 0 has " + first + " and " + index + " has " + other);
        }
    }

    /** The number of images, at least 1. */
    public int count() {
        return values.length / shape.size();
    }

    /** The shape of one image: {@code (C, H, W)}. */
    public Shape shape() {
        return shape;
    }

    /** The values in {@code (N, C, H, W)} order, in a new array. */
    public float[] toFloats() {
        return values.clone();
    }

    /**
     * One image, as a batch of one.
     *
     * @throws IndexOutOfBoundsException if there is no such image
     */
    public Images get(int index) {
        Objects.checkIndex(index, count());
        return slice(index, index + 1);
    }

    /**
     * The images from {@code from} up to, but without, {@code to}.
     *
     * @throws IndexOutOfBoundsException if the range leaves the batch
     * @throws IllegalArgumentException if it is empty
     */
    public Images slice(int from, int to) {
        Objects.checkFromToIndex(from, to, count());
        if (from == to) {
            throw new IllegalArgumentException("slice must hold at least one image, was " + from + " to " + to);
        }
        return new Images(shape, Arrays.copyOfRange(values, from * shape.size(), to * shape.size()));
    }

    /**
     * All images on one sheet, row by row, with {@code ceil(sqrt(N))} columns: 16 images become 4 by 4. Otherwise as
     * {@link #grid(int)}.
     */
    public Images grid() {
        return grid((int) Math.ceil(Math.sqrt(count())));
    }

    /**
     * All images on one sheet, row by row, 2 pixels between them. Gaps and places without an image are black, or
     * transparent if there is alpha. A single image stays as it is.
     *
     * @param columns how many images stand side by side, at least 1; more than there are means all
     * @throws IllegalArgumentException if columns is below 1, or an array or Java's heap cannot hold the sheet
     */
    public Images grid(int columns) {
        if (columns < 1) {
            throw new IllegalArgumentException("columns must be at least 1, was " + columns);
        }
        return new Grid(shape, count(), Math.min(columns, count())).draw(values);
    }

    /**
     * Every pixel as a square of {@code factor} by {@code factor} pixels: small images, made large to look at.
     *
     * @throws IllegalArgumentException if the factor is below 1, or an array or Java's heap cannot hold the result
     */
    public Images enlarged(int factor) {
        if (factor < 1) {
            throw new IllegalArgumentException("factor must be at least 1, was " + factor);
        }
        float[] result = Memory.floats(
                Memory.product(values.length, factor, factor),
                "an enlargement of " + this + " by " + factor,
                "enlarge fewer at a time, or by a smaller factor");
        int width = shape.width();
        Shape large = Shape.of(shape.channels(), shape.height() * factor, width * factor);
        for (int i = 0; i < result.length; i++) {
            int row = i / large.width() / factor;
            result[i] = values[row * width + i % large.width() / factor];
        }
        return new Images(large, result);
    }

    /**
     * All images in another size, stretched if its aspect ratio differs: cubic convolution (Keys 1981, a = -0.5) whose kernel
     * grows with the factor of reduction, in floats that are not rounded to 8 bits but limited to [-1, 1], where the cubic
     * overshoots. This is the resizing that Parmar, Zhang and Zhu ("On Aliased Resizing and Surprising Subtleties in GAN
     * Evaluation", CVPR 2022) ask for before an Inception network, Pillow's {@code BICUBIC} of an image in mode {@code F}.
     *
     * @throws IllegalArgumentException if height or width is below 1, or an array or Java's heap cannot hold the result
     */
    public Images resized(int height, int width) {
        if (height == shape.height() && width == shape.width()) {
            return this;
        }
        Shape target = Shape.of(shape.channels(), height, width);
        float[] result = batch(count(), target);
        Resampler resampler = Resampler.stretched(shape.height(), shape.width(), height, width);
        int area = shape.height() * shape.width();
        for (int plane = 0; plane < count() * shape.channels(); plane++) {
            int from = plane * area;
            float[] resized = resampler.apply(
                    (row, into) -> System.arraycopy(values, from + row * shape.width(), into, 0, shape.width()));
            for (int i = 0; i < resized.length; i++) {
                result[plane * resized.length + i] = Math.min(1, Math.max(-1, resized[i]));
            }
        }
        return new Images(target, result);
    }

    /**
     * The one image as 8-bit pixels.
     *
     * @throws IllegalStateException if there are several images, or the image holds NaN
     */
    public Pixels toPixels() {
        if (count() != 1) {
            throw new IllegalStateException("these are " + count()
                    + " images, not one: take one with get(i), or put all on a sheet with grid()");
        }
        return pixels(0);
    }

    /**
     * The one image as Java's: {@link BufferedImage#TYPE_BYTE_GRAY}, {@link BufferedImage#TYPE_INT_RGB} or {@link
     * BufferedImage#TYPE_INT_ARGB}.
     *
     * @throws IllegalStateException if there are several images, or the image holds NaN
     */
    public BufferedImage toBufferedImage() {
        return toPixels().toBufferedImage();
    }

    /**
     * Every image as Java's, in order.
     *
     * @throws IllegalStateException if an image holds NaN
     */
    public List<BufferedImage> toBufferedImages() {
        return IntStream.range(0, count())
                .mapToObj(i -> pixels(i).toBufferedImage())
                .toList();
    }

    private Pixels pixels(int index) {
        byte[] bytes = new byte[shape.size()];
        for (int i = 0; i < bytes.length; i++) {
            float value = values[index * bytes.length + i];
            if (Float.isNaN(value)) {
                throw new IllegalStateException("image " + index + " holds NaN, which has no colour (value " + i
                        + " of " + bytes.length + "): has the training diverged?");
            }
            bytes[i] = (byte) Math.min(255, Math.max(0, Math.round((value + 1) * 127.5f)));
        }
        return Pixels.of(shape, bytes);
    }

    /**
     * The one image as a PNG file, marked as {@linkplain Provenance#TRAINED_ALGORITHMIC_MEDIA made by a model}.
     *
     * @throws IllegalArgumentException if Java's heap cannot hold what writing it takes
     * @throws IllegalStateException if there are several images, or the image holds NaN
     */
    public byte[] toPng() {
        return toPng(Provenance.TRAINED_ALGORITHMIC_MEDIA);
    }

    /**
     * The one image as a PNG file, marked with its origin.
     *
     * @throws IllegalArgumentException if Java's heap cannot hold what writing it takes
     * @throws IllegalStateException if there are several images, or the image holds NaN
     */
    public byte[] toPng(Provenance provenance) {
        // the pixels twice as bytes, for colours twice as whole numbers, and the file as it grows
        long bytes = Memory.product(shape.size(), shape.channels() == 1 ? 4 : 6);
        return Memory.take(
                bytes, "the PNG of " + this, "write a smaller one", () -> Png.encode(toBufferedImage(), provenance));
    }

    /**
     * Writes the one image as a PNG file, marked as {@linkplain Provenance#TRAINED_ALGORITHMIC_MEDIA made by a model}.
     * Missing folders are created; a file that is there is replaced in one step, so that nobody ever sees half an image.
     *
     * @throws IllegalStateException if there are several images, or the image holds NaN
     * @throws IOException if the file cannot be written
     */
    public void writePng(Path file) throws IOException {
        writePng(file, Provenance.TRAINED_ALGORITHMIC_MEDIA);
    }

    /**
     * Writes the one image as a PNG file, marked with its origin; otherwise as {@link #writePng(Path)}.
     *
     * @throws IllegalStateException if there are several images, or the image holds NaN
     * @throws IOException if the file cannot be written
     */
    public void writePng(Path file, Provenance provenance) throws IOException {
        AtomicFile.write(file, toPng(provenance));
    }

    /** Equal shapes and bit-wise equal values. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Images images && shape.equals(images.shape) && Arrays.equals(values, images.values);
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + Arrays.hashCode(values);
    }

    /** How many of what shape: {@code 16 images of (1, 28, 28)}. */
    @Override
    public String toString() {
        return Plural.of(count(), "image") + " of " + shape;
    }
}
