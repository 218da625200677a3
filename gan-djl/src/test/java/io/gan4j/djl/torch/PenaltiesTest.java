package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableMap;
import io.gan4j.game.Expr;
import io.gan4j.game.Game;
import io.gan4j.game.Phase;
import io.gan4j.game.PhasePlan;
import io.gan4j.game.Player;
import io.gan4j.game.Schedule;
import io.gan4j.game.Sgd;
import io.gan4j.layer.LeakyRelu;
import io.gan4j.layer.Linear;
import io.gan4j.layer.Tanh;
import io.gan4j.loss.Dragan;
import io.gan4j.loss.FeatureMatching;
import io.gan4j.loss.GradientPenalty;
import io.gan4j.loss.Penalty;
import io.gan4j.loss.R1;
import io.gan4j.loss.R2;
import io.gan4j.network.Network;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every penalty in closed form with a linear critic, and with two layers against finite differences and PyTorch. */
class PenaltiesTest {
    private static final Shape POINT = Shape.of(3);

    /** What a penalty's expressions are fed: shares are uniform numbers a sample, noise an element. */
    private record Feed(float[] real, float[] fake, float[] shares, float[] noise)
            implements Function<PhasePlan.Draw, float[]> {
        static Feed of(int batch, int elements) {
            float[] shares = new float[batch];
            float[] noise = new float[batch * elements];
            RandomStream.of(3).fillUniform(shares, 0, 1);
            RandomStream.of(4).fillUniform(noise, 0, 1);
            return new Feed(
                    HandPlayed.normal(batch * elements, 1), HandPlayed.normal(batch * elements, 2), shares, noise);
        }

        @Override
        public float[] apply(PhasePlan.Draw draw) {
            if (draw instanceof PhasePlan.InputDraw input) {
                return input.input().name().equals("real") ? real : fake;
            }
            return ((PhasePlan.RandomDraw) draw).random().extent() == Expr.Extent.SAMPLE ? shares : noise;
        }

        private double[] sample(float[] batch, int n) {
            int elements = batch.length / shares.length;
            return TwoLayers.doubles(Arrays.copyOfRange(batch, n * elements, (n + 1) * elements));
        }

        List<double[]> reals() {
            return samples(n -> sample(real, n));
        }

        List<double[]> fakes() {
            return samples(n -> sample(fake, n));
        }

        /** Between fake and real. */
        List<double[]> between() {
            return samples(n -> {
                double[] point = sample(fake, n);
                double[] towards = sample(real, n);
                for (int i = 0; i < point.length; i++) {
                    point[i] = (1 - shares[n]) * point[i] + shares[n] * towards[i];
                }
                return point;
            });
        }

        /** Around real, by at most half the standard deviation of all numbers of the batch. */
        List<double[]> around() {
            double[] all = TwoLayers.doubles(real);
            double mean = Arrays.stream(all).average().orElseThrow();
            double deviation = Math.sqrt(Arrays.stream(all)
                    .map(x -> (x - mean) * (x - mean))
                    .average()
                    .orElseThrow());
            return samples(n -> {
                double[] point = sample(real, n);
                double[] moved = sample(noise, n);
                for (int i = 0; i < point.length; i++) {
                    point[i] += shares[n] * 0.5 * deviation * moved[i];
                }
                return point;
            });
        }

        private List<double[]> samples(Function<Integer, double[]> sample) {
            List<double[]> samples = new ArrayList<>();
            for (int n = 0; n < shares.length; n++) {
                samples.add(sample.apply(n));
            }
            return samples;
        }
    }

    /** A penalty, and what it is in Java: the mean over points of a function of the norm of the gradient there. */
    private record Known(Penalty penalty, Function<Feed, List<double[]>> points, DoubleUnaryOperator ofNorm) {
        double value(TwoLayers critic, Feed feed) {
            return points.apply(feed).stream()
                    .mapToDouble(point -> ofNorm.applyAsDouble(critic.slope(point)))
                    .average()
                    .orElseThrow();
        }

