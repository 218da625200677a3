package io.gan4j.data;

import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Vocabulary;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** The samples of another dataset, without a copy: whatever a subclass does not change is the other's. */
abstract class DerivedDataset implements Dataset {
    private final Dataset source;
    private final List<Part> parts;
    private final Supplier<String> fingerprint = Fingerprints.once(this);

    DerivedDataset(Dataset source) {
        this.source = source;
        this.parts = List.copyOf(source.parts());
    }

    final Dataset source() {
        return source;
    }

    /** The place in the other dataset of the sample that this one has at {@code index}. */
    int original(int index) {
        return Objects.checkIndex(index, size());
    }

    @Override
    public int size() {
        return source.size();
    }

    @Override
    public final Shape shape() {
        return principal().shape();
    }

    @Override
    public final Encoding encoding() {
        return principal().encoding();
    }

    private Part principal() {
        return parts().get(0);
    }

    @Override
    public List<Part> parts() {
        return parts;
    }

    @Override
    public final void read(int index, ByteBuffer into) {
        read(principal().name(), index, UNVARIED, into);
    }

    @Override
    public void read(String part, int index, long variation, ByteBuffer into) {
        source.read(part, original(index), variation, into);
    }

    @Override
    public List<String> classes() {
        return source.classes();
    }

    @Override
    public int label(int index) {
        return source.label(original(index));
    }

    @Override
    public boolean hasCaptions() {
        return source.hasCaptions();
    }

    @Override
    public String caption(int index) {
        return source.caption(original(index));
    }

    @Override
    public List<String> captions(int index) {
        return source.captions(original(index));
    }

    @Override
    public Optional<Vocabulary> vocabulary() {
        return parts().stream().anyMatch(part -> part.name().equals(Part.TEXT))
                ? source.vocabulary()
                : Optional.empty();
    }

    @Override
    public final String fingerprint() {
        return fingerprint.get();
    }

    @Override
    public final String toString() {
        return name();
    }
}
