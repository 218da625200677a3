package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.game.Expr;
import io.gan4j.game.ExprEvaluator;
import io.gan4j.loss.LossStrategy;
import io.gan4j.loss.Minimax;
import io.gan4j.loss.NonSaturating;
import io.gan4j.loss.Scores;
import io.gan4j.loss.Wasserstein;
import io.gan4j.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Losses on libtorch are what they are in Java in double precision, and so are their gradients, however large the scores. */
class LossesTest {
    private static final float[] SCORES = {0, 0.5f, -3, 20, -20, 200, -200, 1000, -1000};
    private static final double STEP = 1e-4;

    static Stream<LossStrategy> losses() {
        return Stream.of(new NonSaturating(), new Minimax(), new Wasserstein());
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
                        .isCloseTo(expected, within(1e-5 * real.length));
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

    private static Offset<Double> relative(float value) {
        return within(1e-6 * Math.max(1, Math.abs(value)));
    }
}
