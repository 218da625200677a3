package io.gan4j.testing;

import io.gan4j.game.Expr;
import io.gan4j.loss.LossStrategy;
import io.gan4j.loss.Scores;

/** The example in the documentation of {@link LossStrategy}, word for word. */
public record LogisticMargin(double margin) implements LossStrategy {
    @Override
    public Expr discriminator(Scores s) {
        Expr margin = Expr.constant(this.margin);
        return margin.minus(s.real())
                .softplus()
                .mean()
                .plus(margin.plus(s.fake()).softplus().mean());
    }

    @Override
    public Expr generator(Scores s) {
        return s.fake().negate().softplus().mean();
    }
}
