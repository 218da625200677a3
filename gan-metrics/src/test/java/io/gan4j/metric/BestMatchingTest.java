package io.gan4j.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BestMatchingTest {
    /** Whoever takes the best of each row in turn gets 9 + 1; the best of all is 8 + 7. */
    @Test
    void matching_isTheBestOfAll_notOfEachRow() {
        assertThat(BestMatching.of(new double[][] {{9, 8}, {7, 1}})).containsExactly(1, 0);
        assertThat(BestMatching.of(new double[][] {{0, 0, 5}})).containsExactly(2);
    }

    /** Against all permutations. */
    @Test
    void matching_ofRandomGains_isThatOfTheSearchThroughAll() {
        Random random = new Random(5);
        for (int trial = 0; trial < 300; trial++) {
            int rows = 1 + random.nextInt(5);
            int columns = rows + random.nextInt(2);
            double[][] gains = new double[rows][columns];
            for (double[] row : gains) {
                for (int i = 0; i < columns; i++) {
                    row[i] = random.nextInt(10) - 3;
                }
            }
            int[] chosen = BestMatching.of(gains);
            assertThat(chosen).doesNotHaveDuplicates();
            double sum = 0;
            for (int row = 0; row < rows; row++) {
                sum += gains[row][chosen[row]];
            }
            assertThat(sum).isCloseTo(best(gains, 0, new boolean[columns]), within(1e-9));
        }
    }

    private static double best(double[][] gains, int row, boolean[] taken) {
        if (row == gains.length) {
            return 0;
        }
        double best = Double.NEGATIVE_INFINITY;
        for (int column = 0; column < taken.length; column++) {
            if (!taken[column]) {
                taken[column] = true;
                best = Math.max(best, gains[row][column] + best(gains, row + 1, taken));
                taken[column] = false;
            }
        }
        return best;
    }

    @Test
    void moreRowsThanColumns_areRefused() {
        assertThatThrownBy(() -> BestMatching.of(new double[][] {{1}, {2}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there must be at least as many columns as rows, 2, in each row alike, one has 1");
    }
}
