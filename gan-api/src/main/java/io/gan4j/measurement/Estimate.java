package io.gan4j.measurement;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Locale;

/**
 * A number computed from samples, with the interval in which others like them would put it: two standard errors (1.96) to
 * either side, or from the 2.5th to the 97.5th percentile of resamplings; each metric says which.
 *
 * @param value the number, of all samples
 * @param low the lower end of its 95 % interval; NaN if there is no interval
 * @param high the upper end; NaN if there is no interval
 */
public record Estimate(double value, double low, double high) {
    /** So many standard errors to either side hold 95 % of a normal distribution. */
    private static final double STANDARD_ERRORS = 1.96;

    /** @throws IllegalArgumentException if the interval is upside down, or has one end alone */
    public Estimate {
        check(low, high);
    }

    static void check(double low, double high) {
        boolean none = Double.isNaN(low) && Double.isNaN(high);
        checkArgument(none || low <= high, "low must not be above high, were %s and %s", low, high);
    }

    /** A number without an interval. */
    public static Estimate without(double value) {
        return new Estimate(value, Double.NaN, Double.NaN);
    }

    /** A number with its standard error; without an interval if that is NaN. */
    public static Estimate of(double value, double standardError) {
        double reach = STANDARD_ERRORS * standardError;
        return new Estimate(value, value - reach, value + reach);
    }

    /** True if there is an interval. */
    public boolean hasInterval() {
        return !Double.isNaN(low);
    }

    /** Like {@code 0.9712 (0.9650 to 0.9774)}. */
    @Override
    public String toString() {
        return hasInterval()
                ? String.format(Locale.ROOT, "%.4f (%.4f to %.4f)", value, low, high)
                : String.format(Locale.ROOT, "%.4f", value);
    }
}
