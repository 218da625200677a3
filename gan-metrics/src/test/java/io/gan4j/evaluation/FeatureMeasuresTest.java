package io.gan4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.data.Datasets;
import io.gan4j.inference.Generator;
import io.gan4j.inference.ModelCard;
import io.gan4j.measurement.Better;
import io.gan4j.measurement.Measurement;
import io.gan4j.measurement.Protocol;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.testing.FakeRunner;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureMeasuresTest {
    private static Evaluation evaluation(float offset) {
        return Evaluation.of(Brightness.generator(offset))
                .against(Brightness.data(2_000))
                .samples(1_500);
    }

    private static List<Measurement> bins(float offset) {
        return evaluation(offset).metrics("different-bins").run().measurements();
    }

    @Test
    void differentBins_areCountedWithTheirDivergence() {
        List<Measurement> near = bins(0);
        assertThat(near)
                .extracting(Measurement::metric)
                .containsExactly("different bins of 100", "Jensen-Shannon divergence of 100 bins");
        assertThat(near).extracting(Measurement::better).containsOnly(Better.LOWER);
        assertThat(near.get(0).protocol().generated()).isEqualTo(1_500);
        List<Measurement> far = bins(0.5f);
        assertThat(far.get(0).low()).isGreaterThan(near.get(0).high());
        assertThat(far.get(1).low()).isGreaterThan(near.get(1).high());
    }

    @Test
    void differentBins_ofFewerSamplesThanBins_areRefusedOrSkipped() {
        String message = "100 bins need at least 100 samples of the data, and 1000 for a sound test, had 50";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> evaluation(0)
                        .samples(50)
                        .metrics(Metric.differentBins())
                        .run())
                .withMessage("different-bins cannot be measured: " + message);
        assertThat(evaluation(0).samples(50).run().skipped())
                .contains(new EvaluationReport.Skipped(Metric.differentBins(), message));
    }

    /** Sixteen pixels of the latent's first number, uniform in [-1, 1): {@code 16 E (z2 - z1)^2 = 16 * 2 / 3}. */
    @Test
    void perceptualPathLength_ofALinearGenerator_isItsClosedForm() {
        Measurement length = evaluation(0)
                .metrics("perceptual-path-length")
                .run()
                .measurements()
                .get(0);
        assertThat(length.value()).isCloseTo(16 * 2 / 3.0, within(1.0));
        assertThat(length.low()).isLessThan(length.value());
        assertThat(length.high()).isGreaterThan(length.value());
        assertThat(length.better()).isEqualTo(Better.LOWER);
        Protocol protocol = length.protocol();
        assertThat(protocol.real()).isZero();
        assertThat(protocol.generated()).isEqualTo(3_000);
        assertThat(protocol.extractor()).isEqualTo("pixels, all 1500 steps of 0.001 by lerp");
    }

    @Test
    void perceptualPathLength_ofPointsFromNormalLatents_goesOnTheSphere() {
        ModelCard card = ModelCard.generator(2, Prior.NORMAL, Shape.of(2));
        Measurement length = Evaluation.of(Generator.of(card, new FakeRunner(card, 0)))
                .against(Datasets.ring(8))
                .samples(20)
                .metrics(Metric.perceptualPathLength())
                .run()
                .measurements()
                .get(0);
        assertThat(length.value()).isPositive();
        assertThat(length.protocol().extractor()).endsWith(", all 20 steps of 0.001 by slerp");
    }

    @Test
    void perceptualPathLength_ofSamplesThatAreNoNumbers_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> evaluation(Float.NaN)
                        .metrics(Metric.perceptualPathLength())
                        .run())
                .withMessage("perceptual path length: features must be finite, feature 0 of sample 0 was NaN");
    }
}