        @Override
        public String toString() {
            return penalty.toString();
        }
    }

    private static final Known TWO_SIDED =
            new Known(GradientPenalty.standard(), Feed::between, norm -> 10 * (norm - 1) * (norm - 1));
    private static final Known ONE_SIDED =
            new Known(GradientPenalty.oneSided(), Feed::between, norm -> norm < 1 ? 0 : 10 * (norm - 1) * (norm - 1));
    private static final Known AROUND =
            new Known(Dragan.standard(), Feed::around, norm -> 10 * (norm - 1) * (norm - 1));
    private static final Known AT_REAL = new Known(R1.standard(), Feed::reals, norm -> 5 * norm * norm);
    private static final Known AT_FAKE = new Known(R2.of(3), Feed::fakes, norm -> 1.5 * norm * norm);

    static Stream<Known> penalties() {
        return Stream.of(TWO_SIDED, ONE_SIDED, AROUND, AT_REAL, AT_FAKE);
    }

    /** Steep, |w| = 3; flat, |w| = 0.5; and of an image of two channels, |w| = 3 over all its elements. */
    private static final float[] STEEP = {2, -1, 2};

    private static final float[] FLAT = {0.3f, 0, 0.4f};
    private static final float[] OF_IMAGE = {2, -1, 0, -2};

    /** Values, and factors of w in the gradient: 2 10 (|w| - 1) / |w|, or gamma. */
    static Stream<Arguments> closedForms() {
        return Stream.of(
                Arguments.of(TWO_SIDED, STEEP, 40, 40 / 3.0),
                Arguments.of(ONE_SIDED, STEEP, 40, 40 / 3.0),
                Arguments.of(AROUND, STEEP, 40, 40 / 3.0),
                Arguments.of(AT_REAL, STEEP, 45, 10),
                Arguments.of(AT_FAKE, STEEP, 13.5, 3),
                Arguments.of(TWO_SIDED, FLAT, 2.5, -20),
                Arguments.of(ONE_SIDED, FLAT, 0, 0),
                Arguments.of(AROUND, FLAT, 2.5, -20),
                Arguments.of(AT_REAL, FLAT, 1.25, 10),
                Arguments.of(AT_FAKE, FLAT, 0.375, 3),
                Arguments.of(TWO_SIDED, OF_IMAGE, 40, 40 / 3.0),
                Arguments.of(ONE_SIDED, OF_IMAGE, 40, 40 / 3.0),
                Arguments.of(AROUND, OF_IMAGE, 40, 40 / 3.0),
                Arguments.of(AT_REAL, OF_IMAGE, 45, 10),
                Arguments.of(AT_FAKE, OF_IMAGE, 13.5, 3));
    }

