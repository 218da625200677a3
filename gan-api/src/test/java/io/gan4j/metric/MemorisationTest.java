package io.gan4j.metric;

import static io.gan4j.metric.NormalFeatures.normal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

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

    @Test
    void otherDimensions_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Memorisation.of(normal(1, 9, 2), normal(1, 9, 2), normal(1, 9, 3), 0))
                .withMessage("features of one extractor can be compared, these have 3 and 2 dimensions");
    }
}
