package io.gan4j.training;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.data.Dataset;
import io.gan4j.inference.Generator;
import io.gan4j.measurement.Measurement;
import io.gan4j.metric.Features;
import java.util.HashMap;
import java.util.Map;

/** A state of a generator that several metrics judge: what they see of it is computed once. */
final class Judged {
    private final Generator generator;
    private final Dataset data;
    private final Map<FeatureMetrics, Features> seen = new HashMap<>();

    Judged(Generator generator, Dataset data) {
        this.generator = generator;
        this.data = data;
    }

    Measurement by(GeneratorMetric metric) {
        return metric instanceof FeatureMetric ofFeatures ? ofFeatures.measure(this) : metric.measure(generator, data);
    }

    /** @throws IllegalArgumentException if a generator makes samples of another shape than the data's */
    static void checkShapes(Generator generator, Dataset data) {
        checkArgument(
                generator.shape().equals(data.shape()),
                "the generator makes samples of shape %s, those of %s have shape %s",
                generator.shape(),
                data.name(),
                data.shape());
    }

    Dataset data() {
        return data;
    }

    Generator generator() {
        return generator;
    }

    /** The features of generated samples, by those who compute them. */
    Features features(FeatureMetrics metrics) {
        return seen.computeIfAbsent(metrics, it -> it.generated(generator));
    }
}
