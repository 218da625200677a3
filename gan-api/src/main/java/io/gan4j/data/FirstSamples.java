package io.gan4j.data;

import io.gan4j.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;

/** The first samples of another dataset, without a copy. */
final class FirstSamples implements Dataset {
    private final Dataset all;
    private final int size;

    FirstSamples(Dataset all, int size) {
        if (size < 1 || size > all.size()) {
            throw new IllegalArgumentException(
                    "take must be 1 to " + all.size() + ", the size of " + all.name() + ", was " + size);
        }
        this.all = all;
        this.size = size;
    }

    @Override
    public String name() {
        return "the first " + size + " of " + all.name();
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Shape shape() {
        return all.shape();
    }

    @Override
    public Encoding encoding() {
        return all.encoding();
    }

    @Override
    public void read(int index, ByteBuffer into) {
        all.read(Objects.checkIndex(index, size), into);
    }

    @Override
    public List<String> classes() {
        return all.classes();
    }

    @Override
    public int label(int index) {
        return all.label(Objects.checkIndex(index, size));
    }

    @Override
    public boolean hasCaptions() {
        return all.hasCaptions();
    }

    @Override
    public String caption(int index) {
        return all.caption(Objects.checkIndex(index, size));
    }

    @Override
    public String toString() {
        return name();
    }
}
