package io.gan4j.metric;

import io.gan4j.measurement.Estimate;
import io.gan4j.tensor.RandomStream;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** How much a number would change with other samples, judged by samples drawn from those that there are. */
final class Resampling {
    /** As many resamples as Efron and Tibshirani (1993, section 12.5) ask of percentiles. */
    static final int RESAMPLES = 1000;

    private static final double TAIL = 0.025;
    private static final long STREAM = 0xB007;
    private static final long RATIO_STREAM = 0x3E30;

    private Resampling() {}

    /** The mean of one term a sample, with the 2.5th and the 97.5th percentile of 1,000 resamples with replacement. */
    static Estimate ofMean(double[] terms, long seed) {
        return between(mean(terms), resamples(i -> resampled(terms, RandomStream.of(seed, STREAM, i))));
    }

    /**
     * The mean of some terms over that of others, with the same percentiles; both are drawn anew in each resample. None is
     * negative, and one of the others is above 0; a resample that has none such sets no upper bound, and counts as infinite.
     */
    static Estimate ofRatio(double[] terms, double[] others, long seed) {
        return between(mean(terms) / mean(others), resamples(i -> {
            RandomStream random = RandomStream.of(seed, RATIO_STREAM, i);
            double mean = resampled(terms, random);
            double other = resampled(others, random);
            return other > 0 ? mean / other : Double.POSITIVE_INFINITY;
        }));
    }

    private static double[] resamples(IntToDoubleFunction resample) {
        return IntStream.range(0, RESAMPLES).parallel().mapToDouble(resample).toArray();
    }

    /** The mean of as many terms, drawn with replacement. */
    private static double resampled(double[] terms, RandomStream random) {
        double sum = 0;
        for (int k = 0; k < terms.length; k++) {
            sum += terms[random.nextInt(terms.length)];
        }
        return sum / terms.length;
    }

    /** A value with the percentiles of what resamples gave; these are sorted. */
    static Estimate between(double value, double[] resampled) {
        Arrays.sort(resampled);
        int cut = (int) (TAIL * resampled.length);
        return new Estimate(value, resampled[cut], resampled[resampled.length - 1 - cut]);
    }

    static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** The standard error of a mean of independent numbers; NaN of a single one. */
    static double standardErrorOfMean(double[] values) {
        return Math.sqrt(squares(values) / (values.length - 1.0) / values.length);
    }

    /** The standard error of a number, from those that are left when each of equal groups of the samples is left out. */
    static double standardErrorOfJackknife(double[] parts) {
        return Math.sqrt(squares(parts) * (parts.length - 1.0) / parts.length);
    }

    /** The standard error of a number, from what resamples gave for it. */
    static double standardErrorOfResamples(double[] resampled) {
        return Math.sqrt(squares(resampled) / (resampled.length - 1.0));
    }

    private static double squares(double[] values) {
        double mean = mean(values);
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return sum;
    }
}
