package io.gan4j.game;

import static com.google.common.base.Preconditions.checkArgument;

/** Checks that the optimizers share. */
final class Optimizers {
    private Optimizers() {}

    static void checkRate(float rate) {
        checkArgument(
                rate > 0 && Float.isFinite(rate), "the learning rate must be a finite number above 0, was %s", rate);
    }

    static void checkDecay(float decay, String what) {
        checkArgument(decay >= 0 && decay < 1, "%s must be in [0, 1), was %s", what, decay);
    }
}
