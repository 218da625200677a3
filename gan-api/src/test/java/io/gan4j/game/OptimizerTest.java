package io.gan4j.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizerTest {
    @Test
    void defaults_areThoseOfPyTorch() {
        assertThat(Adam.of(1e-3)).isEqualTo(new Adam(1e-3f, 0.9f, 0.999f, 1e-8f));
        assertThat(RmsProp.of(1e-2)).isEqualTo(new RmsProp(1e-2f, 0.99f, 1e-8f));
        assertThat(Sgd.of(0.1)).isEqualTo(new Sgd(0.1f, 0));
    }

    @Test
    void settings_returnANewValue() {
        assertThat(Adam.of(2e-4).betas(0.5, 0.9)).isEqualTo(new Adam(2e-4f, 0.5f, 0.9f, 1e-8f));
        assertThat(RmsProp.of(5e-5).decay(0.9)).isEqualTo(new RmsProp(5e-5f, 0.9f, 1e-8f));
        assertThat(Sgd.of(0.1).momentum(0.9)).isEqualTo(new Sgd(0.1f, 0.9f));
    }

    @Test
    void learningRate_isChangedAlone() {
        assertThat(new Adam(1, 0.5f, 0.9f, 1e-7f).learningRate(0.25)).isEqualTo(new Adam(0.25f, 0.5f, 0.9f, 1e-7f));
        assertThat(new RmsProp(1, 0.9f, 1e-7f).learningRate(0.25)).isEqualTo(new RmsProp(0.25f, 0.9f, 1e-7f));
        assertThat(new Sgd(1, 0.9f).learningRate(0.25)).isEqualTo(new Sgd(0.25f, 0.9f));
    }

    static Stream<Arguments> misuses() {
        return Stream.of(
                misuse(() -> Adam.of(0), "the learning rate must be a finite number above 0, was 0.0"),
                misuse(() -> Adam.of(-1), "the learning rate must be a finite number above 0, was -1.0"),
                misuse(() -> RmsProp.of(Double.NaN), "the learning rate must be a finite number above 0, was NaN"),
                misuse(
                        () -> Sgd.of(Double.POSITIVE_INFINITY),
                        "the learning rate must be a finite number above 0, was Infinity"),
                misuse(() -> Adam.of(1).betas(1, 0.5), "beta1 must be in [0, 1), was 1.0"),
                misuse(() -> Adam.of(1).betas(0, -0.5), "beta2 must be in [0, 1), was -0.5"),
                misuse(() -> new Adam(1, 0, 0, 0), "epsilon must be above 0, was 0.0"),
                misuse(() -> RmsProp.of(1).decay(1), "decay must be in [0, 1), was 1.0"),
                misuse(() -> new RmsProp(1, 0, -1), "epsilon must be above 0, was -1.0"),
                misuse(() -> Sgd.of(1).momentum(1), "momentum must be in [0, 1), was 1.0"));
    }

    private static Arguments misuse(Runnable action, String message) {
        return Arguments.of(message, action);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("misuses")
    void setting_outOfRange_namesRuleAndValue(String message, Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
