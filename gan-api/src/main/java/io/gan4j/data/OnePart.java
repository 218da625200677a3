package io.gan4j.data;

import java.nio.ByteBuffer;
import java.util.List;

/** One part of another dataset's samples, as the only one; see {@link Datasets#part}. */
final class OnePart extends DerivedDataset {
    private final String part;
    private final List<Part> parts;

    OnePart(Dataset source, String part) {
        super(source);
        Part found = Parts.find(source, source.parts(), part);
        this.part = part;
        this.parts = List.of(new Part(Part.SAMPLE, found.shape(), found.encoding()));
    }

    @Override
    public String name() {
        return part + " of " + source().name();
    }

    @Override
    public List<Part> parts() {
        return parts;
    }

    @Override
    public void read(String name, int index, long variation, ByteBuffer into) {
        Parts.find(this, parts, name);
        super.read(part, index, variation, into);
    }
}
