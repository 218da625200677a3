package io.gan4j.djl;

import io.gan4j.data.Dataset;
import io.gan4j.inference.Generator;
import io.gan4j.measurement.Better;
import io.gan4j.training.GeneratorMetric;

/** A metric for which each state is worse than the one before it. */
final class EverWorse implements GeneratorMetric {
    private int measured;

    @Override
    public String name() {
        return "worse";
    }

    @Override
    public double of(Generator generator, Dataset data) {
        return ++measured;
    }

    @Override
    public Better better() {
        return Better.LOWER;
    }
}
