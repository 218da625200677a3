package io.gan4j.metric;

import io.gan4j.tensor.RandomStream;
import java.util.Arrays;

/**
 * Whether a generator copies its training data: the mean distance of a generated sample to the nearest training sample, over
 * that of a sample of the same distribution that the generator was not trained on. About 1, or above, for one that generalises; near 0 for one
 * that copies. The idea is that of the nearest-neighbour tests (Lopez-Paz and Oquab 2017; Meehan et al. 2020), as a ratio, so
 * that the unit of the features drops out. Distances are Euclidean.
 */
public final class Memorisation {
    private static final int RESAMPLES = 1000;
    private static final long STREAM = 0x3E30;

    private Memorisation() {}

    /**
     * The ratio, with an interval by 1,000 resamplings of generated and held-out samples.
     *
     * @param training all that the generator was trained on
     * @param heldOut of the same distribution, at least one
     * @param generated at least one
     * @param seed of the resampling
     * @return infinite if every held-out sample is one of the training data
     * @throws IllegalArgumentException if dimensions differ
     */
    public static Estimate of(Features training, Features heldOut, Features generated, long seed) {
        double[] ofGenerated = distances(generated, training);
        double[] ofHeldOut = distances(heldOut, training);
        double[] ratios = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            RandomStream random = RandomStream.of(seed, STREAM, i);
            ratios[i] = resampled(ofGenerated, random) / resampled(ofHeldOut, random);
        }
        return Resampling.between(Resampling.mean(ofGenerated) / Resampling.mean(ofHeldOut), ratios);
    }

    /** The distance of each sample to the nearest one of a set. */
    private static double[] distances(Features from, Features to) {
        to.checkDimensions(from.dimensions());
        double[] nearest = new double[from.count()];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        Neighbours.distances(from, to, (row, column, squares, count) -> {
            for (int j = 0; j < count; j++) {
                nearest[row] = Math.min(nearest[row], squares[j]);
            }
        });
        return Arrays.stream(nearest).map(Math::sqrt).toArray();
    }

    private static double resampled(double[] values, RandomStream random) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += values[random.nextInt(values.length)];
        }
        return sum / values.length;
    }
}
