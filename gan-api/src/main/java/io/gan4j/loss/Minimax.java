package io.gan4j.loss;

import io.gan4j.game.Expr;

/**
 * The minimax loss (Goodfellow et al. 2014, equation 1), which saturates: where the discriminator is sure of the fakes, the
 * generator's gradient vanishes. {@code L_D} is that of {@link NonSaturating}; {@code L_G = -mean softplus(s(G(z)))}, that is
 * {@code mean log(1 - D(G(z)))}.
 *
 * <p>The loss that the theory is about; to train, take {@link NonSaturating}.
 */
public record Minimax() implements LabelledLoss {
    @Override
    public Expr real(Expr score) {
        return score.negate().softplus();
    }

    @Override
    public Expr fake(Expr score) {
        return score.softplus();
    }

    @Override
    public Expr generator(Scores scores) {
        return fake(scores.fake()).mean().negate();
    }

    @Override
    public String describe() {
        return "minimax (Goodfellow et al. 2014)";
    }
}
