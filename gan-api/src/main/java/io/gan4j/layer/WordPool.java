package io.gan4j.layer;

import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * The mean of each feature over the words of a text, then the maximum of each: features {@code (features, places)} and the
 * numbers of the words {@code (places)} to {@code (2 features)}. Places without a word, whose number is 0, count in neither, so
 * that the result does not depend on how many there are; a text without words gives zeros.
 *
 * @param places the number of words that a text may have
 */
public record WordPool(int places) implements Layer {
    /** What is added to a feature where there is no word, so that it is not the largest. */
    public static final float ABSENT = -10_000;

    /**
     * Checks the number of places.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public WordPool {
        Checks.atLeast(1, places, "places");
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        boolean fit = inputs.size() == 2
                && inputs.get(0).rank() == 2
                && inputs.get(0).extent(1) == places
                && inputs.get(1).equals(Shape.of(places));
        if (!fit) {
            throw new ShapeException(
                    kind(), "features of (features, " + places + ") and words of (" + places + ")", inputs.toString());
        }
        return Shape.of(2 * inputs.get(0).extent(0));
    }

    @Override
    public Traits traits() {
        return Traits.of(Traits.Purpose.POOLING);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.wordPool(this);
    }
}
