package io.gan4j.loss;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.game.Expr;

/**
 * The matching-aware gradient penalty of DF-GAN (Tao et al., CVPR 2022, section 3.3), at real images with their own captions:
 * {@code weight mean |grad s(x, t)|^exponent}, where the gradient is that with respect to the image and to the sentence vector
 * together, one vector a sample.
 *
 * <p>It smooths the discriminator where image and caption match, so that the generator's way there is not blocked, and leaves
 * it steep elsewhere. The high exponent hardly touches gradients below 1 and bends those above it strongly. As in the authors'
 * code the norm is that of both parts joined; the paper's formula adds the norms of the two.
 *
 * <p>In a game without captions the gradient is that at the real sample alone.
 *
 * @param weight 2 by default, as in the paper
 * @param exponent an even number of at least 2, so that no root is taken, whose slope at 0 has no value; 6 by default, as in
 *     the paper
 * @param interval at every how many steps of the run, in all of the discriminator's updates of that step; 1 by default
 */
@CheckReturnValue
public record MatchingAware(float weight, int exponent, int interval) implements Penalty {
    private static final int MOST = 16;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if the weight is not above 0, the exponent no even number from 2 to 16, or the interval
     *     not at least 1
     */
    public MatchingAware {
        Checks.aboveZero(weight, "weight");
        checkArgument(
                exponent >= 2 && exponent <= MOST && exponent % 2 == 0,
                "exponent must be an even number from 2 to %s, was %s",
                MOST,
                exponent);
        Checks.interval(interval);
    }

    /** Returns the paper's penalty: weight 2, exponent 6, at every step. */
    public static MatchingAware standard() {
        return new MatchingAware(2, 6, 1);
    }

    /** The same with another weight. */
    public MatchingAware weight(double factor) {
        return new MatchingAware((float) factor, exponent, interval);
    }

    /** The same with another exponent, an even number from 2 to 16. */
    public MatchingAware exponent(int even) {
        return new MatchingAware(weight, even, interval);
    }

    /** The same at every n-th step of the run, and n times as large there. */
    public MatchingAware every(int steps) {
        return new MatchingAware(weight, exponent, steps);
    }

    @Override
    public Expr penalty(Critic critic, Expr.Variable real, Expr.Variable fake) {
        Expr score = critic.score(real);
        Expr atSample = score.gradient(real).square().sampleSum();
        Expr squared = critic.condition()
                .map(condition ->
                        atSample.plus(score.gradient(condition).square().sampleSum()))
                .orElse(atSample);
        Expr power = squared;
        for (int factor = 2; factor < exponent; factor += 2) {
            power = power.times(squared);
        }
        return power.mean().times(weight);
    }

    @Override
    public String describe() {
        return "matching-aware gradient penalty, weight " + Phrases.number(weight) + ", exponent " + exponent
                + Phrases.interval(interval) + " (Tao et al. 2022)";
    }
}
