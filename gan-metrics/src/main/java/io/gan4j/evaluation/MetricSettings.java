package io.gan4j.evaluation;

import io.gan4j.settings.SettingsExtension;
import io.gan4j.settings.SettingsTypes;

/** Adds {@link Metric} to the table of settings. Those with an extractor, a classifier or data cannot be recorded. */
public final class MetricSettings implements SettingsExtension {
    /** For {@link java.util.ServiceLoader}. */
    public MetricSettings() {}

    @Override
    public SettingsTypes extend(SettingsTypes table) {
        return table.as(Metric.class, Metric.Recorded.class, Metric::recorded, Metric.Recorded::metricUnderConditions);
    }
}
