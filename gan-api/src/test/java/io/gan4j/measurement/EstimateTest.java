package io.gan4j.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
