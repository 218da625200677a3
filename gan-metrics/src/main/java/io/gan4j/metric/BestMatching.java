package io.gan4j.metric;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;

/**
 * The assignment of rows to different columns with the largest sum (Kuhn, "The Hungarian method for the assignment problem",
 * 1955, in the form with potentials and shortest paths, which takes {@code O(n^2 m)}). It gives the found categories of an
 * InfoGAN the classes that they stand for.
 */
public final class BestMatching {
    private BestMatching() {}

    /**
     * The column of each row.
     *
     * @param gains what a row in a column is worth, finite; at least as many columns as rows, all rows of one length
     * @throws IllegalArgumentException if there are no rows, or they are of other lengths
     */
    public static int[] of(double[][] gains) {
        int rows = gains.length;
        checkArgument(rows >= 1, "there must be at least one row");
        int columns = gains[0].length;
        for (double[] row : gains) {
            checkArgument(
                    row.length == columns && columns >= rows,
                    "there must be at least as many columns as rows, %s, in each row alike, one has %s",
                    rows,
                    row.length);
        }
        double[] rowPotential = new double[rows + 1];
        double[] columnPotential = new double[columns + 1];
        // the row of each column, from 1; column 0 holds the row that is being placed
        int[] taken = new int[columns + 1];
        for (int row = 1; row <= rows; row++) {
            taken[0] = row;
            int[] before = new int[columns + 1];
            int free = shortestPath(gains, rowPotential, columnPotential, taken, before);
            for (int column = free; column != 0; column = before[column]) {
                taken[column] = taken[before[column]];
            }
        }
        int[] chosen = new int[rows];
        for (int column = 1; column <= columns; column++) {
            if (taken[column] > 0) {
                chosen[taken[column] - 1] = column - 1;
            }
        }
        return chosen;
    }

    /** Finds the free column that costs least to reach from column 0, and leaves in {@code before} the way to it. */
    private static int shortestPath(
            double[][] gains, double[] rowPotential, double[] columnPotential, int[] taken, int[] before) {
        int columns = taken.length - 1;
        double[] least = new double[columns + 1];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        boolean[] done = new boolean[columns + 1];
        int at = 0;
        while (taken[at] != 0) {
            done[at] = true;
            int next = 0;
            double step = Double.POSITIVE_INFINITY;
            for (int column = 1; column <= columns; column++) {
                if (done[column]) {
                    continue;
                }
                double cost = -gains[taken[at] - 1][column - 1] - rowPotential[taken[at]] - columnPotential[column];
                if (cost < least[column]) {
                    least[column] = cost;
                    before[column] = at;
                }
                if (least[column] < step) {
                    step = least[column];
                    next = column;
                }
            }
            for (int column = 0; column <= columns; column++) {
                if (done[column]) {
                    rowPotential[taken[column]] += step;
                    columnPotential[column] -= step;
                } else {
                    least[column] -= step;
                }
            }
            at = next;
        }
        return at;
    }
}
