package io.gan4j.metric;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;

/**
 * The mean and the covariance of features, which are all that the {@linkplain FrechetDistance Fréchet distance} asks of a set.
 * Those of a dataset are worth keeping: of 10,000 samples with 2,048 features they take seconds to compute.
 *
 * <p>Immutable and thread-safe.
 */
public final class Moments {
    /** The number of samples that are in memory as doubles at a time. */
    private static final int BLOCK = 512;

    private final int count;
    private final double[] mean;
    private final double[] covariance;

    private Moments(int count, double[] mean, double[] covariance) {
        this.count = count;
        this.mean = mean;
        this.covariance = covariance;
    }

    /**
     * The moments of features, the covariance with {@code N - 1} in its denominator.
     *
     * @throws IllegalArgumentException if there are fewer than two samples
     */
    public static Moments of(Features features) {
        int count = features.count();
        checkArgument(count >= 2, "a covariance needs at least 2 samples, there was %s", count);
        Scatter scatter = Scatter.of(features, meanOf(features), 0, count);
        return scatter.moments();
    }

    /**
     * Moments computed elsewhere.
     *
     * @param count how many samples they are of, at least 2
     * @param mean {@code (D)}, copied
     * @param covariance {@code (D, D)} in row-major order, copied; symmetric, with no negative eigenvalue
     * @throws IllegalArgumentException if the sizes do not fit, a number is not finite, or the covariance is not symmetric
     */
    public static Moments of(int count, double[] mean, double[] covariance) {
        int dimensions = mean.length;
        checkArgument(count >= 2, "count must be at least 2, was %s", count);
        checkArgument(
                dimensions >= 1 && covariance.length == (long) dimensions * dimensions,
                "covariance must hold %s times %s numbers, held %s",
                dimensions,
                dimensions,
                covariance.length);
        checkFinite("mean", mean);
        checkFinite("covariance", covariance);
        for (int i = 0; i < dimensions; i++) {
            for (int j = 0; j < i; j++) {
                double below = covariance[i * dimensions + j];
                double above = covariance[j * dimensions + i];
                checkArgument(
                        below == above, "covariance must be symmetric, was %s at (%s, %s) but not across", below, i, j);
            }
        }
        return new Moments(count, mean.clone(), covariance.clone());
    }

    private static void checkFinite(String name, double[] values) {
        for (int i = 0; i < values.length; i++) {
            checkArgument(Double.isFinite(values[i]), "%s must be finite, was %s at %s", name, values[i], i);
        }
    }

    /** The mean of each feature. */
    static double[] meanOf(Features features) {
        int dimensions = features.dimensions();
        double[] mean = new double[dimensions];
        for (int from = 0; from < features.count(); from += BLOCK) {
            for (double[] row : features.block(from, Math.min(features.count(), from + BLOCK))) {
                for (int d = 0; d < dimensions; d++) {
                    mean[d] += row[d];
                }
            }
        }
        for (int d = 0; d < dimensions; d++) {
            mean[d] /= features.count();
        }
        return mean;
    }

    /** How many samples these are of. */
    public int count() {
        return count;
    }

    /** How many features a sample has. */
    public int dimensions() {
        return mean.length;
    }

    /** The mean of each feature, in a new array. */
    public double[] mean() {
        return mean.clone();
    }

    /** The covariance, {@code (D, D)} in row-major order, in a new array. */
    public double[] covariance() {
        return covariance.clone();
    }

    /** The covariance, a new row for each feature. */
    double[][] covarianceRows() {
        double[][] rows = new double[mean.length][];
        Arrays.setAll(rows, i -> Arrays.copyOfRange(covariance, i * mean.length, (i + 1) * mean.length));
        return rows;
    }

    double variance(int dimension) {
        return covariance[dimension * mean.length + dimension];
    }

    double mean(int dimension) {
        return mean[dimension];
    }

    /** Sums over samples, from which those of a part can be taken away: what a jackknife needs. */
    record Scatter(int count, double[] centre, double[] sum, double[][] upper) {

        /**
         * The scatter of the samples from one place up to, but without, another, about a centre, which should be near their
         * mean.
         */
        static Scatter of(Features features, double[] centre, int from, int to) {
            int dimensions = features.dimensions();
            double[] sum = new double[dimensions];
            double[][] upper = new double[dimensions][dimensions];
            for (int start = from; start < to; start += BLOCK) {
                double[][] rows = features.block(start, Math.min(to, start + BLOCK));
                for (double[] row : rows) {
                    for (int d = 0; d < dimensions; d++) {
                        row[d] -= centre[d];
                        sum[d] += row[d];
                    }
                }
                Products.addScatter(rows, upper);
            }
            return new Scatter(to - from, centre, sum, upper);
        }

        /** The scatter of the samples that are not in the given part, about the same centre. */
        Scatter without(Scatter part) {
            double[] sums = sum.clone();
            double[][] rest = new double[upper.length][];
            for (int i = 0; i < rest.length; i++) {
                sums[i] -= part.sum[i];
                rest[i] = upper[i].clone();
                for (int j = i; j < rest.length; j++) {
                    rest[i][j] -= part.upper[i][j];
                }
            }
            return new Scatter(count - part.count, centre, sums, rest);
        }

        Moments moments() {
            int dimensions = centre.length;
            double[] mean = new double[dimensions];
            double[] covariance = new double[Math.multiplyExact(dimensions, dimensions)];
            for (int i = 0; i < dimensions; i++) {
                mean[i] = centre[i] + sum[i] / count;
                for (int j = i; j < dimensions; j++) {
                    double about = upper[i][j] - sum[i] * sum[j] / count;
                    covariance[i * dimensions + j] = about / (count - 1);
                    covariance[j * dimensions + i] = about / (count - 1);
                }
            }
            return new Moments(count, mean, covariance);
        }
    }
}
