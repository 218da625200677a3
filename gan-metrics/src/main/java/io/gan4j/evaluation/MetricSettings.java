package io.gan4j.evaluation;

import static com.google.common.collect.ImmutableMap.toImmutableMap;

import io.gan4j.settings.SettingsExtension;
import io.gan4j.settings.SettingsTypes;
import io.gan4j.training.GeneratorMetric;
import java.util.Map;

/**
 * Adds {@link Metric} to the table of settings, and its names to settings as text. Those with an extractor, a classifier or
 * data cannot be recorded.
 */
public final class MetricSettings implements SettingsExtension {
    /** For {@link java.util.ServiceLoader}. */
    public MetricSettings() {}

    @Override
    public SettingsTypes extend(SettingsTypes table) {
        return table.as(Metric.class, Metric.Recorded.class, Metric::recorded, Metric.Recorded::metricUnderConditions);
    }

    @Override
    public <T> Map<String, T> named(Class<T> kind) {
        return kind == GeneratorMetric.class
                ? Metric.all().stream().collect(toImmutableMap(Metric::key, kind::cast))
                : Map.of();
    }
}
