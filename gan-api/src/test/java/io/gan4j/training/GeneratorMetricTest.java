package io.gan4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.inference.Generator;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.Runner;
import io.gan4j.metric.Better;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeneratorMetricTest {
    private static final GeneratorMetric METRIC = GeneratorMetric.slicedWasserstein(1000, 3);

    /** Makes each latent of the plane its sample, moved to the right. */
    private static Generator moving(double by) {
        return Generator.of(ModelCard.generator(2, Prior.NORMAL, Shape.of(2)), new Runner() {
            @Override
            public float[] run(float[] input, int count) {
                float[] output = input.clone();
                for (int i = 0; i < output.length; i += 2) {
                    output[i] += (float) by;
                }
                return output;
            }

            @Override
            public void close() {}
        });
    }

    /** Moved by 10, all lie {@code 10 |cos|} away, whose mean is {@code 20 / pi}; within five standard errors of 128 lines. */
    @Test
    void distance_ofAGeneratorThatIsOff_isHowFar() {
        assertThat(METRIC.of(moving(10), MonitoredRun.points(5000))).isCloseTo(20 / Math.PI, within(1.4));
    }

    @Test
    void distance_ofAPerfectGenerator_isSmall() {
        Dataset points = MonitoredRun.points(5000);
        assertThat(METRIC.of(moving(0), points)).isLessThan(0.1).isEqualTo(METRIC.of(moving(0), points));
    }

    @Test
    void distance_toFewerSamplesThanAsked_isOfThem() {
        assertThat(METRIC.of(moving(10), MonitoredRun.points(50))).isBetween(5.0, 8.0);
    }

    @Test
    void distance_toDataOfAnotherShape_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> METRIC.of(moving(0), Datasets.points(new float[3])))
                .withMessage("the generator makes samples of shape (2), those of 1 points have shape (3)");
    }

    @Test
    void metric_saysWhatItIs() {
        assertThat(METRIC.name()).isEqualTo("sliced Wasserstein distance");
        assertThat(METRIC.better()).isEqualTo(Better.LOWER);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GeneratorMetric.slicedWasserstein(0, 0))
                .withMessage("samples must be at least 1, was 0");
    }

    @ParameterizedTest
    @CsvSource({
        "LOWER, 1, 2, true",
        "LOWER, 2, 1, false",
        "LOWER, 1, 1, false",
        "HIGHER, 2, 1, true",
        "HIGHER, 1, 2, false",
        "HIGHER, NaN, 1, false",
        "LOWER, 1, NaN, true",
        "LOWER, NaN, NaN, false"
    })
    void better_comparesWithTheBest(Better better, double value, double best, boolean improves) {
        assertThat(better.improves(value, best)).isEqualTo(improves);
    }
}
