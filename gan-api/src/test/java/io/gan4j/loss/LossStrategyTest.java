package io.gan4j.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableMap;
import io.gan4j.game.Expr;
import io.gan4j.game.ExprEvaluator;
import io.gan4j.testing.LogisticMargin;
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
    private static final ImmutableMap<String, LossStrategy> ALL = ImmutableMap.<String, LossStrategy>builder()
            .put("NonSaturating", new NonSaturating())
            .put("Minimax", new Minimax())
            .put("LeastSquares", LeastSquares.standard())
            .put("Pearson", LeastSquares.pearson())
            .put("Hinge", new Hinge())
            .put("Wasserstein", new Wasserstein())
            .put("RelativisticPaired", new RelativisticPaired())
            .put("RelativisticAverage", new RelativisticAverage())
            .put("LogisticMargin", new LogisticMargin(1))
            .buildOrThrow();

    static Stream<LossStrategy> all() {
        return ALL.values().stream();
    }

    static Stream<LossStrategy> withoutTargets() {
        return all().filter(loss -> !(loss instanceof LeastSquares));
    }

    static Stream<LossStrategy> relativistic() {
        return Stream.of(new RelativisticPaired(), new RelativisticAverage());
    }

    static Stream<LossStrategy> ofFakesAlone() {
        return all().filter(loss -> relativistic().noneMatch(loss::equals));
    }

    static Stream<LabelledLoss> labelled() {
        return all().filter(LabelledLoss.class::isInstance).map(LabelledLoss.class::cast);
    }

    private static double value(Expr loss, double[] real, double[] fake) {
        return ExprEvaluator.of(Map.of("real", real, "fake", fake)).scalar(loss);
    }

    private static double ofD(LossStrategy loss, double real, double fake) {
        return value(loss.discriminator(SCORES), new double[] {real}, new double[] {fake});
    }

    private static double ofG(LossStrategy loss, double real, double fake) {
        return value(loss.generator(SCORES), new double[] {real}, new double[] {fake});
    }

    /** At the boundary a score costs the same whether its sample is real or fake; where single scores mean nothing there is none. */
    @ParameterizedTest
    @MethodSource("all")
    void boundary_isWhereRealAndFakeCostTheSame(LossStrategy loss) {
        if (loss instanceof LabelledLoss labelled) {
            double boundary = loss.boundary().orElseThrow();
            ExprEvaluator at = ExprEvaluator.of(Map.of("s", new double[] {boundary}));
            Expr score = Expr.input("s");
            assertThat(at.scalar(labelled.real(score).mean()))
                    .isCloseTo(at.scalar(labelled.fake(score).mean()), within(1e-6));
        } else {
            assertThat(loss.boundary()).isEmpty();
        }
    }

    /**
     * Worked out by hand: log 2 = 0.693147, log(1 + e) = 1.313262, log(1 + 1/e) = 0.313262, log(1 + e^-2) = 0.126928, log(1 +
     * e^2) = 2.126928.
     */
    @ParameterizedTest
    @CsvSource({
        "NonSaturating,        0,    0,   1.386294,  0.693147",
        "NonSaturating,        1,   -1,   0.626523,  1.313262",
        "NonSaturating,       -1,    1,   2.626523,  0.313262",
        "NonSaturating,        2,    1,   1.440190,  0.313262",
        "Minimax,              0,    0,   1.386294, -0.693147",
        "Minimax,              1,   -1,   0.626523, -0.313262",
        "Minimax,              2,    1,   1.440190, -1.313262",
        "LeastSquares,         0.5,  0.5, 0.25,      0.125",
        "LeastSquares,         2,   -1,   1,         2",
        "LeastSquares,         1,    0,   0,         0.5",
        "Pearson,              0.5,  0.5, 1.25,      0.125",
        "Pearson,              2,   -1,   0.5,       0.5",
        "Pearson,              1,    0,   0.5,       0",
        "Hinge,                0.25, 0.5, 2.25,     -0.5",
        "Hinge,                2,   -3,   0,         3",
        "Wasserstein,          3,   -1,  -4,         1",
        "Wasserstein,         -0.5,  2,   2.5,      -2",
        "RelativisticPaired,   0,    0,   0.693147,  0.693147",
        "RelativisticPaired,   1,   -1,   0.126928,  2.126928",
        "RelativisticPaired,   2,    1,   0.313262,  1.313262",
        "RelativisticAverage,  0,    0,   1.386294,  1.386294",
        "RelativisticAverage,  1,   -1,   0.253856,  4.253856",
        "RelativisticAverage,  2,    1,   0.626523,  2.626523",
        "LogisticMargin,       0,    0,   2.626523,  0.693147",
        "LogisticMargin,       2,   -2,   0.626523,  2.126928",
    })
    void loss_atAScore_isItsFormulas(String name, double real, double fake, double ofD, double ofG) {
        assertThat(ofD(ALL.get(name), real, fake)).isCloseTo(ofD, within(1e-6));
        assertThat(ofG(ALL.get(name), real, fake)).isCloseTo(ofG, within(1e-6));
    }

    /** Where {@code log(sigmoid(s))} would be minus infinity, softplus is exact. */
    @ParameterizedTest
    @CsvSource({
        "NonSaturating,         200,  -200,         0,      200",
        "NonSaturating,        -200,   200,       400,        0",
        "NonSaturating,        1000, -1000,         0,     1000",
        "NonSaturating,       -1000,  1000,      2000,        0",
        "Minimax,              -200,   200,       400,     -200",
        "Minimax,              1000, -1000,         0,        0",
        "Minimax,             -1000,  1000,      2000,    -1000",
        "LeastSquares,         1000, -1000,  999000.5, 501000.5",
        "LeastSquares,        -1000,  1000, 1001000.5, 499000.5",
        "Pearson,              1000, -1000,    998001,   500000",
        "Pearson,             -1000,  1000,   1002001,   500000",
        "Hinge,                1000, -1000,         0,     1000",
        "Hinge,               -1000,  1000,      2002,    -1000",
        "Wasserstein,         -1000,  1000,      2000,    -1000",
        "RelativisticPaired,   1000, -1000,         0,     2000",
        "RelativisticPaired,  -1000,  1000,      2000,        0",
        "RelativisticAverage,  1000, -1000,         0,     4000",
        "RelativisticAverage, -1000,  1000,      4000,        0",
        "LogisticMargin,      -1000,  1000,      2002,        0",
    })
    void loss_atAnExtremeScore_isExact(String name, double real, double fake, double ofD, double ofG) {
        assertThat(ofD(ALL.get(name), real, fake)).isCloseTo(ofD, within(1e-9));
        assertThat(ofG(ALL.get(name), real, fake)).isCloseTo(ofG, within(1e-9));
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

    /** Differences 1 - 0 and -1 - 2; log(1 + e^3) = 3.048587, log(1 + e^-3) = 0.048587. */
    @Test
    void relativisticPaired_ofABatch_comparesWithTheSampleAtTheSamePlace() {
        double[] real = {1, -1};
        double[] fake = {0, 2};
        LossStrategy loss = new RelativisticPaired();
        assertThat(value(loss.discriminator(SCORES), real, fake)).isCloseTo((0.313262 + 3.048587) / 2, within(1e-6));
        assertThat(value(loss.generator(SCORES), real, fake)).isCloseTo((1.313262 + 0.048587) / 2, within(1e-6));
    }

    /** The means are 0 of real and 1 of fake: differences 1 - 1, -1 - 1 of real and 2 - 0, 0 - 0 of fake. */
    @Test
    void relativisticAverage_ofABatch_comparesWithTheMeanOfTheOthers() {
        double[] real = {1, -1};
        double[] fake = {2, 0};
        LossStrategy loss = new RelativisticAverage();
        assertThat(value(loss.discriminator(SCORES), real, fake)).isCloseTo(0.693147 + 2.126928, within(1e-6));
        assertThat(value(loss.generator(SCORES), real, fake)).isCloseTo(0.693147 + 0.126928, within(1e-6));
    }

    @ParameterizedTest
    @MethodSource("relativistic")
    void relativisticLoss_ofScoresMovedTogether_isTheSame(LossStrategy loss) {
        assertThat(ofD(loss, 17.5, 16.25)).isCloseTo(ofD(loss, 0.5, -0.75), within(1e-12));
        assertThat(ofG(loss, 17.5, 16.25)).isCloseTo(ofG(loss, 0.5, -0.75), within(1e-12));
    }

    private static double slope(DoubleUnaryOperator function, double at) {
        double h = 1e-4;
        return (function.applyAsDouble(at + h) - function.applyAsDouble(at - h)) / (2 * h);
    }

    @ParameterizedTest
    @MethodSource("all")
    void discriminatorsLoss_falls_asRealScoresRiseAndFakeScoresFall(LossStrategy loss) {
        // between what least squares wants of fakes and of real samples
        for (double score : new double[] {0.1, 0.3, 0.5, 0.7, 0.9}) {
            assertThat(slope(s -> ofD(loss, s, 0.1), score)).isNegative();
            assertThat(slope(s -> ofD(loss, 0.1, s), score)).isPositive();
        }
    }

    @ParameterizedTest
    @MethodSource("withoutTargets")
    void discriminatorsLoss_withoutTargets_fallsAtNegativeScoresToo(LossStrategy loss) {
        for (double score : new double[] {-0.9, -0.3, 0}) {
            assertThat(slope(s -> ofD(loss, s, 0.1), score)).isNegative();
            assertThat(slope(s -> ofD(loss, 0.1, s), score)).isPositive();
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void generatorsLoss_falls_asFakeScoresRise(LossStrategy loss) {
        for (double score : new double[] {-3, -1, -0.5, -0.1}) {
            assertThat(slope(s -> ofG(loss, 0.1, s), score)).isNegative();
        }
    }

    @ParameterizedTest
    @MethodSource("withoutTargets")
    void generatorsLoss_withoutTarget_fallsAtPositiveScoresToo(LossStrategy loss) {
        for (double score : new double[] {0, 0.5, 1, 3}) {
            assertThat(slope(s -> ofG(loss, 0.1, s), score)).isNegative();
        }
    }

    @ParameterizedTest
    @CsvSource({"LeastSquares, 1", "Pearson, 0"})
    void generatorsLoss_withATarget_isLeastThere(String name, double target) {
        assertThat(slope(s -> ofG(ALL.get(name), 0, s), target - 0.2)).isNegative();
        assertThat(ofG(ALL.get(name), 0, target)).isZero();
        assertThat(slope(s -> ofG(ALL.get(name), 0, s), target + 0.2)).isPositive();
    }

    /** The two slopes that gave the losses their names: at a sure score of a fake, -1 against nearly 0. */
    @Test
    void generatorsLoss_whereTheDiscriminatorIsSure_saturatesForMinimaxAlone() {
        assertThat(slope(s -> ofG(new NonSaturating(), 0, s), -10)).isCloseTo(-1, within(1e-4));
        assertThat(slope(s -> ofG(new Minimax(), 0, s), -10)).isCloseTo(0, within(1e-4));
    }

    @ParameterizedTest
    @MethodSource("ofFakesAlone")
    void generatorsLoss_doesNotMentionRealScores(LossStrategy loss) {
        assertThat(mentioned(loss.generator(SCORES))).contains(SCORES.fake()).doesNotContain(SCORES.real());
    }

    @ParameterizedTest
    @MethodSource("relativistic")
    void generatorsLoss_ofARelativisticLoss_mentionsBoth(LossStrategy loss) {
        assertThat(mentioned(loss.generator(SCORES))).contains(SCORES.fake(), SCORES.real());
    }

    private static List<Expr> mentioned(Expr expr) {
        return Stream.concat(Stream.of(expr), expr.operands().stream().flatMap(operand -> mentioned(operand).stream()))
                .toList();
    }

    /** A label of 0.9 for a score: {@code 0.9 real + 0.1 fake} goes like the distance to {@code 0.9 b + 0.1 a}. */
    @ParameterizedTest
    @CsvSource({"LeastSquares, 0.9", "Pearson, 0.8"})
    void leastSquares_toldASoftLabel_aimsBetweenTheTargets(String name, double target) {
        LeastSquares loss = (LeastSquares) ALL.get(name);
        Expr mixed = Labels.smoothed(0.9).discriminator(loss, SCORES);
        for (double score : new double[] {-2, 0, 0.5, 3}) {
            assertThat(slope(s -> value(mixed, new double[] {s}, new double[1]), score))
                    .isCloseTo(score - target, within(1e-6));
        }
    }

    @Test
    void leastSquares_withTargetsInTheWrongOrder_isRefused() {
        assertThatThrownBy(() -> new LeastSquares(1, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("realTarget must be above fakeTarget, were 0.0 and 1.0");
        assertThatThrownBy(() -> new LeastSquares(0, 1, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("generatorTarget must be above fakeTarget, were -1.0 and 0.0");
        assertThatThrownBy(() -> new LeastSquares(0, Float.NaN, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("targets must be finite numbers, were 0.0, NaN and 1.0");
    }
}
