package io.gan4j.settings;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import io.gan4j.layer.Layer;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.tensor.Shape;

/**
 * A {@link Network} as it is written: inputs and layers, in the order in which they are built.
 *
 * @param inputs what it takes
 * @param layers each with its name and the names of those that it takes; the last one's output is the network's
 */
record NetworkGraph(ImmutableList<InputNode> inputs, ImmutableList<LayerNode> layers) {
    /** Many times what networks have; building one takes time that grows as the square. */
    private static final int MOST_LAYERS = 2_000;

    private static final int MOST_CONNECTIONS = 10_000;

    /** An input. */
    record InputNode(String name, Shape shape) {}

    /** A layer. */
    record LayerNode(String name, Layer layer, ImmutableList<String> from) {}

    static NetworkGraph of(Network network) {
        return new NetworkGraph(
                network.inputs().stream()
                        .map(input -> new InputNode(input.name(), input.shape()))
                        .collect(toImmutableList()),
                network.nodes().stream()
                        .map(node -> new LayerNode(node.name(), node.layer(), node.inputs()))
                        .collect(toImmutableList()));
    }

    /** @throws IllegalArgumentException if layers do not fit each other */
    Network network() {
        checkArgument(!inputs.isEmpty(), "a network needs an input");
        checkArgument(
                inputs.size() + layers.size() <= MOST_LAYERS,
                "a network may have at most %s inputs and layers, has %s",
                MOST_LAYERS,
                inputs.size() + layers.size());
        int connections = layers.stream().mapToInt(node -> node.from().size()).sum();
        checkArgument(
                connections <= MOST_CONNECTIONS,
                "the layers of a network may take at most %s others, take %s",
                MOST_CONNECTIONS,
                connections);
        NetworkBuilder builder =
                Network.from(inputs.get(0).name(), inputs.get(0).shape());
        inputs.stream().skip(1).forEach(input -> builder.input(input.name(), input.shape()));
        for (LayerNode node : layers) {
            builder.joinAs(node.name(), node.layer(), node.from().toArray(String[]::new));
        }
        return builder.build();
    }
}
