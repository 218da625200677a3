package io.gan4j.onnx;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The eigenvectors of a symmetric matrix, by Jacobi's rotations (Golub and Van Loan, "Matrix computations", section 8.5). */
final class SymmetricEigen {
    private static final int MOST_SWEEPS = 30;
    /** The share of the squared norm that is left off the diagonal when all rotations are done. */
    private static final double TOLERANCE = 1e-20;

    private SymmetricEigen() {}

    /**
     * Returns the unit eigenvectors with the largest eigenvalues, the largest first; each with its largest element above 0.
     *
     * @param matrix a symmetric matrix, which is overwritten
     * @param count how many, at most the matrix's size
     */
    static List<float[]> largest(double[][] matrix, int count) {
        int size = matrix.length;
        double[][] vectors = new double[size][size];
        for (int i = 0; i < size; i++) {
            vectors[i][i] = 1;
        }
        for (int sweep = 0; sweep < MOST_SWEEPS && !isDiagonal(matrix); sweep++) {
            for (int p = 0; p < size; p++) {
                for (int q = p + 1; q < size; q++) {
                    rotate(matrix, vectors, p, q);
                }
            }
        }
        return IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -matrix[i][i]))
                .limit(count)
                .map(i -> positive(vectors[i]))
                .toList();
    }

    private static boolean isDiagonal(double[][] matrix) {
        double off = 0;
        double all = 0;
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix.length; j++) {
                double square = matrix[i][j] * matrix[i][j];
                all += square;
                off += i == j ? 0 : square;
            }
        }
        return off <= TOLERANCE * all;
    }

    /** Turns the plane of two axes so that the matrix has a 0 there; {@code vectors} has an eigenvector in each row. */
    private static void rotate(double[][] matrix, double[][] vectors, int p, int q) {
        double off = matrix[p][q];
        if (off == 0) {
            return;
        }
        double theta = (matrix[q][q] - matrix[p][p]) / (2 * off);
        double tangent = Math.copySign(1, theta) / (Math.abs(theta) + Math.hypot(theta, 1));
        double cosine = 1 / Math.hypot(tangent, 1);
        double sine = tangent * cosine;
        for (double[] row : matrix) {
            double a = row[p];
            double b = row[q];
            row[p] = cosine * a - sine * b;
            row[q] = sine * a + cosine * b;
        }
        turn(matrix[p], matrix[q], cosine, sine);
        turn(vectors[p], vectors[q], cosine, sine);
    }

    private static void turn(double[] a, double[] b, double cosine, double sine) {
        for (int i = 0; i < a.length; i++) {
            double first = a[i];
            double second = b[i];
            a[i] = cosine * first - sine * second;
            b[i] = sine * first + cosine * second;
        }
    }

    /** A vector's sign is free: the same file is to give the same directions on every machine. */
    private static float[] positive(double[] vector) {
        double largest = 0;
        for (double element : vector) {
            largest = Math.abs(element) > Math.abs(largest) + 1e-9 ? element : largest;
        }
        float[] positive = new float[vector.length];
        for (int i = 0; i < positive.length; i++) {
            positive[i] = (float) (largest < 0 ? -vector[i] : vector[i]);
        }
        return positive;
    }
}
