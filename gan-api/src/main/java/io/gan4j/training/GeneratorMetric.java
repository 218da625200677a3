package io.gan4j.training;

import io.gan4j.data.Dataset;
import io.gan4j.inference.Generator;
import io.gan4j.measurement.Better;
import io.gan4j.measurement.Estimate;
import io.gan4j.measurement.Measurement;
import io.gan4j.measurement.Protocol;
import java.util.Optional;

/**
 * A number that says how good a generator is, against the data that it should imitate: what a run measures in its course. The
 * module gan-metrics has them, as {@code io.gan4j.evaluation.Metric}; other implementations will do too. Implementations are
 * immutable.
 */
public interface GeneratorMetric {
    /** What it measures, in a few words: {@code "sliced Wasserstein distance"}. */
    String name();

    /**
     * Measures a generator. The same generator and data give the same number.
     *
     * @param generator generates samples of the data's shape
     * @param data what it should imitate
     */
    double of(Generator generator, Dataset data);

    /**
     * Measures a generator as {@link #of} does, and says under what conditions. Here: without an interval, and with a protocol
     * that names the data alone.
     */
    default Measurement measure(Generator generator, Dataset data) {
        Protocol protocol = new Protocol(0, 0, data.name(), "none", "not stated", "", 0);
        return Measurement.of(name(), Estimate.without(of(generator, data)), better(), protocol);
    }

    /** Measures a state of a generator as {@link #measure(Generator, Dataset)} does, with what others have computed of it. */
    default Measurement measure(GeneratorState state) {
        return measure(state.generator(), state.data());
    }

    /**
     * Returns why generators of such data cannot be measured, in a few words; empty if they can be. It is asked before a run
     * begins.
     *
     * @param data what the generator will imitate
     */
    default Optional<String> problem(Dataset data) {
        return Optional.empty();
    }

    /** Which values are better. */
    Better better();
}
