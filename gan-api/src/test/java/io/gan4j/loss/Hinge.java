package io.gan4j.loss;

import io.gan4j.game.Expr;

/** The example in the documentation of {@link LossStrategy}, word for word. */
record Hinge() implements LossStrategy {
    @Override
    public Expr discriminator(Scores s) {
        return Expr.constant(1)
                .minus(s.real())
                .relu()
                .mean()
                .plus(s.fake().plus(1).relu().mean());
    }

    @Override
    public Expr generator(Scores s) {
        return s.fake().mean().negate();
    }
}
