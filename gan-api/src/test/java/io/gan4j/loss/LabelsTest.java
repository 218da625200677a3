package io.gan4j.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableMap;
import io.gan4j.game.Expr;
import io.gan4j.game.ExprEvaluator;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LabelsTest {
    private static final Scores SCORES = new Scores(Expr.input("real"), Expr.input("fake"));
    private static final double[] REAL = {1, -1, 0, 2};
    private static final double[] FAKE = {-2, 0.5, 1, -1};

    @ParameterizedTest
    @MethodSource("io.gan4j.loss.LossStrategyTest#labelled")
    void hard_isTheLossItself(LabelledLoss loss) {
        assertThat(Labels.hard().isHard()).isTrue();
        assertThat(Labels.hard().discriminator(loss, SCORES)).isEqualTo(loss.discriminator(SCORES));
    }

    /** At scores 0 every label costs log 2; at 1 and -1: 0.9 0.313262 + 0.1 1.313262 = 0.413262, and 0.313262. */
    @ParameterizedTest
    @CsvSource({
        "0,     0,     1.386294",
        "1,    -1,     0.726523",
        "-1,    1,     2.526523",
        "1000, -1000,  100",
        "-1000, 1000, 1900",
    })
    void smoothed_atAScore_mixesTheCostsOfARealSample(double real, double fake, double expected) {
        assertThat(value(Labels.smoothed(), new double[] {real}, new double[] {fake}))
                .isCloseTo(expected, within(1e-4));
    }

    @Test
    void smoothed_ofFakes_isTheLossItself() {
        Expr smoothed = Labels.smoothed().discriminator(new NonSaturating(), SCORES);
        assertThat(smoothed.operands().get(1))
                .isEqualTo(SCORES.fake().softplus().mean());
    }

    /** Where {@code sigmoid(s) = 0.9}, the cost of a real sample is least: the optimum of the paper where there is no fake. */
    @Test
    void smoothed_isLeastWhereTheDiscriminatorSaysTheLabel() {
        double best = Math.log(9);
        double[] fake = {0};
        double least = value(Labels.smoothed(), new double[] {best}, fake);
        assertThat(value(Labels.smoothed(), new double[] {best - 0.1}, fake)).isGreaterThan(least);
        assertThat(value(Labels.smoothed(), new double[] {best + 0.1}, fake)).isGreaterThan(least);
    }

    static Stream<Arguments> drawn() {
        double[] share = {0, 0.5, 0.25, 0.9};
        double[] other = {0.75, 0.5, 0, 0.125};
        double[] flips = {0.5, 0.04, 0.0625, 0};
        double[] none = {0.9, 0.06, 0.99, 0.5};
        return Stream.of(
                Arguments.of(Labels.soft(), List.of(share, other), new double[] {0.7, 0.85, 0.775, 0.97}, new double[] {
                    0.225, 0.15, 0, 0.0375
                }),
                Arguments.of(
                        Labels.soft(0.8, 1.2, 0, 0), List.of(other), new double[] {1.1, 1, 0.8, 0.85}, new double[] {
                            0, 0, 0, 0
                        }),
                Arguments.of(
                        Labels.hard().flipped(0.05), List.of(flips, none), new double[] {1, 0, 1, 0}, new double[] {
                            0, 0, 0, 0
                        }),
                Arguments.of(
                        Labels.smoothed(0.75).flipped(0.05),
                        List.of(none, flips),
                        new double[] {0.75, 0.75, 0.75, 0.75},
                        new double[] {0, 1, 0, 1}),
                Arguments.of(
                        Labels.soft().flipped(0.05),
                        List.of(share, flips, other, flips),
                        new double[] {0.7, 0.15, 0.775, 0.03},
                        new double[] {0.225, 0.85, 0, 0.9625}));
    }

    /** With these draws, in order, the labels are these, and what they cost is worked out here sample by sample. */
    @ParameterizedTest
    @MethodSource("drawn")
    void labels_thatAreDrawn_areOneASample(Labels labels, List<double[]> draws, double[] ofReal, double[] ofFake) {
        Drawn drawn = new Drawn(draws);
        double value = drawn.value(labels.discriminator(new NonSaturating(), SCORES));
        assertThat(drawn.made()).isEqualTo(draws.size());
        assertThat(value).isCloseTo(entropy(REAL, ofReal) + entropy(FAKE, ofFake), within(1e-6));
    }

    private static double entropy(double[] scores, double[] labels) {
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            double probability = 1 / (1 + Math.exp(-scores[i]));
            sum -= labels[i] * Math.log(probability) + (1 - labels[i]) * Math.log(1 - probability);
        }
        return sum / scores.length;
    }

    private static double value(Labels labels, double[] real, double[] fake) {
        Expr loss = labels.discriminator(new NonSaturating(), SCORES);
        return ExprEvaluator.of(Map.of("real", real, "fake", fake)).scalar(loss);
    }

    /** An expression with its draws replaced by these numbers, in the order in which they are met. */
    private static final class Drawn {
        private final List<double[]> draws;
        private final Map<Expr, Expr> replaced = new IdentityHashMap<>();
        private final List<Expr> inputs = new ArrayList<>();

        Drawn(List<double[]> draws) {
            this.draws = draws;
        }

        int made() {
            return inputs.size();
        }

        double value(Expr expr) {
            Expr given = replace(expr);
            ImmutableMap.Builder<String, double[]> values =
                    ImmutableMap.<String, double[]>builder().put("real", REAL).put("fake", FAKE);
            for (int i = 0; i < inputs.size(); i++) {
                values.put("draw " + i, draws.get(i));
            }
            return ExprEvaluator.of(values.buildOrThrow()).scalar(given);
        }

        private Expr replace(Expr expr) {
            Expr known = replaced.get(expr);
            if (known == null) {
                known = make(expr);
                replaced.put(expr, known);
            }
            return known;
        }

        private Expr make(Expr expr) {
            if (expr instanceof Expr.Random) {
                Expr input = Expr.input("draw " + inputs.size());
                inputs.add(input);
                return input;
            } else if (expr instanceof Expr.OfOne one) {
                return new Expr.OfOne(one.op(), replace(one.x()));
            } else if (expr instanceof Expr.OfTwo two) {
                return new Expr.OfTwo(two.op(), replace(two.a()), replace(two.b()));
            } else if (expr instanceof Expr.Reduced reduced) {
                return new Expr.Reduced(reduced.op(), replace(reduced.x()));
            }
            assertThat(expr.operands()).isEmpty();
            return expr;
        }
    }

    @Test
    void labels_otherThanHard_sayThatTheyAreNot() {
        assertThat(Stream.of(Labels.smoothed(), Labels.soft(), Labels.hard().flipped(0.01), Labels.soft(1, 1.2, 0, 0)))
                .noneMatch(Labels::isHard);
        assertThat(Labels.hard().flipped(0.05).flipped(0)).isEqualTo(Labels.hard());
        assertThat(Labels.smoothed(1)).isEqualTo(Labels.hard());
    }

    @Test
    void labels_describeThemselves() {
        assertThat(Labels.hard().describe()).isEqualTo("labels: real 1, fake 0");
        assertThat(Labels.smoothed().describe())
                .isEqualTo("labels: real 0.9, fake 0 (one-sided smoothing, Salimans et al. 2016)");
        assertThat(Labels.soft().flipped(0.05).describe())
                .isEqualTo("labels: real 0.7 to 1, fake 0 to 0.3, flipped with probability 0.05"
                        + " (soft labels, ganhacks 6)");
        assertThat(Labels.soft(0.9, 0.9, 0.1, 0.1).describe()).isEqualTo("labels: real 0.9, fake 0.1");
    }

    @Test
    void labels_outOfRange_areRefused() {
        assertThatThrownBy(() -> Labels.soft(0.9, 0.7, 0, 0.3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("labels of real samples must be a range within 0 and 1.2, were from 0.9 to 0.7");
        assertThatThrownBy(() -> Labels.soft(0.7, 1.3, 0, 0.3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("labels of real samples must be a range within 0 and 1.2, were from 0.7 to 1.3");
        assertThatThrownBy(() -> Labels.soft(0.7, 1, -0.1, 0.3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("labels of fakes must be a range within 0 and 1.2, were from -0.1 to 0.3");
        assertThatThrownBy(() -> Labels.smoothed(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void labels_thatTellRealSamplesLessThanFakes_areRefused() {
        assertThatThrownBy(() -> Labels.soft(0, 0.3, 0.7, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("labels of real samples must be above those of fakes, were from 0.0 and up to 1.0");
    }

    @ParameterizedTest
    @CsvSource({"-0.1", "0.5", "NaN"})
    void flips_atHalfTheLabelsOrMore_areRefused(float probability) {
        assertThatThrownBy(() -> Labels.hard().flipped(probability))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the probability of a flipped label must be at least 0 and below 0.5, was %s", probability);
    }
}
