package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.game.Expr;
import io.gan4j.game.Player;
import io.gan4j.game.Sgd;
import io.gan4j.layer.Concat;
import io.gan4j.layer.Layer;
import io.gan4j.layer.LeakyRelu;
import io.gan4j.layer.Tanh;
import io.gan4j.loss.Critic;
import io.gan4j.loss.MatchingAware;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The penalty over image and sentence, with a linear critic in closed form, and with two layers against finite differences. */
class MatchingAwareTest {
    private static final int IMAGE = 4;
    private static final int SENTENCE = 3;

    /** Over the image |w| = 1.2, over the sentence |u| = 0.9, of both together 1.5. */
    private static final float[] W = {0.8f, -0.4f, 0, 0.8f, 0.6f, -0.3f, 0.6f};

    /** {@code weight 1.5^p}, and the factor {@code weight p 1.5^(p - 2)} of w in the gradient. */
    @ParameterizedTest
    @CsvSource({"2, 6, 22.78125, 60.75", "2, 2, 4.5, 4", "0.5, 4, 2.53125, 4.5"})
    void linearCritic_anyBatch_isPenalizedForTheNormOfBothTogether(
            double weight, int exponent, double value, double factor) {
        MatchingAware penalty = MatchingAware.standard().weight(weight).exponent(exponent);
        Network network = Network.from("x", Shape.of(1, 2, 2))
                .flatten()
                .name("pixels")
                .input("t", Shape.of(SENTENCE))
                .join(new Concat(), "pixels", "t")
                .linear(1)
                .build();
        Map<String, Tensor> parameters = Map.of(
                "linear_1.weight", Tensor.of(Shape.of(1, W.length), W), "linear_1.bias", Tensor.of(Shape.of(1), 0.5f));
        for (int batch : new int[] {1, 16, 64}) {
            try (HandPlayed played = penalized(penalty, network, parameters, batch)) {
                assertThat((double) played.step(feed(batch))[0])
                        .as("batch of %s", batch)
                        .isCloseTo(value, within(1e-4));
                float[] after = played.parameter("critic", "linear_1.weight");
                for (int i = 0; i < W.length; i++) {
                    assertThat((double) W[i] - after[i])
                            .as("weight %s, batch of %s", i, batch)
                            .isCloseTo(factor * W[i], within(1e-4));
                }
                assertThat(played.parameter("critic", "linear_1.bias")).containsExactly(0.5f);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 6})
    void twoLayers_gradientOfThePenalty_isThatOfFiniteDifferences(int exponent) {
        MatchingAware penalty = MatchingAware.standard().exponent(exponent);
        Network tanh = beside(new Tanh());
        check(penalty, tanh, TwoLayers::tanh);
        check(penalty, beside(new LeakyRelu(0.2f)), parameters -> TwoLayers.leakyRelu(parameters, 0.2f));
    }

    @Test
    void criticOfGradientZero_staysFinite() {
        Network network = beside(new Tanh());
        Map<String, Tensor> zero = new HashMap<>(HandPlayed.trained(network, 3));
        zero.put("linear_2.weight", Tensor.zeros(zero.get("linear_2.weight").shape()));
        try (HandPlayed played = penalized(MatchingAware.standard(), network, zero, 4)) {
            assertThat(played.step(feed(4))[0]).isZero();
            assertThat(played.parameter("critic", "linear_2.weight")).containsOnly(0);
        }
    }

    private static Network beside(Layer activation) {
        return Network.from("x", Shape.of(IMAGE))
                .input("t", Shape.of(SENTENCE))
                .join(new Concat(), "x", "t")
                .linear(5)
                .add(activation)
                .linear(1)
                .build();
    }

    private static Map<String, float[]> feed(int batch) {
        return Map.of("real", HandPlayed.normal(batch * IMAGE, 1), "sentence", HandPlayed.normal(batch * SENTENCE, 2));
    }

    private static void check(MatchingAware penalty, Network network, Function<Map<String, Tensor>, TwoLayers> inJava) {
        int batch = 5;
        Map<String, Tensor> parameters = HandPlayed.trained(network, 3);
        TwoLayers critic = inJava.apply(parameters);
        Map<String, float[]> feed = feed(batch);
        try (HandPlayed played = penalized(penalty, network, parameters, batch)) {
            double value = inJava(penalty, critic, feed, batch);
            assertThat((double) played.step(feed)[0]).isCloseTo(value, within(1e-4 * Math.max(1, value)));
            parameters.forEach((name, before) -> {
                float[] after = played.parameter("critic", name);
                for (int i = 0; i < after.length; i++) {
                    double expected = critic.difference(name, i, moved -> inJava(penalty, moved, feed, batch));
                    assertThat((double) before.values()[i] - after[i])
                            .as("%s[%s]", name, i)
                            .isCloseTo(expected, within(5e-4 * Math.max(1, Math.abs(expected))));
                }
            });
        }
    }

    private static double inJava(MatchingAware penalty, TwoLayers critic, Map<String, float[]> feed, int batch) {
        double sum = 0;
        for (int n = 0; n < batch; n++) {
            float[] both =
                    Arrays.copyOf(Arrays.copyOfRange(feed.get("real"), n * IMAGE, (n + 1) * IMAGE), IMAGE + SENTENCE);
            System.arraycopy(feed.get("sentence"), n * SENTENCE, both, IMAGE, SENTENCE);
            sum += Math.pow(critic.slope(TwoLayers.doubles(both)), penalty.exponent());
        }
        return penalty.weight() * sum / batch;
    }

    private static HandPlayed penalized(
            MatchingAware penalty, Network network, Map<String, Tensor> parameters, int batch) {
        Expr.Variable sentence = Expr.input("sentence").variable();
        Expr.Variable real = Expr.input("real").variable();
        Critic critic = new Critic() {
            private final Expr score = Expr.apply("critic", real, sentence);

            @Override
            public Expr score(Expr samples) {
                return score;
            }

            @Override
            public Expr features(Expr samples) {
                return samples;
            }

            @Override
            public Optional<Expr.Variable> condition() {
                return Optional.of(sentence);
            }
        };
        return HandPlayed.with(
                HandPlayed.onePlayer(
                        Player.of("critic", network, Sgd.of(1)),
                        Map.of("real", network.inputs().get(0).shape(), "sentence", Shape.of(SENTENCE)),
                        penalty.penalty(critic, real, real)),
                batch,
                Map.of("critic", parameters));
    }
}
