package io.gan4j.metric;

import io.gan4j.tensor.RandomStream;

/** Features that are independent and of the standard normal distribution. */
final class NormalFeatures {
    private NormalFeatures() {}

    static Features normal(long seed, int count, int dimensions) {
        float[] values = new float[count * dimensions];
        RandomStream.of(seed).fillNormal(values, 0, 1);
        return Features.of(values, dimensions);
    }
}
