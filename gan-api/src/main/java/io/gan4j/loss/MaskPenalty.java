package io.gan4j.loss;

import io.gan4j.game.Expr;

/**
 * What the mask of a face swap costs, after the code of shaoanlu/faceswap-GAN, version 2.2: {@code opening mean (1 - alpha) +
 * variation TV(alpha)}, where {@code TV} is the mean absolute difference of neighbors in columns plus that in rows.
 *
 * <p>Without the first term a mask closes: a warped face is nearer to the face than what a young decoder shows, so that the
 * swap gives back what it was given. With it the mask opens wherever the picture is worse than the warped face by less than
 * {@code opening}. The second term keeps it in one piece. It is a term of the mask alone: what is compared with the truth it
 * does not see.
 *
 * @param opening the weight of leaving a pixel to the image that was given, at least 0; 0.1 by default
 * @param variation the weight of the mask's total variation, at least 0; 0.1 by default
 */
public record MaskPenalty(float opening, float variation) implements Reconstruction {
    private static final float WEIGHT = 0.1f;

    /**
     * Checks the weights.
     *
     * @throws IllegalArgumentException if one is negative or not finite
     */
    public MaskPenalty {
        Checks.atLeastZero(opening, "opening");
        Checks.atLeastZero(variation, "variation");
    }

    /** Returns the penalty with both weights as in that code: 0.1. */
    public static MaskPenalty standard() {
        return new MaskPenalty(WEIGHT, WEIGHT);
    }

    /** Returns the penalty with these weights. */
    public static MaskPenalty of(double opening, double variation) {
        return new MaskPenalty((float) opening, (float) variation);
    }

    /**
     * The term, weights included.
     *
     * @param made masks {@code (N, 1, H, W)} in [0, 1]
     * @param truth is not looked at
     */
    @Override
    public Expr loss(Expr made, Expr truth) {
        Expr closed = Expr.constant(1).minus(made.mean()).times(opening);
        return closed.plus(TotalVariation.of(made).times(variation));
    }

    @Override
    public String describe() {
        return "mask penalty, opening " + Phrases.number(opening) + ", total variation " + Phrases.number(variation)
                + " (faceswap-GAN 2.2)";
    }
}
