package io.gan4j.djl.torch;

import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a network computes on the way to its output. */
final class NetworkPart {
    private NetworkPart() {}

    /** The network that ends in a layer of another, with what leads to it. */
    static Network upTo(Network network, String last) {
        Set<String> needed = new HashSet<>(Set.of(last));
        List<Network.Node> nodes = network.nodes();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            if (needed.contains(nodes.get(i).name())) {
                needed.addAll(nodes.get(i).inputs());
            }
        }
        NetworkBuilder builder = Network.from(
                network.inputs().get(0).name(), network.inputs().get(0).shape());
        for (Network.Node node : nodes) {
            if (needed.contains(node.name())) {
                builder.joinAs(node.name(), node.layer(), node.inputs().toArray(String[]::new));
            }
        }
        return builder.build();
    }
}
