package io.gan4j.training;

import io.gan4j.data.Dataset;
import io.gan4j.inference.Generator;
import io.gan4j.measurement.Better;
import io.gan4j.settings.SettingsExtension;
import io.gan4j.settings.SettingsTypes;

/** The mean of all values that a generator makes of some latents; it is recorded. */
public record CountedMetric(int samples, long seed) implements GeneratorMetric {
    @Override
    public String name() {
        return "mean value";
    }

    @Override
    public double of(Generator generator, Dataset data) {
        float[] made = generator.samples(generator.latents(samples, seed));
        double sum = 0;
        for (float value : made) {
            sum += value;
        }
        return sum / made.length;
    }

    @Override
    public Better better() {
        return Better.LOWER;
    }

    /** Found by the tests' class path. */
    public static final class Settings implements SettingsExtension {
        @Override
        public SettingsTypes extend(SettingsTypes table) {
            return table.records(CountedMetric.class);
        }
    }
}
