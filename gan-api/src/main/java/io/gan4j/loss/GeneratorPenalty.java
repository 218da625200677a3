package io.gan4j.loss;

import io.gan4j.game.Expr;

/** A term added to the generator's loss, with the discriminator at hand. Implementations are immutable. */
public non-sealed interface GeneratorPenalty extends Regularizer {
    /**
     * The term, weight included: a scalar.
     *
     * @param critic the discriminator, which stands still
     * @param real samples of the training data
     * @param fake as many generated samples, through which the gradient flows to the generator
     */
    Expr penalty(Critic critic, Expr real, Expr fake);

    /**
     * The number of steps from one computation of the term to the next; the term is multiplied by it. 1, always, by
     * default.
     */
    default int interval() {
        return 1;
    }
}
