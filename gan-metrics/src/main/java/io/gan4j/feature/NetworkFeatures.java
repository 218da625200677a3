package io.gan4j.feature;

import io.gan4j.inference.Recogniser;
import io.gan4j.metric.FeatureExtractor;
import io.gan4j.metric.Features;
import io.gan4j.tensor.Memory;
import java.util.Arrays;

/**
 * The features that a network gives of samples made ready for it.
 *
 * @param name what it is
 * @param hash tells it from every other
 * @param network gives features; owned
 * @param preparation what is done with samples before
 */
record NetworkFeatures(String name, String hash, Recogniser network, Preparation preparation)
        implements FeatureExtractor {
    /** The most values that are made ready at a time: 64 MiB. */
    private static final int AT_ONCE = 1 << 24;
    /** The most samples, whose inner layers are larger than themselves. */
    private static final int SAMPLES_AT_ONCE = 256;

    @Override
    public int dimensions() {
        return network.features();
    }

    @Override
    public String resizing() {
        return preparation.resizing();
    }

    @Override
    public Features features(float[] samples, int count) {
        PixelFeatures.checkSamples(samples, count, preparation.sample());
        int size = preparation.sample().size();
        int block = Memory.samplesAtOnce(SAMPLES_AT_ONCE, AT_ONCE, network.shape());
        float[] features = new float[Math.multiplyExact(count, dimensions())];
        for (int from = 0; from < count; from += block) {
            int to = Math.min(count, from + block);
            float[] ready = preparation.apply(Arrays.copyOfRange(samples, from * size, to * size));
            float[] part = network.read(ready).features();
            System.arraycopy(part, 0, features, from * dimensions(), part.length);
        }
        return Features.of(features, dimensions());
    }

    @Override
    public void close() {
        network.close();
    }
}
