package io.gan4j.djl.torch;

import io.gan4j.game.Player;
import java.util.List;
import java.util.Locale;

/** How a network is evaluated: batch normalisation and dropout depend on it. */
enum Mode {
    /** It learns: statistics of the batch, which are gathered; dropout. */
    LEARN,
    /** It takes part in another's phase: statistics of the batch, which are not gathered; dropout. */
    FROZEN,
    /** It takes part with weights that never change: running statistics, no dropout. */
    FIXED,
    /** It is used: running statistics, no dropout. */
    EVALUATE;

    /** True if samples are normalised by the statistics of their batch, and dropout drops. */
    boolean trains() {
        return this == LEARN || this == FROZEN;
    }

    /** The modes in which a player's network is evaluated. */
    static List<Mode> of(Player player) {
        return player.learns() ? List.of(LEARN, FROZEN, EVALUATE) : List.of(FIXED, EVALUATE);
    }

    /** The name of the method that evaluates a player's network in this mode. */
    String method(String player) {
        return player + "_" + name().toLowerCase(Locale.ROOT);
    }
}
