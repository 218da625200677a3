package io.gan4j.data;

import io.gan4j.tensor.Shape;

/** The least that images can be. */
public interface OnePixelImages extends Dataset {
    @Override
    default Shape shape() {
        return Shape.of(1, 1, 1);
    }

    @Override
    default Encoding encoding() {
        return Encoding.PIXELS;
    }
}
