package io.gan4j.feature;

import io.gan4j.metric.FeatureExtractor;
import io.gan4j.metric.Features;
import io.gan4j.tensor.Shape;

/** A random network that is there only while it computes, so that nobody has to close it. */
record PassingNetwork(Shape sample, long seed) implements FeatureExtractor {
    @Override
    public String name() {
        return FeatureExtractors.randomName(seed);
    }

    @Override
    public String hash() {
        return FeatureExtractors.randomHash(sample, seed);
    }

    @Override
    public int dimensions() {
        return FeatureExtractors.DIMENSIONS;
    }

    @Override
    public String resizing() {
        return "none";
    }

    @Override
    public Features features(float[] samples, int count) {
        try (FeatureExtractor open = FeatureExtractors.random(sample, seed)) {
            return open.features(samples, count);
        }
    }

    @Override
    public void close() {
        // holds nothing
    }
}
