package io.gan4j.training;

import io.gan4j.data.Dataset;
import io.gan4j.inference.Generator;
import io.gan4j.measurement.Measurement;

/** A metric whose number is that of its measurement. */
interface MeasuredMetric extends GeneratorMetric {
    @Override
    default double of(Generator generator, Dataset data) {
        return measure(generator, data).value();
    }

    @Override
    Measurement measure(Generator generator, Dataset data);
}
