package io.gan4j.metric;

import java.util.Arrays;

/** The Kullback-Leibler divergence of counted frequencies {@code p} from a target {@code q}: {@code sum p ln(p / q)}. */
final class KullbackLeibler {
    private KullbackLeibler() {}

    /** From equal probabilities, thus {@code sum p ln(K p)} over K classes. */
    static double fromUniform(long[] counts) {
        double[] target = new double[counts.length];
        Arrays.fill(target, 1.0 / counts.length);
        return from(target, counts);
    }

    /** Infinite if nothing was counted, or something that the target rules out. */
    static double from(double[] target, long[] counts) {
        double total = Arrays.stream(counts).sum();
        if (total == 0) {
            return Double.POSITIVE_INFINITY;
        }
        double sum = 0;
        for (int k = 0; k < counts.length; k++) {
            double share = counts[k] / total;
            // the limit of p ln p for p to 0 is 0
            sum += share == 0 ? 0 : share * Math.log(share / target[k]);
        }
        return sum;
    }
}
