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
record MetricConditions(
        @Nullable Integer samples,
        @Nullable Long seed,
        @Nullable FeatureExtractor extractor,
        @Nullable ClassReader reader,
        @Nullable Dataset heldOut) {
    /** Nothing is set. */
    static final MetricConditions NONE = new MetricConditions(null, null, null, null, null);

    private static final int SAMPLES = 5_000;

    /** Checks the number of samples. */
    MetricConditions {
        checkArgument(samples == null || samples >= 2, "samples must be at least 2, was %s", samples);
    }

    /** What is set here, and what others set where nothing is. */
    MetricConditions over(MetricConditions others) {
        return new MetricConditions(
                samples == null ? others.samples : samples,
                seed == null ? others.seed : seed,
                extractor == null ? others.extractor : extractor,
                reader == null ? others.reader : reader,
                heldOut == null ? others.heldOut : heldOut);
    }

    MetricConditions samples(int number) {
        return new MetricConditions(number, seed, extractor, reader, heldOut);
    }

    MetricConditions seed(long number) {
        return new MetricConditions(samples, number, extractor, reader, heldOut);
    }

    MetricConditions extractor(FeatureExtractor other) {
        return new MetricConditions(samples, seed, other, reader, heldOut);
    }

    MetricConditions reader(ClassReader other) {
        return new MetricConditions(samples, seed, extractor, other, heldOut);
    }

    MetricConditions heldOut(Dataset data) {
        return new MetricConditions(samples, seed, extractor, reader, data);
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
