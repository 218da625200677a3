package io.gan4j.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.measurement.Estimate;
import org.junit.jupiter.api.Test;

class InceptionScoreTest {
    /** 20 samples of 5 classes. */
    private static Features softmax() {
        double[] values = Congruential.numbers(11, 20 * 5);
        for (int i = 0; i < values.length; i += 5) {
            double sum = 0;
            for (int k = i; k < i + 5; k++) {
                values[k] = Math.exp(3 * values[k]);
                sum += values[k];
            }
            for (int k = i; k < i + 5; k++) {
                values[k] /= sum;
            }
        }
        return Features.of(values, 5);
    }

    /** The expected number was computed by NumPy. */
    @Test
    void score_ofCongruentialNumbers_isThatOfAnotherImplementation() {
        Estimate score = InceptionScore.of(softmax(), 1);
        assertThat(score.value()).isCloseTo(1.967155009400, within(5e-13));
        assertThat(score.hasInterval()).isFalse();
    }

    @Test
    void score_ofSureSamplesOfEveryClass_isTheNumberOfClasses() {
        Features sure = Features.of(new float[] {0, 1, 0, 1, 0, 0, 0, 0, 1}, 3);
        assertThat(InceptionScore.of(sure, 1).value()).isCloseTo(3, within(1e-12));
    }

    @Test
    void score_ofOneClass_isOne() {
        assertThat(InceptionScore.of(Features.of(new float[] {0, 1, 0, 1, 0, 1}, 2), 1)
                        .value())
                .isEqualTo(1);
    }

    /**
     * The first half is sure of two classes, the second knows nothing: 2 and 1, whose mean has the standard error 0.5. No score is
     * below 1, or above the number of classes.
     */
    @Test
    void score_inTwoSplits_isTheirMean() {
        Features probabilities = Features.of(new double[] {1, 0, 0, 0, 1, 0, 0.5, 0.5, 0, 0.5, 0.5, 0}, 3);
        Estimate score = InceptionScore.of(probabilities, 2);
        assertThat(score.value()).isCloseTo(1.5, within(1e-12));
        assertThat(score.low()).isEqualTo(1);
        assertThat(score.high()).isCloseTo(1.5 + 1.96 * 0.5, within(1e-12));
    }

    @Test
    void score_withoutSplits_hasTen() {
        assertThat(InceptionScore.of(softmax())).isEqualTo(InceptionScore.of(softmax(), 10));
    }

    @Test
    void misuses_areRefused() {
        Features two = Features.of(new double[] {0.5, 0.5, 0, 1}, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InceptionScore.of(two))
                .withMessage("10 splits need at least 10 samples, had 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InceptionScore.of(two, 0))
                .withMessage("splits must be at least 1, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InceptionScore.of(Features.of(new double[] {0, 1, 2, -1}, 2), 1))
                .withMessage("a probability must not be negative, was -1.0 of sample 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InceptionScore.of(Features.of(new double[] {0.5, 1}, 2), 1))
                .withMessage("the probabilities of a sample must add up to 1, was 1.5 of sample 0: they come after the"
                        + " softmax");
    }
}
