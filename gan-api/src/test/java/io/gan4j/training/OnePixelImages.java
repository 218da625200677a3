package io.gan4j.training;

import io.gan4j.data.Dataset;
import io.gan4j.tensor.Shape;

/** The least that images can be. */
interface OnePixelImages extends Dataset {
    @Override
    default Shape shape() {
        return Shape.of(1, 1, 1);
    }

    @Override
    default Encoding encoding() {
        return Encoding.PIXELS;
    }
}
