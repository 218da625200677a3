package io.gan4j.game;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;

/**
 * A part of a step in which one player learns: its loss is computed, its weights alone are updated, and of all the running
 * statistics only its own are gathered. The other networks take part frozen.
 *
 * @param learner the name of the player that learns
 * @param repetitions how often the phase is played a step, each time with new samples, latents and draws; at least 1
 * @param loss the scalar that it minimises
 * @param reports further scalars worth telling, by name
 */
public record Phase(String learner, int repetitions, Expr loss, ImmutableMap<String, Expr> reports) {
    /** Checks the repetitions. */
    public Phase {
        checkArgument(repetitions >= 1, "repetitions must be at least 1, was %s", repetitions);
    }
}
