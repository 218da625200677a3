package io.gan4j.data;

import static com.google.common.base.Preconditions.checkArgument;

import java.nio.ByteBuffer;
import java.util.List;

/** Pairs whose input is another dataset's target, and the other way round; see {@link Datasets#exchanged}. */
final class ExchangedPairs extends DerivedDataset {
    private final List<Part> parts;

    ExchangedPairs(Dataset pairs) {
        super(pairs);
        List<Part> parts = pairs.parts();
        checkArgument(
                Parts.names(parts).equals(List.of(Part.TARGET, Part.INPUT)),
                "%s holds no pairs: its samples must have the parts [target, input], had %s",
                pairs.name(),
                Parts.names(parts));
        Part target = parts.get(0);
        Part input = parts.get(1);
        this.parts = List.of(
                new Part(Part.TARGET, input.shape(), input.encoding()),
                new Part(Part.INPUT, target.shape(), target.encoding()));
    }

    @Override
    public String name() {
        return source().name() + ", exchanged";
    }

    @Override
    public List<Part> parts() {
        return parts;
    }

    @Override
    public void read(String part, int index, long variation, ByteBuffer into) {
        Parts.find(this, parts, part);
        super.read(part.equals(Part.INPUT) ? Part.TARGET : Part.INPUT, index, variation, into);
    }
}
