package io.gan4j.tensor;

import io.gan4j.file.Plural;
import java.util.Arrays;
import java.util.Objects;

/**
 * An array of 32-bit floats with a shape, in row-major order: how weights and other state leave and enter a training
 * backend. The array is shared, not copied: code that is given a tensor must not write to it unless its documentation allows
 * it.
 */
public final class Tensor {
    private final Shape shape;
    private final float[] values;

    private Tensor(Shape shape, float[] values) {
        this.shape = shape;
        this.values = values;
    }

    /**
     * A tensor over the given array, which is not copied.
     *
     * @throws IllegalArgumentException if the array's length is not the shape's {@linkplain Shape#size() size}
     */
    public static Tensor of(Shape shape, float... values) {
        if (values.length != shape.size()) {
            throw new IllegalArgumentException("shape " + shape + " holds " + Plural.of(shape.size(), "value")
                    + ", the array has " + values.length);
        }
        return new Tensor(shape, values);
    }

    /** A tensor of zeros. */
    public static Tensor zeros(Shape shape) {
        return new Tensor(shape, new float[shape.size()]);
    }

    /** The shape. */
    public Shape shape() {
        return shape;
    }

    /** The values in row-major order: the array itself, not a copy. */
    public float[] values() {
        return values;
    }

    /** True if no value is NaN or infinite. */
    public boolean isFinite() {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    /** Equal shapes and bit-wise equal values. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor tensor && shape.equals(tensor.shape) && Arrays.equals(values, tensor.values);
    }

    @Override
    public int hashCode() {
        return Objects.hash(shape, Arrays.hashCode(values));
    }

    @Override
    public String toString() {
        return "Tensor" + shape;
    }
}
