package io.gan4j.metric;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Squared Euclidean distances between the samples of two sets, on all cores, of which never more than a small tile is in
 * memory. They are sums of squared differences: 0 for equal samples, exact to rounding for near ones (where {@code |a|^2 +
 * |b|^2 - 2 a.b} loses them), and with the same bits in either direction.
 */
final class Neighbours {
    /** Samples whose features are in the cache of a core at a time: 256 KiB of 128 features. */
    private static final int COLUMNS = 256;

    private static final int ROWS = 32;

    private Neighbours() {}

    /** Takes what a sample of the first set is from some of the second. */
    @FunctionalInterface
    interface Reader {
        /**
         * Called for one row by one thread at a time, with columns in ascending order.
         *
         * @param row a sample of the first set
         * @param column the sample of the second that the first of the distances leads to
         * @param squares the squared distances; the array is used again
         * @param count how many they are
         */
        void read(int row, int column, double[] squares, int count);
    }

    /** The squared distances of each sample of a set from each of another. */
    static void distances(Features one, Features other, Reader reader) {
        int parts = (one.count() + ROWS - 1) / ROWS;
        for (int from = 0; from < other.count(); from += COLUMNS) {
            int column = from;
            int count = Math.min(COLUMNS, other.count() - from);
            double[][] columns = Products.transposed(other.block(from, from + count));
            IntStream.range(0, parts).parallel().forEach(part -> {
                int row = part * ROWS;
                double[] squares = new double[count];
                for (double[] features : one.block(row, Math.min(one.count(), row + ROWS))) {
                    squares(features, columns, squares);
                    reader.read(row++, column, squares, count);
                }
            });
        }
    }

    /** From one sample to those that are the columns of a matrix. */
    static void squares(double[] features, double[][] columns, double[] squares) {
        Arrays.fill(squares, 0);
        int d = 0;
        for (; d + 4 <= features.length; d += 4) {
            addFour(
                    squares,
                    columns[d],
                    columns[d + 1],
                    columns[d + 2],
                    columns[d + 3],
                    features[d],
                    features[d + 1],
                    features[d + 2],
                    features[d + 3]);
        }
        for (; d < features.length; d++) {
            addOne(squares, columns[d], features[d]);
        }
    }

    // four features at a time: the sum is loaded and stored once for all of them; with eight there are no vector
    // instructions
    private static void addFour(
            double[] squares,
            double[] column0,
            double[] column1,
            double[] column2,
            double[] column3,
            double value0,
            double value1,
            double value2,
            double value3) {
        for (int j = 0; j < squares.length; j++) {
            double difference0 = value0 - column0[j];
            double difference1 = value1 - column1[j];
            double difference2 = value2 - column2[j];
            double difference3 = value3 - column3[j];
            squares[j] += difference0 * difference0
                    + difference1 * difference1
                    + difference2 * difference2
                    + difference3 * difference3;
        }
    }

    private static void addOne(double[] squares, double[] column, double value) {
        for (int j = 0; j < squares.length; j++) {
            double difference = value - column[j];
            squares[j] += difference * difference;
        }
    }

    /** The place of the nearest sample of another set to each of a set; the first of several that are equally near. */
    static int[] nearestOf(Features features, Features other) {
        return places(features, other, false);
    }

    /**
     * The place of the nearest other sample of the same set to each; the first of several that are equally near.
     *
     * @throws IllegalArgumentException if there is no other
     */
    static int[] nearestOther(Features features) {
        checkArgument(features.count() >= 2, "one sample has no other");
        return places(features, features, true);
    }

    private static int[] places(Features features, Features other, boolean same) {
        int[] places = new int[features.count()];
        double[] least = new double[places.length];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        distances(features, other, (row, column, squares, count) -> {
            for (int j = 0; j < count; j++) {
                if (squares[j] < least[row] && !(same && column + j == row)) {
                    least[row] = squares[j];
                    places[row] = column + j;
                }
            }
        });
        return places;
    }

    /**
     * The squared distance of each sample from its {@code k}-th nearest other one of its set; the sample itself does not count,
     * another one equal to it does.
     *
     * @throws IllegalArgumentException if {@code neighbours} is below 1 or there are not as many others
     */
    static double[] squaredRadii(Features features, int neighbours) {
        return squaredRadii(nearest(features, neighbours), neighbours);
    }

    /** The radii of fewer neighbours, or as many, than those whose squared distances are known. */
    static double[] squaredRadii(double[][] nearest, int neighbours) {
        return Arrays.stream(nearest)
                .mapToDouble(squares -> squares[neighbours - 1])
                .toArray();
    }

    /**
     * The squared distances of each sample from its nearest other ones of its set, in ascending order.
     *
     * @throws IllegalArgumentException if {@code neighbours} is below 1 or there are not as many others
     */
    static double[][] nearest(Features features, int neighbours) {
        checkArgument(neighbours >= 1, "neighbours must be at least 1, was %s", neighbours);
        int count = features.count();
        checkArgument(
                count > neighbours,
                "%s neighbours need a set of at least %s samples, had %s",
                neighbours,
                neighbours + 1,
                count);
        double[][] nearest = new double[count][neighbours];
        for (double[] squares : nearest) {
            Arrays.fill(squares, Double.POSITIVE_INFINITY);
        }
        distances(features, features, (row, column, squares, length) -> {
            double[] sorted = nearest[row];
            for (int j = 0; j < length; j++) {
                if (squares[j] < sorted[neighbours - 1] && column + j != row) {
                    insert(sorted, squares[j]);
                }
            }
        });
        return nearest;
    }

    /** Puts a number in its place among ascending ones, of which the last one leaves. */
    private static void insert(double[] sorted, double value) {
        int at = sorted.length - 1;
        while (at > 0 && sorted[at - 1] > value) {
            sorted[at] = sorted[at - 1];
            at--;
        }
        sorted[at] = value;
    }
}
