package io.gan4j.metric;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.measurement.Estimate;

/**
 * The inception score of generated samples (Salimans et al. 2016, "Improved techniques for training GANs", section 4): {@code
 * exp(mean KL(p(y|x) || p(y)))} of the class probabilities {@code p(y|x)} that a classifier gives each sample and their mean
 * {@code p(y)}. It is high if each sample is surely of a class and all classes are there: from 1 to the number of classes, the
 * higher the better. It never looks at the data, nor at how samples of one class differ.
 *
 * <p>Salimans et al. take 50,000 samples in 10 splits. A split must hold many more samples than there are classes, or the
 * score is too low: compare numbers of equal counts and splits only. It is <em>the</em> Inception score with the 1,000 classes
 * of the Inception network of 2015 only; another classifier's is comparable with itself.
 */
public final class InceptionScore {
    /** As many splits as Salimans et al. */
    public static final int SPLITS = 10;

    /** Softmax in single precision adds up to 1 within this. */
    private static final double SUM_TOLERANCE = 1e-4;

    private InceptionScore() {}

    /** The score in ten splits; otherwise as {@link #of(Features, int)}. */
    public static Estimate of(Features probabilities) {
        return of(probabilities, SPLITS);
    }

    /**
     * The mean score of equal splits, in the order of the samples, with two standard errors of that mean to either side;
     * without an interval if there is one split. (Papers often give the splits' standard deviation, which is {@code
     * sqrt(splits)} standard errors.)
     *
     * @param probabilities of each class, a row for each sample: at least 0, with a sum of 1 within 1e-4
     * @param splits how many, at least 1 and at most as many as there are samples
     * @throws IllegalArgumentException if there are fewer samples than splits, or a row holds no probabilities
     */
    public static Estimate of(Features probabilities, int splits) {
        int count = probabilities.count();
        checkArgument(splits >= 1, "splits must be at least 1, was %s", splits);
        checkArgument(count >= splits, "%s splits need at least %s samples, had %s", splits, splits, count);
        double[] scores = new double[splits];
        for (int split = 0; split < splits; split++) {
            int from = (int) ((long) split * count / splits);
            int to = (int) ((split + 1L) * count / splits);
            scores[split] = ofPart(probabilities, from, to);
        }
        return Estimate.of(Resampling.mean(scores), Resampling.standardErrorOfMean(scores))
                .within(1, probabilities.dimensions());
    }

    private static double ofPart(Features probabilities, int from, int to) {
        int classes = probabilities.dimensions();
        double[] shares = new double[classes];
        double negativeEntropies = 0;
        for (int i = from; i < to; i++) {
            double[] row = probabilities.row(i);
            check(row, i);
            for (int k = 0; k < classes; k++) {
                shares[k] += row[k];
                negativeEntropies += timesLogarithm(row[k]);
            }
        }
        int count = to - from;
        // mean sum p ln(p / q) = mean sum p ln p - sum q ln q, as q is the mean of p
        double information = negativeEntropies / count;
        for (double share : shares) {
            information -= timesLogarithm(share / count);
        }
        return Math.exp(information);
    }

    private static void check(double[] row, int sample) {
        double sum = 0;
        for (double probability : row) {
            if (probability < 0) {
                throw new IllegalArgumentException(
                        "a probability must not be negative, was " + probability + " of sample " + sample);
            }
            sum += probability;
        }
        if (Math.abs(sum - 1) > SUM_TOLERANCE) {
            throw new IllegalArgumentException("the probabilities of a sample must add up to 1, was " + sum
                    + " of sample " + sample + ": they come after the softmax");
        }
    }

    /** {@code p ln p}, with its limit 0 at 0. */
    private static double timesLogarithm(double p) {
        return p == 0 ? 0 : p * Math.log(p);
    }
}
