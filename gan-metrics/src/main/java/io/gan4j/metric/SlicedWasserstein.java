package io.gan4j.metric;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.tensor.RandomStream;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The sliced Wasserstein distance of two sets of samples (Rabin, Peyré, Delon and Bernot 2011): both are projected onto lines
 * of random direction, on each of which the distance, that of the earth mover, is the mean difference of the sorted
 * projections; the mean over the lines is the distance. 0 if the sets are equal; in the unit of the samples. Works on any
 * data and needs no network, but on images it sees what pixels see.
 *
 * <p>Two sets drawn from one distribution lie a little apart too, the less the more samples there are: compare numbers of one
 * count only, and best with that of two sets of the data.
 */
public final class SlicedWasserstein {
    private static final long STREAM = 0x51CED;
    /** The bits that hold a part's number. */
    private static final long PART = 15;

    private SlicedWasserstein() {}

    /**
     * The distance along random directions.
     *
     * @param a {@code (N, size)} in row-major order, at least one sample
     * @param b as many samples
     * @param size values in a sample
     * @param directions how many; direction {@code i} depends on the seed, the size and {@code i} alone
     * @param seed of the directions
     * @return at least 0; not finite if a sample is not
     * @throws IllegalArgumentException if the two are not as many samples of that size, or there is no direction
     */
    public static double of(float[] a, float[] b, int size, int directions, long seed) {
        check(a, b, size);
        checkArgument(directions >= 1, "directions must be at least 1, was %s", directions);
        return mean(a, b, directions, i -> direction(size, seed, i), new int[1])[0];
    }

    /**
     * The distance along given directions, which are taken as they are: one twice as long counts twice as much. Along the
     * axes it is the mean of the distances of the axes' values.
     *
     * @throws IllegalArgumentException if the two are not as many samples of that size, there is no direction, or one has
     *     another size
     */
    public static double of(float[] a, float[] b, int size, double[][] directions) {
        check(a, b, size);
        checkArgument(directions.length >= 1, "directions must hold at least one, was empty");
        for (double[] direction : directions) {
            checkArgument(direction.length == size, "a direction must have %s values, had %s", size, direction.length);
        }
        return mean(a, b, directions.length, i -> directions[i], new int[1])[0];
    }

    /**
     * The distance along random directions, and after it those that remain when one part of both sets is left out.
     *
     * @param bounds the samples with which at most 15 parts begin, from 0 on, and the number of samples; no part is left
     *     out if there is 0 alone
     */
    static double[] ofAllAndWithoutParts(float[] a, float[] b, int size, int directions, long seed, int[] bounds) {
        check(a, b, size);
        return mean(a, b, directions, i -> direction(size, seed, i), bounds);
    }

    private static void check(float[] a, float[] b, int size) {
        checkArgument(size >= 1, "size must be at least 1, was %s", size);
        checkArgument(
                a.length > 0 && a.length % size == 0,
                "samples must hold %s values each, at least one, were %s values",
                size,
                a.length);
        checkArgument(
                a.length == b.length, "the sets must be equally large, were %s and %s values", a.length, b.length);
    }

    /** The mean over directions, on all cores, but added up in one order: the number of threads does not show. */
    private static double[] mean(float[] a, float[] b, int directions, IntFunction<double[]> direction, int[] bounds) {
        double[][] distances = new double[directions][];
        IntStream.range(0, directions).parallel().forEach(i -> distances[i] = along(direction.apply(i), a, b, bounds));
        double[] mean = new double[bounds.length];
        for (double[] along : distances) {
            for (int part = 0; part < mean.length; part++) {
                mean[part] += along[part];
            }
        }
        return Arrays.stream(mean).map(sum -> sum / directions).toArray();
    }

    /** Drawn uniformly from the sphere. */
    private static double[] direction(int size, long seed, int index) {
        RandomStream random = RandomStream.of(seed, STREAM, index);
        double[] direction = new double[size];
        double squares = 0;
        // a draw of zeros alone is all but impossible, but has no direction
        while (squares == 0) {
            for (int k = 0; k < size; k++) {
                direction[k] = random.nextGaussian();
                squares += direction[k] * direction[k];
            }
        }
        double length = Math.sqrt(squares);
        for (int k = 0; k < size; k++) {
            direction[k] /= length;
        }
        return direction;
    }

    /** The distance of all, and those without one part of both. */
    private static double[] along(double[] direction, float[] a, float[] b, int[] bounds) {
        double[] ofA = projections(direction, a);
        double[] ofB = projections(direction, b);
        mark(ofA, bounds);
        mark(ofB, bounds);
        Arrays.sort(ofA);
        Arrays.sort(ofB);
        double[] distances = new double[bounds.length];
        distances[0] = distance(ofA, ofB, ofA.length);
        double[] restOfA = new double[ofA.length];
        double[] restOfB = new double[ofB.length];
        for (int part = 1; part < bounds.length; part++) {
            int count = without(part, ofA, restOfA);
            without(part, ofB, restOfB);
            distances[part] = distance(restOfA, restOfB, count);
        }
        return distances;
    }

    private static double[] projections(double[] direction, float[] samples) {
        double[] projections = new double[samples.length / direction.length];
        for (int i = 0; i < projections.length; i++) {
            int from = i * direction.length;
            double sum = 0;
            for (int k = 0; k < direction.length; k++) {
                sum += direction[k] * samples[from + k];
            }
            projections[i] = sum;
        }
        return projections;
    }

    /** Writes a number's part into its lowest bits, which are 4e-15 of it at most, so that it is known when they are sorted. */
    private static void mark(double[] projections, int[] bounds) {
        for (int part = 1; part < bounds.length; part++) {
            for (int i = bounds[part - 1]; i < bounds[part]; i++) {
                long bits = Double.doubleToRawLongBits(projections[i]);
                projections[i] = Double.longBitsToDouble((bits & ~PART) | part);
            }
        }
    }

    /** Copies the numbers of other parts; gives how many there are. */
    private static int without(int part, double[] marked, double[] into) {
        int count = 0;
        for (double number : marked) {
            into[count] = number;
            // no jump, which would be foreseen wrongly for every part
            count += (Double.doubleToRawLongBits(number) & PART) == part ? 0 : 1;
        }
        return count;
    }

    private static double distance(double[] one, double[] other, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += Math.abs(one[i] - other[i]);
        }
        return sum / count;
    }
}
