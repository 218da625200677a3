package io.gan4j.loss;

import io.gan4j.game.Expr;

/**
 * The total variation of the images that are made (Rudin, Osher and Fatemi 1992; Johnson et al. 2016, section 3.2), with means
 * instead of sums: {@code weight (mean |dy G(x)| + mean |dx G(x)|)}, where {@code dy} and {@code dx} are the differences of
 * pixels that are neighbors in a column or a row. It smooths, whatever the truth is. Images of at least 2 by 2 pixels.
 *
 * @param weight lambda, above 0
 */
public record TotalVariation(float weight) implements Reconstruction {
    private static final int ROWS = 1;
    private static final int COLUMNS = 2;

    /**
     * Checks the weight.
     *
     * @throws IllegalArgumentException if it is not a finite number above 0
     */
    public TotalVariation {
        Checks.aboveZero(weight, "weight");
    }

    /** Returns the loss with this weight. */
    public static TotalVariation of(double weight) {
        return new TotalVariation((float) weight);
    }

    @Override
    public Expr loss(Expr made, Expr truth) {
        return of(made).times(weight);
    }

    /** The mean absolute differences of neighbors, of columns and of rows. */
    static Expr of(Expr image) {
        return along(ROWS, image).plus(along(COLUMNS, image));
    }

    private static Expr along(int axis, Expr image) {
        return image.cropped(axis, 1, 0).minus(image.cropped(axis, 0, 1)).abs().mean();
    }

    @Override
    public String describe() {
        return "total variation, weight " + Phrases.number(weight) + " (Johnson et al. 2016)";
    }
}
