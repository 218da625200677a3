package io.gan4j.loss;

import io.gan4j.game.Expr;

/**
 * The hinge loss (Lim and Ye 2017; Miyato et al. 2018): {@code L_D = mean max(0, 1 - s(x)) + mean max(0, 1 + s(G(z)))}, {@code
 * L_G = -mean s(G(z))}. A sample that is on the right side by 1 or more teaches the discriminator nothing further.
 *
 * <p>The usual company of spectral normalisation: there, on CIFAR-10, FID went from 29.3 with cross-entropy to 25.5 (Miyato et
 * al. 2018). With small networks compare it with {@link NonSaturating}, which can be ahead.
 *
 * <p>A soft label above a half leaves the least of a real sample's cost at the score 1, and only adds a slope beyond.
 */
public record Hinge() implements LabelledLoss {
    @Override
    public Expr real(Expr score) {
        return Expr.constant(1).minus(score).relu();
    }

    @Override
    public Expr fake(Expr score) {
        return score.plus(1).relu();
    }

    @Override
    public Expr generator(Scores scores) {
        return scores.fake().mean().negate();
    }

    @Override
    public String describe() {
        return "hinge (Lim and Ye 2017)";
    }
}
