package io.gan4j.metric;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.file.Plural;
import io.gan4j.measurement.Estimate;
import io.gan4j.tensor.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How differently generated samples fall into bins of the data: the number of statistically different bins, NDB, and the
 * Jensen-Shannon divergence of the bins' proportions (Richardson and Weiss 2018, "On GANs and GMMs", section 3). The real
 * samples are put into bins by k-means, begun by k-means++; the generated ones go to the nearest of their centres. A bin is
 * different if the test of two proportions with pooled variance, {@code z = (q - p) / sqrt(r (1 - r) (1 / N + 1 / M))}, finds
 * it at the level {@value #SIGNIFICANCE}, that is {@code |z| > 1.96}.
 *
 * <p>Both are the better the lower they are, but not below chance: with bins that neither set made, a fresh sample of the data
 * has 5 of 100 different and a divergence of {@link #expectedDivergence}, on average. That the real samples make the bins moves
 * this: measured are 4 of 100 and 0.93 times that divergence for 1,000 samples of 3 normal features in 40 bins, 10 of 100 and
 * 1.8 times for 100 normal features, 2 of 100 and 0.85 times for 10,000 of MNIST's digits in 100 bins. So compare with what
 * another part of the data gives. Far less tells of copies of the very samples that made the bins, and is warned of. The
 * paper's published numbers of digits count bins beyond three standard errors, see {@link #beyond}.
 *
 * <p>Draw both sets at random: neighbours in MNIST's files are by one writer, and a part in the file's order is of few of them.
 * With more than 1,000 features the bins are made of a sixth of them, drawn by the seed, as in the paper's code.
 *
 * <p>Intervals are two standard errors, of 1,000 resamplings of both sets, to either side. They hold what other samples would
 * give in the same bins, not what other bins would change. For equal distributions they are too wide, up to twice, since the
 * resamples add their own chance to that of the samples.
 *
 * @param different the number of different bins, from 0 to {@link #bins}
 * @param divergence the Jensen-Shannon divergence, natural logarithm, from 0 to ln 2
 * @param expectedDivergence its mean for two sets of one distribution and these sizes in given bins, {@code (K - 1) / 8 (1 / N
 *     + 1 / M)}
 * @param scores the {@code z} of each bin: above 0 where there are too many generated samples, below where too few
 * @param warnings what a reader must know before trusting it, one sentence each; mostly none
 */
public record DifferentBins(
        Estimate different,
        Estimate divergence,
        double expectedDivergence,
        List<Double> scores,
        List<String> warnings) {
    /** The number of bins in the paper. */
    public static final int BINS = 100;
    /** How often a bin of equal proportions is found different. */
    public static final double SIGNIFICANCE = 0.05;

    /** Beyond it lie 5 % of the normal distribution. */
    private static final double THRESHOLD = 1.959963984540054;
    /** With fewer samples a bin on average the proportions are too far from normal for the test. */
    private static final int SAMPLES_A_BIN = 10;
    /** The number of standard deviations below its mean from which on the divergence is no chance. */
    private static final double COPY_DEVIATIONS = 4;
    /** With more features, bins are made of one in {@link #FEATURES_A_BINNED_ONE}. Both are of the paper's code. */
    private static final int MOST_FEATURES = 1_000;

    private static final int FEATURES_A_BINNED_ONE = 6;
    private static final long FEATURE_STREAM = 0xD1B5;
    private static final long RESAMPLING_STREAM = 0xD1B6;

    /** Bins with lists of their own. */
    public DifferentBins {
        scores = List.copyOf(scores);
        warnings = List.copyOf(warnings);
    }

    /** With 100 bins; otherwise as {@link #of(Features, Features, int, long)}. */
    public static DifferentBins of(Features real, Features generated, long seed) {
        return of(real, generated, BINS, seed);
    }

    /**
     * Compares two sets, each of at least as many samples as bins, on all cores: some seconds for 10,000 samples of 784
     * features. The same seed gives the same bits on any number of them.
     *
     * @param real makes the bins
     * @param bins how many, at least 2
     * @param seed of the bins, of the features that they are made of, and of the resampling
     * @throws IllegalArgumentException if there are fewer bins, a set has fewer samples than bins, the real ones fewer
     *     different ones, or the sets' dimensions differ
     */
    public static DifferentBins of(Features real, Features generated, int bins, long seed) {
        generated.checkDimensions(real.dimensions());
        checkArgument(bins >= 2, "bins must be at least 2, was %s", bins);
        missing(real.count(), generated.count(), bins).ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
        int[] used = used(real.dimensions(), seed);
        Features ofReal = some(real, used);
        Clusters clusters = Clusters.of(ofReal, bins, seed);
        return ofCounts(clusters.count(ofReal), clusters.count(some(generated, used)), seed);
    }

    /** Why sets of these numbers of samples cannot be compared by {@link #of(Features, Features, long)}; empty if they can. */
    public static Optional<String> missing(int real, int generated) {
        return missing(real, generated, BINS);
    }

    private static Optional<String> missing(int real, int generated, int bins) {
        return tooFew("of the data", real, bins).or(() -> tooFew("of the generator", generated, bins));
    }

    private static Optional<String> tooFew(String whose, int count, int bins) {
        return count >= bins
                ? Optional.empty()
                : Optional.of(bins + " bins need at least " + bins + " samples " + whose + ", and "
                        + (long) SAMPLES_A_BIN * bins + " for a sound test, had " + count);
    }

    /** Which features the bins are made of. */
    private static int[] used(int dimensions, long seed) {
        if (dimensions <= MOST_FEATURES) {
            return IntStream.range(0, dimensions).toArray();
        }
        int[] drawn = RandomStream.of(seed, FEATURE_STREAM).permutation(dimensions);
        return Arrays.stream(drawn)
                .limit(dimensions / FEATURES_A_BINNED_ONE)
                .sorted()
                .toArray();
    }

    private static Features some(Features features, int[] used) {
        if (used.length == features.dimensions()) {
            return features;
        }
        double[] values = new double[Math.multiplyExact(features.count(), used.length)];
        for (int i = 0; i < features.count(); i++) {
            for (int d = 0; d < used.length; d++) {
                values[i * used.length + d] = features.at(i, used[d]);
            }
        }
        return Features.of(values, used.length);
    }

    /**
     * Compares the numbers of samples in bins that you have made.
     *
     * @param real how many real samples are in each bin
     * @param generated how many generated ones are, in the same order
     * @param seed of the resampling
     * @throws IllegalArgumentException if there are fewer than 2 bins, not as many of both, a number is negative, or a set is
     *     empty
     */
    public static DifferentBins ofCounts(int[] real, int[] generated, long seed) {
        checkArgument(
                real.length == generated.length && real.length >= 2,
                "the bins must be the same and at least 2, were %s and %s",
                real.length,
                generated.length);
        int[] ofReal = assigned(real);
        int[] ofGenerated = assigned(generated);
        double[] numbers = new double[Resampling.RESAMPLES];
        double[] divergences = new double[Resampling.RESAMPLES];
        IntStream.range(0, numbers.length).parallel().forEach(i -> {
            RandomStream random = RandomStream.of(seed, RESAMPLING_STREAM, i);
            int[] one = resampled(ofReal, real.length, random);
            int[] other = resampled(ofGenerated, real.length, random);
            numbers[i] = beyond(THRESHOLD, scores(one, other));
            divergences[i] = divergence(one, other);
        });
        double[] scores = scores(real, generated);
        double divergence = divergence(real, generated);
        double expected = (real.length - 1) / 8.0 * (1.0 / ofReal.length + 1.0 / ofGenerated.length);
        List<String> warnings = new ArrayList<>();
        warnOfFew(warnings, "the data", ofReal.length, real.length);
        warnOfFew(warnings, "the generator", ofGenerated.length, real.length);
        warnOfCopies(warnings, divergence / expected, real.length);
        return new DifferentBins(
                between(beyond(THRESHOLD, scores), numbers, real.length),
                between(divergence, divergences, Math.log(2)),
                expected,
                Arrays.stream(scores).boxed().toList(),
                warnings);
    }

    /** The bin of each sample. */
    private static int[] assigned(int[] counts) {
        long all = 0;
        for (int count : counts) {
            checkArgument(count >= 0, "numbers of samples must be at least 0, one was %s", count);
            all += count;
        }
        checkArgument(all > 0, "the bins must hold at least one sample of each set, held none of one");
        int[] bins = new int[Math.toIntExact(all)];
        int next = 0;
        for (int bin = 0; bin < counts.length; bin++) {
            Arrays.fill(bins, next, next + counts[bin], bin);
            next += counts[bin];
        }
        return bins;
    }

    private static int[] resampled(int[] assigned, int bins, RandomStream random) {
        int[] counts = new int[bins];
        for (int i = 0; i < assigned.length; i++) {
            counts[assigned[random.nextInt(assigned.length)]]++;
        }
        return counts;
    }

    private static Estimate between(double value, double[] resampled, double most) {
        Estimate free = Estimate.of(value, Resampling.standardErrorOfResamples(resampled));
        return new Estimate(value, Math.max(0, free.low()), Math.min(most, free.high()));
    }

    private static double[] scores(int[] real, int[] generated) {
        double n = Arrays.stream(real).sum();
        double m = Arrays.stream(generated).sum();
        double[] scores = new double[real.length];
        for (int bin = 0; bin < scores.length; bin++) {
            double pooled = (real[bin] + generated[bin]) / (n + m);
            double error = Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m));
            // a bin with none of either, or with all of both, tells of no difference
            scores[bin] = error == 0 ? 0 : (generated[bin] / m - real[bin] / n) / error;
        }
        return scores;
    }

    private static double divergence(int[] real, int[] generated) {
        double n = Arrays.stream(real).sum();
        double m = Arrays.stream(generated).sum();
        double sum = 0;
        for (int bin = 0; bin < real.length; bin++) {
            double p = real[bin] / n;
            double q = generated[bin] / m;
            sum += term(p, q) + term(q, p);
        }
        // rounding may put it below its bound
        return Math.max(0, sum / 2);
    }

    private static double term(double p, double q) {
        return p == 0 ? 0 : p * Math.log(2 * p / (p + q));
    }

    private static int beyond(double threshold, double[] scores) {
        return (int) Arrays.stream(scores).filter(z -> Math.abs(z) > threshold).count();
    }

    private static void warnOfFew(List<String> warnings, String whose, int count, int bins) {
        long enough = (long) SAMPLES_A_BIN * bins;
        if (count < enough) {
            warnings.add(Plural.of(count, "sample") + " of " + whose + " are few for the test in " + bins
                    + " bins; take " + enough + ", or fewer bins");
        }
    }

    /** By chance the ratio has the mean 1 and the variance of a chi-squared number with a degree of freedom less than bins. */
    private static void warnOfCopies(List<String> warnings, double ratio, int bins) {
        if (ratio < 1 - COPY_DEVIATIONS * Math.sqrt(2.0 / (bins - 1))) {
            warnings.add(
                    "the proportions are more alike than chance allows fresh samples to be: are the generated ones copies"
                            + " of the very samples of the data that they are compared with?");
        }
    }

    /** How many bins there are. */
    public int bins() {
        return scores.size();
    }

    /** How many bins differ by more than this number of standard errors; by chance 5 of 100 do at 1.96, and 0.3 at 3. */
    public int beyond(double standardErrors) {
        return beyond(
                standardErrors, scores.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
