package io.gan4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import io.gan4j.Gan;
import io.gan4j.GanBuilder;
import io.gan4j.Setting;
import io.gan4j.SettingsTable;
import io.gan4j.feature.FeatureExtractors;
import io.gan4j.measurement.Estimate;
import io.gan4j.settings.SettingsJson;
import io.gan4j.settings.SettingsTypes;
import io.gan4j.tensor.Shape;
import io.gan4j.training.GeneratorMetric;
import java.util.Map;
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

    @Test
    void metrics_ofASettingAsText_areFoundByTheirKeys() {
        Setting<GanBuilder> setting = SettingsTable.gan().named("evaluateEvery");
        Metric precision = Metric.precision();
        GanBuilder gan = Gan.vanilla().evaluateEvery(500, Metric.coverage(), precision);
        assertThat(setting.text(Gan.vanilla())).contains("none");
        assertThat(setting.text(gan)).contains("500, coverage, precision");
        assertThat(setting.text(setting.set(Gan.vanilla(), "500,Coverage, precision")))
                .contains("500, coverage, precision");
        assertThat(setting.rule())
                .startsWith("none, or steps and then metrics, such as 500, coverage; metrics are ")
                .contains("frechet-distance");
        assertThatThrownBy(() -> setting.set(Gan.vanilla(), "500, covreage"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "evaluateEvery: there is no metric 'covreage'; the nearest is 'coverage'; there are");
        assertThatThrownBy(() -> setting.set(Gan.vanilla(), "500"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("evaluateEvery: metrics must hold at least one, by which the best state is kept");
        assertThatThrownBy(() -> setting.set(Gan.vanilla(), "0, coverage"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("evaluateEvery: everySteps must be at least 1, was 0");
        assertThatThrownBy(() -> setting.text(Gan.vanilla().evaluateEvery(5, precision.samples(3))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("evaluateEvery: the metric ")
                .hasMessageEndingWith(" has no text, because the library does not know it");
    }

    @Test
    void metricThatDecides_isNamedAsText_whateverItsOrder() {
        GanBuilder gan = SettingsTable.gan()
                .set(Gan.vanilla(), Map.of("keepBestBy", "precision", "evaluateEvery", "5, coverage, precision"));
        assertThat(SettingsTable.gan().changes(Gan.vanilla(), gan))
                .isEqualTo(Map.of("keepBestBy", "precision", "evaluateEvery", "5, coverage, precision"));
    }
}
