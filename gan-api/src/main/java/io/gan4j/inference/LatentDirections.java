package io.gan4j.inference;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.tensor.RandomStream;
import java.util.Arrays;

/**
 * The directions in the space of latents along which a generator's samples change most: the first eigenvectors of the averaged
 * metric tensor, {@code E[J^T J]} with the Jacobian {@code J} of the generator (Wang and Ponce, "A geometric analysis of deep
 * generative image models and its applications", ICLR 2021). They need no labels and nothing of the network's inside, so that
 * every generator has them; what a direction means is for the eye to find.
 *
 * <pre>{@code
 * LatentDirections directions = LatentDirections.of(generator, 8);
 * Images moved = generator.generate(directions.moved(generator.latents(16, 42), 2.5));
 * }</pre>
 *
 * <p>The Jacobian is taken by finite differences at the first latents of seed 0, and at up to 1,024 evenly spaced places of a
 * sample. The same generator gives the same directions within rounding. Immutable and thread-safe.
 */
@CheckReturnValue
public final class LatentDirections {
    private static final int BASES = 4;
    private static final long BASES_SEED = 0;
    private static final float STEP = 0.05f;
    private static final int MOST_PLACES = 1024;
    private static final int MOST_AT_ONCE = 64;
    private static final int ROUNDS = 100;
    /** The stream of the numbers from which the search for eigenvectors starts. */
    private static final long START_STREAM = 5;

    private final float[][] directions;

    private LatentDirections(float[][] directions) {
        this.directions = directions;
    }

    /**
     * Computes directions, which evaluates the generator on four times as many latents as a latent has elements.
     *
     * @param generator of samples of any shape; a conditional one is looked at in its classes in turn, one of texts
     *     at its first example
     * @param count the number of directions; no more than a latent has elements are returned
     * @throws IllegalArgumentException if the count is below 1
     * @throws IllegalStateException if the generator is closed
     */
    public static LatentDirections of(Generator generator, int count) {
        checkArgument(count >= 1, "count must be at least 1, was %s", count);
        int size = generator.latentSize();
        double[][] metric = new double[size][size];
        Latents bases = generator.latents(BASES, BASES_SEED);
        for (int base = 0; base < BASES; base++) {
            addMetric(metric, jacobian(generator, bases.get(base).toFloats(), base));
        }
        return new LatentDirections(leading(metric, Math.min(count, size)));
    }

    /** The change of a sample with each element of the latent: a row for each element. */
    private static float[][] jacobian(Generator generator, float[] base, int place) {
        int size = base.length;
        float[] origin = samples(generator, place, base);
        float[][] rows = new float[size][];
        for (int from = 0; from < size; from += MOST_AT_ONCE) {
            int number = Math.min(MOST_AT_ONCE, size - from);
            float[][] moved = new float[number][];
            for (int i = 0; i < number; i++) {
                moved[i] = base.clone();
                moved[i][from + i] += STEP;
            }
            float[] made = samples(generator, place, moved);
            for (int i = 0; i < number; i++) {
                rows[from + i] = change(origin, made, i);
            }
        }
        return rows;
    }

    private static float[] samples(Generator generator, int place, float[]... latents) {
        Latents all = Latents.of(latents);
        if (generator.card().inputs().size() == 1) {
            return generator.samples(all);
        }
        int classes = generator.classes().size();
        // one condition for all, so that latents alone make a difference
        return generator.samples(
                all, classes == 0 ? Conditions.inTurn(generator.card(), 1) : Conditions.of(place % classes));
    }

    private static float[] change(float[] origin, float[] made, int sample) {
        int places = Math.min(MOST_PLACES, origin.length);
        float[] change = new float[places];
        for (int i = 0; i < places; i++) {
            int place = (int) ((long) i * origin.length / places);
            change[i] = (made[sample * origin.length + place] - origin[place]) / STEP;
        }
        return change;
    }

    private static void addMetric(double[][] metric, float[][] jacobian) {
        for (int row = 0; row < metric.length; row++) {
            for (int column = 0; column <= row; column++) {
                double product = 0;
                for (int i = 0; i < jacobian[row].length; i++) {
                    product += (double) jacobian[row][i] * jacobian[column][i];
                }
                metric[row][column] += product;
                metric[column][row] = metric[row][column];
            }
        }
    }

