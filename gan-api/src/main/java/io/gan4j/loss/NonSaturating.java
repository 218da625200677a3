package io.gan4j.loss;

import io.gan4j.game.Expr;

/**
 * The non-saturating loss (Goodfellow et al. 2014, section 3), binary cross-entropy with the generator labelling its fakes
 * real, from raw scores {@code s}: {@code L_D = mean softplus(-s(x)) + mean softplus(s(G(z)))}, {@code L_G = mean
 * softplus(-s(G(z)))}.
 *
 * <p>The loss to begin with. Against {@link Minimax} it keeps the generator's gradient alive where the discriminator is sure;
 * in the comparison of Lucic et al. (2018), each loss at its best settings, FID was 58.5 instead of 72.7 on CIFAR-10.
 */
public record NonSaturating() implements LabelledLoss {
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
        return real(scores.fake()).mean();
    }

    @Override
    public String describe() {
        return "non-saturating (Goodfellow et al. 2014)";
    }
}
