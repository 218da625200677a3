package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.game.Expr;
import io.gan4j.game.Game;
import io.gan4j.game.Player;
import io.gan4j.game.Sgd;
import io.gan4j.layer.BatchNorm;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.tensor.Shape;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Running statistics: {@code 0.9 old + 0.1 new}, with the unbiased variance. */
class BatchNormTest {
    private static final float[][] BATCHES = {{1, 10, 2, 20, 4, 0}, {0, -1, 0, 1, 3, 6}, {-5, 2, 5, 2, 1, 2}};

    /** The values are PyTorch 2.13's. */
    @Test
    void statistics_afterThreeBatches_arePyTorchs() {
        try (HandPlayed played = played(Shape.of(2), BatchNorm.of(2), 3)) {
            for (float[] batch : BATCHES) {
                played.step(Map.of("x", batch));
            }
            assertThat(played.parameter("p", "batch_norm_1.running_mean"))
                    .containsExactly(new float[] {0.31233332f, 1.19f}, within(1e-6f));
            assertThat(played.parameter("p", "batch_norm_1.running_var"))
                    .containsExactly(new float[] {3.7213333f, 9.999001f}, within(1e-5f));
        }
    }

    @Test
    void statistics_ofImages_areOfSamplesAndPlacesTogether() {
        try (HandPlayed played = played(Shape.of(2, 1, 2), BatchNorm.of(2).momentum(0.5f), 2)) {
            // channel 0: 1 3 | 5 7, channel 1: 2 2 | 2 2
            played.step(Map.of("x", new float[] {1, 3, 2, 2, 5, 7, 2, 2}));
            assertThat(played.parameter("p", "batch_norm_1.running_mean"))
                    .containsExactly(new float[] {2, 1}, within(1e-6f));
            // (9 + 1 + 1 + 9) / 3 = 20 / 3
            assertThat(played.parameter("p", "batch_norm_1.running_var"))
                    .containsExactly(new float[] {0.5f + 10f / 3, 0.5f}, within(1e-6f));
        }
    }

    @Test
    void evaluation_afterAStep_usesTheRunningStatistics() {
        Network network = Network.from("x", Shape.of(1)).batchNorm().build();
        Game game = HandPlayed.onePlayer(
                Player.of("p", network, Sgd.of(1e-20)),
                Map.of("x", Shape.of(1)),
                Expr.apply("p", Expr.input("x")).mean());
        try (HandPlayed played = HandPlayed.of(game, 2)) {
            played.step(Map.of("x", new float[] {3, 5}));
            // mean 0.1 * 4, variance 0.9 + 0.1 * 2
            float expected = (float) ((1 - 0.4) / Math.sqrt(1.1 + 1e-5));
            assertThat(played.evaluate("p", new float[] {1}, 1)).containsExactly(new float[] {expected}, within(1e-6f));
        }
    }

    @Test
    void vectors_inABatchOfOne_areRefusedBeforeTheyGiveNaN() {
        assertThatIllegalStateException()
                .isThrownBy(() -> played(Shape.of(2), BatchNorm.of(2), 1))
                .withMessage(
                        "batch_norm_1 of the p has no variance to divide by in a batch of 1 sample of shape (2): set"
                                + " a batch of at least 2");
        played(Shape.of(2, 1, 2), BatchNorm.of(2), 1).close();
    }

    private static HandPlayed played(Shape shape, BatchNorm layer, int batch) {
        NetworkBuilder network = Network.from("x", shape).add(layer).flatten();
        Expr loss = Expr.apply("p", Expr.input("x")).mean();
        Player player = Player.of("p", network.linear(1).build(), Sgd.of(0.1));
        return HandPlayed.of(HandPlayed.onePlayer(player, Map.of("x", shape), loss), batch);
    }
}
