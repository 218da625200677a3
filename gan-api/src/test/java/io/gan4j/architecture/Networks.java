package io.gan4j.architecture;

import io.gan4j.layer.Add;
import io.gan4j.layer.Layer;
import io.gan4j.layer.Parameter;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import java.util.List;

/** Networks and views of networks that several tests share. */
final class Networks {
    static final Shape DIGIT = Shape.of(1, 28, 28);

    private Networks() {}

    /** A residual discriminator built by hand for images of 8x8, with batch normalisation and a name here and there. */
    static Network residual() {
        return Network.from("x", Shape.of(1, 8, 8))
                .conv2d(4, 4, 2, 1)
                .leakyRelu(0.2f)
                .name("trunk")
                .conv2d(4, 3, 1, 1)
                .batchNorm()
                .relu()
                .conv2d(4, 3, 1, 1)
                .name("branch")
                .join(new Add(), "trunk", "branch")
                .leakyRelu(0.2f)
                .conv2d(8, 4, 2, 1)
                .batchNorm()
                .tanh()
                .flatten()
                .linear(1)
                .name("score")
                .build();
    }

    static List<Layer> layers(Network network) {
        return network.nodes().stream().map(Network.Node::layer).toList();
    }

    /** Each node as {@code linear_1: Linear (8)}. */
    static List<String> lines(Network network) {
        return network.nodes().stream()
                .map(node -> node.name() + ": " + node.layer().kind() + " " + node.shape())
                .toList();
    }

    /** Each parameter of the layers of a kind, as {@code layer_norm_1.weight (8)}. */
    static List<String> parameters(Network network, Class<? extends Layer> kind) {
        return network.nodes().stream()
                .filter(node -> kind.isInstance(node.layer()))
                .flatMap(node -> node.parameters().stream())
                .map(Networks::line)
                .toList();
    }

    private static String line(Parameter parameter) {
        return parameter.name() + " " + parameter.shape();
    }
}