    @ParameterizedTest
    @MethodSource("closedForms")
    void linearCritic_anyBatch_isPenalisedForItsNormAlone(Known known, float[] w, double value, double factor) {
        for (int batch : new int[] {1, 16, 64, 256}) {
            try (HandPlayed played = linear(known.penalty(), w, batch)) {
                assertThat((double) played.step(Feed.of(batch, w.length))[0])
                        .as("batch of %s", batch)
                        .isCloseTo(value, within(1e-4));
                float[] after = played.parameter("critic", "linear_1.weight");
                for (int i = 0; i < w.length; i++) {
                    assertThat((double) w[i] - after[i])
                            .as("weight %s, batch of %s", i, batch)
                            .isCloseTo(factor * w[i], within(1e-4));
                }
                assertThat(played.parameter("critic", "linear_1.bias")).containsExactly(0.5f);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("penalties")
    void criticOfGradientZero_staysFinite(Known known) {
        try (HandPlayed played = linear(known.penalty(), new float[3], 4)) {
            assertThat((double) played.step(Feed.of(4, 3))[0])
                    .isEqualTo(known.ofNorm().applyAsDouble(0));
            assertThat(played.parameter("critic", "linear_1.weight")).containsExactly(0, 0, 0);
        }
    }

    private static HandPlayed linear(Penalty penalty, float[] w, int batch) {
        Shape sample = w.length == 3 ? POINT : Shape.of(2, 1, 2);
        Network network =
                Network.from("x", sample).flatten().add(Linear.of(w.length, 1)).build();
        Map<String, Tensor> parameters = Map.of(
                "linear_1.weight", Tensor.of(Shape.of(1, w.length), w), "linear_1.bias", Tensor.of(Shape.of(1), 0.5f));
        return PlayerCritic.penalised(penalty, network, parameters, batch);
    }

    @ParameterizedTest
    @MethodSource("penalties")
    void tanhCritic_gradientOfThePenalty_isThatOfFiniteDifferences(Known known) {
        Network network = TwoLayers.network(POINT, 4, new Tanh());
        check(known, network, TwoLayers::tanh);
    }

    @ParameterizedTest
    @MethodSource("penalties")
    void leakyReluCritic_gradientOfThePenalty_isThatOfFiniteDifferences(Known known) {
        Network network = TwoLayers.network(POINT, 4, new LeakyRelu(0.2f));
        check(known, network, parameters -> TwoLayers.leakyRelu(parameters, 0.2f));
    }

    private static void check(Known known, Network network, Function<Map<String, Tensor>, TwoLayers> inJava) {
        int batch = 5;
        Map<String, Tensor> parameters = HandPlayed.trained(network, 3);
        TwoLayers critic = inJava.apply(parameters);
        Feed feed = Feed.of(batch, 3);
        try (HandPlayed played = PlayerCritic.penalised(known.penalty(), network, parameters, batch)) {
            assertThat((double) played.step(feed)[0]).isCloseTo(known.value(critic, feed), within(1e-4));
            parameters.forEach((name, before) -> {
                float[] after = played.parameter("critic", name);
                for (int i = 0; i < after.length; i++) {
                    assertThat((double) before.values()[i] - after[i])
                            .as("%s[%s]", name, i)
                            .isCloseTo(critic.difference(name, i, moved -> known.value(moved, feed)), within(2e-4));
                }
            });
        }
    }

    static Stream<Arguments> pyTorchs() {
        return Stream.of(
                pyTorchs(
                        TWO_SIDED,
                        0.47125563f,
                        new float[] {1.521513f, 1.6165513f, -1.2891551f, 0.21343565f, -0.15017754f, -0.014196612f},
                        new float[] {1.8816769f, 0.20705602f},
                        new float[] {-2.5777736f, 0.093411297f}),
                pyTorchs(
                        ONE_SIDED,
                        0.0010382948f,
                        new float[] {
                            -0.0031142458f, -0.1021293f, 0.033206582f, -0.013257706f, 0.038087737f, 0.0020351773f
                        },
                        new float[] {-0.0054222276f, 0.050085884f},
                        new float[] {0.14462288f, -0.07542637f}),
                pyTorchs(
                        AROUND,
                        0.43468863f,
                        new float[] {0.37105817f, 1.2346187f, 0.11940169f, -0.92878509f, 0.042015016f, -1.0970806f},
                        new float[] {0.8744604f, -1.5093031f},
                        new float[] {-2.2660513f, 2.8575361f}),
                pyTorchs(
                        AT_REAL,
                        3.0056155f,
                        new float[] {-0.38313299f, -3.3020594f, 0.81979436f, 1.1599523f, -0.27112675f, 1.4490829f},
                        new float[] {-1.6327033f, 2.021389f},
                        new float[] {5.6030641f, -3.6178656f}),
                pyTorchs(
                        new Known(R2.standard(), Feed::fakes, norm -> 5 * norm * norm),
                        3.8369129f,
                        new float[] {-1.5738022f, -2.5892115f, 1.2325436f, 2.0265017f, 0.52118611f, 0.24580824f},
                        new float[] {1.7942034f, 3.3801317f},
                        new float[] {4.2593799f, -8.958581f}));
    }

    private static Arguments pyTorchs(Known known, float value, float[] first, float[] bias, float[] second) {
        return Arguments.of(known, value, first, bias, second);
    }

    /**
     * The values are PyTorch 2.13's, by {@code autograd.grad(..., create_graph=True)}, for the same weights at the same points;
     * the gradient's norm is above 1 at one of them and below at the other.
     */
    @ParameterizedTest
    @MethodSource("pyTorchs")
    void twoLayers_penaltyAndGradient_arePyTorchs(
            Known known, float value, float[] first, float[] bias, float[] second) {
        Map<String, Tensor> parameters = ImmutableMap.of(
                "linear_1.weight", Tensor.of(Shape.of(2, 3), .5f, -1, .25f, 1.5f, .75f, -.5f),
                "linear_1.bias", Tensor.of(Shape.of(2), .1f, -.2f),
                "linear_2.weight", Tensor.of(Shape.of(1, 2), .75f, -.5f),
                "linear_2.bias", Tensor.of(Shape.of(1), 7));
        Feed feed = new Feed(
                new float[] {.3f, -.6f, .9f, 1.2f, .4f, -.8f},
                new float[] {-.5f, .2f, .1f, .7f, -1.1f, .6f},
                new float[] {.25f, .75f},
                new float[] {.1f, .9f, .4f, .25f, .5f, .75f});
        Map<String, float[]> expected = Map.of(
                "linear_1.weight",
                first,
                "linear_1.bias",
                bias,
                "linear_2.weight",
                second,
                "linear_2.bias",
                new float[] {0});
        try (HandPlayed played =
                PlayerCritic.penalised(known.penalty(), TwoLayers.network(POINT, 2, new Tanh()), parameters, 2)) {
            assertThat(played.step(feed)[0]).isCloseTo(value, within(1e-6f));
            expected.forEach((name, gradient) -> {
                float[] before = parameters.get(name).values();
                float[] after = played.parameter("critic", name);
                for (int i = 0; i < after.length; i++) {
                    assertThat(before[i] - after[i]).as("%s[%s]", name, i).isCloseTo(gradient[i], within(1e-5f));
                }
            });
        }
    }

    /** 4 gamma / 2 |w|^2 at the first of 4 steps, whose gradient 4 gamma w makes w 0.96 of what it was; then nothing. */
    @Test
    void penalty_withAnInterval_countsAsMuchAtOneStepAsAtNoneOfTheOthers() {
        Feed feed = Feed.of(2, 3);
        try (HandPlayed played = linear(R1.of(0.01).every(4), STEEP, 2)) {
            for (int step = 0; step < 9; step++) {
                float now = step % 4 == 0 ? 4 : 0;
                double before = played.parameter("critic", "linear_1.weight")[0];
                double term = played.step(
                                draw -> draw instanceof PhasePlan.IntervalDraw ? new float[] {now} : feed.apply(draw))[
                        0];
                int times = step / 4;
                assertThat(term)
                        .as("step %s", step)
                        .isCloseTo(now * 0.005 * 9 * Math.pow(0.96, 2 * times), within(1e-6));
                assertThat((double) played.parameter("critic", "linear_1.weight")[0])
                        .as("step %s", step)
                        .isCloseTo(before * (now > 0 ? 0.96 : 1), within(1e-6));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 4.5", "0.4, 1.8", "0, 0"})
    void r1_ofASchedule_weighsAsItSays(float gamma, double expected) {
        Feed feed = Feed.of(2, 3);
        try (HandPlayed played = linear(R1.of(Schedule.linear(1, 0)), STEEP, 2)) {
            assertThat((double) played.step(draw ->
                            draw instanceof PhasePlan.ScheduleDraw ? new float[] {gamma} : feed.apply(draw))[0])
                    .isCloseTo(expected, within(1e-5));
        }
    }

    /** Features (x + z, 2 y): means (4, 2) of real and (0.5, 1) of fake; 2 (3.5^2 + 1). */
    @Test
    void featureMatching_ofALinearDiscriminator_isTheSquaredDistanceOfTheMeans() {
        Network discriminator = Network.from("x", POINT).linear(2).linear(1).build();
        Map<String, Tensor> features = ImmutableMap.of(
                "linear_1.weight", Tensor.of(Shape.of(2, 3), 1, 0, 1, 0, 2, 0),
                "linear_1.bias", Tensor.of(Shape.of(2), 5, -5),
                "linear_2.weight", Tensor.of(Shape.of(1, 2), 3, 4),
                "linear_2.bias", Tensor.of(Shape.of(1), 1));
        Map<String, Tensor> identity = Map.of(
                "linear_1.weight",
                Tensor.of(Shape.of(3, 3), 1, 0, 0, 0, 1, 0, 0, 0, 1),
                "linear_1.bias",
                Tensor.zeros(POINT));
        Feed feed =
                new Feed(new float[] {1, 2, 3, 3, 0, 1}, new float[] {0, 1, 5, 1, 0, -5}, new float[2], new float[6]);
        try (HandPlayed played = matching(discriminator, "linear_1", features, identity)) {
            assertThat(played.step(feed)[0]).isEqualTo(26.5f);
            assertThat(played.parameters("discriminator").get("linear_1.weight"))
                    .isEqualTo(features.get("linear_1.weight"));
        }
    }

    @Test
    void featureMatching_ofTwoLayers_teachesTheGeneratorByFiniteDifferences() {
        Network discriminator = TwoLayers.network(POINT, 4, new Tanh());
        Map<String, Tensor> parameters = HandPlayed.trained(discriminator, 5);
        Map<String, Tensor> weights =
                HandPlayed.trained(Network.from("z", POINT).linear(3).build(), 6);
        Feed feed = Feed.of(2, 3);
        TwoLayers judge = TwoLayers.tanh(parameters);
        // the generator W z + c is the first layer of such a network with the identity for its activation
        TwoLayers generator = TwoLayers.of(weights, x -> x, x -> 1);
        ToDoubleFunction<TwoLayers> value = maker -> 2
                * distance(
                        mean(feed.reals().stream().map(judge::features).toList()),
                        mean(feed.fakes().stream()
                                .map(z -> judge.features(maker.features(z)))
                                .toList()));
        try (HandPlayed played = matching(discriminator, "tanh_1", parameters, weights)) {
            assertThat((double) played.step(feed)[0]).isCloseTo(value.applyAsDouble(generator), within(1e-5));
            weights.forEach((name, before) -> {
                float[] after = played.parameter("generator", name);
                for (int i = 0; i < after.length; i++) {
                    assertThat((double) before.values()[i] - after[i])
                            .as("%s[%s]", name, i)
                            .isCloseTo(generator.difference(name, i, value), within(1e-5));
                }
            });
        }
    }

    private static double[] mean(List<double[]> batch) {
        double[] mean = new double[batch.get(0).length];
        for (double[] sample : batch) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += sample[i] / batch.size();
            }
        }
        return mean;
    }

    private static double distance(double[] a, double[] b) {
        double squared = 0;
        for (int i = 0; i < a.length; i++) {
            squared += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return squared;
    }

    /** A generator {@code W z + c} that matches features alone, with the weight 2 and a learning rate of 1; batches of 2. */
    private static HandPlayed matching(
            Network discriminator, String layer, Map<String, Tensor> judging, Map<String, Tensor> making) {
        Network generator = Network.from("z", POINT).linear(3).build();
        Expr penalty = FeatureMatching.of(2)
                .penalty(
                        new PlayerCritic("discriminator", layer),
                        Expr.input("real"),
                        Expr.apply("generator", Expr.input("z")));
        Game game = Game.of(
                List.of(
                        Player.of("generator", generator, Sgd.of(1)),
                        Player.of("discriminator", discriminator, Sgd.of(1))),
                List.of(new Game.Input("real", POINT, new Game.Real()), new Game.Input("z", POINT, new Game.Real())),
                List.of(new Phase("generator", 1, penalty, ImmutableMap.of())));
        return HandPlayed.with(game, 2, Map.of("generator", making, "discriminator", judging));
    }
}
