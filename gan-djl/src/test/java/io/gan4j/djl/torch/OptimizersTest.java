package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.gan4j.game.Adam;
import io.gan4j.game.Expr;
import io.gan4j.game.Game;
import io.gan4j.game.Optimizer;
import io.gan4j.game.Player;
import io.gan4j.game.RmsProp;
import io.gan4j.game.Sgd;
import io.gan4j.layer.Init;
import io.gan4j.layer.Linear;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Optimizers on the score {@code w x} of one sample, whose gradient is the sample: any sequence of gradients can be had. The
 * weights begin at 0.5.
 */
class OptimizersTest {
    private static final float[][] GRADIENTS = {{0.5f, -2}, {1.5f, -0.25f}, {-3, 0.125f}, {0.01f, 4}, {0.75f, 0}};

    /** The weights after the five gradients as PyTorch 2.13 gives them. */
    static Stream<Arguments> pytorch() {
        return Stream.of(
                arguments(Adam.of(0.01).betas(0.5, 0.999), 0.4883333f, 0.50454897f),
                arguments(Adam.of(0.1), 0.35464138f, 0.6714889f),
                arguments(RmsProp.of(0.01), 0.37153152f, 0.51667637f),
                arguments(RmsProp.of(0.01).decay(0.9), 0.45880714f, 0.50454783f),
                arguments(Sgd.of(0.1), 0.524f, 0.31249997f),
                arguments(Sgd.of(0.1).momentum(0.9), 0.515495f, 0.61112f));
    }

    @ParameterizedTest
    @MethodSource("pytorch")
    void optimizer_afterFiveSteps_isWherePyTorchIs(Optimizer optimizer, float first, float second) {
        assertThat(play(Player.of("p", network(), optimizer), GRADIENTS))
                .containsExactly(new float[] {first, second}, within(2e-7f));
    }

    @Test
    void adam_stepByStep_followsItsPaper() {
        double m = 0;
        double v = 0;
        double w = 0.5;
        try (HandPlayed played = played(Player.of("p", network(), new Adam(0.01f, 0.5f, 0.9f, 1e-4f)))) {
            for (int t = 1; t <= GRADIENTS.length; t++) {
                double g = GRADIENTS[t - 1][0];
                m = 0.5 * m + 0.5 * g;
                v = 0.9 * v + 0.1 * g * g;
                w -= 0.01 * (m / (1 - Math.pow(0.5, t))) / (Math.sqrt(v / (1 - Math.pow(0.9, t))) + 1e-4);
                played.step(Map.of("x", GRADIENTS[t - 1]));
                assertThat((double) played.parameter("p", "linear_1.weight")[0]).isCloseTo(w, within(1e-6));
            }
        }
    }

    @Test
    void adam_firstStep_isTheLearningRateWhateverTheGradient() {
        float[][] gradient = {{1e-3f, -1e3f}};
        assertThat(play(Player.of("p", network(), Adam.of(0.01)), gradient))
                .containsExactly(new float[] {0.49f, 0.51f}, within(1e-6f));
    }

    @Test
    void adam_gradientOfZero_movesNothing() {
        float[][] gradient = {{0, 0}};
        assertThat(play(Player.of("p", network(), Adam.of(0.01)), gradient)).containsExactly(0.5f, 0.5f);
    }

    @Test
    void rmsProp_stepByStep_followsItsFormula() {
        double v = 0;
        double w = 0.5;
        try (HandPlayed played = played(Player.of("p", network(), new RmsProp(0.01f, 0.75f, 1e-3f)))) {
            for (float[] gradient : GRADIENTS) {
                double g = gradient[1];
                v = 0.75 * v + 0.25 * g * g;
                w -= 0.01 * g / (Math.sqrt(v) + 1e-3);
                played.step(Map.of("x", gradient));
                assertThat((double) played.parameter("p", "linear_1.weight")[1]).isCloseTo(w, within(1e-6));
            }
        }
    }

    @Test
    void sgd_withMomentum_followsItsFormula() {
        double b = 0;
        double w = 0.5;
        try (HandPlayed played = played(Player.of("p", network(), Sgd.of(0.1).momentum(0.5)))) {
            for (float[] gradient : GRADIENTS) {
                b = 0.5 * b + gradient[0];
                w -= 0.1 * b;
                played.step(Map.of("x", gradient));
                assertThat((double) played.parameter("p", "linear_1.weight")[0]).isCloseTo(w, within(1e-6));
            }
        }
    }

    @Test
    void weightLimit_afterEachUpdate_holdsEveryWeight() {
        float[][] gradients = {{-1, 1}, {-1, 0.5f}, {5, 0}};
        Player player = Player.of("p", network(), Sgd.of(0.1)).weightLimit(0.55);
        try (HandPlayed played = played(player)) {
            float bias = played.parameter("p", "linear_1.bias")[0];
            played.step(Map.of("x", gradients[0]));
            // 0.5 + 0.1 is above the limit, 0.5 - 0.1 is not
            assertThat(played.parameter("p", "linear_1.weight"))
                    .containsExactly(new float[] {0.55f, 0.4f}, within(1e-7f));
            played.step(Map.of("x", gradients[1]));
            assertThat(played.parameter("p", "linear_1.weight"))
                    .containsExactly(new float[] {0.55f, 0.35f}, within(1e-7f));
            for (int i = 0; i < 3; i++) {
                played.step(Map.of("x", gradients[2]));
            }
            assertThat(played.parameter("p", "linear_1.weight"))
                    .containsExactly(new float[] {-0.55f, 0.35f}, within(1e-7f));
            // the bias has the gradient 1 at each of the five steps
            for (int i = 0; i < 5; i++) {
                bias = Math.max(-0.55f, Math.min(0.55f, bias - 0.1f));
            }
            assertThat(played.parameter("p", "linear_1.bias")).containsExactly(new float[] {bias}, within(1e-6f));
        }
    }

    @Test
    void tinyNumbers_inSettings_reachTheEngine() {
        float[][] gradient = {{1, 1}};
        assertThat(play(Player.of("p", network(), Sgd.of(1e-6)), gradient))
                .containsExactly(new float[] {0.499999f, 0.499999f}, within(3e-8f));
    }

    private static Network network() {
        return Network.from("x", Shape.of(2))
                .add(new Linear(2, 1, Init.constant(0.5f)))
                .build();
    }

    private static HandPlayed played(Player player) {
        Game game = HandPlayed.onePlayer(
                player,
                Map.of("x", Shape.of(2)),
                Expr.apply("p", Expr.input("x")).mean());
        return HandPlayed.of(game, 1);
    }

    private static float[] play(Player player, float[][] gradients) {
        try (HandPlayed played = played(player)) {
            for (float[] gradient : gradients) {
                played.step(Map.of("x", gradient));
            }
            return played.parameter("p", "linear_1.weight");
        }
    }
}
