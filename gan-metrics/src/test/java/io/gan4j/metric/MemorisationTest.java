package io.gan4j.metric;

import static io.gan4j.metric.NormalFeatures.normal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.measurement.Estimate;
import org.junit.jupiter.api.Test;

class MemorisationTest {
    /** Training data at 0 and 10; held-out samples are 2 away, the generated ones 1 and 0. */
    @Test
    void ratio_isThatOfTheMeanDistances() {
        Features training = Features.of(new float[] {0, 0, 10, 0}, 2);
        Features heldOut = Features.of(new float[] {0, 2, 10, 2}, 2);
        Features generated = Features.of(new float[] {1, 0, 10, 0}, 2);
        Estimate ratio = Memorisation.of(training, heldOut, generated, 0);
        assertThat(ratio.value()).isEqualTo(0.25);
        assertThat(ratio.low()).isZero();
        assertThat(ratio.high()).isEqualTo(0.5);
    }

    /** More training samples than a tile has. */
    @Test
    void ratio_ofTheSameDistribution_isAboutOne() {
        Estimate ratio = Memorisation.of(normal(1, 600, 4), normal(2, 400, 4), normal(3, 400, 4), 0);
        assertThat(ratio.value()).isCloseTo(1, within(0.1));
        assertThat(ratio.low()).isLessThan(1);
        assertThat(ratio.high()).isGreaterThan(1);
    }

    /** Samples of 0 and 10 learnt by heart: 0, whatever the resample. */
    @Test
    void ratio_ofCopies_isZero() {
        Features training = Features.of(new float[] {0, 0, 10, 0}, 2);
        Features heldOut = Features.of(new float[] {0, 2, 10, 2}, 2);
        assertThat(Memorisation.of(training, heldOut, training, 0)).isEqualTo(new Estimate(0, 0, 0));
    }

    /**
     * One of two held-out samples is in the training data: a quarter of the resamples have it twice, and are infinite or, with
     * a generated copy, 0/0. Distances are 0 and 2 of held-out samples, 1 and 0 of generated ones.
     */
    @Test
    void ratio_whereResamplesOfHeldOutSamplesAreCopies_hasNoUpperEnd() {
        Features training = Features.of(new float[] {0, 0, 10, 0}, 2);
        Features heldOut = Features.of(new float[] {0, 0, 10, 2}, 2);
        Features generated = Features.of(new float[] {1, 0, 10, 0}, 2);
        Estimate ratio = Memorisation.of(training, heldOut, generated, 0);
        assertThat(ratio).isEqualTo(new Estimate(0.5, 0, Double.POSITIVE_INFINITY));
    }

    @Test
    void heldOutSamples_thatAreAllTrainingSamples_areRefused() {
        Features training = normal(1, 9, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Memorisation.of(training, training.slice(2, 5), normal(2, 9, 2), 0))
                .withMessage("all 3 held-out samples are among the training samples:"
                        + " a generator can be compared with samples that it was not trained on");
    }

    @Test
    void otherDimensions_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Memorisation.of(normal(1, 9, 2), normal(1, 9, 2), normal(1, 9, 3), 0))
                .withMessage("features of one extractor can be compared, these have 3 and 2 dimensions");
    }
}
