package io.gan4j.loss;

/**
 * Weight clipping (Arjovsky et al. 2017, algorithm 1): after each update every weight of the critic is put back into {@code
 * [-limit, limit]}.
 *
 * <p>The first way to keep the critic of {@link Wasserstein} Lipschitz, and a crude one: it drives weights to the limits and
 * wants the limit tuned. {@link GradientPenalty} is the usual choice since.
 *
 * @param limit above 0; the paper's is 0.01
 */
public record WeightClipping(float limit) implements Regularizer {
    /**
     * Checks the limit.
     *
     * @throws IllegalArgumentException if it is not a finite number above 0
     */
    public WeightClipping {
        Checks.aboveZero(limit, "limit");
    }

    /** With the paper's limit of 0.01. */
    public static WeightClipping standard() {
        return new WeightClipping(0.01f);
    }

    @Override
    public String describe() {
        return "the discriminator's weights clipped to " + Phrases.number(limit) + " (Arjovsky et al. 2017)";
    }
}
