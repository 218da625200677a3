package io.gan4j.loss;

import io.gan4j.game.Expr;

/**
 * The mean absolute difference (pix2pix; Isola et al. 2017, equation 3): {@code weight mean |y - G(x)|}. It sees to what is
 * coarse and leaves what is fine to the discriminator, and blurs less than the squared difference. Alone it makes colors grey
 * where several are possible.
 *
 * @param weight lambda, above 0; 100 in the paper
 */
public record L1(float weight) implements Reconstruction {
    /**
     * Checks the weight.
     *
     * @throws IllegalArgumentException if it is not a finite number above 0
     */
    public L1 {
        Checks.aboveZero(weight, "weight");
    }

    /** Returns the loss with the paper's weight of 100. */
    public static L1 standard() {
        return new L1(100);
    }

    /** Returns the loss with this weight. */
    public static L1 of(double weight) {
        return new L1((float) weight);
    }

    @Override
    public Expr loss(Expr made, Expr truth) {
        return distance(made, truth).times(weight);
    }

    /** The mean absolute difference. */
    static Expr distance(Expr made, Expr truth) {
        return made.minus(truth).abs().mean();
    }

    @Override
    public String describe() {
        return "L1 distance to the truth, weight " + Phrases.number(weight) + " (Isola et al. 2017)";
    }
}
