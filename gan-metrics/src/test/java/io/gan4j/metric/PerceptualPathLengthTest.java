package io.gan4j.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.measurement.Estimate;
import io.gan4j.tensor.Prior;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PerceptualPathLengthTest {
    private static LatentPaths uniform(double epsilon) {
        return new LatentPaths(Prior.UNIFORM, 2, epsilon, 5);
    }

    /** {@code (x + 2 y, 3 y)}. */
    private static float[] linear(float[] latents, int count) {
        float[] samples = new float[2 * count];
        for (int i = 0; i < samples.length; i += 2) {
            samples[i] = latents[i] + 2 * latents[i + 1];
            samples[i + 1] = 3 * latents[i + 1];
        }
        return samples;
    }

    /**
     * The mean of {@code |A (z2 - z1)|^2} is the sum of squares of A, 14, times the variance of a difference of two uniform
     * numbers in [-1, 1), 2/3.
     */
    @Test
    void length_ofALinearGenerator_isItsClosedForm() {
        Estimate length =
                PerceptualPathLength.of(uniform(1e-3), 20_000, PerceptualPathLengthTest::linear, new CountingPixels(2));
        assertThat(length.value()).isCloseTo(28 / 3.0, within(0.25));
        assertThat(length.low()).isLessThan(28 / 3.0);
        assertThat(length.high()).isGreaterThan(28 / 3.0);
        assertThat(length.high() - length.low()).isLessThan(0.5);
    }

    /** On straight ways the length of a step drops out, up to the rounding of latents to floats. */
    @ParameterizedTest
    @ValueSource(doubles = {0.1, 1e-2, 1e-3})
    void length_ofALinearGenerator_doesNotDependOnEpsilon(double epsilon) {
        double whole = PerceptualPathLength.of(uniform(1), 500, PerceptualPathLengthTest::linear, new CountingPixels(2))
                .value();
        double part = PerceptualPathLength.of(
                        uniform(epsilon), 500, PerceptualPathLengthTest::linear, new CountingPixels(2))
                .value();
        assertThat(part / whole).isCloseTo(1, within(1e-3));
    }

    /**
     * Normal latents of many numbers have length {@code sqrt(n)} and lie at right angles: on the circle between them they
     * go {@code sqrt(n) pi / 2}. Straight ways would be {@code 2 n}.
     */
    @Test
    void length_ofLatentsThemselves_isAQuarterOfACircle() {
        Estimate length = PerceptualPathLength.of(
                new LatentPaths(Prior.NORMAL, 4_000, 1e-3, 0),
                60,
                (latents, count) -> latents,
                new CountingPixels(4_000));
        assertThat(length.value() / 4_000).isCloseTo(Math.PI * Math.PI / 4, within(0.05));
    }

    @Test
    void length_ofOneSampleAlways_isZero() {
        Estimate length = PerceptualPathLength.of(
                uniform(1e-3), 5, (latents, count) -> new float[3 * count], new CountingPixels(3));
        assertThat(length).isEqualTo(new Estimate(0, 0, 0));
    }

    @Test
    void samples_areSeenSomeHundredsAtATime() {
        CountingPixels pixels = new CountingPixels(2);
        PerceptualPathLength.of(uniform(1e-3), 130, PerceptualPathLengthTest::linear, pixels);
        assertThat(pixels.calls).containsExactly(250, 10);
    }

    @Test
    void steps_doNotDependOnOthers() {
        LatentPaths paths = new LatentPaths(Prior.NORMAL, 3, 0.25, 9);
        float[] all = paths.steps(0, 5);
        assertThat(paths.steps(3, 5)).containsExactly(Arrays.copyOfRange(all, 18, 30));
        assertThat(new LatentPaths(Prior.NORMAL, 3, 0.25, 8).steps(3, 5)).isNotEqualTo(paths.steps(3, 5));
    }

    @Test
    void misuses_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PerceptualPathLength.of(
                        uniform(1e-3), 1, PerceptualPathLengthTest::linear, new CountingPixels(2)))
                .withMessage("count must be at least 2, was 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PerceptualPathLength.of(
                        uniform(1e-3), 2, (latents, count) -> filled(2 * count, Float.NaN), new CountingPixels(2)))
                .withMessage("features must be finite, feature 0 of sample 0 was NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> uniform(0))
                .withMessage("epsilon must be above 0 and at most 1, was 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> uniform(Double.NaN))
                .withMessage("epsilon must be above 0 and at most 1, was NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LatentPaths(Prior.NORMAL, 0, 0.1, 0))
                .withMessage("the size of a latent must be at least 1, was 0");
    }

    private static float[] filled(int length, float value) {
        float[] values = new float[length];
        Arrays.fill(values, value);
        return values;
    }
}
