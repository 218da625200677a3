package io.gan4j.djl.torch;

import io.gan4j.game.Player;
import java.util.List;
import java.util.Locale;

/** How a network is evaluated: batch normalisation and dropout depend on it. */
enum Mode {
    /** It learns: statistics of the batch, which are gathered; dropout. */
    LEARN,
    /**
     * It learns, and nothing is taken of it but the gradient of its output at its input: as in {@link #LEARN}, but activations
     * that are straight lines are written as products with their slopes. Otherwise libtorch would carry their second
     * derivative, which is zero, back through all layers below, at the cost of two products a layer.
     */
    SLOPES,
    /** It takes part in another's phase: statistics of the batch, which are not gathered; dropout. */
    FROZEN,
    /** It takes part with weights that never change: running statistics, no dropout. */
    FIXED,
    /** It is used: running statistics, no dropout. */
    EVALUATE;

    /** True if samples are normalised by the statistics of their batch, and dropout drops. */
    boolean trains() {
        return gathers() || this == FROZEN;
    }

    /** True if running statistics follow the batch. */
    boolean gathers() {
        return this == LEARN || this == SLOPES;
    }

    /** The modes in which a player's network is evaluated, but for {@link #SLOPES}, which few phases need. */
    static List<Mode> of(Player player) {
        return player.learns() ? List.of(LEARN, FROZEN, EVALUATE) : List.of(FIXED, EVALUATE);
    }

    /** The name of the method that evaluates a player's network in this mode. */
    String method(String player) {
        return player + "_" + name().toLowerCase(Locale.ROOT);
    }
}
