package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableMap;
import io.gan4j.game.Expr;
import io.gan4j.game.Game;
import io.gan4j.game.Player;
import io.gan4j.game.Sgd;
import io.gan4j.loss.GradientPenalty;
import io.gan4j.network.Layer;
import io.gan4j.network.LeakyRelu;
import io.gan4j.network.Linear;
import io.gan4j.network.Network;
import io.gan4j.network.Tanh;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WGAN-GP's penalty in closed form, and its gradient, which is one of second order. */
class GradientPenaltyTest {
    private static final double WEIGHT = 10;
    private static final Shape POINT = Shape.of(3);
    private static final Map<String, Tensor> LINEAR = Map.of(
            "linear_1.weight", Tensor.of(Shape.of(1, 3), 2, -1, 2),
            "linear_1.bias", Tensor.of(Shape.of(1), 0.5f));

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 64, 256})
    void linearCritic_anyBatch_isPenalisedForItsNormAlone(int batch) {
        // |w| = 3, so 10 (3 - 1)^2
        try (HandPlayed played = critic(linear(), LINEAR, batch)) {
            assertThat(play(played, batch)).isCloseTo(40f, within(1e-4f));
            // its gradient 10 * 2 (|w| - 1) w / |w|, with learning rate 1
            assertThat(played.parameter("critic", "linear_1.weight"))
                    .containsExactly(new float[] {2 - 80f / 3, -1 + 40f / 3, 2 - 80f / 3}, within(1e-4f));
            assertThat(played.parameter("critic", "linear_1.bias")).containsExactly(0.5f);
        }
    }

    @Test
    void criticOfGradientZero_isPenalisedAndStaysFinite() {
        Map<String, Tensor> zero =
                Map.of("linear_1.weight", Tensor.zeros(Shape.of(1, 3)), "linear_1.bias", Tensor.zeros(Shape.of(1)));
        try (HandPlayed played = critic(linear(), zero, 4)) {
            assertThat(play(played, 4)).isEqualTo(10f);
            assertThat(played.parameter("critic", "linear_1.weight")).containsExactly(0, 0, 0);
        }
    }

    @Test
    void twoLayers_gradientOfThePenalty_isThatOfFiniteDifferences() {
        check(new Tanh(), Math::tanh, x -> 1 - Math.tanh(x) * Math.tanh(x));
        check(new LeakyRelu(0.2f), x -> x < 0 ? 0.2 * x : x, x -> x < 0 ? 0.2 : 1);
    }

    /** The values are PyTorch 2.13's, for the same weights at the same two points. */
    @Test
    void twoLayers_penaltyAndGradient_arePyTorchs() {
        float[] first = {.5f, -1, .25f, 1.5f, .75f, -.5f};
        float[] points = {.3f, -.6f, .9f, 1.2f, .4f, -.8f};
        float[] expected = {-3.1775851f, -26.496284f, 7.1135926f, 10.707492f, -2.8958673f, 13.181086f};
        Map<String, Tensor> parameters = ImmutableMap.of(
                "linear_1.weight", Tensor.of(Shape.of(2, 3), first),
                "linear_1.bias", Tensor.of(Shape.of(2), .1f, -.2f),
                "linear_2.weight", Tensor.of(Shape.of(1, 2), 2, -1.5f),
                "linear_2.bias", Tensor.of(Shape.of(1), 7));
        try (HandPlayed played = critic(twoLayers(2, new Tanh()), parameters, 2)) {
            assertThat(played.step(Map.of("real", points, "fake", points))[0]).isCloseTo(13.270494f, within(1e-5f));
            float[] after = played.parameter("critic", "linear_1.weight");
            for (int i = 0; i < after.length; i++) {
                assertThat(first[i] - after[i]).isCloseTo(expected[i], within(2e-5f));
            }
            assertThat(.1f - played.parameter("critic", "linear_1.bias")[0]).isCloseTo(-12.357826f, within(2e-5f));
            assertThat(2 - played.parameter("critic", "linear_2.weight")[0]).isCloseTo(16.554466f, within(2e-5f));
        }
    }

    private static void check(Layer activation, DoubleUnaryOperator function, DoubleUnaryOperator derivative) {
        int batch = 5;
        int hidden = 4;
        Network network = twoLayers(hidden, activation);
        Map<String, Tensor> parameters = HandPlayed.trained(network, 3);
        float[] real = HandPlayed.normal(batch * 3, 1);
        float[] fake = HandPlayed.normal(batch * 3, 2);
        Critic critic = new Critic(parameters, derivative);
        assertThat(function.applyAsDouble(0)).isZero();
        try (HandPlayed played = critic(network, parameters, batch)) {
            assertThat((double) played.step(Map.of("real", real, "fake", fake))[0])
                    .isCloseTo(critic.penalty(real, fake), within(1e-4));
            parameters.forEach((name, before) -> {
                float[] after = played.parameter("critic", name);
                for (int i = 0; i < after.length; i++) {
                    assertThat((double) before.values()[i] - after[i])
                            .as("%s of %s[%s]", activation, name, i)
                            .isCloseTo(critic.slope(name, i, real, fake), within(1e-3));
                }
            });
        }
    }

    /** {@code v f(W x + c)} in Java, of which the gradient at x is {@code W' (v f'(W x + c))}. */
    private record Critic(Map<String, Tensor> parameters, DoubleUnaryOperator derivative) {
        double slope(String name, int place, float[] real, float[] fake) {
            double step = 1e-3;
            return (moved(name, place, step).penalty(real, fake)
                            - moved(name, place, -step).penalty(real, fake))
                    / (2 * step);
        }

        private Critic moved(String name, int place, double by) {
            ImmutableMap.Builder<String, Tensor> moved = ImmutableMap.builder();
            parameters.forEach((key, tensor) -> {
                float[] values = tensor.values().clone();
                if (key.equals(name)) {
                    values[place] += (float) by;
                }
                moved.put(key, Tensor.of(tensor.shape(), values));
            });
            return new Critic(moved.buildOrThrow(), derivative);
        }

        /** At a quarter of the way from fake to real. */
        double penalty(float[] real, float[] fake) {
            float[] w = parameters.get("linear_1.weight").values();
            float[] c = parameters.get("linear_1.bias").values();
            float[] v = parameters.get("linear_2.weight").values();
            double sum = 0;
            int batch = real.length / 3;
            for (int n = 0; n < batch; n++) {
                double[] gradient = new double[3];
                for (int h = 0; h < c.length; h++) {
                    double before = c[h];
                    for (int i = 0; i < 3; i++) {
                        before += w[3 * h + i] * (0.75 * fake[3 * n + i] + 0.25 * real[3 * n + i]);
                    }
                    for (int i = 0; i < 3; i++) {
                        gradient[i] += w[3 * h + i] * v[h] * derivative.applyAsDouble(before);
                    }
                }
                double norm =
                        Math.sqrt(gradient[0] * gradient[0] + gradient[1] * gradient[1] + gradient[2] * gradient[2]);
                sum += (norm - 1) * (norm - 1);
            }
            return WEIGHT * sum / batch;
        }
    }

    private static Network linear() {
        return Network.from("x", POINT).add(Linear.of(3, 1)).build();
    }

    private static Network twoLayers(int hidden, Layer activation) {
        return Network.from("x", POINT).linear(hidden).add(activation).linear(1).build();
    }

    /** A critic that minimises the penalty alone, with a learning rate of 1. */
    private static HandPlayed critic(Network network, Map<String, Tensor> parameters, int batch) {
        Expr penalty = GradientPenalty.standard()
                .penalty(critic(), Expr.input("real"), Expr.input("fake"));
        Game game = HandPlayed.onePlayer(
                Player.of("critic", network, Sgd.of(1)), Map.of("real", POINT, "fake", POINT), penalty);
        return HandPlayed.with(game, batch, Map.of("critic", parameters));
    }

    private static float play(HandPlayed played, int batch) {
        return played.step(Map.of("real", HandPlayed.normal(3 * batch, 1), "fake", HandPlayed.normal(3 * batch, 2)))[0];
    }

    private static io.gan4j.loss.Critic critic() {
        return new io.gan4j.loss.Critic() {
            @Override
            public Expr score(Expr x) {
                return Expr.apply("critic", x);
            }

            @Override
            public Expr features(Expr x) {
                return score(x);
            }
        };
    }
}
