package io.gan4j.rules;

import io.gan4j.layer.Layer;
import io.gan4j.layer.Relu;
import io.gan4j.layer.Sigmoid;
import io.gan4j.layer.Tanh;
import io.gan4j.layer.Traits;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import java.util.Optional;

/** Finds last layers of custom networks whose outputs are not what a GAN needs. */
public final class NetworkEnds {
    private NetworkEnds() {}

    /** Why a network's output is no raw score; empty if it may be one. */
    public static Optional<String> notRaw(Network discriminator) {
        Layer last = last(discriminator);
        String bounded = last instanceof Sigmoid
                ? "sigmoid()"
                : last instanceof Tanh ? "tanh()" : last instanceof Relu ? "relu()" : "";
        return bounded.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "the discriminator ends in " + bounded + ", but a score is raw here: the loss applies what it"
                                + " needs, with better numbers; leave the last " + bounded + " out");
    }

    /** Why a network cannot make images, whose values are from -1 to 1; empty if it can, or makes no images. */
    public static Optional<String> halfTheRange(Network generator, Shape sample) {
        Layer last = last(generator);
        boolean positive = last instanceof Sigmoid || last instanceof Relu;
        return sample.isImage() && positive
                ? Optional.of("the generator ends in " + (last instanceof Sigmoid ? "sigmoid()" : "relu()")
                        + ", which gives nothing below 0, but images have values from -1 to 1: end it in tanh()")
                : Optional.empty();
    }

    /** True if a generator of images may give values beyond those that images have. */
    public static boolean isUnbounded(Network generator, Shape sample) {
        return sample.isImage() && !(last(generator) instanceof Tanh);
    }

    /** The last layer that changes values. */
    private static Layer last(Network network) {
        Network.Node node = network.output();
        while (passes(node.layer().traits().purpose())) {
            String before = node.inputs().get(0);
            Optional<Network.Node> found = network.nodes().stream()
                    .filter(n -> n.name().equals(before))
                    .findFirst();
            if (found.isEmpty()) {
                return node.layer();
            }
            node = found.get();
        }
        return node.layer();
    }

    private static boolean passes(Traits.Purpose purpose) {
        return purpose == Traits.Purpose.RESHAPE || purpose == Traits.Purpose.DROPOUT;
    }
}
