package io.gan4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.gan4j.feature.FeatureExtractors;
import io.gan4j.measurement.Estimate;
import io.gan4j.settings.SettingsJson;
import io.gan4j.settings.SettingsTypes;
import io.gan4j.tensor.Shape;
import io.gan4j.training.GeneratorMetric;
import org.junit.jupiter.api.Test;

/** The table of settings finds this module's metrics by itself. */
class MetricSettingsTest {
    private record Holder(ImmutableList<GeneratorMetric> metrics) {}

    private static final SettingsJson JSON = new SettingsJson(SettingsTypes.standard()
            .records(Holder.class)
            .open(GeneratorMetric.class, GeneratorMetric::name, Metric.recall())
            .extended());

    @Test
    void allMetrics_areReadAsTheyWereWritten() {
        ImmutableList<GeneratorMetric> metrics = ImmutableList.<GeneratorMetric>builder()
                .addAll(Metric.all())
                .add(Metric.slicedWasserstein().samples(60).seed(-4))
                .build();
        SettingsJson.Read<Holder> read = JSON.read(JSON.write(new Holder(metrics)), Holder.class);
        assertThat(read.value().metrics()).isEqualTo(metrics);
        assertThat(read.own()).isEmpty();
    }

    @Test
    void metric_isWrittenByItsKeyAndWhatIsSet() {
        assertThat(JSON.write(new Holder(ImmutableList.of(
                        Metric.frechetDistance(),
                        Metric.slicedWasserstein().samples(60).seed(4)))))
                .isEqualTo("{\"metrics\":[{\"type\":\"Metric\",\"metric\":\"frechet-distance\"},"
                        + "{\"type\":\"Metric\",\"metric\":\"sliced-wasserstein\",\"samples\":60,\"seed\":4}]}");
    }

    @Test
    void metricWithAnExtractorOrAFunction_isNotRecorded() {
        String json = JSON.write(new Holder(ImmutableList.of(
                Metric.frechetDistance().features(FeatureExtractors.pixels(Shape.of(2))),
                Metric.of("mine", Metric.recall().better(), (a, b) -> Estimate.without(1)))));
        assertThat(JSON.read(json, Holder.class).own())
                .containsExactly("metrics[0] (Fréchet distance)", "metrics[1] (mine)");
    }
}
