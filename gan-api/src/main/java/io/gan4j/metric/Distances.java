package io.gan4j.metric;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Squared Euclidean distances from each sample of one set to all of another, on all cores, without ever holding them all. Each
 * is a sum of squared differences in the order of the features, so that equal samples are at exactly 0 and the number of
 * threads does not show in a bit.
 */
final class Distances {
    /** So many samples are compared at a time by one thread, */
    private static final int ROWS = 32;
    /** with so many of the other set, whose features stay in the cache. */
    private static final int COLUMNS = 256;

    private Distances() {}

    /** What is done with the distances from one sample; the array is the visitor's until it returns. */
    interface Visitor {
        void visit(int row, double[] squared);
    }

    static void visit(Features from, Features to, Visitor visitor) {
        to.checkDimensions(from.dimensions());
        int chunks = (from.count() + ROWS - 1) / ROWS;
        double[] columns = Products.transposed(to.block(0, to.count()), to.count(), to.dimensions());
        IntStream.range(0, chunks).parallel().forEach(chunk -> {
            int start = chunk * ROWS;
            int end = Math.min(from.count(), start + ROWS);
            double[] rows = from.block(start, end);
            double[][] squared = new double[end - start][to.count()];
            for (int tile = 0; tile < to.count(); tile += COLUMNS) {
                int last = Math.min(to.count(), tile + COLUMNS);
                for (int row = 0; row < squared.length; row++) {
                    add(rows, row * from.dimensions(), columns, to.count(), tile, last, squared[row]);
                }
            }
            for (int row = 0; row < squared.length; row++) {
                visitor.visit(start + row, squared[row]);
            }
        });
    }

    private static void add(double[] rows, int at, double[] columns, int count, int from, int to, double[] into) {
        int dimensions = columns.length / count;
        for (int d = 0; d < dimensions; d++) {
            double value = rows[at + d];
            int base = d * count;
            for (int j = from; j < to; j++) {
                double difference = value - columns[base + j];
                into[j] += difference * difference;
            }
        }
    }

    /** The squared distance of each sample to its {@code k}-th nearest other one of the same set. */
    static double[] radii(Features features, int k) {
        double[] radii = new double[features.count()];
        visit(features, features, (row, squared) -> radii[row] = smallest(squared, row, k));
        return radii;
    }

    /** The squared distance of each sample to the nearest one of another set. */
    static double[] nearest(Features from, Features to) {
        double[] nearest = new double[from.count()];
        visit(from, to, (row, squared) -> nearest[row] = smallest(squared, -1, 1));
        return nearest;
    }

    /** The {@code k}-th smallest, but for one. */
    private static double smallest(double[] squared, int leftOut, int k) {
        double[] smallest = new double[k];
        Arrays.fill(smallest, Double.POSITIVE_INFINITY);
        for (int j = 0; j < squared.length; j++) {
            if (squared[j] < smallest[k - 1] && j != leftOut) {
                int at = k - 1;
                while (at > 0 && smallest[at - 1] > squared[j]) {
                    smallest[at] = smallest[at - 1];
                    at--;
                }
                smallest[at] = squared[j];
            }
        }
        return smallest[k - 1];
    }
}
