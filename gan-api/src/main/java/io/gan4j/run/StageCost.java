package io.gan4j.run;

import io.gan4j.game.Game;
import io.gan4j.game.Player;
import io.gan4j.layer.Parameter;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;

/**
 * How much a step of a game computes beside one of another game: the multiplications of one pass of a batch through all its
 * networks, and what an engine takes for each layer however small it is.
 */
final class StageCost {
    /** Multiplications in the time that an engine takes to begin with a layer and its gradient, some 20 microseconds. */
    private static final double OF_A_LAYER = 2e5;

    private StageCost() {}

    /** @param batch samples in a batch */
    static double of(Game game, int batch) {
        return Math.max(
                1,
                game.players().stream()
                        .map(Player::network)
                        .mapToDouble(network -> of(network, batch))
                        .sum());
    }

    private static double of(Network network, int batch) {
        return network.nodes().stream()
                .mapToDouble(node -> OF_A_LAYER + (double) batch * multiplications(node))
                .sum();
    }

    /** Each weight of a kernel is multiplied at each pixel of the output; what has no weights takes one a number. */
    private static long multiplications(Network.Node node) {
        Shape output = node.shape();
        long places = output.isImage() ? (long) output.height() * output.width() : 1;
        long weights = node.parameters().stream()
                .filter(parameter -> parameter.role() == Parameter.Role.WEIGHT)
                .mapToLong(parameter -> parameter.shape().size())
                .sum();
        return weights * places + output.size();
    }
}
