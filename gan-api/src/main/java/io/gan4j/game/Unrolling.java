package io.gan4j.game;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * Unrolling (Metz et al., "Unrolled generative adversarial networks", ICLR 2017, equations 7 to 10): before the learner's loss
 * is computed, another player makes some updates, on the batch of the phase and by its own optimizer, through which the
 * learner's gradient flows. The updates are forgotten afterwards.
 *
 * @param player who moves ahead
 * @param loss what it minimises, of the same draws as the learner's loss
 * @param steps how many updates; at least 1
 */
public record Unrolling(String player, Expr loss, int steps) {
    /**
     * Checks the steps.
     *
     * @throws IllegalArgumentException if below 1
     */
    public Unrolling {
        checkArgument(steps >= 1, "the steps of an unrolling must be at least 1, was %s", steps);
    }
}
