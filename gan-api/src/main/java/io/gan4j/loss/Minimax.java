package io.gan4j.loss;

import io.gan4j.game.Expr;

/**
 * The minimax loss (Goodfellow et al. 2014, equation 1), which saturates: where the discriminator is sure of the fakes, the
 * generator's gradient vanishes. {@code L_D} is that of {@link NonSaturating}; {@code L_G = -mean softplus(s(G(z)))}, that is
 * {@code mean log(1 - D(G(z)))}.
 */
public record Minimax() implements LossStrategy {
    @Override
    public Expr discriminator(Scores scores) {
        return new NonSaturating().discriminator(scores);
    }

    @Override
    public Expr generator(Scores scores) {
        return scores.fake().softplus().mean().negate();
    }
}
