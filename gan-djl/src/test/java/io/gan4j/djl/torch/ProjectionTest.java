package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableMap;
import io.gan4j.game.Expr;
import io.gan4j.game.Game;
import io.gan4j.game.Player;
import io.gan4j.game.Sgd;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The projection discriminator's score, psi(phi(x)) + y^T V phi(x), as one network of two inputs on libtorch. */
class ProjectionTest {
    private static final Network NETWORK = Network.from("x", Shape.of(2, 1, 2))
            .globalSum()
            .name("features")
            .input("y", Shape.of(3))
            .embedding(2)
            .multiply("features")
            .sampleSum()
            .name("projection")
            .branch("features")
            .linear(1)
            .plus("projection")
            .build();

    /** phi(x) is (1 + 2, 3 + 4), so the score is 10 + 3 a + 7 b + (3, 7) times the class's row. */
    @Test
    void score_isThatOfTheFormula_andTrainsTheRowOfTheClass() {
        Map<String, Tensor> parameters = Map.of(
                "embedding_1.weight", Tensor.of(Shape.of(3, 2), 1, 2, 0.5f, -1, 4, 4),
                "linear_1.weight", Tensor.of(Shape.of(1, 2), 0.1f, 0.2f),
                "linear_1.bias", Tensor.of(Shape.of(1), 10));
        Game game = HandPlayed.onePlayer(
                Player.of("critic", NETWORK, Sgd.of(0.1f)),
                ImmutableMap.of("image", Shape.of(2, 1, 2), "class", Shape.of(3)),
                Expr.apply("critic", Expr.input("image"), Expr.input("class")).mean());
        try (HandPlayed played = HandPlayed.with(game, 1, Map.of("critic", parameters))) {
            float[] outcomes = played.step(Map.of("image", new float[] {1, 2, 3, 4}, "class", new float[] {0, 1, 0}));
            assertThat(outcomes[0]).isCloseTo(10 + 0.3f + 1.4f + 1.5f - 7, within(1e-5f));
            assertThat(played.parameter("critic", "embedding_1.weight"))
                    .containsExactly(new float[] {1, 2, 0.5f - 0.3f, -1 - 0.7f, 4, 4}, within(1e-5f));
        }
    }
}
