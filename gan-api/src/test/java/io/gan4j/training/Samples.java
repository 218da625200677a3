package io.gan4j.training;

import io.gan4j.data.Dataset;
import io.gan4j.tensor.Shape;
import java.nio.ByteBuffer;

/** So many images of one pixel, whose value is their place; from 128 on they repeat. */
public record Samples(int size) implements Dataset {
    @Override
    public String name() {
        return "counted pixels";
    }

    @Override
    public Shape shape() {
        return Shape.of(1, 1, 1);
    }

    @Override
    public Encoding encoding() {
        return Encoding.PIXELS;
    }

    @Override
    public void read(int index, ByteBuffer into) {
        into.put((byte) (index % 128));
    }

    @Override
    public String fingerprint() {
        return "f" + size;
    }
}
