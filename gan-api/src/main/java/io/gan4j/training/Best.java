package io.gan4j.training;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import io.gan4j.metric.Better;
import java.util.List;

/**
 * What is measured in the course of a run, and so which of its states is to be kept: the best by the first metric.
 *
 * @param metrics the metrics, of which the first one chooses; at least one
 * @param everySteps how many steps there are between two measurements; they are also made after the last step
 */
public record Best(ImmutableList<GeneratorMetric> metrics, long everySteps) {
    /**
     * Checks metrics and interval.
     *
     * @throws IllegalArgumentException if there is no metric, the first one's values cannot be put in order, or the interval is
     *     below 1
     */
    public Best {
        checkArgument(everySteps >= 1, "everySteps must be at least 1, was %s", everySteps);
        checkArgument(!metrics.isEmpty(), "metrics must hold at least one, by which the best state is kept");
        checkArgument(
                metrics.get(0).better() != Better.NEAR_REAL,
                "the best state cannot be kept by the %s, of which neither lower nor higher values are better:"
                        + " name another metric first",
                metrics.get(0).name());
    }

    /** One metric, which chooses. */
    public Best(GeneratorMetric metric, long everySteps) {
        this(ImmutableList.of(metric), everySteps);
    }

    /** Several metrics, of which the first one chooses. */
    public static Best of(long everySteps, List<GeneratorMetric> metrics) {
        return new Best(ImmutableList.copyOf(metrics), everySteps);
    }

    /** The metric that chooses. */
    public GeneratorMetric metric() {
        return metrics.get(0);
    }
}
