package io.gan4j.event;

import io.gan4j.measurement.Measurement;

/**
 * A measurement of a metric in the course of training.
 *
 * @param step the step that was measured
 * @param measurement what it gave, with its interval and its protocol
 * @param bestStep the step of the best state so far, by the metric that chooses it
 * @param bestValue what this metric gave of that state
 */
public record TrainingEvaluated(long step, Measurement measurement, long bestStep, double bestValue) {
    /** The metric's name. */
    public String metric() {
        return measurement.metric();
    }

    /** What it gave. */
    public double value() {
        return measurement.value();
    }

    /** True if this is the best state so far. */
    public boolean isBest() {
        return step == bestStep;
    }
}
