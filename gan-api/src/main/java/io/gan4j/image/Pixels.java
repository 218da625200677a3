package io.gan4j.image;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.file.Plural;
import io.gan4j.tensor.Memory;
import io.gan4j.tensor.Shape;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.util.Arrays;
import java.util.Objects;

/**
 * One image as 8-bit planes, {@code 0..255} in {@code (C, H, W)} order: 1 channel is grey, 3 are red, green, blue, 4 have
 * alpha after them (not premultiplied). Immutable and thread-safe.
 *
 * <p>Values are those stored in the file: where Java would convert grey through a linear colour space, which makes it
 * brighter, this class reads samples as they are. Samples of 16 bits are rounded to 8. Colour becomes grey by the luma of
 * ITU-R Rec. 601, in the integers of Pillow's {@code convert("L")}.
 */
@CheckReturnValue
public final class Pixels {
    private final Shape shape;
    private final byte[] values;

    private Pixels(Shape shape, byte[] values) {
        this.shape = shape;
        this.values = values;
    }

    /**
     * The image with these values, which are copied.
     *
     * @throws IllegalArgumentException if the shape is not that of an image of 1, 3 or 4 channels, or holds another number
     *     of values
     */
    public static Pixels of(Shape shape, byte... values) {
        checkImage(shape);
        if (values.length != shape.size()) {
            throw new IllegalArgumentException("shape " + shape + " holds " + Plural.of(shape.size(), "value")
                    + ", the array has " + values.length);
        }
        return new Pixels(shape, values.clone());
    }

    /**
     * The pixels of an image with a choice of channels: 1, 3 or 4. With 1 or 3, what is transparent shows white behind
     * it, as on a page (Pillow's {@code convert("RGB")} shows whatever colour the file hides there). A grey image's value
     * is repeated in red, green and blue; an image without alpha is opaque.
     *
     * @throws IllegalArgumentException if the number of channels is another, or the image is neither grey nor RGB (CMYK
     *     for example)
     */
    public static Pixels of(BufferedImage image, int channels) {
        checkChannels(channels);
        return new Pixels(Shape.of(channels, image.getHeight(), image.getWidth()), PixelReader.planes(image, channels));
    }

    /**
     * The number of channels that hold all an image has: 4 if it has alpha, else 1 if it is grey (a palette of greys
     * counts), else 3.
     */
    public static int channelsOf(BufferedImage image) {
        if (image.getColorModel().hasAlpha()) {
            return 4;
        }
        return isGrey(image) ? 1 : 3;
    }

    /** True for a grey image, with alpha or without; a palette of greys alone counts. */
    public static boolean isGrey(BufferedImage image) {
        ColorModel colours = image.getColorModel();
        if (!(colours instanceof IndexColorModel palette)) {
            return colours.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
        }
        int[] entries = new int[palette.getMapSize()];
        palette.getRGBs(entries);
        return Arrays.stream(entries)
                .allMatch(argb -> (argb >>> 16 & 0xFF) == (argb & 0xFF) && (argb >>> 8 & 0xFF) == (argb & 0xFF));
    }

    @CanIgnoreReturnValue
    static Shape checkImage(Shape shape) {
        if (!shape.isImage()) {
            throw new IllegalArgumentException("an image's shape is (channels, height, width), was " + shape);
        }
        checkChannels(shape.channels());
        return shape;
    }

    /** True for a number of channels that an image may have: 1, 3 or 4. */
    static boolean areChannels(int channels) {
        return channels == 1 || channels == 3 || channels == 4;
    }

    static void checkChannels(int channels) {
        if (!areChannels(channels)) {
            throw new IllegalArgumentException(
                    "channels must be 1 (grey), 3 (RGB) or 4 (RGB and alpha), was " + channels);
        }
    }

    /** {@code (C, H, W)}. */
    public Shape shape() {
        return shape;
    }

    /** The values in row-major order, one unsigned byte each, in a new array. */
    public byte[] toBytes() {
        return values.clone();
    }

    /**
     * The image with another number of channels, by the rules of {@link #of(BufferedImage, int)}.
     *
     * @throws IllegalArgumentException if the number is not 1, 3 or 4
     */
    public Pixels channels(int channels) {
        return channels == shape.channels() ? this : of(toBufferedImage(), channels);
    }

    /**
     * One of its channels, as a grey image: 0 to 2 for red, green and blue, 3 for alpha.
     *
     * @throws IndexOutOfBoundsException if there is no such channel
     */
    public Pixels channel(int channel) {
        Objects.checkIndex(channel, shape.channels());
        int area = shape.height() * shape.width();
        byte[] plane = Arrays.copyOfRange(values, channel * area, (channel + 1) * area);
        return new Pixels(Shape.of(1, shape.height(), shape.width()), plane);
    }

    /**
     * This image of red, green and blue with a grey image of its size as alpha.
     *
     * @throws IllegalArgumentException if it has other than 3 channels, or the other image is not grey or has another size
     */
    public Pixels withAlpha(Pixels alpha) {
        if (shape.channels() != 3 || !alpha.shape.equals(Shape.of(1, shape.height(), shape.width()))) {
            throw new IllegalArgumentException(
                    "alpha is given to an image of 3 channels by a grey one of its size, these are " + shape + " and "
                            + alpha.shape);
        }
        byte[] both = Arrays.copyOf(values, values.length + alpha.values.length);
        System.arraycopy(alpha.values, 0, both, values.length, alpha.values.length);
        return new Pixels(Shape.of(4, shape.height(), shape.width()), both);
    }

