package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.game.Expr;
import io.gan4j.game.Game;
import io.gan4j.game.PhasePlan;
import io.gan4j.game.Player;
import io.gan4j.game.Sgd;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Dropout multiplies by the mask that it is given, and is not there in evaluation. */
class DropoutTest {
    private static final Network NETWORK =
            Network.from("x", Shape.of(3)).dropout(0.5f).linear(1).build();

    @Test
    void dropout_ofALearner_multipliesByItsMask() {
        try (HandPlayed played = played()) {
            float[] before = played.parameter("p", "linear_1.weight");
            float[] mask = {2, 0, 2, 0, 2, 2};
            played.step(draw -> draw instanceof PhasePlan.MaskDraw ? mask : new float[] {1, 10, 100, 2, 20, 200});
            float[] after = played.parameter("p", "linear_1.weight");
            // the gradient of the sum is the masked input
            assertThat(before[0] - after[0]).isEqualTo(2f, within(1e-4f));
            assertThat(before[1] - after[1]).isEqualTo(40f, within(1e-4f));
            assertThat(before[2] - after[2]).isEqualTo(600f, within(1e-3f));
        }
    }

    @Test
    void dropout_inEvaluation_doesNothing() {
        try (HandPlayed played = played()) {
            float[] w = played.parameter("p", "linear_1.weight");
            float[] b = played.parameter("p", "linear_1.bias");
            assertThat(played.evaluate("p", new float[] {1, 2, 3}, 1))
                    .containsExactly(new float[] {w[0] + 2 * w[1] + 3 * w[2] + b[0]}, within(1e-5f));
        }
    }

    private static HandPlayed played() {
        Game game = HandPlayed.onePlayer(
                Player.of("p", NETWORK, Sgd.of(1)),
                Map.of("x", Shape.of(3)),
                Expr.apply("p", Expr.input("x")).sum());
        return HandPlayed.of(game, 2);
    }
}
