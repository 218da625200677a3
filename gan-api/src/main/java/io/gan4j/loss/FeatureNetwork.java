package io.gan4j.loss;

import com.google.common.collect.ImmutableList;
import io.gan4j.game.Player;
import io.gan4j.layer.Traits;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * A frozen network of images, by whose inner layers a {@link FeatureLoss} compares them. It takes part in a game as a player
 * that never learns, through which gradients pass; it is kept in checkpoints and never exported. Implementations are immutable.
 */
public sealed interface FeatureNetwork permits RandomFeatures, LearnedFeatures {
    /**
     * Returns a convolutional network with random weights, which nobody has to train or download: three convolutions that halve
     * the image, for images of any shape. The features of random convolutions tell edges and textures apart, not objects.
     *
     * @param seed from which the weights are drawn
     */
    static FeatureNetwork random(long seed) {
        return new RandomFeatures(seed);
    }

    /**
     * Returns a network that has been trained: what follows the last of the layers is left out.
     *
     * @param name what it is, for people: {@code "classifier of MNIST"}
     * @param network has one input, an image {@code (C, H, W)} with values in [-1, 1]
     * @param weights the values of its parameters, by full name
     * @param layers the names of the layers whose outputs are compared; none for every activation that gives images, or the
     *     last layer if there is none
     * @throws IllegalArgumentException if the network has other than one input, which is an image, there is no layer of a name,
     *     or the value of a parameter is missing or has another shape
     */
    static FeatureNetwork of(String name, Network network, Map<String, Tensor> weights, String... layers) {
        List<String> compared = layers.length > 0 ? List.of(layers) : activations(network);
        return LearnedFeatures.of(name, network, weights, compared);
    }

    private static List<String> activations(Network network) {
        List<String> found = network.nodes().stream()
                .filter(node -> node.layer().traits().purpose() == Traits.Purpose.ACTIVATION
                        && node.shape().isImage())
                .map(Network.Node::name)
                .toList();
        return found.isEmpty() ? List.of(network.output().name()) : found;
    }

    /** The names of the layers whose outputs are compared. */
    ImmutableList<String> layers();

    /** What it is, in a phrase that tells it from every other. */
    String describe();

    /** The name of the player that it is in a game; the same for the same network, and for no other. */
    String playerName();

    /**
     * The player that it is in a game.
     *
     * @param image the shape of the images that are compared
     * @throws IllegalArgumentException if it takes images of another shape, or its weights are not at hand
     */
    Player player(Shape image);
}
