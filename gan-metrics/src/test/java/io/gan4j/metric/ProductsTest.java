package io.gan4j.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ProductsTest {
    private static final int ROWS = 5;
    /** More than a panel, and neither of these is a multiple of four. */
    private static final int INNER = 71;

    private static final int COLUMNS = 6;

    private static double[][] matrix(long seed, int rows, int columns) {
        double[] numbers = Congruential.numbers(seed, rows * columns);
        double[][] matrix = new double[rows][];
        Arrays.setAll(matrix, i -> Arrays.copyOfRange(numbers, i * columns, (i + 1) * columns));
        return matrix;
    }

    private static double dot(double[][] a, int row, double[][] b, int column) {
        double sum = 0;
        for (int k = 0; k < b.length; k++) {
            sum += a[row][k] * b[k][column];
        }
        return sum;
    }

    @Test
    void product_ofMoreThanAPanel_sumsAllOfIt() {
        double[][] a = matrix(1, ROWS, INNER);
        double[][] b = matrix(2, INNER, COLUMNS);
        double[][] product = Products.of(a, b);
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < COLUMNS; j++) {
                assertThat(product[i][j]).isCloseTo(dot(a, i, b, j), within(1e-13));
            }
        }
    }

    @Test
    void productWithItsTranspose_isTheWholeSymmetricMatrix() {
        double[][] a = matrix(3, ROWS, INNER);
        double[][] expected = Products.of(a, Products.transposed(a));
        double[][] product = Products.ofOwnTranspose(a);
        for (int i = 0; i < ROWS; i++) {
            assertThat(product[i]).containsExactly(expected[i], within(1e-13));
        }
    }

    @Test
    void scatter_isAddedAboveTheDiagonalAlone() {
        double[][] x = {{1, 2, 3}, {4, 5, 6}};
        double[][] upper = {{1, 1, 1}, {7, 1, 1}, {7, 7, 1}};
        Products.addScatter(x, upper);
        assertThat(upper).isDeepEqualTo(new double[][] {{18, 23, 28}, {7, 30, 37}, {7, 7, 46}});
    }
}
