package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.game.Expr;
import io.gan4j.game.ExprEvaluator;
import io.gan4j.game.PhasePlan;
import io.gan4j.game.Player;
import io.gan4j.game.Sgd;
import io.gan4j.loss.Hinge;
import io.gan4j.loss.LabelledLoss;
import io.gan4j.loss.Labels;
import io.gan4j.loss.LeastSquares;
import io.gan4j.loss.LossStrategy;
import io.gan4j.loss.Minimax;
import io.gan4j.loss.NonSaturating;
import io.gan4j.loss.RelativisticAverage;
import io.gan4j.loss.RelativisticPaired;
import io.gan4j.loss.Scores;
import io.gan4j.loss.Wasserstein;
import io.gan4j.network.Network;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Losses on libtorch are what they are in Java in double precision, and so are their gradients, however large the scores. */
class LossesTest {
    private static final float[] SCORES = {0, 0.5f, -3, 20, -20, 200, -200, 1000, -1000};
    private static final double STEP = 1e-4;

    static Stream<LossStrategy> losses() {
        return Stream.of(
                new NonSaturating(),
                new Minimax(),
                LeastSquares.standard(),
                LeastSquares.pearson(),
                new Hinge(),
                new Wasserstein(),
                new RelativisticPaired(),
                new RelativisticAverage());
    }

