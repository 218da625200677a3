package io.gan4j.loss;

import io.gan4j.game.Expr;
import java.util.Optional;

/** The discriminator, as a penalty has it at hand: a network to be applied to batches of samples. */
public interface Critic {
    /** The raw scores {@code (N, 1)} of samples; where the discriminator gives maps, see {@link Scores#perSample}. */
    Expr score(Expr samples);

    /** The features of samples: what the discriminator's last layer with weights is given. */
    Expr features(Expr samples);

    /**
     * What the scores of real samples depend on beside the samples: the sentence vectors {@code (N, size)} of their captions,
     * in games that have captions. Nothing by default.
     */
    default Optional<Expr.Variable> condition() {
        return Optional.empty();
    }
}
