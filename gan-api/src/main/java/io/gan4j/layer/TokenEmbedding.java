package io.gan4j.layer;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * A learned vector for each word of a text, to which a learned vector of its place is added: numbers of words {@code (places)},
 * see {@link io.gan4j.tensor.Vocabulary}, to {@code (features, places)}. Number {@code i} from 1 on is the word {@code i - 1}
 * of the weight; 0, where there is no word, gives zeros. Numbers are rounded, and those beyond the words are brought into their
 * range; no gradient flows to them. Weight {@code (words, features)}, as PyTorch's {@code nn.Embedding} stores it, and position
 * {@code (places, features)}.
 *
 * @param words the number of words
 * @param places the length of the input
 * @param features the length of a vector
 * @param weights how weight and position are filled
 */
@CheckReturnValue
public record TokenEmbedding(int words, int places, int features, Init weights) implements Layer {
    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException if one is below 1
     */
    public TokenEmbedding {
        Checks.atLeast(1, words, "words");
        Checks.atLeast(1, places, "places");
        Checks.atLeast(1, features, "features");
    }

    /** The layer with PyTorch's initial weights of an embedding, normal with mean 0 and standard deviation 1. */
    public static TokenEmbedding of(int words, int places, int features) {
        return new TokenEmbedding(words, places, features, Init.normal(0, 1));
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape input = Checks.single(this, inputs);
        if (!input.equals(Shape.of(places))) {
            throw new ShapeException(kind(), "(" + places + ")", input.toString());
        }
        return Shape.of(features, places);
    }

    @Override
    public List<Parameter> parameters() {
        return ImmutableList.of(
                Parameter.weight("weight", Shape.of(words, features), weights),
                Parameter.weight("position", Shape.of(places, features), weights));
    }

    @Override
    public Traits traits() {
        return Traits.of(Traits.Purpose.LOOKUP);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.tokenEmbedding(this);
    }
}
