package io.gan4j.metric;

import static io.gan4j.metric.NormalFeatures.normal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class NeighbourComparisonTest {
    /** More samples than a tile has, and features that four does not divide. */
    @Test
    void numbers_areThoseOfEachAlone() {
        Features real = normal(1, 620, 7);
        Features generated = normal(2, 530, 7);
        NeighbourComparison together = NeighbourComparison.of(real, generated);
        assertThat(together.precisionRecall()).isEqualTo(PrecisionRecall.of(real, generated));
        assertThat(together.densityCoverage()).isEqualTo(DensityCoverage.of(real, generated));
    }

    @Test
    void misuses_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NeighbourComparison.of(normal(1, 5, 2), normal(2, 9, 2)))
                .withMessage("5 neighbours need a set of at least 6 samples, had 5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NeighbourComparison.of(normal(1, 9, 2), normal(2, 3, 2)))
                .withMessage("3 neighbours need a set of at least 4 samples, had 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NeighbourComparison.of(normal(1, 9, 2), normal(2, 9, 3)))
                .withMessage("features of one extractor can be compared, these have 2 and 3 dimensions");
    }
}
