package io.gan4j.metric;

import io.gan4j.tensor.RandomStream;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Clusters of features by k-means: begun by k-means++ (Arthur and Vassilvitskii 2007), improved by Lloyd's rounds until no
 * sample changes its cluster, or for 100 rounds. A distance that is known to be too long, by how far the centres moved since it
 * was computed, is not computed again (Elkan 2003, "Using the triangle inequality to accelerate k-means"), which takes 8 bytes
 * a sample and cluster. On all cores; each sum is made by one thread in one order, so that the number of threads does not show
 * in a bit of it.
 */
final class Clusters {
    private static final int ROUNDS = 100;
    private static final long STREAM = 0xB125;

    private final Features samples;
    private final double[][] centres;
    private final int[] owner;
    /** The distance of a sample from its own centre, or more. */
    private final double[] most;
    /** The distance of a sample from each centre, or less: {@code (samples, clusters)}. */
    private final double[] least;

    private Clusters(Features samples, double[][] centres) {
        this.samples = samples;
        this.centres = centres;
        this.owner = new int[samples.count()];
        this.most = new double[samples.count()];
        this.least = new double[Math.multiplyExact(samples.count(), centres.length)];
        measureAll();
    }

    /** @throws IllegalArgumentException if there are fewer different samples than clusters */
    static Clusters of(Features samples, int count, long seed) {
        Clusters clusters = new Clusters(samples, begin(samples, count, RandomStream.of(seed, STREAM)));
        boolean changed = true;
        for (int round = 0; round < ROUNDS && changed; round++) {
            clusters.move();
            changed = clusters.assign();
        }
        return clusters;
    }

    /** How many samples of a set lie nearest to each centre; of two equally near ones to the first. */
    int[] count(Features of) {
        double[][] columns = Products.transposed(centres);
        int[] nearest = new int[of.count()];
        IntStream.range(0, nearest.length).parallel().forEach(i -> {
            double[] squares = new double[centres.length];
            Neighbours.squares(of.row(i), columns, squares);
            nearest[i] = smallest(squares);
        });
        int[] counts = new int[centres.length];
        for (int cluster : nearest) {
            counts[cluster]++;
        }
        return counts;
    }

    /**
     * Each centre is a sample, the next one drawn with a chance that grows with the square of its distance to those there are.
     */
    private static double[][] begin(Features samples, int count, RandomStream random) {
        double[][] centres = new double[count][];
        double[] squares = new double[samples.count()];
        Arrays.fill(squares, Double.POSITIVE_INFINITY);
        centres[0] = samples.row(random.nextInt(samples.count()));
        for (int k = 1; k < count; k++) {
            double[] last = centres[k - 1];
            IntStream.range(0, squares.length)
                    .parallel()
                    .forEach(i -> squares[i] = Math.min(squares[i], square(samples.row(i), last)));
            int next = drawn(squares, random.nextDouble());
            if (next < 0) {
                throw new IllegalArgumentException(
                        count + " bins need at least " + count + " different samples of the data, there are " + k);
            }
            centres[k] = samples.row(next);
        }
        return centres;
    }

