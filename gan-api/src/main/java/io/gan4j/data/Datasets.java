package io.gan4j.data;

import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * Where {@linkplain Dataset datasets} come from: files, arrays, and built-in sets that are drawn on the spot.
 *
 * <p>All of them hold their samples in memory and are immutable and thread-safe.
 */
public final class Datasets {
    private Datasets() {}

    /**
     * Images given as 8-bit pixels, {@code 0..255}, one array of {@code (C, H, W)} values in row-major order each. The
     * arrays are copied.
     *
     * @throws IllegalArgumentException if there is no image, or an array's length is not the shape's size
     */
    public static Dataset pixels(Shape shape, byte[]... images) {
        byte[][] blocks = new byte[images.length][];
        for (int i = 0; i < images.length; i++) {
            checkLength("image", i, images[i].length, shape);
            blocks[i] = images[i].clone();
        }
        return MemoryDataset.ofPixelBlocks(images.length + " images", shape, blocks);
    }

    /**
     * Points of the plane, or of any space: one array of coordinates each, all equally long, taken as they are. The
     * arrays are copied.
     *
     * @throws IllegalArgumentException if there is no point, a point has more or fewer coordinates than the first, or a
     *     coordinate is not finite
     */
    public static Dataset points(float[]... points) {
        if (points.length == 0) {
            throw new IllegalArgumentException("points must hold at least one point, was empty");
        }
        Shape shape = Shape.of(points[0].length);
        float[] values = new float[Math.multiplyExact(points.length, shape.size())];
        for (int i = 0; i < points.length; i++) {
            checkLength("point", i, points[i].length, shape);
            for (int axis = 0; axis < shape.size(); axis++) {
                values[i * shape.size() + axis] = finite(points[i][axis], i, axis);
            }
        }
        return MemoryDataset.ofFloats(points.length + " points", shape, values);
    }

    /**
     * The same samples with a class each: sample {@code i} shows {@code classes.get(labels[i])}.
     *
     * @throws IllegalArgumentException if there are not as many labels as samples, or a label is no place in {@code
     *     classes}
     */
    public static Dataset labelled(Dataset dataset, List<String> classes, int... labels) {
        return memory(dataset).labelled(classes, labels);
    }

    /**
     * The same samples with a caption each.
     *
     * @throws IllegalArgumentException if there are not as many captions as samples
     */
    public static Dataset captioned(Dataset dataset, List<String> captions) {
        return memory(dataset).captioned(captions);
    }

    /** 20,000 handwritten-looking digits, 28 x 28, labelled: {@code Digits.of(20_000).draw()}. See {@link Digits}. */
    public static Dataset digits() {
        return digits(20_000);
    }

    /**
     * Handwritten-looking digits, 28 x 28, labelled. See {@link Digits} for other sizes and seeds.
     *
     * @throws IllegalArgumentException if the count is below 1
     */
    public static Dataset digits(int count) {
        return Digits.of(count).draw();
    }

    /**
     * Coloured shapes, 32 x 32, labelled and captioned. See {@link Shapes} for other sizes and seeds.
     *
     * @throws IllegalArgumentException if the count is below 1
     */
    public static Dataset shapes(int count) {
        return Shapes.of(count).draw();
    }

    /**
     * 100,000 points of Gaussians on a circle; 8 is the usual number. See {@link Points#ring} for other settings.
     *
     * @throws IllegalArgumentException if there are fewer than 1
     */
    public static Dataset ring(int modes) {
        return Points.ring(modes).draw();
    }

    /**
     * 100,000 points of Gaussians on a square lattice; 5, thus 25 modes, is the usual side. See {@link Points#grid} for other
     * settings.
     *
     * @throws IllegalArgumentException if the side is below 1 or above 1000
     */
    public static Dataset grid(int side) {
        return Points.grid(side).draw();
    }

    /** 100,000 points of a spiral. See {@link Points#swissRoll} for other settings. */
    public static Dataset swissRoll() {
        return Points.swissRoll().draw();
    }

    private static MemoryDataset memory(Dataset dataset) {
        return dataset instanceof MemoryDataset memory ? memory : MemoryDataset.copyOf(dataset);
    }

    private static void checkLength(String what, int index, int length, Shape shape) {
        if (length != shape.size()) {
            throw new IllegalArgumentException(what + " " + index + " has " + length + " values, but shape " + shape
                    + " holds " + shape.size());
        }
    }

    private static float finite(float value, int point, int axis) {
        if (!Float.isFinite(value)) {
            throw new IllegalArgumentException(
                    "coordinate " + axis + " of point " + point + " must be finite, was " + value);
        }
        return value;
    }
}
