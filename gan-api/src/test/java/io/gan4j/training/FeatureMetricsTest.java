package io.gan4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.collect.ImmutableList;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.inference.FakeRunner;
import io.gan4j.inference.Generator;
import io.gan4j.inference.ModelCard;
import io.gan4j.measurement.Better;
import io.gan4j.measurement.Estimate;
import io.gan4j.measurement.Measurement;
import io.gan4j.measurement.Protocol;
import io.gan4j.metric.CountingPixels;
import io.gan4j.metric.Features;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureMetricsTest {
    private static final ModelCard CARD = ModelCard.generator(3, Prior.NORMAL, Shape.of(1, 1, 1));
    private static final Dataset DATA = new Samples(40);

    private final CountingPixels extractor = new CountingPixels(1);
    private final FeatureMetrics metrics = FeatureMetrics.over(extractor, 30, 5);
    private final GeneratorMetric real = metrics.metric("real", Better.LOWER, (a, b) -> mean(a));
    private final GeneratorMetric made = metrics.metric("made", Better.HIGHER, (a, b) -> mean(b));

    private static Estimate mean(Features features) {
        double sum = 0;
        for (int i = 0; i < features.count(); i++) {
            sum += features.at(i, 0);
        }
        return new Estimate(sum / features.count(), -9, 9);
    }

    private static Generator generator(float offset) {
        return Generator.of(CARD, new FakeRunner(CARD, offset));
    }

    @Test
    void metric_comparesWhatTheExtractorSees() {
        // the fake generator answers the mean of the latent, plus its offset
        float[] latents = generator(0).latents(30, 5).toFloats();
        double expected = 0;
        for (float element : latents) {
            expected += element / 90;
        }
        Measurement measured = made.measure(generator(0.25f), DATA);
        assertThat(measured.value()).isCloseTo(expected + 0.25, org.assertj.core.api.Assertions.within(1e-6));
        assertThat(measured.low()).isEqualTo(-9);
        assertThat(measured.better()).isEqualTo(Better.HIGHER);
        assertThat(measured.protocol())
                .isEqualTo(new Protocol(30, 30, "counted pixels", "none", "counting pixels", "c0", 5));
        assertThat(made.of(generator(0.25f), DATA)).isEqualTo(measured.value());
    }

    @Test
    void data_isSeenOnceInARun_andEachStateOnce() {
        BestState best = new BestState(Best.of(1, List.of(real, made)), DATA, new FakeGameState());
        assertThat(best.measure(1, generator(0))).hasSize(2);
        assertThat(extractor.samples()).isEqualTo(30 + 30);
        best.measure(2, generator(1));
        assertThat(extractor.samples()).isEqualTo(30 + 30 + 30);
    }

    @Test
    void dataOfFewerSamples_isTakenWhole() {
        Measurement measured = real.measure(generator(0), new Samples(8));
        assertThat(measured.protocol().real()).isEqualTo(8);
        assertThat(measured.protocol().generated()).isEqualTo(30);
    }

    @Test
    void dataOfAnotherShape_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> made.of(generator(0), Datasets.points(new float[2])))
                .withMessage("the generator makes samples of shape (1, 1, 1), those of 1 points have shape (2)");
    }

    @Test
    void samples_below2_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FeatureMetrics.over(extractor, 1, 0))
                .withMessage("samples must be at least 2, was 1");
    }

    @Test
    void best_byAMetricWithoutOrder_isRefused() {
        GeneratorMetric similar = metrics.metric("similarity", Better.NEAR_REAL, (a, b) -> mean(b));
        String message = "the best state cannot be kept by the similarity, of which neither lower nor higher values are"
                + " better: name another metric";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Best.of(10, List.of(similar)))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Best.of(10, List.of(made, similar)).by("similarity"))
                .withMessage(message);
    }

    @Test
    void best_ofSeveralMetrics_isByTheFirstWithAnOrder_orByTheNamedOne() {
        GeneratorMetric similar = metrics.metric("similarity", Better.NEAR_REAL, (a, b) -> mean(b));
        Best best = Best.of(10, List.of(similar, made, real));
        assertThat(best.metrics()).isEqualTo(ImmutableList.of(similar, made, real));
        assertThat(best.metric()).isEqualTo(made);
        assertThat(best.by("real").metric()).isEqualTo(real);
    }

    @Test
    void best_byANameOfNoMetricOrOfTwo_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Best.of(10, List.of(made, real)).by("unreal"))
                .withMessage(
                        "the best state is kept by one metric; none of those that are measured have the name 'unreal':"
                                + " they are made, real");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Best.of(10, List.of(made, real, made)).by("made"))
                .withMessage("the best state is kept by one metric; 2 of those that are measured have the name 'made':"
                        + " they are made, real, made");
    }

    @Test
    void best_byNoMetric_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Best.of(10, List.of()))
                .withMessage("metrics must hold at least one, by which the best state is kept");
    }
}
