package io.gan4j.game;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * A bound on a player's gradient, put on it before its optimizer follows it (Pascanu, Mikolov and Bengio, ICML 2013). It
 * keeps a single bad batch from throwing the weights far away.
 *
 * @param kind what is bounded
 * @param limit above 0
 */
public record GradientClipping(Kind kind, float limit) {
    /** What is bounded. */
    public enum Kind {
        /** Each element, to {@code [-limit, limit]}. */
        VALUE,
        /** The Euclidean norm of all of the player's gradients together, which are scaled by one factor. */
        NORM
    }

    /**
     * Checks the limit.
     *
     * @throws IllegalArgumentException if it is not a finite number above 0
     */
    public GradientClipping {
        checkArgument(
                limit > 0 && Float.isFinite(limit),
                "the limit of a gradient must be a finite number above 0, was %s",
                limit);
    }

    /** Each element within plus and minus a limit. */
    public static GradientClipping value(double limit) {
        return new GradientClipping(Kind.VALUE, (float) limit);
    }

    /** The norm of the whole gradient at most a limit. */
    public static GradientClipping norm(double limit) {
        return new GradientClipping(Kind.NORM, (float) limit);
    }

    /** The bound in a phrase: {@code gradients scaled to a norm of at most 1 (Pascanu et al. 2013)}. */
    public String describe() {
        return kind == Kind.NORM
                ? "gradients scaled to a norm of at most " + Numbers.text(limit) + " (Pascanu et al. 2013)"
                : "each element of the gradients kept within -" + Numbers.text(limit) + " and " + Numbers.text(limit)
                        + " (Pascanu et al. 2013)";
    }
}
