package io.gan4j.game;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import org.jspecify.annotations.Nullable;

/**
 * A part of a step in which one player learns: its loss is computed, its weights alone are updated, and of all the running
 * statistics only its own are gathered. The other networks take part frozen.
 *
 * @param learner the name of the player that learns
 * @param repetitions how often the phase is played a step, each time with new samples, latents and draws; at least 1
 * @param loss the scalar that it minimises
 * @param reports further scalars worth telling, by name
 * @param batches how many batches an update's gradient is the mean of; at least 1
 * @param lookahead another player's updates that are looked ahead to, if any
 */
public record Phase(
        String learner,
        int repetitions,
        Expr loss,
        ImmutableMap<String, Expr> reports,
        int batches,
        @Nullable Lookahead lookahead) {
    /** Checks the repetitions and the batches. */
    public Phase {
        checkArgument(repetitions >= 1, "repetitions must be at least 1, was %s", repetitions);
        checkArgument(batches >= 1, "batches must be at least 1, was %s", batches);
    }

    /** A phase with one batch an update, that looks ahead to nobody. */
    public Phase(String learner, int repetitions, Expr loss, ImmutableMap<String, Expr> reports) {
        this(learner, repetitions, loss, reports, 1, null);
    }

    /** The same phase with the gradient of an update gathered over so many batches. */
    public Phase batches(int number) {
        return new Phase(learner, repetitions, loss, reports, number, lookahead);
    }

    /** The same phase with another player's updates looked ahead to. */
    public Phase lookahead(Lookahead ahead) {
        return new Phase(learner, repetitions, loss, reports, batches, ahead);
    }

    /** How many batches of each of its draws a step of it takes. */
    public int plays() {
        return repetitions * batches;
    }
}
