package io.gan4j.loss;

import com.google.common.collect.ImmutableList;
import io.gan4j.game.Expr;
import io.gan4j.game.Player;
import io.gan4j.tensor.Shape;

/**
 * A term of a translator's loss, for the images themselves: most compare those that it makes with those that it should have
 * made, and are 0 where they are equal. Any number of terms go together. Implementations are immutable.
 */
public interface Reconstruction {
    /**
     * The term, weight included: a scalar.
     *
     * @param made images {@code (N, C, H, W)}, through which the gradient flows to the networks that made them
     * @param truth as many images of the same shape
     */
    Expr loss(Expr made, Expr truth);

    /**
     * The frozen players that the term asks, which are added to the game once however many terms name them. None by default.
     *
     * @param image the shape of the images that are compared
     * @throws IllegalArgumentException if a player takes images of another shape; the message says what to do
     */
    default ImmutableList<Player> players(Shape image) {
        return ImmutableList.of();
    }

    /** The term in a phrase, with its weight and source. By default the words of the class's name and a record's components. */
    default String describe() {
        return Phrases.of(this, "a custom reconstruction loss");
    }
}
