package io.gan4j.architecture;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.CaseFormat;
import io.gan4j.layer.Layer;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Makes a network of another one, node by node. */
final class Rewriting {
    private final Network network;
    /** For each node the layers in its place. */
    private final List<List<Layer>> chains;

    private Rewriting(Network network, List<List<Layer>> chains) {
        this.network = network;
        this.chains = chains;
    }

    /**
     * The network with a chain of layers instead of each node: the first takes what the node takes, those who take the
     * node take the last. An empty chain leaves the node out. A layer that plays the node's part keeps its name, unless that
     * name stands for another kind of layer or is needed for a new one.
     *
     * @return the same instance if nothing changes
     * @throws IllegalArgumentException if a node of several inputs is left out, or the layers do not fit
     */
    static Network replace(Network network, Function<Network.Node, List<Layer>> chain) {
        Rewriting rewriting =
                new Rewriting(network, network.nodes().stream().map(chain).toList());
        Network rewritten = rewriting.build(rewriting.names());
        return rewritten.equals(network) ? network : rewritten;
    }

    /** The network with its layers under these names. */
    private Network build(List<String> names) {
        Network.Input first = network.inputs().get(0);
        NetworkBuilder builder = Network.from(first.name(), first.shape());
        network.inputs().stream().skip(1).forEach(input -> builder.input(input.name(), input.shape()));
        Map<String, String> ends = new HashMap<>();
        int added = 0;
        for (int i = 0; i < chains.size(); i++) {
            Network.Node node = network.nodes().get(i);
            List<String> sources = node.inputs().stream()
                    .map(name -> ends.getOrDefault(name, name))
                    .toList();
            for (Layer layer : chains.get(i)) {
                builder.join(layer, sources.toArray(String[]::new));
                String name = names.get(added++);
                builder.name(name);
                sources = List.of(name);
            }
            checkArgument(sources.size() == 1, "%s takes several inputs and cannot be left out", node.name());
            ends.put(node.name(), sources.get(0));
        }
        return builder.build();
    }

    /**
     * The name of each new layer: the one that it keeps, or the builder's. A name is not kept if the builder gives it to a
     * later layer.
     */
    private List<String> names() {
        List<String> automatic = automaticNames();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < chains.size(); i++) {
            Network.Node node = network.nodes().get(i);
            for (Layer layer : chains.get(i)) {
                int at = names.size();
                boolean kept = keepsName(layer, node)
                        && !names.contains(node.name())
                        && !automatic.subList(at + 1, automatic.size()).contains(node.name());
                names.add(kept ? node.name() : automatic.get(at));
            }
        }
        return names;
    }

    private List<String> automaticNames() {
        Map<String, Integer> counts = new HashMap<>();
        return chains.stream()
                .flatMap(List::stream)
                .map(layer -> stem(layer) + counts.merge(stem(layer), 1, Integer::sum))
                .toList();
    }

    /** True if a layer goes on as this node: it plays its part, and the name does not speak of another kind. */
    private static boolean keepsName(Layer layer, Network.Node node) {
        Layer old = node.layer().bare();
        boolean ofItsKind = node.name().matches(stem(old) + "[0-9]+");
        return layer.traits().purpose() == old.traits().purpose()
                && (!ofItsKind || layer.bare().kind().equals(old.kind()));
    }

    /** What {@link NetworkBuilder#add} puts before a layer's number. */
    private static String stem(Layer layer) {
        return CaseFormat.UPPER_CAMEL.to(CaseFormat.LOWER_UNDERSCORE, layer.kind()) + "_";
    }
}