    /**
     * A rectangle of the image.
     *
     * @throws IndexOutOfBoundsException if it is not within the image
     */
    public Pixels part(int top, int left, int height, int width) {
        Objects.checkFromIndexSize(top, height, shape.height());
        Objects.checkFromIndexSize(left, width, shape.width());
        byte[] part = new byte[shape.channels() * height * width];
        for (int row = 0; row < shape.channels() * height; row++) {
            int from = (row / height * shape.height() + top + row % height) * shape.width() + left;
            System.arraycopy(values, from, part, row * width, width);
        }
        return new Pixels(Shape.of(shape.channels(), height, width), part);
    }

    /**
     * The image in another size, without distortion: reduced or enlarged until it just covers the target, then cut at
     * the centre. Reduction antialiases: cubic convolution whose kernel grows with the factor, as Pillow's {@code
     * BICUBIC}. Colours are weighted by alpha, if there is alpha.
     *
     * @throws IllegalArgumentException if height or width is below 1, or an array or Java's heap cannot hold the result
     */
    public Pixels fitted(int height, int width) {
        if (height == shape.height() && width == shape.width()) {
            return this;
        }
        Shape target = Shape.of(shape.channels(), height, width);
        // where colors are weighted by alpha, all planes are needed at once
        int planes = shape.channels() == 4 ? 4 : 1;
        long bytes = Memory.product((long) height * width, planes * Float.BYTES + shape.channels());
        return Memory.take(bytes, "an image of " + target, "choose a smaller size", () -> fitted(target));
    }

    /**
     * The image made smaller by a whole factor, its values rounded to 8 bits again.
     *
     * @throws IllegalArgumentException if the factor is below 1, or does not divide height and width
     */
    public Pixels reduced(int factor, Kernel kernel) {
        if (factor < 1 || shape.height() % factor != 0 || shape.width() % factor != 0) {
            throw new IllegalArgumentException(
                    "an image is reduced by a whole factor that divides its height and width, " + shape.height() + " x "
                            + shape.width() + ", was " + factor);
        }
        Shape target = Shape.of(shape.channels(), shape.height() / factor, shape.width() / factor);
        if (factor == 1) {
            return this;
        }
        return switch (kernel) {
            case AREA -> new Pixels(target, means(target, factor));
            case BICUBIC -> fitted(target);
        };
    }

    private byte[] means(Shape target, int factor) {
        int area = shape.height() * shape.width();
        byte[] means = new byte[target.size()];
        for (int i = 0; i < means.length; i++) {
            int channel = i / (target.height() * target.width());
            int row = i / target.width() % target.height() * factor;
            int first = row * shape.width() + i % target.width() * factor;
            boolean weighted = shape.channels() == 4 && channel < 3;
            long sum = 0;
            long weights = 0;
            for (int k = 0; k < factor * factor; k++) {
                int at = first + k / factor * shape.width() + k % factor;
                int weight = weighted ? values[3 * area + at] & 0xFF : 1;
                sum += (long) weight * (values[channel * area + at] & 0xFF);
                weights += weight;
            }
            means[i] = (byte) (weights == 0 ? 0 : (2 * sum + weights) / (2 * weights));
        }
        return means;
    }

    private Pixels fitted(Shape target) {
        int height = target.height();
        int width = target.width();
        Resampler resampler = Resampler.centred(shape.height(), shape.width(), height, width);
        byte[] result = new byte[target.size()];
        int area = height * width;
        float[] alpha = shape.channels() == 4 ? plane(3, resampler) : new float[0];
        for (int channel = 0; channel < shape.channels(); channel++) {
            float[] plane = channel == 3 ? alpha : plane(channel, resampler);
            for (int i = 0; i < area; i++) {
                float value = plane[i];
                if (alpha.length > 0 && channel < 3) {
                    value = alpha[i] < 0.5f ? 0 : value * 255 / alpha[i];
                }
                result[channel * area + i] = (byte) Math.min(255, Math.max(0, Math.round(value)));
            }
        }
        return new Pixels(target, result);
    }

    /** A channel in another size; a color that is weighted by alpha is not divided by it yet. */
    private float[] plane(int channel, Resampler resampler) {
        boolean weighted = shape.channels() == 4 && channel < 3;
        return resampler.apply((row, into) -> readRow(channel, row, weighted, into));
    }

    private void readRow(int channel, int row, boolean weighted, float[] into) {
        int width = shape.width();
        int area = shape.height() * width;
        int from = channel * area + row * width;
        for (int x = 0; x < width; x++) {
            int value = values[from + x] & 0xFF;
            into[x] = weighted ? value * (values[3 * area + row * width + x] & 0xFF) / 255f : value;
        }
    }

    /**
     * The image as Java's: {@link BufferedImage#TYPE_BYTE_GRAY}, {@link BufferedImage#TYPE_INT_RGB} or {@link
     * BufferedImage#TYPE_INT_ARGB}, its samples exactly these values.
     */
    public BufferedImage toBufferedImage() {
        int height = shape.height();
        int width = shape.width();
        if (shape.channels() == 1) {
            BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
            image.getRaster().setDataElements(0, 0, width, height, values);
            return image;
        }
        boolean alpha = shape.channels() == 4;
        int area = height * width;
        BufferedImage image =
                new BufferedImage(width, height, alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        int[] argb = new int[width];
        for (int row = 0; row < height; row++) {
            for (int x = 0; x < width; x++) {
                int i = row * width + x;
                argb[x] = (alpha ? values[3 * area + i] : 0xFF) << 24
                        | (values[i] & 0xFF) << 16
                        | (values[area + i] & 0xFF) << 8
                        | values[2 * area + i] & 0xFF;
            }
            image.setRGB(0, row, width, 1, argb, 0, width);
        }
        return image;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Pixels pixels && shape.equals(pixels.shape) && Arrays.equals(values, pixels.values);
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Pixels" + shape;
    }
}
