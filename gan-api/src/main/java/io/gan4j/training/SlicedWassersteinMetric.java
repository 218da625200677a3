package io.gan4j.training;

import io.gan4j.data.Dataset;
import io.gan4j.inference.Generator;
import io.gan4j.measurement.Better;
import io.gan4j.measurement.Estimate;
import io.gan4j.measurement.Measurement;
import io.gan4j.measurement.Protocol;
import io.gan4j.metric.SlicedWasserstein;

/** See {@link GeneratorMetric#slicedWasserstein}. */
record SlicedWassersteinMetric(int samples, long seed) implements MeasuredMetric {
    private static final int DIRECTIONS = 128;

    @Override
    public String name() {
        return "sliced Wasserstein distance";
    }

    @Override
    public Measurement measure(Generator generator, Dataset data) {
        Judged.checkShapes(generator, data);
        int count = Math.min(samples, data.size());
        float[] fake = generator.samples(generator.latents(count, seed));
        float[] real = DataSample.of(data, count, seed);
        double distance = SlicedWasserstein.of(real, fake, data.shape().size(), DIRECTIONS, seed);
        Protocol protocol = new Protocol(count, count, data.name(), "none", "none", "", seed);
        return Measurement.of(name(), Estimate.without(distance), better(), protocol);
    }

    @Override
    public Better better() {
        return Better.LOWER;
    }
}
