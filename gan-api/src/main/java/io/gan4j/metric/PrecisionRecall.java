package io.gan4j.metric;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * Precision and recall of a generator (Kynkäänniemi et al. 2019, "Improved precision and recall metric for assessing generative
 * models", section 2): the share of generated samples that lie among the real ones, and of real samples that lie among the
 * generated ones. A sample lies among others if it is no farther from one of them than that one's {@code k}-th nearest
 * neighbour of its own set.
 *
 * <p>Both from 0 to 1, the higher the better; precision falls with bad samples, recall with missing ones. Two samples of one
 * distribution do not give 1. The paper has 50,000 of each and {@code k} 3; numbers of other counts or of another {@code k} are
 * others. Intervals are by 1,000 resamplings of the samples that are judged, those that they are judged by staying.
 *
 * @param precision of the generated samples
 * @param recall of the real ones
 */
public record PrecisionRecall(Estimate precision, Estimate recall) {
    /** The paper's number of neighbours. */
    public static final int NEIGHBOURS = 3;

    /** With the paper's 3 neighbours. */
    public static PrecisionRecall of(Features real, Features generated, long seed) {
        return of(real, generated, NEIGHBOURS, seed);
    }

    /**
     * Precision and recall.
     *
     * @param neighbours which nearest neighbour sets a sample's radius, at least 1
     * @param seed of the resampling
     * @throws IllegalArgumentException if a set has no more samples than that, or dimensions differ
     */
    public static PrecisionRecall of(Features real, Features generated, int neighbours, long seed) {
        check(real, generated, neighbours);
        return new PrecisionRecall(
                Resampling.ofMean(among(generated, real, neighbours), seed),
                Resampling.ofMean(among(real, generated, neighbours), seed));
    }

    static void check(Features real, Features generated, int neighbours) {
        generated.checkDimensions(real.dimensions());
        checkArgument(neighbours >= 1, "neighbours must be at least 1, was %s", neighbours);
        int fewest = Math.min(real.count(), generated.count());
        checkArgument(
                fewest > neighbours,
                "%s nearest neighbours need at least %s samples in each set, had %s",
                neighbours,
                neighbours + 1,
                fewest);
    }

    /** 1 for each sample that lies among others, 0 for each that does not. */
    private static double[] among(Features samples, Features others, int neighbours) {
        double[] radii = Distances.radii(others, neighbours);
        double[] among = new double[samples.count()];
        Distances.visit(samples, others, (row, squared) -> {
            for (int j = 0; j < radii.length; j++) {
                if (squared[j] <= radii[j]) {
                    among[row] = 1;
                    return;
                }
            }
        });
        return among;
    }
}
