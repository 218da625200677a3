package io.gan4j.measurement;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.Locale;

/**
 * A number computed from samples, with the interval in which others like them would put it: two standard errors (1.96) to
 * either side, or from the 2.5th to the 97.5th percentile of resamplings; each metric says which.
 *
 * @param value the number, of all samples
 * @param low the lower end of its 95 % interval; NaN if there is no interval
 * @param high the upper end; NaN if there is no interval
 */
@CheckReturnValue
public record Estimate(double value, double low, double high) {
    /** The number of standard errors to either side that hold 95 % of a normal distribution. */
    private static final double STANDARD_ERRORS = 1.96;

    /** The same for Wilson's interval, with all digits. */
    private static final double Z = 1.959963984540054;

    /**
     * Checks the interval; minus zero becomes zero.
     *
     * @throws IllegalArgumentException if the interval is upside down, or has one end alone
     */
    public Estimate {
        check(low, high);
        value = plain(value);
        low = plain(low);
        high = plain(high);
    }

    /** The same number, without the sign of a zero. */
    static double plain(double number) {
        return number == 0 ? 0 : number;
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

    /**
     * A share of trials, with Wilson's interval (1927), which stays within 0 and 1.
     *
     * @param share from 0 to 1
     * @param trials at least 1
     * @throws IllegalArgumentException if one is out of range
     */
    public static Estimate ofShare(double share, int trials) {
        checkArgument(share >= 0 && share <= 1, "share must be from 0 to 1, was %s", share);
        checkArgument(trials >= 1, "trials must be at least 1, were %s", trials);
        double square = Z * Z / trials;
        double centre = (share + square / 2) / (1 + square);
        double reach = Z * Math.sqrt(share * (1 - share) / trials + square / trials / 4) / (1 + square);
        return new Estimate(share, Math.max(0, centre - reach), Math.min(1, centre + reach));
    }

    /**
     * The same number with the ends of its interval within bounds that it cannot leave.
     *
     * @param least the lowest value that the number can have
     * @param most the highest value
     */
    public Estimate within(double least, double most) {
        return hasInterval()
                ? new Estimate(value, Math.min(most, Math.max(least, low)), Math.max(least, Math.min(most, high)))
                : this;
    }

    /** True if there is an interval. */
    public boolean hasInterval() {
        return !Double.isNaN(low);
    }

    /** Like {@code 0.9712 (0.9650 to 0.9774)}. */
    @Override
    public String toString() {
        return hasInterval() ? decimal(value) + " (" + decimal(low) + " to " + decimal(high) + ")" : decimal(value);
    }

    private static String decimal(double number) {
        String text = String.format(Locale.ROOT, "%.4f", number);
        return text.equals("-0.0000") ? "0.0000" : text;
    }
}
