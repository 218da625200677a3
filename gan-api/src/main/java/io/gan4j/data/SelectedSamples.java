package io.gan4j.data;

import com.google.common.primitives.ImmutableIntArray;

/** Some samples of another dataset, in an order of their own, without a copy. */
final class SelectedSamples extends DerivedDataset {
    private final ImmutableIntArray places;

    SelectedSamples(Dataset source, int... places) {
        super(source);
        this.places = ImmutableIntArray.copyOf(places);
    }

    @Override
    int original(int index) {
        return places.get(index);
    }

    @Override
    public String name() {
        return size() == source().size() ? source().name() : size() + " of " + source().name();
    }

    @Override
    public int size() {
        return places.length();
    }
}
