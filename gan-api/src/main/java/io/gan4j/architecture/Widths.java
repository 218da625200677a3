package io.gan4j.architecture;

import static com.google.common.base.Preconditions.checkArgument;

/** The widths of networks that recipes take: how many channels or features are next to the image. */
final class Widths {
    /** No machine holds wider networks, and up to here the multiples of it that recipes make are integers. */
    static final int MOST = 1 << 20;

    private Widths() {}

    /**
     * Checks the widths of both networks.
     *
     * @throws IllegalArgumentException if one is below 1 or above {@link #MOST}
     */
    static void check(int generatorFeatures, int discriminatorFeatures) {
        check(generatorFeatures, "generatorFeatures");
        check(discriminatorFeatures, "discriminatorFeatures");
    }

    /**
     * Checks one width.
     *
     * @param name what the setting is called
     * @throws IllegalArgumentException if it is below 1 or above {@link #MOST}
     */
    static void check(int features, String name) {
        checkArgument(features >= 1, "%s must be at least 1, was %s", name, features);
        checkArgument(features <= MOST, "%s must be at most %s, was %s", name, MOST, features);
    }
}
