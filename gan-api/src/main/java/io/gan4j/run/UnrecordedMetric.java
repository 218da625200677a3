package io.gan4j.run;

import io.gan4j.data.Dataset;
import io.gan4j.inference.Generator;
import io.gan4j.measurement.Better;
import io.gan4j.training.GeneratorMetric;

/** Stands where settings were read whose metric could not be recorded. It cannot measure. */
record UnrecordedMetric() implements GeneratorMetric {
    @Override
    public String name() {
        return "metric that was not recorded";
    }

    @Override
    public double of(Generator generator, Dataset data) {
        throw new IllegalStateException("the metric of this run was not recorded: name it in code");
    }

    @Override
    public Better better() {
        return Better.LOWER;
    }
}
