package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.game.Adam;
import io.gan4j.game.Expr;
import io.gan4j.game.Optimizer;
import io.gan4j.game.Player;
import io.gan4j.game.RmsProp;
import io.gan4j.game.Sgd;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Updates from gradients that come out of a second differentiation. libtorch lays those of convolutions out with inputs and outputs
 * exchanged, and its fused Adam reads memory in the order of the weights whatever the layout: the gradient's elements would move
 * other weights than their own. Sgd, which heeds the layout, tells the gradient; the other optimizers' first updates follow from it.
 */
class GradientLayoutTest {
    private static final Shape IMAGE = Shape.of(3, 8, 8);
    private static final int BATCH = 4;
    private static final Network CRITIC = Network.from("x", IMAGE)
            .conv2d(6, 3, 1, 1)
            .leakyRelu(0.2f)
            .conv2d(5, 1, 1, 0)
            .tanh()
            .conv2d(4, 4, 2, 1)
            .tanh()
            .flatten()
            .linear(7)
            .tanh()
            .linear(1)
            .build();

    @Test
    void adam_underAPenaltyOfGradients_movesEachWeightByItsOwnGradient() {
        check(new Adam(0.1f, 0.5f, 0.9f, 0.3f), g -> 0.1 * g / (Math.abs(g) + 0.3));
    }

    @Test
    void rmsProp_underAPenaltyOfGradients_movesEachWeightByItsOwnGradient() {
        check(new RmsProp(0.1f, 0.75f, 0.3f), g -> 0.1 * g / (0.5 * Math.abs(g) + 0.3));
    }

    @Test
    void momentum_underAPenaltyOfGradients_movesEachWeightByItsOwnGradient() {
        check(Sgd.of(0.1).momentum(0.5), g -> 0.1 * g);
    }

    private static void check(Optimizer optimizer, DoubleUnaryOperator update) {
        Map<String, Tensor> before = HandPlayed.trained(CRITIC, 3);
        Map<String, float[]> gradients = moved(Sgd.of(1), before);
        moved(optimizer, before).forEach((name, moves) -> {
            float[] own = gradients.get(name);
            for (int i = 0; i < moves.length; i++) {
                assertThat((double) moves[i])
                        .as("%s[%s]", name, i)
                        .isCloseTo(update.applyAsDouble(own[i]), within(2e-5));
            }
        });
    }

    /** By how much a step reduces each weight. */
    private static Map<String, float[]> moved(Optimizer optimizer, Map<String, Tensor> before) {
        Expr.Variable x = Expr.input("x").variable();
        Expr score = Expr.apply("p", x);
        Expr penalty = score.gradient(x).square().sampleSum();
        Player player = Player.of("p", CRITIC, optimizer);
        Map<String, float[]> moved = new HashMap<>();
        try (HandPlayed played = HandPlayed.with(
                HandPlayed.onePlayer(
                        player,
                        Map.of("x", IMAGE),
                        score.mean().plus(penalty.mean().times(3))),
                BATCH,
                Map.of("p", before))) {
            played.step(Map.of("x", HandPlayed.normal(BATCH * IMAGE.size(), 1)));
            before.forEach((name, tensor) -> {
                float[] moves = tensor.values().clone();
                float[] after = played.parameter("p", name);
                for (int i = 0; i < moves.length; i++) {
                    moves[i] -= after[i];
                }
                moved.put(name, moves);
            });
        }
        return moved;
    }
}
