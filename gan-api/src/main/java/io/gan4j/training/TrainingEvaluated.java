package io.gan4j.training;

/**
 * A measurement of the metric by which the best state is kept.
 *
 * @param step the step that was measured
 * @param metric the metric's name
 * @param value what it gave
 * @param bestStep the step of the best state so far
 * @param bestValue what the metric gave of it
 */
public record TrainingEvaluated(long step, String metric, double value, long bestStep, double bestValue) {
    /** True if this is the best state so far. */
    public boolean isBest() {
        return step == bestStep;
    }
}
