package io.gan4j.architecture;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.gan4j.layer.Traits;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the parts of a network are, and what lies behind and before them. */
final class Anatomy {
    private final Network network;
    private final ImmutableMap<String, Network.Node> nodes;
    private final ImmutableList<Network.Node> weighted;

    Anatomy(Network network) {
        this.network = network;
        this.nodes = network.nodes().stream().collect(ImmutableMap.toImmutableMap(Network.Node::name, node -> node));
        this.weighted = network.nodes().stream()
                .filter(node -> isFor(Traits.Purpose.WEIGHTS, node))
                .collect(ImmutableList.toImmutableList());
    }

    /** True if a node's layer is for this. */
    static boolean isFor(Traits.Purpose purpose, Network.Node node) {
        return node.layer().traits().purpose() == purpose;
    }

    /** The layers with weights, in order; the last is the output layer. */
    List<Network.Node> weighted() {
        return weighted;
    }

    /**
     * The output layer.
     *
     * @throws IllegalArgumentException if no layer has weights
     */
    Network.Node lastWeighted() {
        checkArgument(!weighted.isEmpty(), "a network needs a linear or convolutional layer, this one is %s", network);
        return weighted.get(weighted.size() - 1);
    }

    /** True if this node comes before the output layer. */
    boolean isHidden(Network.Node node) {
        return !weighted.isEmpty()
                && network.nodes().indexOf(node) < network.nodes().indexOf(lastWeighted());
    }

    /** The node of this name, or null if it is an input's. */
    Network.@Nullable Node node(String name) {
        return nodes.get(name);
    }

    /** The shape of the input or node of this name. */
    Shape shape(String name) {
        Network.Node node = nodes.get(name);
        return node != null
                ? node.shape()
                : network.inputs().stream()
                        .filter(input -> input.name().equals(name))
                        .findFirst()
                        .orElseThrow()
                        .shape();
    }

    /** The nodes that take the output of this one. */
    List<Network.Node> takers(Network.Node node) {
        return network.nodes().stream()
                .filter(other -> other.inputs().contains(node.name()))
                .toList();
    }

    /**
     * What lies behind a node back to the layer with weights that feeds it, nearest first, so that this layer is the last;
     * empty if there is more than normalisation, dropout and reshaping in between.
     */
    List<Network.Node> wayToWeights(Network.Node node) {
        List<Network.Node> way = new ArrayList<>();
        Network.Node here = node;
        while (here.inputs().size() == 1) {
            Network.Node before = nodes.get(here.inputs().get(0));
            if (before == null) {
                return List.of();
            }
            way.add(before);
            switch (before.layer().traits().purpose()) {
                case WEIGHTS -> {
                    return way;
                }
                case NORMALIZATION, DROPOUT, RESHAPE -> here = before;
                default -> {
                    return List.of();
                }
            }
        }
        return List.of();
    }
}
