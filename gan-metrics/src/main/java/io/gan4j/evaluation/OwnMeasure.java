package io.gan4j.evaluation;

import io.gan4j.data.Dataset;
import io.gan4j.measurement.Better;
import io.gan4j.measurement.Estimate;
import io.gan4j.measurement.Measurement;
import io.gan4j.metric.Features;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;

/** See {@link Metric#of}. */
record OwnMeasure(String title, Better better, BiFunction<Features, Features, Estimate> function) implements Measure {
    @Override
    public String key() {
        return title.toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    @Override
    public boolean needsClassifier() {
        return false;
    }

    @Override
    public boolean takesLong() {
        return false;
    }

    @Override
    public boolean isShare() {
        return false;
    }

    @Override
    public String meaning() {
        return "";
    }

    @Override
    public boolean comparesSamples() {
        return true;
    }

    @Override
    public boolean comparesClasses() {
        return false;
    }

    @Override
    public Optional<String> missing(Dataset data, MetricConditions conditions) {
        return FeatureMeasures.missing(data, conditions);
    }

    @Override
    public List<Measurement> numbers(Subject subject) {
        Estimate number = function.apply(subject.realFeatures(), subject.generatedFeatures());
        return List.of(Measurement.of(title, number, better, subject.protocol()));
    }
}
