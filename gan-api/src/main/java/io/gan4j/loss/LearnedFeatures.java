package io.gan4j.loss;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.gan4j.game.Player;
import io.gan4j.layer.Parameter;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The layers of a network that has been trained, by which images are compared. Settings that are written down hold the layers
 * and a hash, and no weights; a checkpoint holds those, from which they are {@linkplain #withWeights put back}.
 */
public final class LearnedFeatures implements FeatureNetwork {
    /** Digits of the hash that tell players apart. */
    private static final int DIGITS = 12;

    private final String name;
    private final Network network;
    private final ImmutableList<String> layers;
    private final String hash;
    private final @Nullable ImmutableMap<String, Tensor> weights;

    private LearnedFeatures(
            String name,
            Network network,
            ImmutableList<String> layers,
            String hash,
            @Nullable ImmutableMap<String, Tensor> weights) {
        checkArgument(
                network.inputs().size() == 1 && network.inputs().get(0).shape().isImage(),
                "a network of features takes one image, this one takes %s",
                network.inputs());
        checkArgument(hash.matches("[0-9a-f]{64}"), "the hash of a network must be a SHA-256, was '%s'", hash);
        checkArgument(!layers.isEmpty(), "a network of features needs a layer");
        layers.forEach(network::shape);
        this.name = name;
        this.network = network;
        this.layers = layers;
        this.hash = hash;
        this.weights = weights;
    }

    static LearnedFeatures of(String name, Network whole, Map<String, Tensor> weights, List<String> layers) {
        Network network = upTo(layers, whole);
        ImmutableMap.Builder<String, Tensor> used = ImmutableMap.builder();
        for (Parameter parameter : network.parameters()) {
            Tensor tensor = weights.get(parameter.name());
            checkArgument(tensor != null, "the parameter %s of the network %s is missing", parameter.name(), name);
            used.put(parameter.name(), tensor);
        }
        ImmutableMap<String, Tensor> own = used.buildOrThrow();
        return new LearnedFeatures(name, network, ImmutableList.copyOf(layers), network.fingerprint(own), own);
    }

    /**
     * Returns the network as settings that were written down have it, without its weights.
     *
     * @throws IllegalArgumentException if the network takes other than one image, there is no layer of a name, or the hash is
     *     none
     */
    public static LearnedFeatures recorded(String name, Network network, ImmutableList<String> layers, String hash) {
        return new LearnedFeatures(name, network, layers, hash, null);
    }

    /** The part of a network that some of its layers are computed from. */
    private static Network upTo(List<String> layers, Network whole) {
        Set<String> needed = new HashSet<>(layers);
        layers.forEach(whole::shape);
        for (Network.Node node : ImmutableList.copyOf(whole.nodes()).reverse()) {
            if (needed.contains(node.name())) {
                needed.addAll(node.inputs());
            }
        }
        Network.Input image = whole.inputs().get(0);
        NetworkBuilder part = Network.from(image.name(), image.shape());
        whole.inputs().stream().skip(1).forEach(input -> part.input(input.name(), input.shape()));
        whole.nodes().stream()
                .filter(node -> needed.contains(node.name()))
                .forEach(node ->
                        part.joinAs(node.name(), node.layer(), node.inputs().toArray(String[]::new)));
        return part.build();
    }

    /** What the network is, for people. */
    public String name() {
        return name;
    }

    /** The layers that features are computed by. */
    public Network network() {
        return network;
    }

    /** The SHA-256, in hexadecimal, of the layers and their weights. */
    public String hash() {
        return hash;
    }

    /** True unless it was read from settings that were written down. */
    public boolean hasWeights() {
        return weights != null;
    }

    /**
     * Returns the same network with its weights.
     *
     * @param values a tensor for each parameter, by its full name
     * @throws IllegalArgumentException if one is missing, or they are other ones than those that it had
     */
    public LearnedFeatures withWeights(Map<String, Tensor> values) {
        LearnedFeatures found = of(name, network, values, layers);
        checkArgument(
                found.hash.equals(hash),
                "the weights of the network %s are others than those that were recorded",
                name);
        return found;
    }

    @Override
    public ImmutableList<String> layers() {
        return layers;
    }

    @Override
    public String describe() {
        return name + " (" + hash + ")";
    }

    @Override
    public String playerName() {
        return "features_" + hash.substring(0, DIGITS);
    }

    @Override
    public Player player(Shape image) {
        Shape taken = network.inputs().get(0).shape();
        checkArgument(
                image.equals(taken),
                "the network of features %s takes images of shape %s, those that are compared have the shape %s: train one on"
                        + " such images, or take FeatureNetwork.random(0)",
                name,
                taken,
                image);
        ImmutableMap<String, Tensor> own = weights;
        checkArgument(
                own != null,
                "the weights of the network of features %s are not at hand: go on by Gan.resumeTranslation(folder)",
                name);
        return Player.frozen(playerName(), network, Objects.requireNonNull(own));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LearnedFeatures features
                && name.equals(features.name)
                && layers.equals(features.layers)
                && hash.equals(features.hash);
    }

    @Override
    public int hashCode() {
        return hash.hashCode();
    }

    /** Name, layers and hash: two equal texts mean equal features. */
    @Override
    public String toString() {
        return "LearnedFeatures[name=" + name + ", layers=" + layers + ", hash=" + hash + "]";
    }
}
