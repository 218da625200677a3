package io.gan4j.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** Medians of what alternating rounds measured. */
final class Medians {
    private Medians() {}

    /** The median. */
    static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** The median of the rounds' ratios. */
    static double ratio(List<Double> of, List<Double> to) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < of.size(); i++) {
            ratios.add(of.get(i) / to.get(i));
        }
        return median(ratios);
    }
}
