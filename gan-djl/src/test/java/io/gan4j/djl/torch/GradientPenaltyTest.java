package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableMap;
import io.gan4j.layer.Layer;
import io.gan4j.layer.LeakyRelu;
import io.gan4j.layer.Linear;
import io.gan4j.layer.Tanh;
import io.gan4j.loss.GradientPenalty;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.Map;
import java.util.function.Function;
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
        check(new Tanh(), TwoLayers::tanh);
        check(new LeakyRelu(0.2f), parameters -> TwoLayers.leakyRelu(parameters, 0.2f));
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
        try (HandPlayed played = critic(TwoLayers.network(POINT, 2, new Tanh()), parameters, 2)) {
            assertThat(played.step(Map.of("real", points, "fake", points))[0]).isCloseTo(13.270494f, within(1e-5f));
            float[] after = played.parameter("critic", "linear_1.weight");
            for (int i = 0; i < after.length; i++) {
                assertThat(first[i] - after[i]).isCloseTo(expected[i], within(2e-5f));
            }
            assertThat(.1f - played.parameter("critic", "linear_1.bias")[0]).isCloseTo(-12.357826f, within(2e-5f));
            assertThat(2 - played.parameter("critic", "linear_2.weight")[0]).isCloseTo(16.554466f, within(2e-5f));
        }
    }

    private static void check(Layer activation, Function<Map<String, Tensor>, TwoLayers> inJava) {
        int batch = 5;
        Network network = TwoLayers.network(POINT, 4, activation);
        Map<String, Tensor> parameters = HandPlayed.trained(network, 3);
        float[] real = HandPlayed.normal(batch * 3, 1);
        float[] fake = HandPlayed.normal(batch * 3, 2);
        TwoLayers critic = inJava.apply(parameters);
        try (HandPlayed played = critic(network, parameters, batch)) {
            assertThat((double) played.step(Map.of("real", real, "fake", fake))[0])
                    .isCloseTo(penalty(critic, real, fake), within(1e-4));
            parameters.forEach((name, before) -> {
                float[] after = played.parameter("critic", name);
                for (int i = 0; i < after.length; i++) {
                    assertThat((double) before.values()[i] - after[i])
                            .as("%s of %s[%s]", activation, name, i)
                            .isCloseTo(critic.difference(name, i, moved -> penalty(moved, real, fake)), within(2e-4));
                }
            });
        }
    }

    /** At a quarter of the way from fake to real. */
    private static double penalty(TwoLayers critic, float[] real, float[] fake) {
        double sum = 0;
        int batch = real.length / 3;
        for (int n = 0; n < batch; n++) {
            double[] point = new double[3];
            for (int i = 0; i < 3; i++) {
                point[i] = 0.75 * fake[3 * n + i] + 0.25 * real[3 * n + i];
            }
            double excess = critic.slope(point) - 1;
            sum += excess * excess;
        }
        return WEIGHT * sum / batch;
    }

    private static Network linear() {
        return Network.from("x", POINT).add(Linear.of(3, 1)).build();
    }

    private static HandPlayed critic(Network network, Map<String, Tensor> parameters, int batch) {
        return PlayerCritic.penalised(GradientPenalty.standard(), network, parameters, batch);
    }

    private static float play(HandPlayed played, int batch) {
        return played.step(Map.of("real", HandPlayed.normal(3 * batch, 1), "fake", HandPlayed.normal(3 * batch, 2)))[0];
    }
}
