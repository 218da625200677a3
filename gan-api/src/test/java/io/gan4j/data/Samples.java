package io.gan4j.data;

import java.nio.ByteBuffer;

/** Images of one pixel, whose value is their place; from 128 on they repeat. */
public record Samples(int size) implements OnePixelImages {
    @Override
    public String name() {
        return "counted pixels";
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
