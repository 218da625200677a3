package io.gan4j.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaplacianPyramidTest {
    /**
     * The taps are 1, 4, 6, 4, 1. At the edge, two pixels away, the point is seen twice, once mirrored: 2, 6, 2 along
     * each axis.
     */
    @Test
    void down_ofAPoint_isEveryOtherTap() {
        double[] point = new double[25];
        point[12] = 256;
        assertThat(LaplacianPyramid.down(point, 5, 5)).containsExactly(4, 12, 4, 12, 36, 12, 4, 12, 4);
    }

    /** Between two pixels lies their mean; one itself is seen with an eighth of each neighbour. */
    @Test
    void up_ofARow_fillsInBetween() {
        double[] half = {0, 0, 0, 8, 8, 8, 0, 0, 0};
        double[] row = Arrays.copyOfRange(LaplacianPyramid.up(half, 5, 5), 10, 15);
        assertThat(row).containsExactly(6, 6, 6, 6, 6);
        assertThat(Arrays.copyOfRange(LaplacianPyramid.up(half, 5, 5), 5, 10)).containsExactly(4, 4, 4, 4, 4);
        assertThat(Arrays.copyOfRange(LaplacianPyramid.up(half, 5, 5), 0, 5)).containsExactly(2, 2, 2, 2, 2);
    }

    @ParameterizedTest
    @CsvSource({"28, 28", "29, 57"})
    void levels_ofOneBrightness_loseNothing(int height, int width) {
        double[] plane = new double[height * width];
        Arrays.fill(plane, 0.3f);
        assertThat(LaplacianPyramid.level(plane, height, width, 0, 2)).containsOnly(0);
        assertThat(LaplacianPyramid.level(plane, height, width, 1, 2)).containsOnly(0.3f);
    }

    /** Whatever the filter is, the detail is what it loses. */
    @ParameterizedTest
    @CsvSource({"28, 28", "29, 58"})
    void levels_putTogether_areThePlane(int height, int width) {
        double[] plane = Congruential.numbers(3, height * width);
        double[] fine = LaplacianPyramid.level(plane, height, width, 0, 2);
        double[] coarse = LaplacianPyramid.up(LaplacianPyramid.level(plane, height, width, 1, 2), height, width);
        for (int i = 0; i < plane.length; i++) {
            assertThat(fine[i] + coarse[i]).isCloseTo(plane[i], within(1e-15));
        }
    }

    @ParameterizedTest
    @CsvSource({"28, 0, 28", "28, 1, 14", "29, 1, 15", "29, 2, 8"})
    void side_isHalvedAndRoundedUp(int side, int level, int expected) {
        assertThat(LaplacianPyramid.side(side, level)).isEqualTo(expected);
    }
}
