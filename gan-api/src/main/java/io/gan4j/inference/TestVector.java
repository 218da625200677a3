package io.gan4j.inference;

import io.gan4j.file.Plural;
import java.util.Arrays;

/**
 * What a model must give for one known input: proof, carried inside its file, that it still computes what it was trained
 * to.
 *
 * @param seed the seed of the input, see {@link ModelCard#testInput}
 * @param values the output at up to {@link #LENGTH} evenly spaced places, from its first element
 */
public record TestVector(long seed, float[] values) {
    /** The most values that are kept of an output. */
    public static final int LENGTH = 256;
    /** The largest difference that passes: what other processors' order of summation may come to. */
    public static final float TOLERANCE = 1e-4f;

    /** The vector of an output. */
    public static TestVector of(long seed, float[] output) {
        int length = Math.min(LENGTH, output.length);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = output[place(i, length, output.length)];
        }
        return new TestVector(seed, values);
    }

    private static int place(int i, int length, int size) {
        return (int) ((long) i * size / length);
    }

    /** The largest difference to an output; infinite if the lengths do not fit or a value is NaN. */
    public float difference(float[] output) {
        if (values.length != Math.min(LENGTH, output.length)) {
            return Float.POSITIVE_INFINITY;
        }
        float largest = 0;
        for (int i = 0; i < values.length; i++) {
            float difference = Math.abs(values[i] - output[place(i, values.length, output.length)]);
            if (Float.isNaN(difference)) {
                return Float.POSITIVE_INFINITY;
            }
            largest = Math.max(largest, difference);
        }
        return largest;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TestVector vector && seed == vector.seed && Arrays.equals(values, vector.values);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(seed) * 31 + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "TestVector(seed " + seed + ", " + Plural.of(values.length, "value") + ")";
    }
}
