package io.gan4j.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.game.Expr;
import io.gan4j.game.ExprEvaluator;
import io.gan4j.game.Schedule;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RegularizerTest {
    private static final Expr.Variable REAL = Expr.input("real").variable();
    private static final Expr.Variable FAKE = Expr.input("fake").variable();
    private static final Critic DISCRIMINATOR =
            new Made(x -> Expr.apply("discriminator", x), x -> Expr.apply("features", x));

    /** A critic of two functions. */
    private record Made(UnaryOperator<Expr> scoring, UnaryOperator<Expr> describing) implements Critic {
        @Override
        public Expr score(Expr samples) {
            return scoring.apply(samples);
        }

        @Override
        public Expr features(Expr samples) {
            return describing.apply(samples);
        }
    }

    private static Expr gradient(Expr.Variable at) {
        return Expr.apply("discriminator", at).gradient(at);
    }

    @Test
    void regularizers_byDefault_haveTheirPapersNumbers() {
        assertThat(WeightClipping.standard()).isEqualTo(new WeightClipping(0.01f));
        assertThat(GradientPenalty.standard()).isEqualTo(new GradientPenalty(10, GradientPenalty.Side.BOTH, 1));
        assertThat(GradientPenalty.oneSided()).isEqualTo(new GradientPenalty(10, GradientPenalty.Side.ABOVE, 1));
        assertThat(new GradientPenalty(10)).isEqualTo(GradientPenalty.standard());
        assertThat(Dragan.standard()).isEqualTo(new Dragan(10, 0.5f, 1));
        assertThat(MatchingAware.standard()).isEqualTo(new MatchingAware(2, 6, 1));
        assertThat(R1.standard()).isEqualTo(new R1(Schedule.constant(10), 1));
        assertThat(R2.standard()).isEqualTo(new R2(Schedule.constant(10), 1));
        assertThat(FeatureMatching.standard()).isEqualTo(new FeatureMatching(1));
        assertThat(PathLength.standard()).isEqualTo(new PathLength(2, 0.01f, 4));
    }

    @Test
    void settings_ofAPenalty_changeWhatTheySayAlone() {
        assertThat(GradientPenalty.oneSided().weight(0.1).every(4))
                .isEqualTo(new GradientPenalty(0.1f, GradientPenalty.Side.ABOVE, 4));
        assertThat(Dragan.standard().weight(2).spread(0.25).every(3)).isEqualTo(new Dragan(2, 0.25f, 3));
        assertThat(PathLength.of(3).every(8)).isEqualTo(new PathLength(3, 0.01f, 8));
        assertThat(R1.of(0.5).every(16)).isEqualTo(new R1(Schedule.constant(0.5), 16));
        assertThat(R2.of(Schedule.linear(1, 0.1)).every(8)).isEqualTo(new R2(Schedule.linear(1, 0.1), 8));
        assertThat(FeatureMatching.of(3)).isEqualTo(new FeatureMatching(3));
    }

    /** {@code 10 mean((|grad s(y)| - 1)^2)} at {@code y = fake + e (real - fake)}, one norm a sample. */
    @Test
    void gradientPenalty_isThePapersExpression() {
        Expr.Variable between =
                FAKE.plus(REAL.minus(FAKE).times(Expr.uniform(REAL))).variable();
        Expr excess = gradient(between).sampleNorm().minus(1);
        assertThat(GradientPenalty.standard().penalty(DISCRIMINATOR, REAL, FAKE))
                .isEqualTo(excess.square().mean().times(10));
        assertThat(GradientPenalty.oneSided().penalty(DISCRIMINATOR, REAL, FAKE))
                .isEqualTo(excess.relu().square().mean().times(10));
    }

    /** At points around the real samples, strewn by half the standard deviation of all their elements. */
    @Test
    void dragan_isThePapersExpression() {
        Expr deviation = REAL.minus(REAL.mean()).square().mean().sqrt();
        Expr noise = Expr.noise(REAL, Expr.Distribution.UNIFORM).times(deviation.times(0.5));
        Expr.Variable around = REAL.plus(noise.times(Expr.uniform(REAL))).variable();
        assertThat(Dragan.standard().penalty(DISCRIMINATOR, REAL, FAKE))
                .isEqualTo(
                        gradient(around).sampleNorm().minus(1).square().mean().times(10));
    }

    /** {@code 10 / 2 mean |grad s|^2}, without a root: the slope of a norm at 0 has no value. */
    @Test
    void r1AndR2_areThePapersExpressions_atRealAndAtFake() {
        assertThat(R1.standard().penalty(DISCRIMINATOR, REAL, FAKE))
                .isEqualTo(gradient(REAL).square().sampleSum().mean().times(0.5).times(10));
        assertThat(R2.standard().penalty(DISCRIMINATOR, REAL, FAKE))
                .isEqualTo(gradient(FAKE).square().sampleSum().mean().times(0.5).times(10));
    }

    /** The loss scores them too; a variable of its own would have the network applied twice. */
    @Test
    void r1AndR2_takeTheGradientAtTheSamplesThatAreScored() {
        assertThat(gradientIn(R1.standard().penalty(DISCRIMINATOR, REAL, FAKE)).at())
                .isSameAs(REAL);
        assertThat(gradientIn(R2.standard().penalty(DISCRIMINATOR, REAL, FAKE)).at())
                .isSameAs(FAKE);
    }

    /** {@code 2 mean (|ds/dx|^2 + |ds/dt|^2)^3} at the real samples and their captions that are scored. */
    @Test
    void matchingAware_isThePapersExpression_atImageAndSentence() {
        Expr.Variable sentence = Expr.input("sentence").variable();
        Critic matching = new Critic() {
            @Override
            public Expr score(Expr samples) {
                return Expr.apply("discriminator", samples, sentence);
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
        Expr score = matching.score(REAL);
        Expr squared = score.gradient(REAL)
                .square()
                .sampleSum()
                .plus(score.gradient(sentence).square().sampleSum());
        assertThat(MatchingAware.standard().penalty(matching, REAL, FAKE))
                .isEqualTo(squared.times(squared).times(squared).mean().times(2));
        assertThat(MatchingAware.standard().exponent(2).weight(0.5).penalty(matching, REAL, FAKE))
                .isEqualTo(squared.mean().times(0.5));
    }

    @Test
    void matchingAware_withoutCaptions_isAtTheSamplesAlone() {
        Expr squared = gradient(REAL).square().sampleSum();
        assertThat(MatchingAware.standard().exponent(4).penalty(DISCRIMINATOR, REAL, FAKE))
                .isEqualTo(squared.times(squared).mean().times(2));
    }

    @Test
    void r1_ofASchedule_isWeightedByIt() {
        Schedule falling = Schedule.cosine(1, 0.1);
        Expr penalty = R1.of(falling).penalty(DISCRIMINATOR, REAL, FAKE);
        assertThat(penalty.operands().get(1)).isEqualTo(Expr.scheduled(falling));
    }

    static Stream<Penalty> penalties() {
        return Stream.of(
                GradientPenalty.standard(),
                GradientPenalty.oneSided(),
                Dragan.standard(),
                R1.standard(),
                R2.standard(),
                MatchingAware.standard());
    }

    /** The score must be taken of the variable itself, or its gradient would be nothing. */
    @ParameterizedTest
    @MethodSource("penalties")
    void penalty_takesTheGradientWhereItScores(Penalty penalty) {
        Expr.Gradient gradient = gradientIn(penalty.penalty(DISCRIMINATOR, REAL, FAKE));
        assertThat(gradient.of().operands().get(0)).isSameAs(gradient.at());
    }

    private static Expr.Gradient gradientIn(Expr expr) {
        return expr instanceof Expr.Gradient gradient
                ? gradient
                : gradientIn(expr.operands().get(0));
    }

    /** A discriminator of one feature {@code 2 x + 1}, of which the last layer plays no part: 3 (2 (1 - 0.25))^2. */
    @Test
    void featureMatching_ofALinearDiscriminator_isTheDistanceOfTheMeans() {
        Critic critic = new Made(
                x -> x.times(2).plus(1).times(-5).plus(7), x -> x.times(2).plus(1));
        ExprEvaluator values =
                ExprEvaluator.of(Map.of("real", new double[] {0, 4, -1}, "fake", new double[] {1, 0, 2, -2}));
        Expr penalty = FeatureMatching.of(3).penalty(critic, REAL, FAKE);
        assertThat(values.scalar(penalty)).isCloseTo(6.75, within(1e-12));
    }

    @Test
    void featureMatching_ofManyFeatures_addsUpTheirSquares() {
        Expr difference = Expr.apply("features", REAL)
                .batchMean()
                .minus(Expr.apply("features", FAKE).batchMean());
        assertThat(FeatureMatching.standard().penalty(DISCRIMINATOR, REAL, FAKE))
                .isEqualTo(difference.square().sum().times(1));
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                refused(() -> new GradientPenalty(0), "weight must be a finite number above 0, was 0.0"),
                refused(
                        () -> GradientPenalty.standard().weight(Double.POSITIVE_INFINITY),
                        "weight must be a finite number above 0, was Infinity"),
                refused(() -> GradientPenalty.standard().every(0), "interval must be at least 1, was 0"),
                refused(() -> Dragan.standard().weight(-1), "weight must be a finite number above 0, was -1.0"),
                refused(() -> Dragan.standard().spread(0), "spread must be a finite number above 0, was 0.0"),
                refused(() -> MatchingAware.standard().weight(0), "weight must be a finite number above 0, was 0.0"),
                refused(
                        () -> MatchingAware.standard().exponent(5),
                        "exponent must be an even number from 2 to 16, was 5"),
                refused(
                        () -> MatchingAware.standard().exponent(18),
                        "exponent must be an even number from 2 to 16, was 18"),
                refused(() -> MatchingAware.standard().every(0), "interval must be at least 1, was 0"),
                refused(() -> Dragan.standard().every(-2), "interval must be at least 1, was -2"),
                refused(() -> R1.of(0), "gamma must be a finite number above 0, was 0.0"),
                refused(() -> R1.of(-1), "gamma must be a finite number above 0, was -1.0"),
                refused(
                        () -> R1.of(Schedule.linear(1, -0.5)),
                        "gamma must not be below 0 at any time, goes from 1.0 to -0.5"),
                refused(() -> R1.standard().every(0), "interval must be at least 1, was 0"),
                refused(
                        () -> R2.of(Schedule.linear(-1, 2)),
                        "gamma must not be below 0 at any time, goes from -1.0 to 2.0"),
                refused(() -> R2.standard().every(0), "interval must be at least 1, was 0"),
                refused(() -> FeatureMatching.of(Double.NaN), "weight must be a finite number above 0, was NaN"),
                refused(() -> PathLength.of(0), "weight must be a finite number above 0, was 0.0"),
                refused(() -> new PathLength(1, 0, 1), "decay must be above 0 and at most 1, was 0.0"),
                refused(() -> new PathLength(1, 1.5f, 1), "decay must be above 0 and at most 1, was 1.5"),
                refused(() -> PathLength.standard().every(0), "interval must be at least 1, was 0"),
                refused(() -> new HistoricalAveraging(0), "weight must be a finite number above 0, was 0.0"),
                refused(() -> new WeightClipping(-1), "limit must be a finite number above 0, was -1.0"));
    }

    private static Arguments refused(ThrowingCallable made, String message) {
        return Arguments.of(made, message);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void number_outOfRange_isRefused(ThrowingCallable made, String message) {
        assertThatThrownBy(made).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    /** R1 may fade out, or in. */
    @Test
    void gamma_thatEndsAtZero_isFine() {
        assertThat(R1.of(Schedule.linear(1, 0)).gamma()).isEqualTo(Schedule.linear(1, 0));
        assertThat(R2.of(Schedule.linear(0, 1)).gamma()).isEqualTo(Schedule.linear(0, 1));
    }
}
