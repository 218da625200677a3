package io.gan4j.metric;

import io.gan4j.measurement.Protocol;

/**
 * Turns samples into features: what a metric sees of an image. Published numbers are of one extractor, the Inception network
 * of 2015; numbers of different extractors say nothing about each other, so that every one states its {@link #hash}.
 *
 * <p>The same samples give the same features, alone or in a batch. An implementation says whether many threads may use it.
 */
public interface FeatureExtractor extends AutoCloseable {
    /** What it is, in a few words: {@code "pixels"}, or a file's name and layer. */
    String name();

    /** Tells it from every other: the SHA-256, in hexadecimal, of all that its features depend on. */
    String hash();

    /** How many features it makes of a sample. */
    int dimensions();

    /** How samples become as large as it takes them, in a few words: {@code "none"}, {@code "bicubic to 299x299"}. */
    String resizing();

    /**
     * The features of samples, one row each.
     *
     * @param samples {@code (count, shape)} in row-major order, in [-1, 1]
     * @param count how many, at least 1
     * @throws IllegalArgumentException if the array does not hold {@code count} samples of the shape that this takes
     */
    Features features(float[] samples, int count);

    /**
     * The protocol of a number over these features.
     *
     * @param real the number of samples of the data
     * @param generated the number of generated samples
     * @param split the name of the data
     * @param seed from which samples were drawn
     */
    default Protocol protocol(int real, int generated, String split, long seed) {
        return new Protocol(real, generated, split, resizing(), name(), hash(), seed);
    }

    @Override
    void close();
}
