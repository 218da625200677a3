package io.gan4j.loss;

import io.gan4j.game.Expr;

/**
 * A term of a translator's loss that compares the images that it makes with those that it should have made, pixel by pixel, 0
 * where they are equal. Any number of terms go together. Implementations are immutable.
 */
public interface Reconstruction {
    /**
     * The term, weight included: a scalar.
     *
     * @param made images {@code (N, C, H, W)}, through which the gradient flows to the networks that made them
     * @param truth as many images of the same shape
     */
    Expr loss(Expr made, Expr truth);

    /** The term in a phrase, with its weight and source. By default the words of the class's name and a record's components. */
    default String describe() {
        return Phrases.of(this, "a reconstruction loss of one's own");
    }
}
