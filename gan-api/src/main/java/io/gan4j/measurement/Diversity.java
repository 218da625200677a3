package io.gan4j.measurement;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.tensor.RandomStream;

/**
 * How far samples lie apart: the mean Euclidean distance of two of them. It says nothing of their quality, but a generator
 * whose samples lie far nearer to each other than those of the data has collapsed. Works on any data and needs no network.
 */
public final class Diversity {
    /** As many pairs are measured at most, which leaves a standard error of 1/64 of the distances' standard deviation. */
    public static final int PAIRS = 4096;

    private static final long STREAM = 0xD1F;

    private Diversity() {}

    /**
     * The mean distance over all pairs of samples, or over 4,096 pairs drawn at random, with replacement, if there
     * are more.
     *
     * @param samples {@code (N, size)} in row-major order, at least two
     * @param size values in a sample
     * @param seed of the draw of pairs
     * @return at least 0; not finite if a sample is not
     * @throws IllegalArgumentException if the array holds no whole number of samples or fewer than two
     */
    public static double of(float[] samples, int size, long seed) {
        checkArgument(size >= 1, "size must be at least 1, was %s", size);
        checkArgument(
                samples.length % size == 0 && samples.length / size >= 2,
                "samples must hold %s values each of at least two samples, were %s values",
                size,
                samples.length);
        int count = samples.length / size;
        return (long) count * (count - 1) / 2 <= PAIRS
                ? ofAllPairs(samples, size, count)
                : ofSomePairs(samples, size, count, RandomStream.of(seed, STREAM));
    }

    private static double ofAllPairs(float[] samples, int size, int count) {
        double sum = 0;
        for (int i = 1; i < count; i++) {
            for (int j = 0; j < i; j++) {
                sum += distance(samples, size, i, j);
            }
        }
        return sum / (count * (count - 1L) / 2);
    }

    private static double ofSomePairs(float[] samples, int size, int count, RandomStream random) {
        double sum = 0;
        for (int pair = 0; pair < PAIRS; pair++) {
            int i = random.nextInt(count);
            int j = (i + 1 + random.nextInt(count - 1)) % count;
            sum += distance(samples, size, i, j);
        }
        return sum / PAIRS;
    }

    private static double distance(float[] samples, int size, int i, int j) {
        double sum = 0;
        for (int k = 0; k < size; k++) {
            double difference = (double) samples[i * size + k] - samples[j * size + k];
            sum += difference * difference;
        }
        return Math.sqrt(sum);
    }
}