    /** The eigenvectors of the largest eigenvalues, by orthogonal iteration, those of larger ones first. */
    private static float[][] leading(double[][] matrix, int count) {
        int size = matrix.length;
        double[][] vectors = new double[count][size];
        for (int i = 0; i < count; i++) {
            RandomStream random = RandomStream.of(0, START_STREAM, i);
            Arrays.setAll(vectors[i], element -> random.nextGaussian());
        }
        orthonormalize(vectors);
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < count; i++) {
                vectors[i] = product(matrix, vectors[i]);
            }
            orthonormalize(vectors);
        }
        float[][] directions = new float[count][size];
        for (int i = 0; i < count; i++) {
            double sign = signOfLargest(vectors[i]);
            for (int j = 0; j < size; j++) {
                directions[i][j] = (float) (sign * vectors[i][j]);
            }
        }
        return directions;
    }

    private static double[] product(double[][] matrix, double[] vector) {
        double[] product = new double[vector.length];
        for (int row = 0; row < product.length; row++) {
            product[row] = dot(matrix[row], vector);
        }
        return product;
    }

    /** By Gram and Schmidt; what vanishes, as where a generator's output does not change, becomes an axis. */
    private static void orthonormalize(double[][] vectors) {
        for (int i = 0; i < vectors.length; i++) {
            double before = Math.sqrt(dot(vectors[i], vectors[i]));
            int axis = 0;
            while (!isReduced(vectors, i, before)) {
                vectors[i] = new double[vectors[i].length];
                vectors[i][axis++] = 1;
                before = 1;
            }
        }
    }

    /** Subtracts the earlier vectors' parts and scales what is left; false if that is as good as nothing. */
    private static boolean isReduced(double[][] vectors, int index, double before) {
        double[] vector = vectors[index];
        for (int j = 0; j < index; j++) {
            double part = dot(vectors[j], vector);
            for (int k = 0; k < vector.length; k++) {
                vector[k] -= part * vectors[j][k];
            }
        }
        double length = Math.sqrt(dot(vector, vector));
        if (!(length > 1e-9 * before)) {
            return false;
        }
        for (int k = 0; k < vector.length; k++) {
            vector[k] /= length;
        }
        return true;
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    private static double signOfLargest(double[] vector) {
        double largest = 0;
        for (double value : vector) {
            if (Math.abs(value) > Math.abs(largest)) {
                largest = value;
            }
        }
        return largest < 0 ? -1 : 1;
    }

    /** The number of directions. */
    public int count() {
        return directions.length;
    }

    /**
     * Returns a copy of a direction, a vector of length 1. Its element of the largest magnitude is positive.
     *
     * @param index from 0, the direction of the largest change
     * @throws IndexOutOfBoundsException if there is no such direction
     */
    public float[] get(int index) {
        return directions[index].clone();
    }

    /**
     * Returns latents moved along the directions.
     *
     * @param latents of the generator that the directions are of
     * @param amounts how far along each direction, from the first on; for normal latents 3 is far
     * @throws IllegalArgumentException if the latents are of another size, or there are more amounts than directions, or one is
     *     not finite
     */
    public Latents moved(Latents latents, double... amounts) {
        int size = directions[0].length;
        checkArgument(latents.size() == size, "latents of size %s are to be moved, were %s", size, latents.size());
        checkArgument(
                amounts.length <= directions.length,
                "there are %s directions, not %s: give an amount for each at most",
                directions.length,
                amounts.length);
        float[][] moved = new float[latents.count()][];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = latents.get(i).toFloats();
            for (int k = 0; k < amounts.length; k++) {
                checkArgument(
                        Double.isFinite(amounts[k]), "amount %s must be finite, was %s", k, String.valueOf(amounts[k]));
                for (int j = 0; j < size; j++) {
                    moved[i][j] = (float) (moved[i][j] + amounts[k] * directions[k][j]);
                }
            }
        }
        return Latents.of(moved);
    }
}
