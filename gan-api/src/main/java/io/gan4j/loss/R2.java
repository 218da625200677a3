package io.gan4j.loss;

import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.game.Expr;
import io.gan4j.game.Schedule;

/**
 * The gradient penalty R2 (Mescheder et al. 2018, section 4.1), which is {@link R1} at the fakes: {@code gamma / 2 mean |grad
 * s(G(z))|^2}.
 *
 * <p>R3GAN (Huang et al. 2024) uses both, with one gamma and {@link RelativisticPaired}: {@link R1} alone does not stop the
 * slopes at fakes from growing while they are far from the data.
 *
 * @param gamma the weight, not below 0; 10 by default
 * @param interval at every how many steps of the run, in all of the discriminator's updates of that step; 1 by default
 */
@CheckReturnValue
public record R2(Schedule gamma, int interval) implements Penalty {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if gamma is not above 0 or the interval not at least 1
     */
    public R2 {
        Checks.aboveZero(gamma, "gamma");
        Checks.interval(interval);
    }

    /** With the paper's gamma of 10, at every step. */
    public static R2 standard() {
        return of(10);
    }

    /** With this gamma, at every step. */
    public static R2 of(double gamma) {
        return of(Schedule.constant(gamma));
    }

    /** With a gamma that changes in the course of the run, at every step. */
    public static R2 of(Schedule gamma) {
        return new R2(gamma, 1);
    }

    /**
     * The same at every n-th step of the run, and n times as large there: with several {@code discriminatorSteps} in each
     * update of such a step.
     */
    public R2 every(int steps) {
        return new R2(gamma, steps);
    }

    @Override
    public Expr penalty(Critic critic, Expr.Variable real, Expr.Variable fake) {
        return R1.penalty(gamma, critic, fake);
    }

    @Override
    public String describe() {
        return "R2 gradient penalty at fakes, gamma " + gamma.describe() + Phrases.interval(interval)
                + " (Mescheder et al. 2018)";
    }
}
