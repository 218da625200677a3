package io.gan4j.training;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.measurement.Better;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What is measured in the course of a run, and so which of its states is to be kept: the best by one of the metrics.
 *
 * @param metrics the metrics, at least one
 * @param chosen the place of the metric that chooses, from 0 on
 * @param everySteps how many steps there are between two measurements; they are also made after the last step
 * @param patience after how many measurements without a better one the run ends; 0 if it goes on to its end
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

    /** One metric, which chooses. */
    public Best(GeneratorMetric metric, long everySteps) {
        this(ImmutableList.of(metric), 0, everySteps, 0);
    }

    /** Several metrics, of which the first one chooses whose lower or higher values are better. */
    public static Best of(long everySteps, List<GeneratorMetric> metrics) {
        int chosen = IntStream.range(0, metrics.size())
                .filter(i -> hasOrder(metrics.get(i)))
                .findFirst()
                .orElse(0);
        return new Best(ImmutableList.copyOf(metrics), chosen, everySteps, 0);
    }

    /**
     * The same metrics, of which the one of a name chooses.
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
     * The same, with a run that ends after a number of measurements of which none was better.
     *
     * @throws IllegalArgumentException if below 0; 0 means that it goes on to its end
     */
    public Best patience(int measurements) {
        return new Best(metrics, chosen, everySteps, measurements);
    }

    private static boolean hasOrder(GeneratorMetric metric) {
        return metric.better() != Better.NEAR_REAL;
    }

    /** The metric that chooses. */
    public GeneratorMetric metric() {
        return metrics.get(chosen);
    }

    /** What must not change when a run is resumed. */
    public String describe() {
        String by = "by " + metric().name() + " every " + everySteps + " steps"
                + (patience == 0 ? "" : ", until " + patience + " were no better");
        return metrics.size() == 1
                ? by
                : by + ", of " + metrics.stream().map(GeneratorMetric::name).collect(Collectors.joining(", "));
    }
}
