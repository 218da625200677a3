package io.gan4j.loss;

import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.game.Expr;

/**
 * The gradient penalty of DRAGAN (Kodali et al. 2017): {@code weight mean (|grad s(y)| - 1)^2} at points around the real
 * samples, {@code y = x + a spread std(x) u}, with {@code a} drawn uniformly from [0, 1) a sample, {@code u} an element, and
 * {@code std(x)} the standard deviation of all elements of the batch. That is how it is implemented in the comparison of Lucic
 * et al. (2018); the paper writes normal noise.
 *
 * <p>Meant for {@link NonSaturating}: it flattens the discriminator's sharp slopes around the data, to which the paper traces
 * mode collapse back. The norm is each sample's own: no batch normalisation in the discriminator. {@link R1}, which
 * came later, is simpler and draws nothing.
 *
 * @param weight lambda; 10 by default
 * @param spread how far the points are strewn, in standard deviations of the data; 0.5 by default
 * @param interval at every how many steps of the run, in all of the discriminator's updates of that step; 1 by default
 */
@CheckReturnValue
public record Dragan(float weight, float spread, int interval) implements Penalty {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is not above 0
     */
    public Dragan {
        Checks.aboveZero(weight, "weight");
        Checks.aboveZero(spread, "spread");
        Checks.interval(interval);
    }

    /** Weight 10 and spread 0.5, at every step. */
    public static Dragan standard() {
        return new Dragan(10, 0.5f, 1);
    }

    /** The same with another weight. */
    public Dragan weight(double lambda) {
        return new Dragan((float) lambda, spread, interval);
    }

    /** The same with another spread. */
    public Dragan spread(double deviations) {
        return new Dragan(weight, (float) deviations, interval);
    }

    /**
     * The same at every n-th step of the run, and n times as large there: with several {@code discriminatorSteps} in each
     * update of such a step.
     */
    public Dragan every(int steps) {
        return new Dragan(weight, spread, steps);
    }

    @Override
    public Expr penalty(Critic critic, Expr.Variable real, Expr.Variable fake) {
        Expr deviation = real.minus(real.mean()).square().mean().sqrt();
        Expr noise = Expr.noise(real, Expr.Distribution.UNIFORM).times(deviation.times(spread));
        Expr.Variable around = real.plus(noise.times(Expr.uniform(real))).variable();
        Expr norm = critic.score(around).gradient(around).sampleNorm();
        return norm.minus(1).square().mean().times(weight);
    }

    @Override
    public String describe() {
        return "DRAGAN's gradient penalty around real samples, weight " + Phrases.number(weight) + ", spread "
                + Phrases.number(spread) + Phrases.interval(interval) + " (Kodali et al. 2017)";
    }
}
