package io.gan4j.rules;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import io.gan4j.network.Network;
import io.gan4j.tensor.Tensor;

/**
 * A network that makes a sentence vector of the numbers of a caption's words, with the values of its parameters. Immutable.
 *
 * @param network has one input of shape {@code (T)} and gives a vector
 * @param weights the values of all its parameters, by full name
 */
public record SentenceEncoder(Network network, ImmutableMap<String, Tensor> weights) {
    /**
     * Checks the ends of the network.
     *
     * @throws IllegalArgumentException if it has other than one input, a vector, or does not give a vector
     */
    public SentenceEncoder {
        checkArgument(
                network.inputs().size() == 1
                        && network.inputs().get(0).shape().rank() == 1
                        && network.outputShape().rank() == 1,
                "a text encoder takes the words of a text, (T), and gives a vector, this one takes %s and gives %s",
                network.inputs(),
                network.outputShape());
    }

    /** The length of a sentence vector. */
    public int size() {
        return network.outputShape().size();
    }
}
