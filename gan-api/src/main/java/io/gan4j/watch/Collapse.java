package io.gan4j.watch;

import io.gan4j.data.Dataset;
import io.gan4j.event.TrainingProgress;
import io.gan4j.inference.Generator;
import io.gan4j.measurement.Diversity;
import org.jspecify.annotations.Nullable;

/** Sees generated samples lie far nearer to each other than those of the data. Measures at each look. */
final class Collapse implements Watch {
    /** Samples that are generated for a look, always from the same latents. */
    private static final int SAMPLES = 256;

    private static final long SEED = 0;
    /** The number of looks within which a generator may spread out for the first time. */
    private static final int PATIENCE = 5;

    private final Generator generator;
    private final double ofData;
    private final double share;
    private boolean hasSpread;
    private int looks;

    /**
     * Measures the data.
     *
     * @param data at least two samples
     * @param share of the data's diversity below which a generator has collapsed
     */
    Collapse(Generator generator, Dataset data, double share) {
        this.generator = generator;
        this.share = share;
        int count = Math.min(SAMPLES, data.size());
        this.ofData =
                Diversity.of(DataSample.of(data, count, SEED), data.shape().size(), SEED);
    }

    @Override
    public Advice.Kind kind() {
        return Advice.Kind.COLLAPSE;
    }

    @Override
    public @Nullable String look(TrainingProgress report) {
        float[] samples = generator.samples(generator.latents(SAMPLES, SEED));
        double ofFakes = Diversity.of(samples, generator.shape().size(), SEED);
        looks++;
        hasSpread |= ofFakes >= share * ofData;
        boolean begins = !hasSpread && looks <= PATIENCE;
        return ofFakes < share * ofData && !begins
                ? Watch.text(
                        "generated samples lie %.3g apart on average, those of the data %.3g: %.1f %% of it",
                        ofFakes, ofData, 100 * ofFakes / ofData)
                : null;
    }
}
