package io.gan4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PriorTest {
    private static float[] filled(Prior prior, int count) {
        float[] values = new float[count];
        prior.fill(values, RandomStream.of(42));
        return values;
    }

    @Test
    void normal_isTheStreamsNormalDeviates() {
        assertThat(filled(Prior.NORMAL, 3)).containsExactly(0.8822489f, 1.3884733f, -0.4508498757188601f);
    }

    @Test
    void uniform_goesFromMinusOneToOne() {
        assertThat(filled(Prior.UNIFORM, 3))
                .containsExactly(0.48312973976135254f, -0.680179238319397f, -0.44279778003692627f);
    }

    /** Variance 1/3; its standard error over 100,000 is sqrt(4/45/n), below 0.001. */
    @Test
    void uniform_hasItsMomentsAndStaysBelowOne() {
        float[] values = filled(Prior.UNIFORM, 100_000);
        double square = 0;
        for (float value : values) {
            assertThat(value).isGreaterThanOrEqualTo(-1).isLessThan(1);
            square += (double) value * value / values.length;
        }
        assertThat(square).isCloseTo(1 / 3.0, within(0.005));
    }

    /** A third of the way: by equal angles on the circle, by equal lengths on the line. */
    @Test
    void way_betweenLatents_isACircleOrALine() {
        float[] x = {2, 0};
        float[] y = {0, 2};
        assertThat(Prior.NORMAL.between(x, y, 1 / 3.0)).containsExactly((float) Math.sqrt(3), 1);
        assertThat(Prior.UNIFORM.between(x, y, 1 / 3.0)).containsExactly(4 / 3f, 2 / 3f);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Prior.UNIFORM.between(x, new float[3], 0))
                .withMessage("latents of one size, were 2 and 3");
    }
}
