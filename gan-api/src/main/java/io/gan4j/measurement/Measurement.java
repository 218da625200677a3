package io.gan4j.measurement;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.List;

/**
 * A number that a metric gave, with all that is needed to read it.
 *
 * @param metric the metric's name, like {@code "Fréchet distance"}
 * @param value the number
 * @param low the lower end of its 95 % interval; NaN if there is no interval
 * @param high the upper end; NaN if there is no interval
 * @param better which values are better
 * @param protocol under what conditions it was measured
 * @param warnings what a reader must know before trusting it, one sentence each; mostly none
 */
public record Measurement(
        String metric, double value, double low, double high, Better better, Protocol protocol, List<String> warnings) {

    /**
     * Checks the interval; minus zero becomes zero.
     *
     * @throws IllegalArgumentException if the interval is upside down, or has one end alone
     */
    public Measurement {
        Estimate.check(low, high);
        value = Estimate.plain(value);
        low = Estimate.plain(low);
        high = Estimate.plain(high);
        warnings = List.copyOf(warnings);
    }

    /** An estimate under a protocol. */
    public static Measurement of(
            String metric, Estimate estimate, Better better, Protocol protocol, String... warnings) {
        return new Measurement(
                metric, estimate.value(), estimate.low(), estimate.high(), better, protocol, List.of(warnings));
    }

    /** The number with its interval. */
    public Estimate estimate() {
        return new Estimate(value, low, high);
    }

    /**
     * True if this number is better than another one of the same metric and protocol. It does not ask whether the
     * difference is more than chance: {@link #overlaps} does.
     *
     * @throws IllegalArgumentException if the other is of another metric or protocol; the message lists what differs
     * @throws IllegalStateException if what is better depends on the data's own number, see {@link Better#NEAR_REAL}
     */
    public boolean isBetterThan(Measurement other) {
        checkComparable(other);
        return better.improves(value, other.value);
    }

    /**
     * True if the intervals of both have a number in common, so that chance may explain the difference; false if one of them
     * has no interval.
     *
     * @throws IllegalArgumentException if the other is of another metric or protocol; the message lists what differs
     */
    public boolean overlaps(Measurement other) {
        checkComparable(other);
        return low <= other.high && other.low <= high;
    }

    private void checkComparable(Measurement other) {
        checkArgument(
                metric.equals(other.metric) && better == other.better,
                "numbers of one metric can be compared, these are of %s and of %s",
                metric,
                other.metric);
        List<String> differences = protocol.differences(other.protocol);
        checkArgument(
                differences.isEmpty(),
                "numbers of one protocol can be compared, these differ in %s",
                String.join(", ", differences));
    }
}
