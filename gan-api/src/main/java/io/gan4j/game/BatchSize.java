package io.gan4j.game;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * The number of samples that an expression has: a multiple of the batch, a part of it, or a fixed number.
 *
 * @param times how many batches; 0 for a fixed number
 * @param over how many samples of a batch make one
 * @param fixed the fixed number; 0 if it depends on the batch
 */
public record BatchSize(int times, int over, int fixed) {
    /** A batch. */
    static final BatchSize BATCH = new BatchSize(1, 1, 0);
    /** A single sample, or a scalar. */
    static final BatchSize ONE = new BatchSize(0, 1, 1);

    static BatchSize fixed(int samples) {
        return new BatchSize(0, 1, samples);
    }

    /**
     * The number for a batch of this many samples.
     *
     * @throws IllegalArgumentException if it is not whole
     */
    public int of(int batch) {
        int samples = times * batch + fixed;
        checkArgument(
                samples % over == 0 && samples >= over, "%s samples cannot be dealt into groups of %s", samples, over);
        return samples / over;
    }

    BatchSize packed(int samples) {
        return new BatchSize(times, over * samples, fixed);
    }

    BatchSize halved() {
        return packed(2);
    }

    BatchSize plus(BatchSize other) {
        // over a common denominator
        return new BatchSize(
                times * other.over + other.times * over, over * other.over, fixed * other.over + other.fixed * over);
    }

    /** The same number in lowest terms, so that equal numbers are equal values. */
    BatchSize reduced() {
        int divisor = gcd(gcd(times, fixed), over);
        return new BatchSize(times / divisor, over / divisor, fixed / divisor);
    }

    private static int gcd(int a, int b) {
        return b == 0 ? Math.max(a, 1) : gcd(b, a % b);
    }
}
