package io.gan4j.live;

import java.util.function.LongSupplier;

/**
 * Holds the cost of watching to a share of a run's time: after work that took {@code c} nanoseconds the next may begin when
 * {@code c / share} have passed, and a quarter of a second at least. Safe for use by many threads.
 */
final class Budget {
    /** Nobody sees more pictures a second than four, however little they cost. */
    private static final long SHORTEST_WAIT = 250_000_000;

    private final double share;
    private final LongSupplier clock;
    private final long began;
    private long due;
    private long held;

    /**
     * A budget of a run that begins now.
     *
     * @param share of the time, above 0 and at most 1
     * @param clock in nanoseconds, from any beginning
     */
    Budget(double share, LongSupplier clock) {
        this.share = share;
        this.clock = clock;
        this.began = clock.getAsLong();
        this.due = began;
    }

    /** True if work may begin. */
    boolean allows() {
        return rest() == 0;
    }

    /** Nanoseconds until work may begin; 0 if it may now. */
    synchronized long rest() {
        return Math.max(0, due - clock.getAsLong());
    }

    /** Work that the run waited for, and which has just ended. */
    synchronized void held(long nanos) {
        held += nanos;
        long now = clock.getAsLong();
        due = Math.max(now + SHORTEST_WAIT, Math.max(now, due) + pause(nanos));
    }

    /** Work on a thread of its own, which took processors from the run. */
    synchronized void beside(long nanos) {
        due += pause(nanos);
    }

    private long pause(long nanos) {
        return (long) (nanos / share);
    }

    /** What share of the time since the beginning the run has waited. */
    synchronized double share() {
        long elapsed = clock.getAsLong() - began;
        return elapsed <= 0 ? 0 : Math.min(1, (double) held / elapsed);
    }
}
