package io.gan4j.metric;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.tensor.RandomStream;
import java.util.Arrays;

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
        double sum = 0;
        for (int i = 0; i < directions; i++) {
            sum += along(direction(size, RandomStream.of(seed, STREAM, i)), a, b);
        }
        return sum / directions;
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
        double sum = 0;
        for (double[] direction : directions) {
            checkArgument(direction.length == size, "a direction must have %s values, had %s", size, direction.length);
            sum += along(direction, a, b);
        }
        return sum / directions.length;
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

    /** Drawn uniformly from the sphere. */
    private static double[] direction(int size, RandomStream random) {
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

    private static double along(double[] direction, float[] a, float[] b) {
        double[] ofA = projections(direction, a);
        double[] ofB = projections(direction, b);
        double sum = 0;
        for (int i = 0; i < ofA.length; i++) {
            sum += Math.abs(ofA[i] - ofB[i]);
        }
        return sum / ofA.length;
    }

    private static double[] projections(double[] direction, float[] samples) {
        double[] projections = new double[samples.length / direction.length];
        for (int i = 0; i < projections.length; i++) {
            int from = i * direction.length;
            for (int k = 0; k < direction.length; k++) {
                projections[i] += direction[k] * samples[from + k];
            }
        }
        Arrays.sort(projections);
        return projections;
    }
}