    @ParameterizedTest
    @MethodSource("losses")
    void loss_ofOnePair_isJavas(LossStrategy loss) {
        for (int i = 0; i < SCORES.length; i++) {
            check(loss, new float[] {SCORES[i]}, new float[] {SCORES[SCORES.length - 1 - i]});
            check(loss, new float[] {SCORES[i]}, new float[] {SCORES[i]});
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void loss_ofABatch_isJavas(LossStrategy loss) {
        check(loss, SCORES, HandPlayed.normal(SCORES.length, 3));
    }

    /** Three maps of three scores each: what the loss gives is what it gives for nine scores. */
    @ParameterizedTest
    @MethodSource("losses")
    void loss_ofMaps_isThatOfAllScores(LossStrategy loss) {
        float[] fake = HandPlayed.normal(SCORES.length, 3);
        Scores scores = new Scores(Expr.input("real"), Expr.input("fake"));
        Map<String, Expr> wanted = Map.of(
                "of discriminator", loss.discriminator(scores),
                "of generator", loss.generator(scores));
        Map<String, Float> values =
                HandPlayed.values(wanted, Shape.of(1, 1, 3), 3, Map.of("real", SCORES, "fake", fake));
        wanted.forEach((name, expr) -> assertThat((double) values.get(name))
                .as(name)
                .isCloseTo(inJava(expr, SCORES, fake, 0, 0), relative(values.get(name))));
    }

    /** A label that is drawn at a quarter of its range holds for all scores of a map. */
    @Test
    void labels_ofMaps_areDrawnOnceASample() {
        float[] fake = HandPlayed.normal(SCORES.length, 3);
        Scores scores = new Scores(Expr.input("real"), Expr.input("fake"));
        NonSaturating loss = new NonSaturating();
        Expr drawn = Labels.soft(0.7, 1, 0, 0.3).discriminator(loss, scores);
        Expr fixed = new Labels(0.775f, 0.775f, 0.075f, 0.075f, 0).discriminator(loss, scores);
        Map<String, Float> values =
                HandPlayed.values(Map.of("drawn", drawn), Shape.of(1, 1, 3), 3, Map.of("real", SCORES, "fake", fake));
        assertThat((double) values.get("drawn"))
                .isCloseTo(inJava(fixed, SCORES, fake, 0, 0), relative(values.get("drawn")));
    }

    @Test
    void scorePerSample_ofMaps_isTheirMean() {
        Expr mean = Scores.perSample(Expr.input("x"), Shape.of(1, 2, 3));
        Map<String, Float> values = HandPlayed.values(
                Map.of("squares", mean.square().sum()), Shape.of(1, 2, 3), 2, Map.of("x", new float[] {
                    1, 2, 3, 4, 5, 6, 0, 0, 3, 0, 0, 0
                }));
        assertThat(values.get("squares")).isEqualTo(3.5f * 3.5f + 0.5f * 0.5f, within(1e-5f));
    }

    private static void check(LossStrategy loss, float[] real, float[] fake) {
        Scores scores = new Scores(Expr.input("real"), Expr.input("fake"));
        Map<String, Expr> wanted = new LinkedHashMap<>();
        wanted.put("of discriminator", loss.discriminator(scores));
        wanted.put("of generator", loss.generator(scores));
        for (boolean ofDiscriminator : new boolean[] {true, false}) {
            for (boolean atReal : new boolean[] {true, false}) {
                // weighted, so that the sum tells the samples apart
                wanted.put(
                        name(ofDiscriminator, atReal),
                        gradient(loss, ofDiscriminator, atReal)
                                .times(Expr.input("weight"))
                                .sum());
            }
        }
        float[] weight = new float[real.length];
        for (int i = 0; i < weight.length; i++) {
            weight[i] = 1 + i;
        }
        Map<String, Float> values = HandPlayed.values(
                wanted, Shape.of(1), real.length, Map.of("real", real, "fake", fake, "weight", weight));
        assertThat((double) values.get("of discriminator"))
                .isCloseTo(
                        inJava(loss.discriminator(scores), real, fake, 0, 0), relative(values.get("of discriminator")));
        assertThat((double) values.get("of generator"))
                .isCloseTo(inJava(loss.generator(scores), real, fake, 0, 0), relative(values.get("of generator")));
        for (boolean ofDiscriminator : new boolean[] {true, false}) {
            Expr expr = ofDiscriminator ? loss.discriminator(scores) : loss.generator(scores);
            for (boolean atReal : new boolean[] {true, false}) {
                double expected = (inJava(expr, real, fake, atReal ? STEP : 0, atReal ? 0 : STEP)
                                - inJava(expr, real, fake, atReal ? -STEP : 0, atReal ? 0 : -STEP))
                        / (2 * STEP);
                assertThat((double) values.get(name(ofDiscriminator, atReal)))
                        .as("%s of %s and %s: gradient %s", loss, real, fake, name(ofDiscriminator, atReal))
                        .isCloseTo(expected, within(1e-5 * real.length + 1e-6 * Math.abs(expected)));
            }
        }
    }

    private static String name(boolean ofDiscriminator, boolean atReal) {
        return (ofDiscriminator ? "discriminator" : "generator") + " at " + (atReal ? "real" : "fake");
    }

    private static Expr gradient(LossStrategy loss, boolean ofDiscriminator, boolean atReal) {
        Expr.Variable real = Expr.input("real").variable();
        Expr.Variable fake = Expr.input("fake").variable();
        Scores scores = new Scores(real, fake);
        // a loss that does not mention the variable has the gradient zero, which autograd must be able to say
        Expr expr = (ofDiscriminator ? loss.discriminator(scores) : loss.generator(scores))
                .plus(real.sum().times(0))
                .plus(fake.sum().times(0));
        return expr.gradient(atReal ? real : fake);
    }

    /** The loss with every score moved by its weight, 1, 2, 3..., times a small number. */
    private static double inJava(Expr loss, float[] real, float[] fake, double ofReal, double ofFake) {
        return ExprEvaluator.of(Map.of("real", moved(real, ofReal), "fake", moved(fake, ofFake)))
                .scalar(loss);
    }

    private static double[] moved(float[] scores, double by) {
        double[] moved = new double[scores.length];
        for (int i = 0; i < scores.length; i++) {
            moved[i] = scores[i] + by * (1 + i);
        }
        return moved;
    }

    static Stream<Arguments> labels() {
        return Stream.of(
                Arguments.of(Labels.smoothed(), new NonSaturating()),
                Arguments.of(Labels.soft(), new NonSaturating()),
                Arguments.of(Labels.hard().flipped(0.3), new Hinge()),
                Arguments.of(Labels.smoothed().flipped(0.3), LeastSquares.standard()),
                Arguments.of(Labels.soft().flipped(0.3), new Minimax()));
    }

    /** A discriminator {@code 0.5 x - 0.25} of 8 samples of each kind, told labels that are drawn by hand. */
    @ParameterizedTest
    @MethodSource("labels")
    void labels_ofABatch_areJavas(Labels labels, LabelledLoss loss) {
        int batch = 8;
        Network network = Network.from("x", Shape.of(1)).linear(1).build();
        Map<String, Tensor> parameters = Map.of(
                "linear_1.weight", Tensor.of(Shape.of(1, 1), 0.5f), "linear_1.bias", Tensor.of(Shape.of(1), -0.25f));
        Expr told = labels.discriminator(
                loss, new Scores(Expr.apply("d", Expr.input("real")), Expr.apply("d", Expr.input("fake"))));
        Map<String, float[]> samples = Map.of("real", HandPlayed.normal(batch, 1), "fake", HandPlayed.normal(batch, 2));
        List<float[]> draws = new ArrayList<>();
        try (HandPlayed played = HandPlayed.with(
                HandPlayed.onePlayer(
                        Player.of("d", network, Sgd.of(1)), Map.of("real", Shape.of(1), "fake", Shape.of(1)), told),
                batch,
                Map.of("d", parameters))) {
            float[] outcomes = played.step(draw -> {
                if (draw instanceof PhasePlan.InputDraw input) {
                    return samples.get(input.input().name());
                }
                float[] uniform = new float[draw.samples(batch)];
                RandomStream.of(draws.size()).fillUniform(uniform, 0, 1);
                draws.add(uniform);
                return uniform;
            });
            DoubleBinaryOperator expected = (a, b) -> told(labels, loss, samples, draws, a, b);
            assertThat((double) outcomes[0]).isCloseTo(expected.applyAsDouble(0.5, -0.25), within(1e-5));
            assertThat(0.5 - played.parameter("d", "linear_1.weight")[0])
                    .isCloseTo(
                            (expected.applyAsDouble(0.5 + STEP, -0.25) - expected.applyAsDouble(0.5 - STEP, -0.25))
                                    / (2 * STEP),
                            within(1e-5));
            assertThat(-0.25 - played.parameter("d", "linear_1.bias")[0])
                    .isCloseTo(
                            (expected.applyAsDouble(0.5, -0.25 + STEP) - expected.applyAsDouble(0.5, -0.25 - STEP))
                                    / (2 * STEP),
                            within(1e-5));
        }
    }

    private static double told(
            Labels labels, LabelledLoss loss, Map<String, float[]> samples, List<float[]> draws, double a, double b) {
        Iterator<float[]> next = draws.iterator();
        double sum = 0;
        for (boolean isReal : new boolean[] {true, false}) {
            float low = isReal ? labels.realLow() : labels.fakeLow();
            float high = isReal ? labels.realHigh() : labels.fakeHigh();
            float[] x = samples.get(isReal ? "real" : "fake");
            float[] share = low < high ? next.next() : new float[x.length];
            float[] flip = labels.flips() > 0 ? next.next() : ones(x.length);
            for (int i = 0; i < x.length; i++) {
                double label = low + share[i] * ((double) high - low);
                label = flip[i] < labels.flips() ? 1 - label : label;
                ExprEvaluator score = ExprEvaluator.of(Map.of("s", new double[] {a * x[i] + b}));
                double cost = label * score.scalar(loss.real(Expr.input("s")))
                        + (1 - label) * score.scalar(loss.fake(Expr.input("s")));
                sum += cost / x.length;
            }
        }
        assertThat(next).isExhausted();
        return sum;
    }

    private static float[] ones(int count) {
        float[] ones = new float[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static Offset<Double> relative(float value) {
        return within(1e-6 * Math.max(1, Math.abs(value)));
    }
}
