package io.gan4j.metric;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * The kernel distance of two sets of features: the squared maximum mean discrepancy with the kernel {@code (a.b / D + 1)^3}
 * (Bińkowski et al. 2018, "Demystifying MMD GANs", section 4; with the features of the Inception network it is the KID). In its
 * unbiased form: {@code sum k(x, x') / (m (m - 1)) + sum k(y, y') / (n (n - 1)) - 2 sum k(x, y) / (m n)}, no sample with itself.
 * 0 on average if both are of one distribution, and then as often below as above; the lower the better. Unlike the {@linkplain
 * FrechetDistance Fréchet distance} it has no bias, so that numbers of different counts may be set side by side.
 */
public final class KernelDistance {
    /** The authors' samples in a block. */
    private static final int BLOCK = 1000;
    /** So many rows are multiplied at a time. */
    private static final int TILE = 500;

    private KernelDistance() {}

    /**
     * The distance of all samples to all.
     *
     * @throws IllegalArgumentException if a set has fewer than two samples, or dimensions differ
     */
    public static double of(Features real, Features generated) {
        generated.checkDimensions(real.dimensions());
        int fewest = Math.min(real.count(), generated.count());
        checkArgument(fewest >= 2, "the kernel distance needs at least 2 samples in each set, had %s", fewest);
        return within(real) + within(generated) - 2 * mean(real, generated);
    }

    /**
     * The mean distance over blocks of 1,000 samples of each set, or of a tenth if a set has fewer than 10,000, with two
     * standard errors of that mean to either side. No sample is in two blocks.
     *
     * @throws IllegalArgumentException if a set has fewer than 20 samples, or dimensions differ
     */
    public static Estimate estimate(Features real, Features generated) {
        generated.checkDimensions(real.dimensions());
        int fewest = Math.min(real.count(), generated.count());
        checkArgument(fewest >= 20, "blocks of the kernel distance need at least 20 samples in each set, had %s", fewest);
        int size = Math.min(BLOCK, fewest / 10);
        double[] distances = new double[fewest / size];
        for (int block = 0; block < distances.length; block++) {
            int from = block * size;
            distances[block] = of(real.slice(from, from + size), generated.slice(from, from + size));
        }
        return Estimate.of(Resampling.mean(distances), Resampling.standardErrorOfMean(distances));
    }

    private static double within(Features features) {
        double own = 0;
        for (int i = 0; i < features.count(); i++) {
            double[] row = features.row(i);
            double square = 0;
            for (double value : row) {
                square += value * value;
            }
            own += kernel(square, row.length);
        }
        double count = features.count();
        return (mean(features, features) * count * count - own) / (count * (count - 1));
    }

    private static double mean(Features a, Features b) {
        int dimensions = a.dimensions();
        double sum = 0;
        for (int i = 0; i < a.count(); i += TILE) {
            int rows = Math.min(TILE, a.count() - i);
            double[] left = a.block(i, i + rows);
            for (int j = 0; j < b.count(); j += TILE) {
                int columns = Math.min(TILE, b.count() - j);
                double[] right = Products.transposed(b.block(j, j + columns), columns, dimensions);
                for (double product : Products.of(left, right, rows, dimensions, columns)) {
                    sum += kernel(product, dimensions);
                }
            }
        }
        return sum / a.count() / b.count();
    }

    private static double kernel(double product, int dimensions) {
        double base = product / dimensions + 1;
        return base * base * base;
    }
}
