package io.gan4j.metric;

import java.util.stream.IntStream;

/**
 * Products of dense matrices in row-major arrays of doubles, on all cores. Every row of a result is summed up by one thread in
 * one order, so that the number of threads does not show in a bit of it.
 */
final class Products {
    /** So many rows of the right factor are used while they are in the cache: a megabyte of 2,048 columns. */
    private static final int PANEL = 64;

    private Products() {}

    /** {@code a b} of {@code (m, k)} and {@code (k, n)}. */
    static double[] of(double[] a, double[] b, int m, int k, int n) {
        double[] product = new double[m * n];
        for (int from = 0; from < k; from += PANEL) {
            int start = from;
            int end = Math.min(k, from + PANEL);
            IntStream.range(0, m)
                    .parallel()
                    .forEach(row -> addRows(product, row * n, n, a, row * k + start, 1, b, start * n, n, end - start));
        }
        return product;
    }

    /** {@code a a'} of {@code (m, k)}. */
    static double[] ofOwnTranspose(double[] a, int m, int k) {
        return of(a, transposed(a, m, k), m, k, m);
    }

    /** Adds {@code x' x} of {@code (count, n)} to the upper triangle, with the diagonal, of an {@code (n, n)} matrix. */
    static void addScatter(double[] x, int count, double[] upper, int n) {
        for (int from = 0; from < count; from += PANEL) {
            int start = from;
            int rows = Math.min(PANEL, count - from);
            IntStream.range(0, n)
                    .parallel()
                    .forEach(i -> addRows(upper, i * n + i, n - i, x, start * n + i, n, x, start * n + i, n, rows));
        }
    }

    /**
     * Adds {@code sum_r weight(r) row(r)}, where weight {@code r} lies at {@code weights[w + r * step]} and row {@code r} of
     * {@code length} numbers begins at {@code rows[from + r * stride]}.
     */
    static void addRows(
            double[] sum,
            int at,
            int length,
            double[] weights,
            int w,
            int step,
            double[] rows,
            int from,
            int stride,
            int count) {
        int r = 0;
        for (; r + 4 <= count; r += 4) {
            int v = w + r * step;
            addFour(
                    sum,
                    at,
                    length,
                    rows,
                    from + r * stride,
                    stride,
                    weights[v],
                    weights[v + step],
                    weights[v + 2 * step],
                    weights[v + 3 * step]);
        }
        for (; r < count; r++) {
            addOne(sum, at, length, rows, from + r * stride, weights[w + r * step]);
        }
    }

    // four rows at a time: the sum is loaded and stored once for four products
    private static void addFour(
            double[] sum,
            int at,
            int length,
            double[] rows,
            int row0,
            int stride,
            double weight0,
            double weight1,
            double weight2,
            double weight3) {
        int row1 = row0 + stride;
        int row2 = row1 + stride;
        int row3 = row2 + stride;
        for (int j = 0; j < length; j++) {
            sum[at + j] += weight0 * rows[row0 + j]
                    + weight1 * rows[row1 + j]
                    + weight2 * rows[row2 + j]
                    + weight3 * rows[row3 + j];
        }
    }

    private static void addOne(double[] sum, int at, int length, double[] rows, int row, double weight) {
        for (int j = 0; j < length; j++) {
            sum[at + j] += weight * rows[row + j];
        }
    }

    /** The {@code (n, m)} transpose of an {@code (m, n)} matrix. */
    static double[] transposed(double[] a, int m, int n) {
        double[] transposed = new double[a.length];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                transposed[j * m + i] = a[i * n + j];
            }
        }
        return transposed;
    }
}
