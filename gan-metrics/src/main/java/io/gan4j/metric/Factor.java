package io.gan4j.metric;

import java.util.stream.IntStream;

/**
 * A factor of a covariance: the {@code (rank, D)} matrix {@code F} with {@code F' F = S}, by Cholesky's decomposition with
 * pivots (Higham 2002, section 10.3). It stops where what is left is rounding, which makes it as good for a covariance without
 * full rank, of fewer samples than features or with constant ones, as for another.
 */
final class Factor {
    private static final double ROUNDING = Math.ulp(1.0);
    /** The number of rows that are taken away from the rest of the matrix at once. */
    private static final int PANEL = 32;

    private final int size;
    /** Upper triangle; row {@code k} becomes row {@code k} of the factor. */
    private final double[][] upper;
    /** Which feature stands in which column. */
    private final int[] order;
    /** What is left of each column's diagonal. */
    private final double[] left;

    private Factor(Moments moments) {
        size = moments.dimensions();
        upper = moments.covarianceRows();
        order = IntStream.range(0, size).toArray();
        left = new double[size];
        for (int i = 0; i < size; i++) {
            left[i] = upper[i][i];
        }
    }

    /** The factor of a covariance, {@code (rank, D)}. */
    static double[][] of(Moments moments) {
        Factor factor = new Factor(moments);
        return factor.inOrder(factor.decompose());
    }

    /** Gives the rank. */
    private int decompose() {
        double negligible = left[largest(0)] * size * ROUNDING;
        for (int start = 0; start < size; start += PANEL) {
            int end = Math.min(size, start + PANEL);
            for (int k = start; k < end; k++) {
                int pivot = largest(k);
                if (left[pivot] <= negligible) {
                    return k;
                }
                swap(k, pivot);
                row(k, start);
            }
            takeAway(start, end);
        }
        return size;
    }

    private int largest(int from) {
        int largest = from;
        for (int i = from + 1; i < size; i++) {
            if (left[i] > left[largest]) {
                largest = i;
            }
        }
        return largest;
    }

    /** Exchanges features {@code a < b}: a row and a column of the triangle bend at the diagonal. */
    private void swap(int a, int b) {
        if (a == b) {
            return;
        }
        for (int i = 0; i < a; i++) {
            exchange(i, a, i, b);
        }
        for (int i = a + 1; i < b; i++) {
            exchange(a, i, i, b);
        }
        for (int i = b + 1; i < size; i++) {
            exchange(a, i, b, i);
        }
        exchange(a, a, b, b);
        int feature = order[a];
        order[a] = order[b];
        order[b] = feature;
        double diagonal = left[a];
        left[a] = left[b];
        left[b] = diagonal;
    }

    private void exchange(int row, int column, int otherRow, int otherColumn) {
        double value = upper[row][column];
        upper[row][column] = upper[otherRow][otherColumn];
        upper[otherRow][otherColumn] = value;
    }

    /** Makes row {@code k} one of the factor; rows before {@code start} have been taken away from it already. */
    private void row(int k, int start) {
        double root = Math.sqrt(left[k]);
        double[] row = upper[k];
        Products.addRows(row, k + 1, negated(k, start, k), 0, upper, start, k - start);
        row[k] = root;
        for (int j = k + 1; j < size; j++) {
            row[j] /= root;
            left[j] -= row[j] * row[j];
        }
    }

    /** Takes rows of the factor away from the rows below. */
    private void takeAway(int start, int end) {
        IntStream.range(end, size)
                .parallel()
                .forEach(i -> Products.addRows(upper[i], i, negated(i, start, end), 0, upper, start, end - start));
    }

    /** A column between two rows, with its sign turned. */
    private double[] negated(int column, int start, int end) {
        double[] negated = new double[end - start];
        for (int k = start; k < end; k++) {
            negated[k - start] = -upper[k][column];
        }
        return negated;
    }

    /** The rows with the features where they were. */
    private double[][] inOrder(int rank) {
        double[][] rows = new double[rank][size];
        for (int k = 0; k < rank; k++) {
            for (int j = k; j < size; j++) {
                rows[k][order[j]] = upper[k][j];
            }
        }
        return rows;
    }
}
