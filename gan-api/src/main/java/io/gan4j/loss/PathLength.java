package io.gan4j.loss;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.architecture.StyleGan2;
import io.gan4j.game.Expr;
import io.gan4j.tensor.Shape;

/**
 * Path length regularization (Karras et al., "Analyzing and improving the image quality of StyleGAN", CVPR 2020, section 3.2,
 * equation 4): a step of fixed length in the space of styles should change the image by a fixed amount, whatever the style and
 * the direction. {@code weight mean (|J^T y| - a)^2} is added to the generator's loss, where {@code J} is the derivative of the
 * image by the style {@code w}, {@code y} an image of normal deviates divided by the root of the number of pixels, and {@code
 * a} the mean of the lengths {@code |J^T y|} so far: {@code a = (1 - decay) a + decay mean |J^T y|}, at first 0, which
 * checkpoints keep.
 *
 * <p>It makes interpolation smooth and projection of images easier, and costs a second derivative of the generator where it is
 * computed. NVIDIA leaves it out for CIFAR-10. For generators with a layer named {@code w}, as {@link
 * StyleGan2} has.
 *
 * @param weight above 0; 2 by default
 * @param decay the weight of the newest batch in the mean length, in (0, 1]; 0.01 by default
 * @param interval at every how many steps of the run it is computed, then this many times as large; 4 by default
 */
@CheckReturnValue
public record PathLength(float weight, float decay, int interval) implements Regularizer {
    private static final float STANDARD_WEIGHT = 2;
    private static final float STANDARD_DECAY = 0.01f;
    private static final int STANDARD_INTERVAL = 4;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public PathLength {
        Checks.aboveZero(weight, "weight");
        checkArgument(decay > 0 && decay <= 1, "decay must be above 0 and at most 1, was %s", decay);
        Checks.interval(interval);
    }

    /** With the paper's numbers: weight 2, decay 0.01, at every 4th step. */
    public static PathLength standard() {
        return of(STANDARD_WEIGHT);
    }

    /**
     * With this weight, decay 0.01, at every 4th step.
     *
     * @throws IllegalArgumentException if it is not a finite number above 0
     */
    public static PathLength of(double weight) {
        return new PathLength((float) weight, STANDARD_DECAY, STANDARD_INTERVAL);
    }

    /**
     * Returns the same at every n-th step of the run, and n times as large there.
     *
     * @throws IllegalArgumentException if below 1
     */
    public PathLength every(int steps) {
        return new PathLength(weight, decay, steps);
    }

    /**
     * Returns the lengths {@code (N, 1)} of a batch.
     *
     * @param images what the generator made
     * @param shape the shape of an image
     * @param styles what it made them of
     */
    public Expr lengths(Expr images, Shape shape, Expr styles) {
        int pixels = shape.isImage() ? shape.height() * shape.width() : 1;
        Expr directions = Expr.noise(images, Expr.Distribution.NORMAL).times(1 / Math.sqrt(pixels));
        return images.times(directions).sum().gradient(styles).sampleNorm();
    }

    /** Returns the term that is added to the loss, a scalar, of lengths and the mean length that was kept. */
    public Expr penalty(Expr lengths, Expr kept) {
        return lengths.minus(mean(lengths, kept).detach())
                .square()
                .mean()
                .times(weight)
                .every(interval);
    }

    /** Returns what the mean length that is kept becomes, a scalar. */
    public Expr next(Expr lengths, Expr kept) {
        return kept.plus(mean(lengths, kept)
                .minus(kept)
                .times(1.0 / interval)
                .every(interval)
                .detach());
    }

    private Expr mean(Expr lengths, Expr kept) {
        return kept.lerp(lengths.mean(), Expr.constant(decay));
    }

    @Override
    public String describe() {
        return "path length regularization of the generator, weight " + Phrases.number(weight)
                + Phrases.interval(interval) + " (Karras et al. 2020)";
    }
}
