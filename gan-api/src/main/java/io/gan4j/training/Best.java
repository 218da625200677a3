package io.gan4j.training;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.measurement.Better;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The metrics that are measured in the course of a run, one of which decides which of its states is kept.
 *
 * @param metrics the metrics, at least one
 * @param chosen the place of the metric that chooses, from 0 on
 * @param everySteps how many steps there are between two measurements; they are also made after the last step
 * @param patience the number of measurements without a better one after which the run ends, in a run of several stages counted
 *     from the beginning of the last one; 0 if they do not end it
 */
@CheckReturnValue
public record Best(ImmutableList<GeneratorMetric> metrics, int chosen, long everySteps, int patience) {
    /**
     * Checks metrics and interval.
     *
     * @throws IllegalArgumentException if there is no metric, the values of the one that chooses cannot be put in order, or the
     *     interval is below 1
     * @throws IndexOutOfBoundsException if there is none at the chosen place
     */
    public Best {
        checkArgument(everySteps >= 1, "everySteps must be at least 1, was %s", everySteps);
        checkArgument(patience >= 0, "patience must be at least 0, was %s", patience);
        checkArgument(!metrics.isEmpty(), "metrics must hold at least one, by which the best state is kept");
        checkArgument(
                hasOrder(metrics.get(chosen)),
                "the best state cannot be kept by the %s, of which neither lower nor higher values are better:"
                        + " name another metric",
                metrics.get(chosen).name());
    }

    /** A single metric, which decides. */
    public Best(GeneratorMetric metric, long everySteps) {
        this(ImmutableList.of(metric), 0, everySteps, 0);
    }

    /** Several metrics. The first whose lower or higher values are better decides. */
    public static Best of(long everySteps, List<GeneratorMetric> metrics) {
        int chosen = IntStream.range(0, metrics.size())
                .filter(i -> hasOrder(metrics.get(i)))
                .findFirst()
                .orElse(0);
        return new Best(ImmutableList.copyOf(metrics), chosen, everySteps, 0);
    }

    /**
     * Returns the same metrics, of which the one with this name decides.
     *
     * @throws IllegalArgumentException if not exactly one has that name, or its values cannot be put in order
     */
    public Best by(String name) {
        int[] named = IntStream.range(0, metrics.size())
                .filter(i -> metrics.get(i).name().equals(name))
                .toArray();
        checkArgument(
                named.length == 1,
                "the best state is kept by one metric; %s of those that are measured have the name '%s': they are %s",
                named.length == 0 ? "none" : named.length,
                name,
                metrics.stream().map(GeneratorMetric::name).collect(Collectors.joining(", ")));
        return new Best(metrics, named[0], everySteps, patience);
    }

    /**
     * Returns the same metrics for a run that ends after this many measurements in a row none of which was better.
     *
     * @throws IllegalArgumentException if below 0; with 0 the run does not end early
     */
    public Best patience(int measurements) {
        return new Best(metrics, chosen, everySteps, measurements);
    }

    private static boolean hasOrder(GeneratorMetric metric) {
        return metric.better() != Better.NEAR_REAL;
    }

    /** The metric that decides. */
    public GeneratorMetric metric() {
        return metrics.get(chosen);
    }

    /** Returns, as text, what must not change when a run is resumed. */
    public String describe() {
        String by = "by " + metric().name() + " every " + everySteps + " steps"
                + (patience == 0 ? "" : ", until " + patience + " were no better");
        return metrics.size() == 1
                ? by
                : by + ", of " + metrics.stream().map(GeneratorMetric::name).collect(Collectors.joining(", "));
    }
}
