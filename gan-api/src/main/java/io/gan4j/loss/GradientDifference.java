package io.gan4j.loss;

import io.gan4j.game.Expr;

/**
 * The gradient difference loss (Mathieu, Couprie and LeCun, "Deep multi-scale video prediction beyond mean square error", ICLR
 * 2016, section 3.3, with alpha 1, and means in place of the paper's sums): {@code weight (mean ||dy Y| - |dy Y'|| + mean ||dx Y| - |dx Y'||)}, where {@code dy} and {@code
 * dx} are the differences of pixels that are neighbors in a column or a row. An image that is blurred has smaller differences
 * than the truth, which {@link L1} hardly minds. It does not see a constant that is added to an image, so it is no loss by
 * itself. Images of at least 2 by 2 pixels.
 *
 * @param weight lambda, above 0; 1 in the paper
 */
public record GradientDifference(float weight) implements Reconstruction {
    private static final int ROWS = 1;
    private static final int COLUMNS = 2;

    /**
     * Checks the weight.
     *
     * @throws IllegalArgumentException if it is not a finite number above 0
     */
    public GradientDifference {
        Checks.aboveZero(weight, "weight");
    }

    /** Returns the loss with the paper's weight of 1. */
    public static GradientDifference standard() {
        return new GradientDifference(1);
    }

    /** Returns the loss with this weight. */
    public static GradientDifference of(double weight) {
        return new GradientDifference((float) weight);
    }

    @Override
    public Expr loss(Expr made, Expr truth) {
        return along(ROWS, made, truth).plus(along(COLUMNS, made, truth)).times(weight);
    }

    private static Expr along(int axis, Expr made, Expr truth) {
        return L1.distance(change(axis, made), change(axis, truth));
    }

    private static Expr change(int axis, Expr image) {
        return image.cropped(axis, 1, 0).minus(image.cropped(axis, 0, 1)).abs();
    }

    @Override
    public String describe() {
        return "gradient difference, weight " + Phrases.number(weight) + " (Mathieu et al. 2016)";
    }
}
