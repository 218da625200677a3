package io.gan4j.loss;

import io.gan4j.game.Expr;

/**
 * Identity mapping (CycleGAN; Zhu et al. 2017, section 5.2), for one of the two translators: {@code weight mean |G(y) - y|}. An
 * image that is of the wanted kind already is to be left as it is, which keeps a translator from inverting colors. Both kinds
 * of images must have the same channels. The paper's weight is half of that of {@link CycleConsistency}.
 *
 * @param weight lambda, above 0; 5 in the paper
 */
public record IdentityMapping(float weight) implements Reconstruction {
    /**
     * Checks the weight.
     *
     * @throws IllegalArgumentException if it is not a finite number above 0
     */
    public IdentityMapping {
        Checks.aboveZero(weight, "weight");
    }

    /** Returns the loss with the paper's weight of 5. */
    public static IdentityMapping standard() {
        return new IdentityMapping(5);
    }

    /** Returns the loss with this weight. */
    public static IdentityMapping of(double weight) {
        return new IdentityMapping((float) weight);
    }

    @Override
    public Expr loss(Expr made, Expr truth) {
        return L1.distance(made, truth).times(weight);
    }

    @Override
    public String describe() {
        return "identity mapping, weight " + Phrases.number(weight) + " (Zhu et al. 2017)";
    }
}
