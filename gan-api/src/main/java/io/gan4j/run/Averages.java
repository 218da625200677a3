package io.gan4j.run;

import com.google.common.collect.ImmutableMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The means of the values over an interval, by name. */
final class Averages {
    private final Map<String, Double> sums = new LinkedHashMap<>();
    private long count;
    private long nanos;

    void add(StepResult result, long took) {
        result.values().forEach((name, value) -> sums.merge(name, (double) value, Double::sum));
        count++;
        nanos += took;
    }

    /** What was added up so far, to be put back by {@link #restore}. */
    RunFacts.Sums sums() {
        return new RunFacts.Sums(new LinkedHashMap<>(sums), count, nanos);
    }

    void restore(RunFacts.Sums saved) {
        sums.clear();
        sums.putAll(saved.sums());
        count = saved.count();
        nanos = saved.nanos();
    }

    boolean isEmpty() {
        return count == 0;
    }

    double perSecond() {
        return nanos == 0 ? 0 : count * 1e9 / nanos;
    }

    ImmutableMap<String, Float> take() {
        ImmutableMap.Builder<String, Float> means = ImmutableMap.builder();
        sums.forEach((name, sum) -> means.put(name, (float) (sum / count)));
        sums.clear();
        count = 0;
        nanos = 0;
        return means.buildOrThrow();
    }
}
