package io.gan4j.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.game.Expr;
import io.gan4j.game.ExprEvaluator;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LossStrategyTest {
    private static final Scores SCORES = new Scores(Expr.input("real"), Expr.input("fake"));

    static Stream<LossStrategy> all() {
        return Stream.of(new NonSaturating(), new Minimax(), new Wasserstein(), new Hinge());
    }

    private static LossStrategy named(String name) {
        return all().filter(loss -> loss.getClass().getSimpleName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static double value(Expr loss, double[] real, double[] fake) {
        return ExprEvaluator.of(Map.of("real", real, "fake", fake)).scalar(loss);
    }

    private static double ofD(LossStrategy loss, double real, double fake) {
        return value(loss.discriminator(SCORES), new double[] {real}, new double[] {fake});
    }

    private static double ofG(LossStrategy loss, double fake) {
        return value(loss.generator(SCORES), new double[] {0}, new double[] {fake});
    }

    /** Worked out by hand: log 2 = 0.693147, log(1 + e) = 1.313262, log(1 + 1/e) = 0.313262, log(1 + e^-2) = 0.126928. */
    @ParameterizedTest
    @CsvSource({
        "NonSaturating,  0,    0,   1.386294,  0.693147",
        "NonSaturating,  1,   -1,   0.626523,  1.313262",
        "NonSaturating, -1,    1,   2.626523,  0.313262",
        "NonSaturating,  2,    1,   1.440190,  0.313262",
        "Minimax,        0,    0,   1.386294, -0.693147",
        "Minimax,        1,   -1,   0.626523, -0.313262",
        "Minimax,        2,    1,   1.440190, -1.313262",
        "Wasserstein,    3,   -1,  -4,         1",
        "Wasserstein,   -0.5,  2,   2.5,      -2",
        "Hinge,          0.25, 0.5, 2.25,     -0.5",
        "Hinge,          2,   -3,   0,         3",
    })
    void loss_atAScore_isItsFormulas(String name, double real, double fake, double ofD, double ofG) {
        assertThat(ofD(named(name), real, fake)).isCloseTo(ofD, within(1e-6));
        assertThat(ofG(named(name), fake)).isCloseTo(ofG, within(1e-6));
    }

    /** Where {@code log(sigmoid(s))} would be minus infinity, softplus is exact. */
    @ParameterizedTest
    @CsvSource({
        "NonSaturating,   200,  -200,      0,   200",
        "NonSaturating,  -200,   200,    400,     0",
        "NonSaturating,  1000, -1000,      0,  1000",
        "NonSaturating, -1000,  1000,   2000,     0",
        "Minimax,        -200,   200,    400,  -200",
        "Minimax,        1000, -1000,      0,     0",
        "Minimax,       -1000,  1000,   2000, -1000",
        "Wasserstein,   -1000,  1000,   2000, -1000",
        "Hinge,         -1000,  1000,   2002, -1000",
    })
    void loss_atAnExtremeScore_isExact(String name, double real, double fake, double ofD, double ofG) {
        assertThat(ofD(named(name), real, fake)).isCloseTo(ofD, within(1e-9));
        assertThat(ofG(named(name), fake)).isCloseTo(ofG, within(1e-9));
    }

    @Test
    void loss_ofABatch_isTheMeanOverItsSamples() {
        double[] real = {1, -1};
        double[] fake = {2, 0, -2};
        Expr loss = new NonSaturating().discriminator(SCORES);
        double ofReal = (0.313262 + 1.313262) / 2;
        double ofFake = (2.126928 + 0.693147 + 0.126928) / 3;
        assertThat(value(loss, real, fake)).isCloseTo(ofReal + ofFake, within(1e-6));
    }

    private static double slope(DoubleUnaryOperator function, double at) {
        double h = 1e-4;
        return (function.applyAsDouble(at + h) - function.applyAsDouble(at - h)) / (2 * h);
    }

    @ParameterizedTest
    @MethodSource("all")
    void discriminatorsLoss_falls_asRealScoresRiseAndFakeScoresFall(LossStrategy loss) {
        for (double score : new double[] {-0.9, -0.3, 0, 0.3, 0.9}) {
            assertThat(slope(s -> ofD(loss, s, 0.1), score)).isNegative();
            assertThat(slope(s -> ofD(loss, 0.1, s), score)).isPositive();
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void generatorsLoss_falls_asFakeScoresRise(LossStrategy loss) {
        for (double score : new double[] {-3, -1, 0, 1, 3}) {
            assertThat(slope(s -> ofG(loss, s), score)).isNegative();
        }
    }

    /** The two slopes that gave the losses their names: at a sure score of a fake, -1 against nearly 0. */
    @Test
    void generatorsLoss_whereTheDiscriminatorIsSure_saturatesForMinimaxAlone() {
        assertThat(slope(s -> ofG(new NonSaturating(), s), -10)).isCloseTo(-1, within(1e-4));
        assertThat(slope(s -> ofG(new Minimax(), s), -10)).isCloseTo(0, within(1e-4));
    }

    @ParameterizedTest
    @MethodSource("all")
    void generatorsLoss_doesNotMentionRealScores(LossStrategy loss) {
        assertThat(mentioned(loss.generator(SCORES))).contains(SCORES.fake()).doesNotContain(SCORES.real());
    }

    private static List<Expr> mentioned(Expr expr) {
        return Stream.concat(Stream.of(expr), expr.operands().stream().flatMap(operand -> mentioned(operand).stream()))
                .toList();
    }
}
