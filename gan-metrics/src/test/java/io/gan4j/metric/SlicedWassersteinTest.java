package io.gan4j.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlicedWassersteinTest {
    private static final int SIZE = 4;

    private static float[] reals() {
        return scaled(Congruential.numbers(1, 64 * SIZE), 1, 0);
    }

    private static float[] fakes() {
        return scaled(Congruential.numbers(2, 64 * SIZE), 0.8, 0.3);
    }

    private static float[] scaled(double[] values, double factor, double shift) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) (factor * values[i] + shift);
        }
        return floats;
    }

    /** The expected numbers were computed by SciPy. */
    @ParameterizedTest
    @CsvSource({"0, 0.220757600851", "1, 0.344879915845", "2, 0.347494125366", "3, 0.395848003123"})
    void distance_alongAnAxis_isThatOfAnotherImplementation(int axis, double expected) {
        double[] direction = new double[SIZE];
        direction[axis] = 1;
        assertThat(SlicedWasserstein.of(reals(), fakes(), SIZE, new double[][] {direction}))
                .isCloseTo(expected, within(1e-7));
    }

    @Test
    void distance_alongEightDirections_isThatOfAnotherImplementation() {
        double[] numbers = Congruential.numbers(7, 8 * SIZE);
        double[][] directions = new double[8][SIZE];
        for (int i = 0; i < 8; i++) {
            double squares = 0;
            for (int k = 0; k < SIZE; k++) {
                squares += numbers[i * SIZE + k] * numbers[i * SIZE + k];
            }
            for (int k = 0; k < SIZE; k++) {
                directions[i][k] = numbers[i * SIZE + k] / Math.sqrt(squares);
            }
        }
        assertThat(SlicedWasserstein.of(reals(), fakes(), SIZE, directions)).isCloseTo(0.341725336634, within(1e-7));
    }

    /** In one dimension both directions give the distance itself: 1, 2, 3 against 2, 4, 6 in any order is 1 + 2 + 3 over 3. */
    @Test
    void distance_inOneDimension_comparesTheSorted() {
        assertThat(SlicedWasserstein.of(new float[] {3, 1, 2}, new float[] {2, 6, 4}, 1, 5, 0))
                .isCloseTo(2, within(1e-12));
    }

    @Test
    void distance_ofASetToItself_isZeroInAnyOrder() {
        float[] turned = {2, 2, 0, 1};
        assertThat(SlicedWasserstein.of(new float[] {0, 1, 2, 2}, turned, 2, 10, 0))
                .isZero();
    }

    /** All move by (3, 4): the mean of {@code 5 |cos|} over the circle is {@code 10 / pi}. */
    @Test
    void distance_ofASetMoved_isTheMeanOverTheCircle() {
        assertThat(SlicedWasserstein.of(new float[] {0, 0, 1, 7}, new float[] {3, 4, 4, 11}, 2, 20_000, 1))
                .isCloseTo(10 / Math.PI, within(0.055)); // five standard errors
    }

    @Test
    void directions_dependOnTheSeed() {
        double one = SlicedWasserstein.of(reals(), fakes(), SIZE, 3, 1);
        assertThat(SlicedWasserstein.of(reals(), fakes(), SIZE, 3, 1)).isEqualTo(one);
        assertThat(SlicedWasserstein.of(reals(), fakes(), SIZE, 3, 2)).isNotEqualTo(one);
    }

    @Test
    void misuses_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SlicedWasserstein.of(new float[4], new float[2], 2, 1, 0))
                .withMessage("the sets must be equally large, were 4 and 2 values");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SlicedWasserstein.of(new float[3], new float[3], 2, 1, 0))
                .withMessage("samples must hold 2 values each, at least one, were 3 values");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SlicedWasserstein.of(new float[2], new float[2], 2, 0, 0))
                .withMessage("directions must be at least 1, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SlicedWasserstein.of(new float[2], new float[2], 0, 1, 0))
                .withMessage("size must be at least 1, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SlicedWasserstein.of(new float[2], new float[2], 2, new double[0][]))
                .withMessage("directions must hold at least one, was empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SlicedWasserstein.of(new float[2], new float[2], 2, new double[][] {{1}}))
                .withMessage("a direction must have 2 values, had 1");
    }
}