    /** A place, each with a chance in proportion to its weight; -1 if all weights are 0. */
    private static int drawn(double[] weights, double share) {
        double left = share * Arrays.stream(weights).sequential().reduce(0, Double::sum);
        int last = -1;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                last = i;
                left -= weights[i];
                if (left < 0) {
                    return i;
                }
            }
        }
        // rounding may leave some of it after the last one
        return last;
    }

    private void measureAll() {
        double[][] columns = Products.transposed(centres);
        IntStream.range(0, owner.length).parallel().forEach(i -> {
            double[] squares = new double[centres.length];
            Neighbours.squares(samples.row(i), columns, squares);
            owner[i] = smallest(squares);
            most[i] = Math.sqrt(squares[owner[i]]);
            for (int k = 0; k < squares.length; k++) {
                least[i * squares.length + k] = Math.sqrt(squares[k]);
            }
        });
    }

    /** Puts each sample into the cluster of its nearest centre; true if one changed. */
    private boolean assign() {
        return IntStream.range(0, owner.length)
                        .parallel()
                        .map(i -> assign(i) ? 1 : 0)
                        .sum()
                > 0;
    }

    private boolean assign(int i) {
        int before = owner[i];
        double[] row = null;
        for (int k = 0; k < centres.length; k++) {
            if (k == owner[i] || isNoNearer(i, k)) {
                continue;
            }
            if (row == null) {
                row = samples.row(i);
                most[i] = measure(i, row, before);
            }
            // the bound of its own centre is exact by now
            if (!isNoNearer(i, k) && measure(i, row, k) < most[i]) {
                owner[i] = k;
                most[i] = least[i * centres.length + k];
            }
        }
        return owner[i] != before;
    }

    private boolean isNoNearer(int i, int k) {
        return least[i * centres.length + k] >= most[i];
    }

    private double measure(int i, double[] row, int k) {
        double distance = Math.sqrt(square(row, centres[k]));
        least[i * centres.length + k] = distance;
        return distance;
    }

    private static int smallest(double[] numbers) {
        int smallest = 0;
        for (int k = 1; k < numbers.length; k++) {
            smallest = numbers[k] < numbers[smallest] ? k : smallest;
        }
        return smallest;
    }

    /** Moves each centre to the mean of its samples, and the bounds with it. */
    private void move() {
        int[][] members = members();
        double[] moved = new double[centres.length];
        IntStream.range(0, centres.length).parallel().forEach(k -> {
            if (members[k].length > 0) {
                moved[k] = moveTo(k, mean(members[k]));
            }
        });
        moveEmpty(members, moved);
        for (int i = 0; i < owner.length; i++) {
            most[i] += moved[owner[i]];
            for (int k = 0; k < moved.length; k++) {
                least[i * moved.length + k] -= moved[k];
            }
        }
    }

    /** A cluster without samples begins anew at the sample that is farthest from its own centre. */
    private void moveEmpty(int[][] members, double[] moved) {
        double[] squares = new double[0];
        for (int k = 0; k < members.length; k++) {
            if (members[k].length == 0) {
                if (squares.length == 0) {
                    squares = IntStream.range(0, owner.length)
                            .parallel()
                            .mapToDouble(i -> square(samples.row(i), centres[owner[i]]))
                            .toArray();
                }
                int farthest = 0;
                for (int i = 1; i < squares.length; i++) {
                    farthest = squares[i] > squares[farthest] ? i : farthest;
                }
                squares[farthest] = 0;
                moved[k] = moveTo(k, samples.row(farthest));
            }
        }
    }

    private double moveTo(int k, double[] place) {
        double distance = Math.sqrt(square(place, centres[k]));
        centres[k] = place;
        return distance;
    }

    private int[][] members() {
        int[] counts = new int[centres.length];
        for (int cluster : owner) {
            counts[cluster]++;
        }
        int[][] members = new int[centres.length][];
        Arrays.setAll(members, k -> new int[counts[k]]);
        for (int i = owner.length - 1; i >= 0; i--) {
            members[owner[i]][--counts[owner[i]]] = i;
        }
        return members;
    }

    private double[] mean(int[] members) {
        double[] mean = new double[samples.dimensions()];
        for (int member : members) {
            double[] row = samples.row(member);
            for (int d = 0; d < mean.length; d++) {
                mean[d] += row[d];
            }
        }
        for (int d = 0; d < mean.length; d++) {
            mean[d] /= members.length;
        }
        return mean;
    }

    // four sums at a time, which do not wait for each other
    private static double square(double[] a, double[] b) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int d = 0;
        for (; d + 4 <= a.length; d += 4) {
            sum0 += (a[d] - b[d]) * (a[d] - b[d]);
            sum1 += (a[d + 1] - b[d + 1]) * (a[d + 1] - b[d + 1]);
            sum2 += (a[d + 2] - b[d + 2]) * (a[d + 2] - b[d + 2]);
            sum3 += (a[d + 3] - b[d + 3]) * (a[d + 3] - b[d + 3]);
        }
        for (; d < a.length; d++) {
            sum0 += (a[d] - b[d]) * (a[d] - b[d]);
        }
        return sum0 + sum1 + (sum2 + sum3);
    }
}
