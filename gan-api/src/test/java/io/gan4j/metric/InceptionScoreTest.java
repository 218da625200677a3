package io.gan4j.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class InceptionScoreTest {
    /** The softmax of three times 20 rows of 5 congruential numbers; the expected number was computed by NumPy. */
    @Test
    void score_ofCongruentialNumbers_isThatOfAnotherImplementation() {
        double[] numbers = Congruential.numbers(11, 100);
        double[] probabilities = new double[100];
        for (int i = 0; i < 20; i++) {
            double sum = 0;
            for (int k = 0; k < 5; k++) {
                probabilities[i * 5 + k] = Math.exp(3 * numbers[i * 5 + k]);
                sum += probabilities[i * 5 + k];
            }
            for (int k = 0; k < 5; k++) {
                probabilities[i * 5 + k] /= sum;
            }
        }
        Estimate score = InceptionScore.of(Features.of(probabilities, 5), 1);
        assertThat(score.value()).isCloseTo(1.967155009400, within(5e-12));
        assertThat(score.hasInterval()).isFalse();
    }

    @Test
    void score_isTheNumberOfClassesThatComeForSure() {
        Features sure = Features.of(new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 1}, 3);
        Estimate score = InceptionScore.of(sure, 2);
        assertThat(score.value()).isCloseTo(3, within(1e-12));
        assertThat(score.low()).isCloseTo(3, within(1e-12));
    }

    @Test
    void score_ofNoPreference_isOne() {
        Features even = Features.of(new float[] {0.5f, 0.5f, 0.5f, 0.5f}, 2);
        assertThat(InceptionScore.of(even, 1).value()).isCloseTo(1, within(1e-12));
    }

    @Test
    void splitsOfASingleSample_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InceptionScore.of(Features.of(new float[] {1, 0, 0, 1}, 2), 2))
                .withMessage("2 splits need at least 4 samples, had 2");
    }

    @Test
    void rowsThatAreNoProbabilities_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InceptionScore.of(Features.of(new float[] {1, 1, 0, 1}, 2), 1))
                .withMessage("probabilities of a sample must add up to 1, those of sample 0 add up to 2.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InceptionScore.of(Features.of(new float[] {2, -1, 0, 1}, 2), 1))
                .withMessage("probabilities must not be negative, that of class 1 of sample 0 was -1.0");
    }
}
