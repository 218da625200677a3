package io.gan4j.djl.torch;

import io.gan4j.game.Expr;
import io.gan4j.game.Player;
import io.gan4j.game.Sgd;
import io.gan4j.loss.Critic;
import io.gan4j.loss.Penalty;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.Map;

/**
 * A player as the critic of a penalty.
 *
 * @param player its name
 * @param layer what gives its features
 */
record PlayerCritic(String player, String layer) implements Critic {
    @Override
    public Expr score(Expr samples) {
        return Expr.apply(player, samples);
    }

    @Override
    public Expr features(Expr samples) {
        return new Expr.Features((Expr.Apply) Expr.apply(player, samples), layer);
    }

    /** A "critic" that minimises a penalty alone, with a learning rate of 1, given batches "real" and "fake". */
    static HandPlayed penalised(Penalty penalty, Network network, Map<String, Tensor> parameters, int batch) {
        Expr term = penalty.penalty(
                new PlayerCritic("critic", network.output().name()),
                Expr.input("real").variable(),
                Expr.input("fake").variable());
        Shape sample = network.inputs().get(0).shape();
        return HandPlayed.with(
                HandPlayed.onePlayer(
                        Player.of("critic", network, Sgd.of(1)),
                        Map.of("real", sample, "fake", sample),
                        term.every(penalty.interval())),
                batch,
                Map.of("critic", parameters));
    }
}
