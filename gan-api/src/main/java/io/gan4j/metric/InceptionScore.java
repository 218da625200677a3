package io.gan4j.metric;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * The inception score of generated images: {@code exp E KL(p(y | x) || p(y))} of the class probabilities that a classifier gives
 * them (Salimans et al. 2016, "Improved techniques for training GANs", section 4). From 1 to the number of classes, the higher
 * the better: each image is of one class for sure, and all classes come equally often. It never looks at real images, so that a
 * generator of one perfect image a class has the highest.
 *
 * <p>It is the mean over splits of the samples, ten in the paper, and too low where a split has few samples for the number of
 * classes. Of one sample a split it is always 1.
 */
public final class InceptionScore {
    /** The paper's number of splits. */
    public static final int SPLITS = 10;

    private static final double TOLERANCE = 1e-3;

    private InceptionScore() {}

    /** With the paper's 10 splits. */
    public static Estimate of(Features probabilities) {
        return of(probabilities, SPLITS);
    }

    /**
     * The mean over splits, with two standard errors of it to either side; of a single split without an interval.
     *
     * @param probabilities {@code (N, classes)}, each row adding up to 1
     * @param splits into how many equal parts the samples are dealt in order; what is left over is not used
     * @throws IllegalArgumentException if a split had fewer than 2 samples, or a row is none of probabilities
     */
    public static Estimate of(Features probabilities, int splits) {
        checkArgument(splits >= 1, "splits must be at least 1, was %s", splits);
        int size = probabilities.count() / splits;
        checkArgument(
                size >= 2,
                "%s splits need at least %s samples, had %s",
                splits,
                2L * splits,
                probabilities.count());
        double[] scores = new double[splits];
        for (int split = 0; split < splits; split++) {
            scores[split] = ofOne(probabilities, split * size, (split + 1) * size);
        }
        return Estimate.of(Resampling.mean(scores), splits == 1 ? Double.NaN : Resampling.standardErrorOfMean(scores));
    }

    private static double ofOne(Features probabilities, int from, int to) {
        double[] marginal = new double[probabilities.dimensions()];
        double entropies = 0;
        for (int i = from; i < to; i++) {
            double sum = 0;
            for (int k = 0; k < marginal.length; k++) {
                double p = probabilities.at(i, k);
                checkArgument(p >= 0, "probabilities must not be negative, that of class %s of sample %s was %s", k, i, p);
                sum += p;
                marginal[k] += p / (to - from);
                entropies += p == 0 ? 0 : p * Math.log(p);
            }
            checkArgument(
                    Math.abs(sum - 1) <= TOLERANCE,
                    "probabilities of a sample must add up to 1, those of sample %s add up to %s",
                    Integer.valueOf(i),
                    Double.valueOf(sum));
        }
        double divergence = entropies / (to - from);
        for (double p : marginal) {
            divergence -= p == 0 ? 0 : p * Math.log(p);
        }
        return Math.exp(divergence);
    }
}
