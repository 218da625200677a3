package io.gan4j.loss;

import io.gan4j.game.Expr;

/**
 * The Wasserstein loss (Arjovsky, Chintala and Bottou 2017, equations 2 and 3): {@code L_D = mean s(G(z)) - mean s(x)}, {@code
 * L_G = -mean s(G(z))}. The critic must be kept Lipschitz, by {@link WeightClipping} or a {@link GradientPenalty}; then {@code
 * -L_D} estimates the distance between the two distributions, which falls as the samples get better.
 *
 * <p>It gives a gradient however far apart the two are, if the critic is trained close to its optimum: 5 of its steps for each
 * of the generator's.
 */
public record Wasserstein() implements LossStrategy {
    @Override
    public Expr discriminator(Scores scores) {
        return scores.fake().mean().minus(scores.real().mean());
    }

    @Override
    public Expr generator(Scores scores) {
        return scores.fake().mean().negate();
    }

    @Override
    public String describe() {
        return "Wasserstein (Arjovsky et al. 2017)";
    }
}
