package io.gan4j.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.tensor.RandomStream;
import org.junit.jupiter.api.Test;

class KernelDistanceTest {
    /** The expected number was computed by NumPy. */
    @Test
    void distance_ofCongruentialNumbers_isThatOfAnotherImplementation() {
        assertThat(KernelDistance.of(Congruential.real(), Congruential.generated()))
                .isCloseTo(0.331398733357, within(5e-13));
    }

    /** In one dimension (ab + 1)^3: 27 within the first set, 1 and 1 across, 1 within the second. */
    @Test
    void distance_ofFourNumbers_isAsByHand() {
        Features ones = Features.of(new float[] {1, 2}, 1);
        Features zeros = Features.of(new float[] {0, 0}, 1);
        assertThat(KernelDistance.of(ones, zeros)).isCloseTo(27 + 1 - 2, within(1e-12));
    }

    /** More samples than are multiplied at a time. */
    @Test
    void estimate_ofOneDistribution_holdsZero() {
        Estimate distance = KernelDistance.estimate(normal(1, 1200, 4, 0), normal(2, 1200, 4, 0));
        assertThat(distance.low()).isNegative();
        assertThat(distance.high()).isPositive();
        assertThat(KernelDistance.of(normal(1, 1200, 4, 0), normal(2, 1200, 4, 0))).isCloseTo(0, within(0.02));
    }

    @Test
    void estimate_ofShiftedSamples_isAboveZero() {
        assertThat(KernelDistance.estimate(normal(1, 1200, 4, 0), normal(2, 1200, 4, 1)).low())
                .isGreaterThan(0.5);
    }

    @Test
    void tooFewSamples_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KernelDistance.of(normal(1, 1, 2, 0), normal(1, 9, 2, 0)))
                .withMessage("the kernel distance needs at least 2 samples in each set, had 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KernelDistance.estimate(normal(1, 19, 2, 0), normal(1, 90, 2, 0)))
                .withMessage("blocks of the kernel distance need at least 20 samples in each set, had 19");
    }

    private static Features normal(long seed, int count, int dimensions, float mean) {
        float[] values = new float[count * dimensions];
        RandomStream.of(seed).fillNormal(values, mean, 1);
        return Features.of(values, dimensions);
    }
}
