package io.gan4j.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.tensor.RandomStream;
import org.junit.jupiter.api.Test;

class DiversityTest {
    /** A triangle with sides 3, 4 and 5. */
    @Test
    void diversity_ofATriangle_isTheMeanOfItsSides() {
        assertThat(Diversity.of(new float[] {0, 0, 3, 0, 0, 4}, 2, 0)).isEqualTo(4);
    }

    /** Two of the six pairs of 0, 0, 3, 3 are duplicates. */
    @Test
    void duplicates_countAsPairsWithoutDistance() {
        assertThat(Diversity.of(new float[] {0, 3, 0, 3}, 1, 0)).isEqualTo(2);
        assertThat(Diversity.of(new float[] {7, 7, 7, 7}, 2, 0)).isZero();
    }

    /** Two of 1,000 normal numbers lie {@code 2 / sqrt(pi)} apart on average; within five standard errors of pairs and set. */
    @Test
    void diversity_ofManySamples_isEstimatedFromSomePairs() {
        float[] samples = new float[1000];
        RandomStream.of(3).fillNormal(samples, 0, 1);
        assertThat(Diversity.of(samples, 1, 0)).isCloseTo(2 / Math.sqrt(Math.PI), within(0.16));
        assertThat(Diversity.of(samples, 1, 0))
                .isEqualTo(Diversity.of(samples, 1, 0))
                .isNotEqualTo(Diversity.of(samples, 1, 1));
    }

    /** 4,950 pairs are more than are measured; two of 100 unit vectors lie {@code sqrt(2)} apart, one and itself would not. */
    @Test
    void pairs_ofManySamples_areOfTwoDifferentOnes() {
        float[] axes = new float[100 * 100];
        for (int i = 0; i < 100; i++) {
            axes[i * 100 + i] = 1;
        }
        assertThat(Diversity.of(axes, 100, 0)).isCloseTo(Math.sqrt(2), within(1e-12));
    }

    @Test
    void sample_thatIsNotFinite_isNotHidden() {
        assertThat(Diversity.of(new float[] {0, 1, Float.NaN}, 1, 0)).isNaN();
    }

    @Test
    void misuses_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Diversity.of(new float[2], 2, 0))
                .withMessage("samples must hold 2 values each of at least two samples, were 2 values");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Diversity.of(new float[5], 2, 0))
                .withMessage("samples must hold 2 values each of at least two samples, were 5 values");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Diversity.of(new float[5], 0, 0))
                .withMessage("size must be at least 1, was 0");
    }
}
