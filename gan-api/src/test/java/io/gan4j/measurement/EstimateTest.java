package io.gan4j.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class EstimateTest {
    @Test
    void interval_staysWithinWhatTheNumberCanBe() {
        Estimate distance = Estimate.of(0.0076, 4.77).within(0, Double.POSITIVE_INFINITY);
        assertThat(distance.low()).isZero();
        assertThat(distance.high()).isGreaterThan(9);
        assertThat(distance).hasToString("0.0076 (0.0000 to 9.3568)");
        assertThat(Estimate.of(0.99, 0.1).within(0, 1).high()).isEqualTo(1);
        assertThat(Estimate.without(3).within(0, 1)).isEqualTo(Estimate.without(3));
    }

    /** The ends of the intervals are roots of {@code (share - p)^2 = z^2 p (1 - p) / n}, found apart from this code. */
    @Test
    void share_hasWilsonsInterval() {
        Estimate half = Estimate.ofShare(0.5, 10);
        assertThat(half.low()).isCloseTo(0.236593, within(1e-6));
        assertThat(half.high()).isCloseTo(0.763407, within(1e-6));
        Estimate all = Estimate.ofShare(1, 10);
        assertThat(all.low()).isCloseTo(0.722467, within(1e-6));
        assertThat(all.high()).isCloseTo(1, within(1e-9));
        assertThat(Estimate.ofShare(0, 10).low()).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Estimate.ofShare(1.1, 10))
                .withMessage("share must be from 0 to 1, was 1.1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Estimate.ofShare(1, 0))
                .withMessage("trials must be at least 1, were 0");
    }

    @Test
    void minusZero_isZero() {
        assertThat(new Estimate(-0.0, -0.0, 0))
                .isEqualTo(new Estimate(0, 0, 0))
                .hasToString("0.0000 (0.0000 to 0.0000)");
        assertThat(Estimate.without(-1e-9)).hasToString("0.0000");
        Protocol protocol = new Protocol(1, 1, "", "", "", "", 0);
        assertThat(new Measurement("m", -0.0, -0.0, -0.0, Better.LOWER, protocol, List.of()).value())
                .isEqualTo(0.0);
    }

    @Test
    void intervalUpsideDown_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Estimate(1, 3, 2))
                .withMessage("low must not be above high, were 3.0 and 2.0");
    }
}
