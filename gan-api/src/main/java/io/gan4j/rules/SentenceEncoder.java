package io.gan4j.rules;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import io.gan4j.network.Network;
import io.gan4j.tensor.Tensor;
import io.gan4j.tensor.Vocabulary;

/**
 * A network that has learned to make a sentence vector of the numbers of a caption's words. Immutable.
 *
 * @param vocabulary the words that the numbers stand for
 * @param network has one input, of the vocabulary's shape {@code (T)}, and gives a vector
 * @param weights the values of all its parameters, by full name
 */
public record SentenceEncoder(Vocabulary vocabulary, Network network, ImmutableMap<String, Tensor> weights) {
    /**
     * Checks the ends of the network.
     *
     * @throws IllegalArgumentException if it has other than one input, of another shape than texts, or does not give a vector
     */
    public SentenceEncoder {
        checkArgument(
                network.inputs().size() == 1
                        && network.inputs().get(0).shape().equals(vocabulary.shape())
                        && network.outputShape().rank() == 1,
                "a text encoder takes the words of a text, %s, and gives a vector, this one takes %s and gives %s",
                vocabulary.shape(),
                network.inputs(),
                network.outputShape());
    }

    /** The length of a sentence vector. */
    public int size() {
        return network.outputShape().size();
    }
}
