package io.gan4j.training;

import io.gan4j.data.Dataset;
import io.gan4j.inference.Generator;
import io.gan4j.measurement.Better;
import io.gan4j.measurement.Estimate;
import io.gan4j.measurement.Measurement;
import io.gan4j.measurement.Protocol;
import io.gan4j.metric.PyramidWasserstein;

/** See {@link GeneratorMetric#pyramidWasserstein}. */
record PyramidWassersteinMetric(int samples, long seed) implements MeasuredMetric {
    @Override
    public String name() {
        return "sliced Wasserstein distance of patches";
    }

    @Override
    public Measurement measure(Generator generator, Dataset data) {
        Judged.checkShapes(generator, data);
        int count = Math.min(samples, data.size());
        float[] fake = generator.samples(generator.latents(count, seed));
        float[] real = DataSample.of(data, count, seed);
        Estimate distance =
                PyramidWasserstein.of(real, fake, data.shape(), seed).mean();
        Protocol protocol = new Protocol(count, count, data.name(), "none", PyramidWasserstein.VIEW, "", seed);
        return Measurement.of(name(), distance, better(), protocol);
    }

    @Override
    public Better better() {
        return Better.LOWER;
    }
}
