package io.gan4j.layer;

import io.gan4j.tensor.Tensor;
import java.util.function.Function;

/**
 * The power method for the largest singular value of a matrix: {@code v = normalised(W^T u); u = normalised(W v)}, over and
 * over, in double precision.
 */
final class PowerIteration {
    /** How often a fresh weight's vectors are iterated; PyTorch's number. */
    static final int INITIAL = 15;

    private final double[][] matrix;
    private double[] u;
    private double[] v;

    /** @param matrix row by row; {@code u} is a number each row, to begin with */
    PowerIteration(double[][] matrix, double[] u) {
        this.matrix = matrix;
        this.u = u.clone();
        this.v = new double[matrix[0].length];
    }

    /** Brings the vectors of a layer to its weight's; the layer's tensors are found by their names. */
    static void initialise(SpectralNorm layer, Function<String, Tensor> values) {
        float[] left = values.apply("weight_u").values();
        double[] u = new double[left.length];
        for (int row = 0; row < u.length; row++) {
            u[row] = left[row];
        }
        PowerIteration iteration =
                new PowerIteration(matrix(layer, values.apply("weight").values()), u);
        iteration.iterate(INITIAL);
        iteration.store(left, values.apply("weight_v").values());
    }

    /** The weight as a matrix of a row each output; a transposed convolution's lies with its inputs before its outputs. */
    private static double[][] matrix(SpectralNorm layer, float[] weight) {
        int rows = layer.rows();
        int columns = layer.columns();
        int before =
                layer.outputAxis() == 0 ? 1 : layer.parameters().get(0).shape().extent(0);
        int after = columns / before;
        double[][] matrix = new double[rows][columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int place = (column / after * rows + row) * after + column % after;
                matrix[row][column] = weight[place];
            }
        }
        return matrix;
    }

    void iterate(int times) {
        for (int time = 0; time < times; time++) {
            double[] right = new double[v.length];
            double[] left = new double[u.length];
            for (int row = 0; row < left.length; row++) {
                for (int column = 0; column < right.length; column++) {
                    right[column] += matrix[row][column] * u[row];
                }
            }
            v = normalised(right);
            for (int row = 0; row < left.length; row++) {
                for (int column = 0; column < right.length; column++) {
                    left[row] += matrix[row][column] * v[column];
                }
            }
            u = normalised(left);
        }
    }

    private static double[] normalised(double[] vector) {
        double square = 0;
        for (double element : vector) {
            square += element * element;
        }
        double norm = Math.max(Math.sqrt(square), SpectralNorm.EPSILON);
        double[] unit = new double[vector.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = vector[i] / norm;
        }
        return unit;
    }

    void store(float[] left, float[] right) {
        for (int row = 0; row < left.length; row++) {
            left[row] = (float) u[row];
        }
        for (int column = 0; column < right.length; column++) {
            right[column] = (float) v[column];
        }
    }
}
