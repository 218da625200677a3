package io.gan4j.loss;

import io.gan4j.game.Expr;

/**
 * The relativistic loss of pairs (RpGAN; Jolicoeur-Martineau 2018, and R3GAN, Huang et al. 2024), which compares each fake with
 * a real sample: {@code L_D = mean softplus(-(s(x) - s(G(z))))}, {@code L_G = mean softplus(-(s(G(z)) - s(x)))}. The pairs are
 * the samples at the same place of the two batches. Only differences of scores count.
 *
 * <p>A fake must beat the real samples near it and not one threshold for all, which leaves no reward for giving up modes; but
 * the loss alone need not converge. Take it with {@link R1} and {@link R2}, as R3GAN does: on Stacked MNIST that covered all
 * 1000 modes where {@link NonSaturating} with both covered 693, and with {@link R1} alone it diverged (Huang et al. 2024).
 */
public record RelativisticPaired() implements LossStrategy {
    @Override
    public Expr discriminator(Scores scores) {
        return scores.fake().minus(scores.real()).softplus().mean();
    }

    @Override
    public Expr generator(Scores scores) {
        return scores.real().minus(scores.fake()).softplus().mean();
    }

    @Override
    public String describe() {
        return "relativistic, in pairs of real and fake (Jolicoeur-Martineau 2018; Huang et al. 2024)";
    }
}
