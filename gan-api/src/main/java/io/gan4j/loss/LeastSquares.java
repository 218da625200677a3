package io.gan4j.loss;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.game.Expr;
import java.util.OptionalDouble;

/**
 * The least squares loss (LSGAN; Mao et al. 2017, equation 2), in which the discriminator answers with a number and not with a
 * probability: {@code L_D = mean (s(x) - b)^2 / 2 + mean (s(G(z)) - a)^2 / 2}, {@code L_G = mean (s(G(z)) - c)^2 / 2}.
 *
 * <p>A fake that is on the right side but far from the target still pulls, where cross-entropy is content, which makes for
 * steadier training; on the other hand the loss grows with the square of a score that runs away. The discriminator ends in its
 * last linear layer, without a sigmoid.
 *
 * <p>A soft label moves the target: {@code t} of the cost of real and {@code 1 - t} of that of fake have the gradient of
 * {@code (s - t b - (1 - t) a)^2 / 2}, so that {@link Labels#smoothed()} has real samples pulled to {@code 0.9 b + 0.1 a}.
 *
 * @param fakeTarget a, what the discriminator is to say of fakes; 0 in {@link #standard()}
 * @param realTarget b, what it is to say of real samples, above a; 1 in {@link #standard()}
 * @param generatorTarget c, what the generator wants it to say of fakes, above a; 1 in {@link #standard()}
 */
public record LeastSquares(float fakeTarget, float realTarget, float generatorTarget) implements LabelledLoss {
    /**
     * Checks the targets.
     *
     * @throws IllegalArgumentException if one is not finite, or b or c is not above a
     */
    public LeastSquares {
        checkArgument(
                Float.isFinite(fakeTarget) && Float.isFinite(realTarget) && Float.isFinite(generatorTarget),
                "targets must be finite numbers, were %s, %s and %s",
                fakeTarget,
                realTarget,
                generatorTarget);
        checkArgument(
                fakeTarget < realTarget, "realTarget must be above fakeTarget, were %s and %s", realTarget, fakeTarget);
        checkArgument(
                fakeTarget < generatorTarget,
                "generatorTarget must be above fakeTarget, were %s and %s",
                generatorTarget,
                fakeTarget);
    }

    /** 0 for fakes, 1 for real samples, and the generator aims at 1. */
    public static LeastSquares standard() {
        return new LeastSquares(0, 1, 1);
    }

    /**
     * -1 for fakes, 1 for real samples, and the generator aims at 0: with an optimal discriminator the generator minimises a
     * Pearson chi-squared divergence (Mao et al. 2017, section 3).
     */
    public static LeastSquares pearson() {
        return new LeastSquares(-1, 1, 0);
    }

    @Override
    public Expr real(Expr score) {
        return distance(score, realTarget);
    }

    @Override
    public Expr fake(Expr score) {
        return distance(score, fakeTarget);
    }

    @Override
    public OptionalDouble boundary() {
        return OptionalDouble.of((fakeTarget + realTarget) / 2);
    }

    @Override
    public Expr generator(Scores scores) {
        return distance(scores.fake(), generatorTarget).mean();
    }

    private static Expr distance(Expr score, float target) {
        return score.minus(target).square().times(0.5);
    }

    @Override
    public String describe() {
        return "least squares, targets " + Phrases.number(fakeTarget) + " for fakes, " + Phrases.number(realTarget)
                + " for real samples, " + Phrases.number(generatorTarget) + " for the generator (Mao et al. 2017)";
    }
}
