package io.gan4j.data;

import io.gan4j.file.Plural;
import io.gan4j.tensor.Memory;
import io.gan4j.tensor.Shape;

/** Samples that are given as arrays; see {@link Datasets}. */
final class MemorySamples {
    private MemorySamples() {}

    static Dataset pixels(Shape shape, byte[]... images) {
        byte[][] blocks = new byte[images.length][];
        for (int i = 0; i < images.length; i++) {
            checkLength("image", i, images[i].length, shape);
            blocks[i] = images[i].clone();
        }
        return MemoryDataset.ofPixelBlocks(Plural.of(images.length, "image"), shape, blocks);
    }

    static Dataset points(float[]... points) {
        if (points.length == 0) {
            throw new IllegalArgumentException("points must hold at least one point, was empty");
        }
        Shape shape = Shape.of(points[0].length);
        float[] values = Memory.floats(
                Memory.product(points.length, shape.size()),
                "a dataset of " + Plural.of(points.length, "point"),
                "take fewer");
        for (int i = 0; i < points.length; i++) {
            checkLength("point", i, points[i].length, shape);
            for (int axis = 0; axis < shape.size(); axis++) {
                values[i * shape.size() + axis] = finite(points[i][axis], i, axis);
            }
        }
        return MemoryDataset.ofFloats(Plural.of(points.length, "point"), shape, values);
    }

    private static void checkLength(String what, int index, int length, Shape shape) {
        if (length != shape.size()) {
            throw new IllegalArgumentException(what + " " + index + " has " + Plural.of(length, "value")
                    + ", but shape " + shape + " holds " + shape.size());
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
