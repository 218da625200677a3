package io.gan4j.loss;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.game.Expr;

/**
 * The gradient penalty of WGAN-GP (Gulrajani et al. 2017, equation 3 and algorithm 1): {@code weight mean (|grad s(y)| -
 * 1)^2} at points {@code y = e x + (1 - e) G(z)} on the lines between real and fake, {@code e} drawn uniformly a sample. The
 * norm is each sample's own.
 *
 * @param weight lambda; 10 by default, 0.1 for the paper's toy sets
 */
public record GradientPenalty(float weight) implements Penalty {
    /** Checks the weight. @throws IllegalArgumentException if it is not above 0 */
    public GradientPenalty {
        checkArgument(weight > 0, "weight must be above 0, was %s", weight);
    }

    /** With the paper's weight of 10. */
    public static GradientPenalty standard() {
        return new GradientPenalty(10);
    }

    @Override
    public Expr penalty(Critic critic, Expr real, Expr fake) {
        Expr.Variable between = fake.lerp(real, Expr.uniform(real)).variable();
        Expr norm = critic.score(between).gradient(between).sampleNorm();
        return norm.minus(1).square().mean().times(weight);
    }
}
