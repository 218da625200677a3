package io.gan4j.metric;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.measurement.Better;
import io.gan4j.measurement.Estimate;
import java.util.Arrays;

/**
 * Whether a generator copies its training data: the mean distance of a generated sample to the nearest training sample, over
 * that of a sample of the same distribution that the generator was not trained on. 1 for samples of the data's distribution;
 * near 0 for copies; above 1 for what lies farther from the training data than real samples do, as noise: neither is good,
 * so that it is {@link Better#NEAR_REAL}. The idea is that of the nearest-neighbour tests (Lopez-Paz and Oquab 2017; Meehan et
 * al. 2020), as a ratio, so that the unit of the features drops out. Distances are Euclidean.
 */
public final class Memorisation {
    private Memorisation() {}

    /**
     * The ratio, with an interval by 1,000 resamplings of generated and held-out samples. Held-out samples that are among the
     * training samples make it too high; the interval's upper end is infinite if more than 2.5 % of the resamplings draw no
     * other, as they can of a handful of samples.
     *
     * @param training all that the generator was trained on
     * @param heldOut of the same distribution, at least one that is not among the training samples
     * @param generated at least one
     * @param seed of the resampling
     * @throws IllegalArgumentException if dimensions differ, or all held-out samples are among the training samples
     */
    public static Estimate of(Features training, Features heldOut, Features generated, long seed) {
        double[] ofGenerated = distances(generated, training);
        double[] ofHeldOut = distances(heldOut, training);
        checkArgument(
                Arrays.stream(ofHeldOut).anyMatch(distance -> distance > 0),
                "all %s held-out samples are among the training samples: a generator can be compared with samples that it was"
                        + " not trained on",
                heldOut.count());
        return Resampling.ofRatio(ofGenerated, ofHeldOut, seed);
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
