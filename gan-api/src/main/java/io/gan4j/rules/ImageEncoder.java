package io.gan4j.rules;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import io.gan4j.network.Network;
import io.gan4j.tensor.Tensor;

/**
 * A network that makes a vector of an image, alike that of a caption that goes with it, as it learned beside a {@link SentenceEncoder}.
 * Immutable.
 *
 * @param network has one input, the image, and gives a vector
 * @param weights the values of all its parameters, by full name
 */
public record ImageEncoder(Network network, ImmutableMap<String, Tensor> weights) {
    /**
     * Checks the ends of the network.
     *
     * @throws IllegalArgumentException if it has other than one input, or does not give a vector
     */
    public ImageEncoder {
        checkArgument(
                network.inputs().size() == 1 && network.outputShape().rank() == 1,
                "an image encoder takes an image and gives a vector, this one takes %s and gives %s",
                network.inputs(),
                network.outputShape());
    }
}
