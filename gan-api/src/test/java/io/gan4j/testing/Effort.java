package io.gan4j.testing;

/**
 * How much a test does that could go on for ever. The profile {@code nightly} of the build, {@code ./mvnw -Pnightly verify},
 * sets the system property {@code gan4j.nightly}.
 */
public final class Effort {
    private static final boolean NIGHTLY = Boolean.getBoolean("gan4j.nightly");

    private Effort() {}

    /** How many cases a test has: fewer in each build, more in a nightly one. */
    public static int cases(int ordinary, int nightly) {
        return NIGHTLY ? nightly : ordinary;
    }
}
