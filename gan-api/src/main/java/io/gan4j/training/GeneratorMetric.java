package io.gan4j.training;

import io.gan4j.data.Dataset;
import io.gan4j.inference.Generator;

/** A number that says how good a generator is. */
public interface GeneratorMetric {
    /** Which way is better. */
    enum Better {
        /** The lower the better. */
        LOWER,
        /** The higher the better. */
        HIGHER
    }

    /** Its name. */
    String name();

    /** The number for a generator. */
    double of(Generator generator, Dataset data);

    /** Which way is better. */
    Better better();
}
