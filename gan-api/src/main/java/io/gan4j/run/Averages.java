package io.gan4j.run;

import com.google.common.collect.ImmutableMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The means of the values over an interval, by name, each over the steps in which it was there. */
final class Averages {
    private final Map<String, Double> sums = new LinkedHashMap<>();
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private long count;
    private long nanos;

    void add(StepResult result, long took) {
        result.values().forEach((name, value) -> {
            sums.merge(name, (double) value, Double::sum);
            counts.merge(name, 1L, Long::sum);
        });
        count++;
        nanos += took;
    }

    /** What was added up so far, to be put back by {@link #restore}. */
    RunFacts.Sums sums() {
        Map<String, Long> fewer = new LinkedHashMap<>(counts);
        fewer.values().removeIf(number -> number == count);
        return new RunFacts.Sums(new LinkedHashMap<>(sums), count, nanos, fewer.isEmpty() ? null : fewer);
    }

    void restore(RunFacts.Sums saved) {
        sums.clear();
        sums.putAll(saved.sums());
        count = saved.count();
        counts.clear();
        sums.keySet().forEach(name -> counts.put(name, count));
        Map<String, Long> fewer = saved.fewer();
        if (fewer != null) {
            counts.putAll(fewer);
        }
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
        sums.forEach((name, sum) -> means.put(name, (float) (sum / counts.getOrDefault(name, count))));
        sums.clear();
        counts.clear();
        count = 0;
        nanos = 0;
        return means.buildOrThrow();
    }
}
