package io.gan4j.metric;

import java.util.stream.IntStream;

/**
 * Products of dense matrices of doubles, on all cores. Every row of a result is summed up by one thread in one order, so that
 * the number of threads does not show in a bit of it.
 *
 * <p>A matrix is an array of rows. The inner loops have one index that runs over arrays of their own: those the compiler of
 * Java 17 makes vector instructions of, which it does not where rows lie in one array at offsets (measured: four times slower).
 */
final class Products {
    /** The number of rows of the right factor that are used while they are in the cache: a megabyte of 2,048 columns. */
    private static final int PANEL = 64;

    private Products() {}

    /** {@code a b} of {@code (m, k)} and {@code (k, n)}; {@code k} is at least 1. */
    static double[][] of(double[][] a, double[][] b) {
        double[][] product = new double[a.length][b[0].length];
        for (int from = 0; from < b.length; from += PANEL) {
            int start = from;
            int count = Math.min(PANEL, b.length - from);
            IntStream.range(0, a.length)
                    .parallel()
                    .forEach(row -> addRows(product[row], 0, a[row], start, b, start, count));
        }
        return product;
    }

    /** {@code a a'} of {@code (m, k)}. */
    static double[][] ofOwnTranspose(double[][] a) {
        double[][] product = new double[a.length][a.length];
        addScatter(transposed(a), product);
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < i; j++) {
                product[i][j] = product[j][i];
            }
        }
        return product;
    }

    /** Adds {@code x' x} of {@code (count, n)} to the upper triangle, with the diagonal, of an {@code (n, n)} matrix. */
    static void addScatter(double[][] x, double[][] upper) {
        for (int from = 0; from < x.length; from += PANEL) {
            int start = from;
            int count = Math.min(PANEL, x.length - from);
            IntStream.range(0, upper.length).parallel().forEach(i -> {
                double[] weights = new double[count];
                for (int r = 0; r < count; r++) {
                    weights[r] = x[start + r][i];
                }
                addRows(upper[i], i, weights, 0, x, start, count);
            });
        }
    }

    /**
     * Adds {@code sum_r weight(r) row(r)} from one column on, where the first of {@code count} weights and rows lie at {@code
     * weights[w]} and {@code rows[r]}.
     */
    static void addRows(double[] sum, int from, double[] weights, int w, double[][] rows, int r, int count) {
        int i = 0;
        for (; i + 4 <= count; i += 4) {
            addFour(
                    sum,
                    from,
                    rows[r + i],
                    rows[r + i + 1],
                    rows[r + i + 2],
                    rows[r + i + 3],
                    weights[w + i],
                    weights[w + i + 1],
                    weights[w + i + 2],
                    weights[w + i + 3]);
        }
        for (; i < count; i++) {
            addOne(sum, from, rows[r + i], weights[w + i]);
        }
    }

    // four rows at a time: the sum is loaded and stored once for four products
    private static void addFour(
            double[] sum,
            int from,
            double[] row0,
            double[] row1,
            double[] row2,
            double[] row3,
            double weight0,
            double weight1,
            double weight2,
            double weight3) {
        for (int j = from; j < sum.length; j++) {
            sum[j] += weight0 * row0[j] + weight1 * row1[j] + weight2 * row2[j] + weight3 * row3[j];
        }
    }

    private static void addOne(double[] sum, int from, double[] row, double weight) {
        for (int j = from; j < sum.length; j++) {
            sum[j] += weight * row[j];
        }
    }

    /** The {@code (n, m)} transpose of an {@code (m, n)} matrix, which has a row. */
    static double[][] transposed(double[][] a) {
        double[][] transposed = new double[a[0].length][a.length];
        for (int i = 0; i < a.length; i++) {
            double[] row = a[i];
            for (int j = 0; j < row.length; j++) {
                transposed[j][i] = row[j];
            }
        }
        return transposed;
    }
}
