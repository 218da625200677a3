package io.gan4j.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.data.Dataset;
import io.gan4j.feature.FeatureExtractors;
import io.gan4j.metric.FeatureExtractor;
import org.jspecify.annotations.Nullable;

/**
 * The conditions under which a metric measures, as far as they are set.
 *
 * @param samples the number of samples to generate and to draw from the data; at least 2
 * @param seed from which everything random is derived
 * @param extractor sees the samples
 * @param reader tells the classes of images
 * @param heldOut data that the generator was not trained on
 */
record Conditions(
        @Nullable Integer samples,
        @Nullable Long seed,
        @Nullable FeatureExtractor extractor,
        @Nullable ClassReader reader,
        @Nullable Dataset heldOut) {
    /** Nothing is set. */
    static final Conditions NONE = new Conditions(null, null, null, null, null);

    private static final int SAMPLES = 5_000;

    /** Checks the number of samples. */
    Conditions {
        checkArgument(samples == null || samples >= 2, "samples must be at least 2, was %s", samples);
    }

    /** What is set here, and what others set where nothing is. */
    Conditions over(Conditions others) {
        return new Conditions(
                samples == null ? others.samples : samples,
                seed == null ? others.seed : seed,
                extractor == null ? others.extractor : extractor,
                reader == null ? others.reader : reader,
                heldOut == null ? others.heldOut : heldOut);
    }

    Conditions samples(int number) {
        return new Conditions(number, seed, extractor, reader, heldOut);
    }

    Conditions seed(long number) {
        return new Conditions(samples, number, extractor, reader, heldOut);
    }

    Conditions extractor(FeatureExtractor other) {
        return new Conditions(samples, seed, other, reader, heldOut);
    }

    Conditions reader(ClassReader other) {
        return new Conditions(samples, seed, extractor, other, heldOut);
    }

    Conditions heldOut(Dataset data) {
        return new Conditions(samples, seed, extractor, reader, data);
    }

    /** What sees the samples: features that fit them if it is not set. */
    FeatureExtractor features(Dataset data) {
        return extractor == null ? FeatureExtractors.fitting(data.shape()) : extractor;
    }

    /** The number of samples to generate: 5,000 if it is not set. */
    int generated() {
        return samples == null ? SAMPLES : samples;
    }

    /** The seed: 0 if it is not set. */
    long seedOrZero() {
        return seed == null ? 0 : seed;
    }
}
