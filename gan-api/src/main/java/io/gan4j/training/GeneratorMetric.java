package io.gan4j.training;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.data.Dataset;
import io.gan4j.inference.Generator;
import io.gan4j.measurement.Better;
import io.gan4j.measurement.Estimate;
import io.gan4j.measurement.Measurement;
import io.gan4j.measurement.Protocol;

/** A number that says how good a generator is, against the data that it should imitate. Implementations are immutable. */
public interface GeneratorMetric {
    /** What it measures, in a few words: {@code "sliced Wasserstein distance"}. */
    String name();

    /**
     * Judges a generator. The same generator and data give the same number.
     *
     * @param generator generates samples of the data's shape
     * @param data what it should imitate
     */
    double of(Generator generator, Dataset data);

    /**
     * Judges a generator as {@link #of} does, and says under what conditions. Here: without an interval, and with a protocol
     * that names the data alone.
     */
    default Measurement measure(Generator generator, Dataset data) {
        Protocol protocol = new Protocol(0, 0, data.name(), "none", "not stated", "", 0);
        return Measurement.of(name(), Estimate.without(of(generator, data)), better(), protocol);
    }

    /** Which values are better. */
    Better better();

    /**
     * The {@linkplain io.gan4j.metric.SlicedWasserstein sliced Wasserstein distance} between generated samples and as many of
     * the data, along 128 directions: lower is better. For data of any kind; it needs no other network.
     *
     * @param samples how many of each; at least 1. If the data has fewer, so many as it has
     * @param seed of the latents, the choice from the data, and the directions: the same for every generator
     */
    static GeneratorMetric slicedWasserstein(int samples, long seed) {
        checkArgument(samples >= 1, "samples must be at least 1, was %s", samples);
        return new SlicedWassersteinMetric(samples, seed);
    }

    /**
     * The {@linkplain io.gan4j.metric.PyramidWasserstein sliced Wasserstein distance of patches} of generated images and
     * as many of the data, the mean over their resolutions: lower is better. It needs no other network.
     *
     * @param samples how many of each; at least 1. If the data has fewer, so many as it has
     * @param seed of the latents, the choice from the data, patches and directions: the same for every generator
     */
    static GeneratorMetric pyramidWasserstein(int samples, long seed) {
        checkArgument(samples >= 1, "samples must be at least 1, was %s", samples);
        return new PyramidWassersteinMetric(samples, seed);
    }

    /**
     * The {@linkplain io.gan4j.metric.MultiScaleSsim multi-scale structural similarity} of pairs of generated images:
     * near the data's own is best, so that it cannot choose the best state. It does not look at the data, whose own is
     * {@code MultiScaleSsim.of(Datasets.values(data, places), data.shape(), seed)}.
     *
     * @param samples how many images; at least 2
     * @param seed of the latents and the pairs: the same for every generator
     */
    static GeneratorMetric multiScaleSsim(int samples, long seed) {
        checkArgument(samples >= 2, "samples must be at least 2, was %s", samples);
        return new MultiScaleSsimMetric(samples, seed);
    }
}
