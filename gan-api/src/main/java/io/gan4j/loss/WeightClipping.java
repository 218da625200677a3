package io.gan4j.loss;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * Weight clipping (Arjovsky et al. 2017, algorithm 1): after each update every weight of the critic is put back into {@code
 * [-limit, limit]}.
 *
 * @param limit above 0; the paper's is 0.01
 */
public record WeightClipping(float limit) implements Regularizer {
    /** Checks the limit. @throws IllegalArgumentException if it is not above 0 */
    public WeightClipping {
        checkArgument(limit > 0, "limit must be above 0, was %s", limit);
    }

    /** With the paper's limit of 0.01. */
    public static WeightClipping standard() {
        return new WeightClipping(0.01f);
    }
}
