package io.gan4j.metric;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.file.Plural;
import java.util.Arrays;

/**
 * How evenly samples fall on classes, as a classifier sees them: the measure of mode collapse on Stacked MNIST with its 1,000
 * classes (Metz et al. 2017, section 3.3.1; Srivastava et al. 2017 and Lin et al. 2018, who judge 26,000 samples).
 *
 * <p>A perfect sampler does not reach a divergence of 0: of {@code n} samples of {@code K} equally likely classes it is about
 * {@code (K - 1) / (2 n)}, 0.0194 for Stacked MNIST's 26,000.
 *
 * @param classes how many classes there are
 * @param found how many of them have a sample
 * @param reverseKl the divergence {@code sum p ln(p / q)} of the samples' shares {@code p} from the target's probabilities
 *     {@code q}, in nats: {@code sum p ln(classes p)} unless a target is given. 0 if they are equal, infinite if a sample is of
 *     a class that the target does not have
 */
public record ClassCoverage(int classes, int found, double reverseKl) {
    private static final double SUM_TOLERANCE = 1e-6;

    /**
     * Judges samples by their classes, all of which should be equally frequent.
     *
     * @param labels the class of each sample, at least one
     * @param classes how many there are; labels are 0 to one less
     * @throws IllegalArgumentException if there is no label, or one is no class
     */
    public static ClassCoverage ofLabels(int[] labels, int classes) {
        checkArgument(classes >= 1, "classes must be at least 1, was %s", classes);
        long[] counts = new long[classes];
        for (int label : labels) {
            checkArgument(label >= 0 && label < classes, "a label must be 0 to %s, was %s", classes - 1, label);
            counts[label]++;
        }
        return ofCounts(counts);
    }

    /**
     * Judges samples by how many there are of each class, all of which should be equally frequent.
     *
     * @throws IllegalArgumentException if a count is negative, or all are 0
     */
    public static ClassCoverage ofCounts(long[] counts) {
        return of(counts, KullbackLeibler.fromUniform(checked(counts)));
    }

    /**
     * Judges samples by how many there are of each class.
     *
     * @param counts of each class
     * @param target the probability that each class should have
     * @throws IllegalArgumentException if a count is negative or all are 0, if there are not as many probabilities, or if they
     *     are negative or do not add up to 1 within 1e-6
     */
    public static ClassCoverage ofCounts(long[] counts, double[] target) {
        checkArgument(
                counts.length == target.length,
                "target must hold a probability for each of %s, held %s",
                Plural.of(counts.length, "class"),
                target.length);
        double sum = 0;
        for (double probability : target) {
            checkArgument(probability >= 0, "a probability must not be negative, was %s", probability);
            sum += probability;
        }
        checkArgument(Math.abs(sum - 1) <= SUM_TOLERANCE, "the probabilities of target must add up to 1, was %s", sum);
        return of(counts, KullbackLeibler.from(target, checked(counts)));
    }

    private static long[] checked(long[] counts) {
        for (long count : counts) {
            checkArgument(count >= 0, "a count must not be negative, was %s", count);
        }
        checkArgument(Arrays.stream(counts).sum() > 0, "at least one sample must be counted, there was none");
        return counts;
    }

    private static ClassCoverage of(long[] counts, double divergence) {
        int found = (int) Arrays.stream(counts).filter(count -> count > 0).count();
        return new ClassCoverage(counts.length, found, divergence);
    }
}
