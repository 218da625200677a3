package io.gan4j.data;

/** The first samples of another dataset, without a copy. */
final class FirstSamples extends DerivedDataset {
    private final int size;

    FirstSamples(Dataset all, int size) {
        super(all);
        if (size < 1 || size > all.size()) {
            throw new IllegalArgumentException(
                    "take must be 1 to " + all.size() + ", the size of " + all.name() + ", was " + size);
        }
        this.size = size;
    }

    @Override
    public String name() {
        return "the first " + size + " of " + source().name();
    }

    @Override
    public int size() {
        return size;
    }
}
