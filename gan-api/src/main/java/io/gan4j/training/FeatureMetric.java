package io.gan4j.training;

import io.gan4j.data.Dataset;
import io.gan4j.inference.Generator;
import io.gan4j.measurement.Better;
import io.gan4j.measurement.Estimate;
import io.gan4j.measurement.Measurement;
import io.gan4j.measurement.Protocol;
import io.gan4j.metric.Features;
import java.util.function.BiFunction;

/** See {@link FeatureMetrics}. */
record FeatureMetric(
        String name, Better better, FeatureMetrics features, BiFunction<Features, Features, Estimate> function)
        implements MeasuredMetric {
    @Override
    public Measurement measure(Generator generator, Dataset data) {
        return measure(new Judged(generator, data));
    }

    Measurement measure(Judged judged) {
        Dataset data = judged.data();
        Judged.checkShapes(judged.generator(), data);
        Features real = features.real(data);
        Features generated = judged.features(features);
        Protocol protocol =
                features.extractor().protocol(real.count(), generated.count(), data.name(), features.seed());
        return Measurement.of(name, function.apply(real, generated), better, protocol);
    }
}
