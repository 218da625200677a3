package io.gan4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.inference.Generator;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.Runner;
import io.gan4j.measurement.Better;
import io.gan4j.measurement.Estimate;
import io.gan4j.measurement.Measurement;
import io.gan4j.measurement.Protocol;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import java.util.stream.IntStream;
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

    /** Answers with so many of the data's first images, over and over. */
    private static Generator copying(Dataset data, int different) {
        float[] images = Datasets.values(data, IntStream.range(0, different).toArray());
        return Generator.of(ModelCard.generator(2, Prior.NORMAL, data.shape()), new Runner() {
            @Override
            public float[] run(float[] input, int count) {
                float[] output = new float[count * data.shape().size()];
                for (int i = 0; i < output.length; i++) {
                    output[i] = images[i % images.length];
                }
                return output;
            }

            @Override
            public void close() {}
        });
    }

    @Test
    void distanceOfPatches_isLessOfTheDataThanOfOneOfThem() {
        Dataset digits = Datasets.named(Datasets.digits(60), "drawn");
        GeneratorMetric metric = GeneratorMetric.pyramidWasserstein(1000, 3);
        Measurement good = metric.measure(copying(digits, 60), digits);
        assertThat(good.metric()).isEqualTo(metric.name()).isEqualTo("sliced Wasserstein distance of patches");
        assertThat(good.protocol())
                .isEqualTo(new Protocol(
                        60, 60, "drawn", "none", "7 x 7 patches of a Laplacian pyramid, 16 an image", "", 3));
        assertThat(good.isBetterThan(metric.measure(copying(digits, 1), digits)))
                .isTrue();
        assertThat(metric.of(copying(digits, 60), digits)).isEqualTo(good.value());
    }

    @Test
    void similarity_ofACollapsedGenerator_isOne() {
        Dataset digits = Datasets.named(Datasets.digits(60), "drawn");
        GeneratorMetric metric = GeneratorMetric.multiScaleSsim(50, 3);
        Measurement collapsed = metric.measure(copying(digits, 1), digits);
        assertThat(collapsed)
                .isEqualTo(Measurement.of(
                        "MS-SSIM of pairs",
                        new Estimate(1, 1, 1),
                        Better.NEAR_REAL,
                        new Protocol(0, 50, "drawn", "none", "MS-SSIM of 2 scales", "", 3)));
        assertThat(metric.of(copying(digits, 60), digits)).isLessThan(0.5);
        assertThat(metric.name()).isEqualTo("MS-SSIM of pairs");
    }

    @Test
    void imageMetrics_ofTooFewSamplesOrNoImages_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GeneratorMetric.pyramidWasserstein(0, 0))
                .withMessage("samples must be at least 1, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GeneratorMetric.multiScaleSsim(1, 0))
                .withMessage("samples must be at least 2, was 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GeneratorMetric.pyramidWasserstein(10, 0).of(moving(0), MonitoredRun.points(50)))
                .withMessage("images have channels, height and width, samples of shape (2) are no images");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GeneratorMetric.multiScaleSsim(10, 0).of(moving(0), MonitoredRun.points(50)))
                .withMessage("images have channels, height and width, samples of shape (2) are no images");
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
