package io.gan4j.metric;

import io.gan4j.measurement.Estimate;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * How much of what is generated could be real, and how much of the data could be generated (Kynkäänniemi et al. 2019, "Improved
 * precision and recall metric for assessing generative models", section 2): each set is taken for the union of balls about its
 * samples that reach to their {@code k}-th nearest neighbour within the set. A sample at a ball's edge is in it.
 *
 * <p>Both are from 0 to 1, the higher the better; low precision means poor samples, low recall missing ones. They fall short of
 * 1 for two sets of one distribution: compare with what another part of the data gives. One outlier's ball may hold far too
 * much; {@link DensityCoverage} is less easily misled. The paper takes 50,000 samples of both sets, equally many; fewer, down
 * to some thousands, change the level, so that numbers of different counts cannot be compared.
 *
 * <p>Intervals are from the 2.5th to the 97.5th percentile of 1,000 resamplings of the judged samples, with the balls as they
 * are: they hold what other samples would give against the same balls, and do not hold what other balls would change.
 *
 * @param precision the share of generated samples in the balls of the real ones
 * @param recall the share of real samples in the balls of the generated ones
 * @param neighbours the {@code k}
 */
public record PrecisionRecall(Estimate precision, Estimate recall, int neighbours) {
    /** The {@code k} of the paper. */
    public static final int NEIGHBOURS = 3;

    private static final long SEED = 2019;

    /** With three neighbours; otherwise as {@link #of(Features, Features, int)}. */
    public static PrecisionRecall of(Features real, Features generated) {
        return of(real, generated, NEIGHBOURS);
    }

    /**
     * Compares two sets, each of more samples than neighbours. It computes the distances of all pairs, on all cores, but keeps
     * none.
     *
     * @throws IllegalArgumentException if {@code neighbours} is below 1, a set has no more samples than that, or their
     *     dimensions differ
     */
    public static PrecisionRecall of(Features real, Features generated, int neighbours) {
        generated.checkDimensions(real.dimensions());
        Balls balls =
                new Balls(Neighbours.squaredRadii(real, neighbours), Neighbours.squaredRadii(generated, neighbours));
        Neighbours.distances(real, generated, balls);
        return balls.shares(neighbours);
    }

    /** Which samples are in balls of the other set; it is told the distances of real samples from generated ones. */
    static final class Balls implements Neighbours.Reader {
        private final double[] ofReal;
        private final double[] ofGenerated;
        private final double[] recalled;
        // many rows reach one generated sample, in any order: all write the same
        private final AtomicIntegerArray precise;

        Balls(double[] squaredRadiiOfReal, double[] squaredRadiiOfGenerated) {
            ofReal = squaredRadiiOfReal;
            ofGenerated = squaredRadiiOfGenerated;
            recalled = new double[ofReal.length];
            precise = new AtomicIntegerArray(ofGenerated.length);
        }

        @Override
        public void read(int row, int column, double[] squares, int count) {
            for (int j = 0; j < count; j++) {
                if (squares[j] <= ofReal[row]) {
                    precise.set(column + j, 1);
                }
                if (squares[j] <= ofGenerated[column + j]) {
                    recalled[row] = 1;
                }
            }
        }

        PrecisionRecall shares(int neighbours) {
            double[] precision = new double[precise.length()];
            Arrays.setAll(precision, precise::get);
            return new PrecisionRecall(
                    Resampling.ofMean(precision, SEED), Resampling.ofMean(recalled, SEED + 1), neighbours);
        }
    }
}
