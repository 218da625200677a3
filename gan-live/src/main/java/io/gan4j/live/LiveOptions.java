package io.gan4j.live;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.errorprone.annotations.CheckReturnValue;

/**
 * How a page is served and what it may cost. Immutable: each setting returns a new value.
 *
 * @param port the port of this machine's own address that the page is served at; 0, the default, takes one that is free
 * @param samples how many samples of fixed latents an image shows, at most; default 64. Points show a thousand whatever this
 *     says
 * @param seed the seed of these latents; default 0
 * @param cost the share of a run's time that making pictures may take, above 0 and at most 1; default 0.01
 * @param access whether the page may pause and stop the run; default {@link Access#CONTROL}
 */
@CheckReturnValue
public record LiveOptions(int port, int samples, long seed, double cost, Access access) {
    private static final int HIGHEST_PORT = 65_535;
    private static final int MOST_SAMPLES = 1024;

    /** What somebody who has the page open may do. */
    public enum Access {
        /** Look, and pause, resume and stop the run. */
        CONTROL,
        /** Look. */
        READ_ONLY
    }

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public LiveOptions {
        checkArgument(port >= 0 && port <= HIGHEST_PORT, "port must be from 0 to %s, was %s", HIGHEST_PORT, port);
        checkArgument(
                samples >= 1 && samples <= MOST_SAMPLES, "samples must be from 1 to %s, was %s", MOST_SAMPLES, samples);
        checkArgument(cost > 0 && cost <= 1, "cost must be above 0 and at most 1, was %s", cost);
    }

    /** A free port, 64 samples of seed 0, at most 1 % of a run's time, and a page that may pause and stop it. */
    public static LiveOptions defaults() {
        return new LiveOptions(0, 64, 0, 0.01, Access.CONTROL);
    }

    /** The same at another port; 0 takes one that is free. */
    public LiveOptions port(int number) {
        return new LiveOptions(number, samples, seed, cost, access);
    }

    /** The same with another number of samples in an image. */
    public LiveOptions samples(int number) {
        return new LiveOptions(port, number, seed, cost, access);
    }

    /** The same with another seed of the latents that are watched. */
    public LiveOptions seed(long value) {
        return new LiveOptions(port, samples, value, cost, access);
    }

    /** The same with another share of a run's time for making pictures. */
    public LiveOptions cost(double share) {
        return new LiveOptions(port, samples, seed, share, access);
    }

    /** The same for a page that cannot pause or stop the run. */
    public LiveOptions readOnly() {
        return new LiveOptions(port, samples, seed, cost, Access.READ_ONLY);
    }
}
