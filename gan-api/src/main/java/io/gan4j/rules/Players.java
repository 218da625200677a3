package io.gan4j.rules;

import io.gan4j.game.Player;
import io.gan4j.network.Network;
import io.gan4j.training.TrainingStrategy;

/**
 * The players of a game as a strategy trains them.
 *
 * @param strategy how they are trained
 */
record Players(TrainingStrategy strategy) {
    /** A player that makes samples. */
    Player maker(String name, Network network) {
        return Player.of(name, network, strategy.generatorOptimizer())
                .gradientClipping(strategy.gradientClipping())
                .rate(strategy.generatorRate())
                .average(strategy.ema());
    }

    /** A player that judges samples, or learns with one that does. */
    Player judge(String name, Network network) {
        return Player.of(name, network, strategy.discriminatorOptimizer())
                .gradientClipping(strategy.gradientClipping())
                .rate(strategy.discriminatorRate());
    }
}
