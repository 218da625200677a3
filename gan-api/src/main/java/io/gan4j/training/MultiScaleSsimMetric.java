package io.gan4j.training;

import io.gan4j.data.Dataset;
import io.gan4j.inference.Generator;
import io.gan4j.measurement.Better;
import io.gan4j.measurement.Estimate;
import io.gan4j.measurement.Measurement;
import io.gan4j.measurement.Protocol;
import io.gan4j.metric.MultiScaleSsim;

/** See {@link GeneratorMetric#multiScaleSsim}. */
record MultiScaleSsimMetric(int samples, long seed) implements MeasuredMetric {
    @Override
    public String name() {
        return "MS-SSIM of pairs";
    }

    @Override
    public Measurement measure(Generator generator, Dataset data) {
        Judged.checkShapes(generator, data);
        float[] fake = generator.samples(generator.latents(samples, seed));
        Estimate similarity = MultiScaleSsim.of(fake, data.shape(), seed);
        Protocol protocol = new Protocol(0, samples, data.name(), "none", MultiScaleSsim.view(data.shape()), "", seed);
        return Measurement.of(name(), similarity, better(), protocol);
    }

    @Override
    public Better better() {
        return Better.NEAR_REAL;
    }
}
