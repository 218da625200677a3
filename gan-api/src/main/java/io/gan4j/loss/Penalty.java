package io.gan4j.loss;

import io.gan4j.game.Expr;
import java.util.function.UnaryOperator;

/** A term added to the discriminator's loss, with the discriminator at hand. Implementations are immutable. */
public non-sealed interface Penalty extends Regularizer {
    /**
     * The term, weight included: a scalar.
     *
     * @param score the discriminator: samples to scores {@code (N, 1)}
     * @param real samples of the training data
     * @param fake as many generated samples, detached
     */
    Expr penalty(UnaryOperator<Expr> score, Expr real, Expr fake);
}
