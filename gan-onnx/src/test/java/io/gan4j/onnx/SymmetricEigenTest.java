package io.gan4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SymmetricEigenTest {
    /** {@code [[2, 1], [1, 2]]} has the eigenvalues 3, along the diagonal, and 1, across it. */
    @Test
    void eigenvectors_ofTwoByTwo_areTheDiagonals() {
        float half = (float) Math.sqrt(0.5);
        List<float[]> vectors = SymmetricEigen.largest(new double[][] {{2, 1}, {1, 2}}, 2);
        assertThat(vectors.get(0)).containsExactly(new float[] {half, half}, within(1e-6f));
        assertThat(vectors.get(1)).containsExactly(new float[] {half, -half}, within(1e-6f));
    }

    @Test
    void diagonalMatrix_givesItsAxesByTheirSize() {
        List<float[]> vectors = SymmetricEigen.largest(new double[][] {{1, 0, 0}, {0, 5, 0}, {0, 0, 3}}, 2);
        assertThat(vectors).hasSize(2);
        assertThat(vectors.get(0)).containsExactly(0, 1, 0);
        assertThat(vectors.get(1)).containsExactly(0, 0, 1);
    }

    /** A matrix of chosen eigenvalues in a random basis. */
    @Test
    void eigenvectors_ofALargeMatrix_areMultipliedByTheirEigenvalues() {
        int size = 24;
        double[][] basis = basis(size);
        double[][] matrix = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                for (int k = 0; k < size; k++) {
                    matrix[i][j] += (size - k) * basis[k][i] * basis[k][j];
                }
            }
        }
        List<float[]> vectors = SymmetricEigen.largest(matrix, 3);
        for (int k = 0; k < 3; k++) {
            double product = 0;
            for (int i = 0; i < size; i++) {
                product += vectors.get(k)[i] * basis[k][i];
            }
            assertThat(Math.abs(product)).isCloseTo(1, within(1e-6));
        }
    }

    /** Orthonormal vectors by Gram and Schmidt. */
    private static double[][] basis(int size) {
        Random random = new Random(5);
        double[][] basis = new double[size][size];
        for (int k = 0; k < size; k++) {
            for (int i = 0; i < size; i++) {
                basis[k][i] = random.nextGaussian();
            }
            for (int earlier = 0; earlier < k; earlier++) {
                double along = dot(basis[k], basis[earlier]);
                for (int i = 0; i < size; i++) {
                    basis[k][i] -= along * basis[earlier][i];
                }
            }
            double length = Math.sqrt(dot(basis[k], basis[k]));
            for (int i = 0; i < size; i++) {
                basis[k][i] /= length;
            }
        }
        return basis;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
