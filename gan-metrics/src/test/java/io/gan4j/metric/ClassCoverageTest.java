package io.gan4j.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.tensor.RandomStream;
import org.junit.jupiter.api.Test;

class ClassCoverageTest {
    /** Shares 1/2, 1/2, 0, 0 of four classes: ln 2. */
    @Test
    void coverage_ofHalfTheClasses_isThatOfHand() {
        ClassCoverage coverage = ClassCoverage.ofLabels(new int[] {0, 3, 3, 0}, 4);
        assertThat(coverage.classes()).isEqualTo(4);
        assertThat(coverage.found()).isEqualTo(2);
        assertThat(coverage.reverseKl()).isCloseTo(Math.log(2), within(1e-12));
    }

    @Test
    void coverage_ofEvenCounts_divergesNowhere() {
        assertThat(ClassCoverage.ofCounts(new long[] {7, 7, 7})).isEqualTo(new ClassCoverage(3, 3, 0));
    }

    @Test
    void coverage_ofOneClass_isTheLogarithmOfTheirNumber() {
        assertThat(ClassCoverage.ofCounts(new long[] {0, 26_000, 0, 0, 0}).reverseKl())
                .isCloseTo(Math.log(5), within(1e-12));
    }

    /** 3/4 ln((3/4) / (1/2)) + 1/4 ln((1/4) / (1/2)). */
    @Test
    void divergence_fromATarget_isThatOfHand() {
        ClassCoverage coverage = ClassCoverage.ofCounts(new long[] {3, 1, 0}, new double[] {0.5, 0.5, 0});
        assertThat(coverage.reverseKl()).isCloseTo(0.75 * Math.log(1.5) + 0.25 * Math.log(0.5), within(1e-12));
        assertThat(ClassCoverage.ofCounts(new long[] {3, 1}, new double[] {0.75, 0.25})
                        .reverseKl())
                .isZero();
    }

    @Test
    void divergence_fromATargetWithoutTheClass_isInfinite() {
        assertThat(ClassCoverage.ofCounts(new long[] {3, 1}, new double[] {1, 0})
                        .reverseKl())
                .isEqualTo(Double.POSITIVE_INFINITY);
    }

    /** The floor of Stacked MNIST: 0.0194 with a standard deviation of 0.0010. */
    @Test
    void reverseKl_of26000EvenSamplesOfAThousandClasses_isItsFloor() {
        RandomStream random = RandomStream.of(5);
        int[] labels = new int[26_000];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = random.nextInt(1000);
        }
        ClassCoverage coverage = ClassCoverage.ofLabels(labels, 1000);
        assertThat(coverage.reverseKl()).isCloseTo(0.0194, within(0.004));
        assertThat(coverage.found()).isEqualTo(1000);
    }

    @Test
    void misuses_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClassCoverage.ofLabels(new int[] {2}, 2))
                .withMessage("a label must be 0 to 1, was 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClassCoverage.ofLabels(new int[0], 0))
                .withMessage("classes must be at least 1, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClassCoverage.ofLabels(new int[0], 2))
                .withMessage("at least one sample must be counted, there was none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClassCoverage.ofCounts(new long[] {2, -1}))
                .withMessage("a count must not be negative, was -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClassCoverage.ofCounts(new long[] {2}, new double[] {0.5, 0.5}))
                .withMessage("target must hold a probability for each of 1 class, held 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClassCoverage.ofCounts(new long[] {2, 1}, new double[] {0.5, 0.25}))
                .withMessage("the probabilities of target must add up to 1, was 0.75");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClassCoverage.ofCounts(new long[] {2, 1}, new double[] {1.5, -0.5}))
                .withMessage("a probability must not be negative, was -0.5");
    }
}
