package io.gan4j.data;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.ImmutableIntArray;
import java.util.Objects;

/** Some samples of another dataset, in an order of their own, without a copy. */
final class SelectedSamples extends DerivedDataset {
    private final ImmutableIntArray places;

    SelectedSamples(Dataset source, int... places) {
        super(source);
        checkArgument(places.length > 0, "no place of a sample of %s was given; give at least one", source.name());
        for (int place : places) {
            Objects.checkIndex(place, source.size());
        }
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
