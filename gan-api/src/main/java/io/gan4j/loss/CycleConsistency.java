package io.gan4j.loss;

import io.gan4j.game.Expr;

/**
 * Cycle consistency (CycleGAN; Zhu et al. 2017, equation 2), for one direction of the two: {@code weight mean |F(G(x)) - x|}.
 * What is compared with an image is what comes back when it has been translated there and back. The term says nothing of
 * whether the translation is right: any permutation of what the images show closes the cycle.
 *
 * @param weight lambda, above 0; 10 in the paper
 */
public record CycleConsistency(float weight) implements Reconstruction {
    /**
     * Checks the weight.
     *
     * @throws IllegalArgumentException if it is not a finite number above 0
     */
    public CycleConsistency {
        Checks.aboveZero(weight, "weight");
    }

    /** Returns the loss with the paper's weight of 10. */
    public static CycleConsistency standard() {
        return new CycleConsistency(10);
    }

    /** Returns the loss with this weight. */
    public static CycleConsistency of(double weight) {
        return new CycleConsistency((float) weight);
    }

    @Override
    public Expr loss(Expr made, Expr truth) {
        return L1.distance(made, truth).times(weight);
    }

    @Override
    public String describe() {
        return "cycle consistency, weight " + Phrases.number(weight) + " (Zhu et al. 2017)";
    }
}
