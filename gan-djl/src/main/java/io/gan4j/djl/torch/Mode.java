package io.gan4j.djl.torch;

import java.util.Locale;

/** How a network is evaluated: batch normalisation and dropout depend on it. */
enum Mode {
    /** It learns: statistics of the batch, which are gathered; dropout. */
    LEARN,
    /** It takes part in another's phase: statistics of the batch, which are not gathered; dropout. */
    FROZEN,
    /** It is used: running statistics, no dropout. */
    EVALUATE;

    /** The name of the method that evaluates a player's network in this mode. */
    String method(String player) {
        return player + "_" + name().toLowerCase(Locale.ROOT);
    }
}
