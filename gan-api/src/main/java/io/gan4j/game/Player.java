package io.gan4j.game;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.network.Network;

/**
 * A network that learns by playing.
 *
 * @param name a lower-case identifier: {@code generator}
 * @param network the network
 * @param optimizer how its weights follow the gradient
 * @param weightLimit after each update every weight is put back into {@code [-weightLimit, weightLimit]}; infinite by
 *     default. Arjovsky et al. (2017) clip WGAN's critic at 0.01
 */
public record Player(String name, Network network, Optimizer optimizer, float weightLimit) {
    /** Checks the name and the limit. */
    public Player {
        checkArgument(name.matches("[a-z][a-z0-9_]*"), "a name must be a lower-case identifier, was '%s'", name);
        checkArgument(weightLimit > 0, "weightLimit must be above 0, was %s", weightLimit);
    }

    /** A player whose weights are not limited. */
    public static Player of(String name, Network network, Optimizer optimizer) {
        return new Player(name, network, optimizer, Float.POSITIVE_INFINITY);
    }

    /** The same player with its weights limited. */
    public Player weightLimit(double limit) {
        return new Player(name, network, optimizer, (float) limit);
    }
}
