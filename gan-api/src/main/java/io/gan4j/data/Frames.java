package io.gan4j.data;

import io.gan4j.image.Pixels;
import io.gan4j.tensor.Shape;

/** Pictures that hold several side by side. */
final class Frames {
    private Frames() {}

    /** The picture at a place, from 0 at the left, of several of one width side by side; their number divides the width. */
    static Pixels cut(Pixels strip, int place, int count) {
        Shape shape = strip.shape();
        int width = shape.width() / count;
        byte[] from = strip.toBytes();
        byte[] values = new byte[from.length / count];
        for (int row = 0; row < shape.channels() * shape.height(); row++) {
            System.arraycopy(from, row * shape.width() + place * width, values, row * width, width);
        }
        return Pixels.of(Shape.of(shape.channels(), shape.height(), width), values);
    }

    /** Whether there is nothing but one color. */
    static boolean isUniform(Pixels picture) {
        Shape shape = picture.shape();
        byte[] values = picture.toBytes();
        int area = shape.height() * shape.width();
        for (int i = 0; i < values.length; i++) {
            if (values[i] != values[i / area * area]) {
                return false;
            }
        }
        return true;
    }
}
