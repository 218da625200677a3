package io.gan4j.metric;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.file.Plural;
import io.gan4j.measurement.Estimate;
import io.gan4j.tensor.RandomStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The kernel distance of two sets of features (Bińkowski et al. 2018, "Demystifying MMD GANs", section 4; with the features of
 * the Inception network of 2015 it is the KID): the unbiased square of the maximum mean discrepancy {@code mean k(x, x') + mean
 * k(y, y') - 2 mean k(x, y)} with the cubic kernel {@code k(a, b) = (a.b / D + 1)^3}, where {@code x, x'} and {@code y, y'} are
 * two different samples of one set (Gretton et al. 2012, equation 3). It is about 0, and as often below as above, if both are
 * of one distribution, so that small values may be negative; the lower the better; it has no upper bound.
 *
 * <p>Unlike the {@linkplain FrechetDistance Fréchet distance} it is right on average with any number of samples from two on, so
 * that numbers of different counts can be compared; with few it is only less sure, as {@link #estimate} says.
 */
public final class KernelDistance {
    /** Samples of each set in a block of {@link #estimate}, as in section 4 of the paper, if there are enough of them. */
    private static final int BLOCK = 1000;
    /** The least number of blocks, so that they tell of the standard error. */
    private static final int BLOCKS = 10;
    /** The number of samples of either side that are multiplied at a time. */
    private static final int TILE = 512;

    private static final long STREAM = 0x41D;
    private static final int REAL = 0;
    private static final int GENERATED = 1;

    private KernelDistance() {}

    /**
     * The distance of two sets, over all their pairs.
     *
     * @throws IllegalArgumentException if a set has fewer than two samples, or their dimensions differ
     */
    public static double of(Features real, Features generated) {
        generated.checkDimensions(real.dimensions());
        int fewest = Math.min(real.count(), generated.count());
        checkArgument(fewest >= 2, "a kernel distance needs at least 2 samples in each set, had %s", fewest);
        return meanWithin(real) + meanWithin(generated) - 2 * meanAcross(real, generated);
    }

    /**
     * The mean distance of equal blocks of the sets' samples, which are independent of each other, with its interval at this
     * number of samples: two standard errors of the mean to either side. There are ten blocks, or more of at least 1,000
     * samples where there are as many; with its fewer pairs it is less sharp than {@link #of}, and much faster. With fewer than
     * 20 samples in a set it is {@link #of} without an interval.
     *
     * @param seed of the draw of samples into blocks, as sets are often in an order; the same gives the same blocks
     * @throws IllegalArgumentException if a set has fewer than two samples, or their dimensions differ
     */
    public static Estimate estimate(Features real, Features generated, long seed) {
        generated.checkDimensions(real.dimensions());
        int fewest = Math.min(real.count(), generated.count());
        if (fewest < 2 * BLOCKS) {
            return Estimate.without(of(real, generated));
        }
        int blocks = Math.max(BLOCKS, fewest / BLOCK);
        int[] ofReal = RandomStream.of(seed, STREAM, REAL).permutation(real.count());
        int[] ofGenerated = RandomStream.of(seed, STREAM, GENERATED).permutation(generated.count());
        double[] distances = new double[blocks];
        for (int block = 0; block < blocks; block++) {
            distances[block] =
                    of(real.rows(part(ofReal, block, blocks)), generated.rows(part(ofGenerated, block, blocks)));
        }
        return Estimate.of(Resampling.mean(distances), Resampling.standardErrorOfMean(distances));
    }

    /** What a reader must know before trusting {@link #estimate}, one sentence each; mostly none. */
    public static List<String> warnings(Features real, Features generated) {
        int fewest = Math.min(real.count(), generated.count());
        return fewest < 2 * BLOCKS
                ? List.of(Plural.of(fewest, "sample") + (fewest == 1 ? " is" : " are")
                        + " too few for an interval, which takes " + 2 * BLOCKS)
                : List.of();
    }

    private static int[] part(int[] order, int block, int blocks) {
        int from = (int) ((long) block * order.length / blocks);
        int to = (int) ((block + 1L) * order.length / blocks);
        return Arrays.copyOfRange(order, from, to);
    }

    /** The mean of the kernel over pairs of different samples. */
    private static double meanWithin(Features features) {
        int count = features.count();
        double half = 0;
        for (int from = 0; from < count; from += TILE) {
            double[][] rows = tile(features, from);
            half += sum(rows, rows, true);
            for (int other = from + TILE; other < count; other += TILE) {
                half += sum(rows, tile(features, other), false);
            }
        }
        return 2 * half / (count * (count - 1.0));
    }

    private static double meanAcross(Features one, Features other) {
        double sum = 0;
        for (int from = 0; from < one.count(); from += TILE) {
            double[][] rows = tile(one, from);
            for (int column = 0; column < other.count(); column += TILE) {
                sum += sum(rows, tile(other, column), false);
            }
        }
        return sum / one.count() / other.count();
    }

    /** The sum of the kernel over the pairs of two tiles; over those above the diagonal if these are one. */
    private static double sum(double[][] rows, double[][] columns, boolean same) {
        int dimensions = rows[0].length;
        double[][] products = Products.of(rows, Products.transposed(columns));
        double[] sums = new double[rows.length];
        IntStream.range(0, rows.length).parallel().forEach(row -> {
            double sum = 0;
            for (int j = same ? row + 1 : 0; j < columns.length; j++) {
                double base = products[row][j] / dimensions + 1;
                sum += base * base * base;
            }
            sums[row] = sum;
        });
        // not by the stream, whose order of addition is that of its threads
        double all = 0;
        for (double sum : sums) {
            all += sum;
        }
        return all;
    }

    private static double[][] tile(Features features, int from) {
        return features.block(from, Math.min(features.count(), from + TILE));
    }
}
