package io.gan4j.loss;

import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.game.Expr;
import io.gan4j.game.Schedule;

/**
 * The gradient penalty R1 (Mescheder et al. 2018, section 4.1), on real samples: {@code gamma / 2 mean |grad s(x)|^2}, the
 * squared norm being the sum over all elements of a sample.
 *
 * <p>With it the training of a GAN converges locally, where without any penalty it circles; it is the penalty of StyleGAN2. For
 * {@link NonSaturating} and, together with {@link R2}, {@link RelativisticPaired}. The norm is each sample's own: no batch
 * normalisation in the discriminator.
 *
 * <p>Gamma depends on the number of elements and of samples: StyleGAN2's rule of thumb is {@code 0.0002 size^2 / batch} for
 * square images. R3GAN lets it fall, from 1 to 0.1 for Stacked MNIST: {@code R1.of(Schedule.cosine(1, 0.1))}.
 *
 * @param gamma the weight, above 0; if it changes in the course of the run, it may begin or end at 0; 10 by default
 * @param interval at every how many steps of the run, in all of the discriminator's updates of that step; 1 by default. 16
 *     saves time with large networks (Karras et al., StyleGAN2, 2020), but 2-D toys and Stacked MNIST do not converge with
 *     {@link R2} at every 8th (Huang et al. 2024)
 */
@CheckReturnValue
public record R1(Schedule gamma, int interval) implements Penalty {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if gamma is not above 0 or the interval not at least 1
     */
    public R1 {
        Checks.aboveZero(gamma, "gamma");
        Checks.interval(interval);
    }

    /** Returns the penalty with the paper's gamma of 10, at every step. */
    public static R1 standard() {
        return of(10);
    }

    /**
     * Returns the penalty with this gamma, at every step.
     *
     * @throws IllegalArgumentException if gamma is not a finite number above 0
     */
    public static R1 of(double gamma) {
        return of(Schedule.constant(gamma));
    }

    /**
     * Returns the penalty with a gamma that changes in the course of the run, at every step.
     *
     * @throws IllegalArgumentException if gamma is below 0 at any time, or always 0
     */
    public static R1 of(Schedule gamma) {
        return new R1(gamma, 1);
    }

    /**
     * Returns the same penalty at every n-th step of the run, and n times as large there; with several {@code
     * discriminatorSteps}, in each update of such a step.
     *
     * @throws IllegalArgumentException if steps is below 1
     */
    public R1 every(int steps) {
        return new R1(gamma, steps);
    }

    @Override
    public Expr penalty(Critic critic, Expr.Variable real, Expr.Variable fake) {
        return penalty(gamma, critic, real);
    }

    /** Squares are added up and no root is taken of them, whose slope at 0 has no value. */
    static Expr penalty(Schedule gamma, Critic critic, Expr.Variable samples) {
        Expr squared = critic.score(samples).gradient(samples).square().sampleSum();
        return squared.mean().times(0.5).times(Expr.scheduled(gamma));
    }

    @Override
    public String describe() {
        return "R1 gradient penalty at real samples, gamma " + gamma.describe() + Phrases.interval(interval)
                + " (Mescheder et al. 2018)";
    }
}
