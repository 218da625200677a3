package io.gan4j.loss;

import io.gan4j.game.Expr;

/**
 * The non-saturating loss (Goodfellow et al. 2014, section 3), binary cross-entropy with the generator labelling its fakes
 * real, from raw scores {@code s}: {@code L_D = mean softplus(-s(x)) + mean softplus(s(G(z)))}, {@code L_G = mean
 * softplus(-s(G(z)))}.
 */
public record NonSaturating() implements LossStrategy {
    @Override
    public Expr discriminator(Scores scores) {
        return scores.real()
                .negate()
                .softplus()
                .mean()
                .plus(scores.fake().softplus().mean());
    }

    @Override
    public Expr generator(Scores scores) {
        return scores.fake().negate().softplus().mean();
    }
}
