package io.gan4j.loss;

import io.gan4j.game.Expr;

/**
 * The relativistic average loss (RaGAN with cross-entropy; Jolicoeur-Martineau 2018), which asks how much more real a sample
 * is than those of the other kind are on average: {@code L_D = mean softplus(-(s(x) - mean s(G(z)))) + mean softplus(s(G(z)) -
 * mean s(x))}; {@code L_G} is the same with real and fake exchanged. Only differences of scores count.
 *
 * <p>The generator learns from real samples too: their scores have to fall as those of the fakes rise. {@link
 * RelativisticPaired} compares sample with sample instead, which is what later work went on with.
 */
public record RelativisticAverage() implements LossStrategy {
    @Override
    public Expr discriminator(Scores scores) {
        return contest(scores.real(), scores.fake());
    }

    @Override
    public Expr generator(Scores scores) {
        return contest(scores.fake(), scores.real());
    }

    /** Falls as the scores of the upper rise over those of the lower. */
    private static Expr contest(Expr upper, Expr lower) {
        Expr above = lower.mean().minus(upper).softplus().mean();
        return above.plus(lower.minus(upper.mean()).softplus().mean());
    }

    @Override
    public String describe() {
        return "relativistic, against the average of the others (Jolicoeur-Martineau 2018)";
    }
}
