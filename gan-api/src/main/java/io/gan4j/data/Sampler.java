package io.gan4j.data;

import io.gan4j.tensor.Shape;

/** Draws an image anew from another's pixels, bilinearly; beyond the edge its outermost pixels go on. */
final class Sampler {
    private Sampler() {}

    /** Where in the source a place of the result comes from, both as parts of width and height, 0 to 1. */
    @FunctionalInterface
    interface Origin {
        double[] of(double x, double y);
    }

    static byte[] map(Shape shape, byte[] source, Origin origin) {
        int height = shape.height();
        int width = shape.width();
        int area = height * width;
        byte[] result = new byte[source.length];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                double[] from = origin.of((column + 0.5) / width, (row + 0.5) / height);
                double x = within(from[0] * width - 0.5, width - 1);
                double y = within(from[1] * height - 0.5, height - 1);
                for (int channel = 0; channel < shape.channels(); channel++) {
                    double value = between(source, channel * area, width, height, x, y);
                    result[channel * area + row * width + column] = (byte) (int) (value + 0.5);
                }
            }
        }
        return result;
    }

    private static double within(double place, int last) {
        return Math.max(0, Math.min(last, place));
    }

    private static double between(byte[] plane, int from, int width, int height, double x, double y) {
        int left = (int) x;
        int top = (int) y;
        int right = Math.min(left + 1, width - 1);
        int bottom = Math.min(top + 1, height - 1);
        double upper = line(plane[from + top * width + left], plane[from + top * width + right], x - left);
        double lower = line(plane[from + bottom * width + left], plane[from + bottom * width + right], x - left);
        return upper + (y - top) * (lower - upper);
    }

    private static double line(byte one, byte other, double along) {
        return (one & 0xFF) + along * ((other & 0xFF) - (one & 0xFF));
    }
}
