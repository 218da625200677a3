package io.gan4j.loss;

import io.gan4j.game.Expr;

/** A term added to the discriminator's loss, with the discriminator at hand. Implementations are immutable. */
public non-sealed interface Penalty extends Regularizer {
    /**
     * The term, weight included: a scalar.
     *
     * <p>The score's slope at the samples themselves is {@code critic.score(real).gradient(real)}: the scores are those that
     * the loss is computed from, so the network is not applied again.
     *
     * @param critic the discriminator
     * @param real samples of the training data
     * @param fake as many generated samples; no gradient flows back through them
     */
    Expr penalty(Critic critic, Expr.Variable real, Expr.Variable fake);

    /**
     * The number of steps from one computation of the term to the next; the term is multiplied by it. 1, always,
     * by default.
     */
    default int interval() {
        return 1;
    }
}
