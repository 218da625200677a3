package io.gan4j.metric;

import java.util.Arrays;

/**
 * Whether a generator copies its training data: the mean distance of a generated sample to the nearest training sample, over
 * that of a sample of the same distribution that the generator was not trained on. About 1, or above, for one that
 * generalises; near 0 for one that copies. The idea is that of the nearest-neighbour tests (Lopez-Paz and Oquab 2017; Meehan et al. 2020), as a ratio, so
 * that the unit of the features drops out. Distances are Euclidean.
 */
public final class Memorisation {
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
        return Resampling.ofRatio(distances(generated, training), distances(heldOut, training), seed);
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
}
