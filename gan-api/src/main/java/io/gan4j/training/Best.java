package io.gan4j.training;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * Which state of a run is to be kept: the best by a metric.
 *
 * @param metric the metric
 * @param everySteps how many steps there are between two measurements; it is also measured after the last step
 */
public record Best(GeneratorMetric metric, long everySteps) {
    /** Checks the interval. @throws IllegalArgumentException if below 1 */
    public Best {
        checkArgument(everySteps >= 1, "everySteps must be at least 1, was %s", everySteps);
    }
}
