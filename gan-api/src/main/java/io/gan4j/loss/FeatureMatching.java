package io.gan4j.loss;

import io.gan4j.game.Expr;

/**
 * Feature matching (Salimans et al. 2016, section 3.1): {@code weight |mean f(x) - mean f(G(z))|^2}, the squared Euclidean
 * distance of the batches' mean features, is added to the generator's loss; {@code f} is what the discriminator's last layer
 * with weights is given.
 *
 * <p>It gives the generator a goal that does not move with the last layer: statistics of the data that the discriminator finds
 * telling. The paper has it in place of the generator's loss, and good semi-supervised classifiers from it, but worse-looking
 * samples; a large weight comes near that. The means are those of a batch: take 64 samples or more.
 *
 * @param weight above 0; 1 by default
 */
public record FeatureMatching(float weight) implements GeneratorPenalty {
    /**
     * Checks the weight.
     *
     * @throws IllegalArgumentException if it is not a finite number above 0
     */
    public FeatureMatching {
        Checks.aboveZero(weight, "weight");
    }

    /** With the weight 1. */
    public static FeatureMatching standard() {
        return new FeatureMatching(1);
    }

    /** With this weight. */
    public static FeatureMatching of(double weight) {
        return new FeatureMatching((float) weight);
    }

    @Override
    public Expr penalty(Critic critic, Expr real, Expr fake) {
        Expr distance =
                critic.features(real).batchMean().minus(critic.features(fake).batchMean());
        return distance.square().sum().times(weight);
    }

    @Override
    public String describe() {
        return "feature matching, weight " + Phrases.number(weight) + " (Salimans et al. 2016)";
    }
}
