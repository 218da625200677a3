package io.gan4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.game.Adam;
import io.gan4j.game.GradientClipping;
import io.gan4j.game.Replay;
import io.gan4j.game.Schedule;
import io.gan4j.loss.FeatureMatching;
import io.gan4j.loss.Labels;
import io.gan4j.training.Fakes;
import io.gan4j.training.Length;
import io.gan4j.training.TrainingStrategy;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The settings of a strategy that the front door has by the same names. */
class StrategySettingsTest {
    private static final TrainingStrategy WHOLE =
            TrainingStrategy.standard().batch(24).seed(5);

    /** A setting by either way. */
    private record Setting(String name, UnaryOperator<GanBuilder> ofGan, UnaryOperator<TrainingStrategy> ofStrategy) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Setting> settings() {
        return Stream.of(
                new Setting("batch", g -> g.batch(8), s -> s.batch(8)),
                new Setting("epochs", g -> g.epochs(3), s -> s.epochs(3)),
                new Setting("steps", g -> g.steps(7), s -> s.steps(7)),
                new Setting("seed", g -> g.seed(9), s -> s.seed(9)),
                new Setting("discriminatorSteps", g -> g.discriminatorSteps(5), s -> s.discriminatorSteps(5)),
                new Setting("generatorSteps", g -> g.generatorSteps(2), s -> s.generatorSteps(2)),
                new Setting("accumulation", g -> g.accumulation(4), s -> s.accumulation(4)),
                new Setting("optimizer", g -> g.optimizer(Adam.of(1e-3)), s -> s.optimizer(Adam.of(1e-3))),
                new Setting(
                        "generatorOptimizer",
                        g -> g.generatorOptimizer(Adam.of(1e-3)),
                        s -> s.generatorOptimizer(Adam.of(1e-3))),
                new Setting(
                        "discriminatorOptimizer",
                        g -> g.discriminatorOptimizer(Adam.of(1e-3)),
                        s -> s.discriminatorOptimizer(Adam.of(1e-3))),
                new Setting(
                        "learningRate",
                        g -> g.learningRate(1e-3),
                        s -> s.optimizer(Adam.of(1e-3).betas(0.5, 0.999))),
                new Setting(
                        "generatorLearningRate",
                        g -> g.generatorLearningRate(1e-3),
                        s -> s.generatorOptimizer(Adam.of(1e-3).betas(0.5, 0.999))),
                new Setting(
                        "discriminatorLearningRate",
                        g -> g.discriminatorLearningRate(1e-3),
                        s -> s.discriminatorOptimizer(Adam.of(1e-3).betas(0.5, 0.999))),
                new Setting("rate", g -> g.rate(Schedule.cosine(1, 0)), s -> s.rate(Schedule.cosine(1, 0))),
                new Setting(
                        "generatorRate",
                        g -> g.generatorRate(Schedule.linear(1, 0)),
                        s -> s.generatorRate(Schedule.linear(1, 0))),
                new Setting(
                        "discriminatorRate",
                        g -> g.discriminatorRate(Schedule.linear(1, 0)),
                        s -> s.discriminatorRate(Schedule.linear(1, 0))),
                new Setting(
                        "regularizers",
                        g -> g.regularizers(FeatureMatching.standard()),
                        s -> s.regularizers(FeatureMatching.standard())),
                new Setting("labels", g -> g.labels(Labels.smoothed()), s -> s.labels(Labels.smoothed())),
                new Setting(
                        "scoring",
                        g -> g.scoring(TrainingStrategy.Scoring.MIXED),
                        s -> s.scoring(TrainingStrategy.Scoring.MIXED)),
                new Setting("fakes", g -> g.fakes(Fakes.SHARED), s -> s.fakes(Fakes.SHARED)),
                new Setting(
                        "instanceNoise",
                        g -> g.instanceNoise(Schedule.linear(0.1, 0)),
                        s -> s.instanceNoise(Schedule.linear(0.1, 0))),
                new Setting("replay", g -> g.replay(Replay.half(64)), s -> s.replay(Replay.half(64))),
                new Setting("packing", g -> g.packing(2), s -> s.packing(2)),
                new Setting("unrolledSteps", g -> g.unrolledSteps(5), s -> s.unrolledSteps(5)),
                new Setting("ema", g -> g.ema(0.99), s -> s.ema(0.99)),
                new Setting("standingStatistics", g -> g.standingStatistics(16), s -> s.standingStatistics(16)),
                new Setting(
                        "gradientClipping",
                        g -> g.gradientClipping(GradientClipping.norm(1)),
                        s -> s.gradientClipping(GradientClipping.norm(1))),
                new Setting("referenceBatch", g -> g.referenceBatch(32), s -> s.referenceBatch(32)));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void setting_beforeOrAfterTheWholeStrategy_holds(Setting setting) {
        TrainingStrategy expected = setting.ofStrategy().apply(WHOLE);
        GanBuilder before = setting.ofGan().apply(Gan.vanilla()).strategy(WHOLE);
        GanBuilder after = setting.ofGan().apply(Gan.vanilla().strategy(WHOLE));
        assertThat(expected).isNotEqualTo(WHOLE);
        assertThat(before.strategy()).isEqualTo(expected);
        assertThat(after.strategy()).isEqualTo(expected);
        assertThat(before.configuration()).isEqualTo(after.configuration());
        assertThat(before.practices()).isEqualTo(after.practices());
    }

    @Test
    void settings_inAnyOrder_comeToTheSame() {
        // of those that set the same thing the last counts
        List<Setting> distinct = settings()
                .filter(setting -> !Set.of("epochs", "optimizer", "rate").contains(setting.name()))
                .toList();
        GanBuilder forwards = Gan.vanilla();
        GanBuilder backwards = Gan.vanilla();
        for (int i = 0; i < distinct.size(); i++) {
            forwards = distinct.get(i).ofGan().apply(forwards);
            backwards = distinct.get(distinct.size() - 1 - i).ofGan().apply(backwards);
        }
        assertThat(forwards.strategy()).isEqualTo(backwards.strategy());
        assertThat(forwards.strategy()).hasSameHashCodeAs(backwards.strategy());
        assertThat(forwards.configuration()).isEqualTo(backwards.configuration());
    }

    @Test
    void settings_setTwice_areTheLast() {
        assertThat(Gan.vanilla().packing(2).packing(4).strategy().packing()).isEqualTo(4);
        assertThat(Gan.vanilla().epochs(3).steps(7).strategy().length()).isEqualTo(new Length.Steps(7));
    }

    static Stream<Arguments> misuses() {
        GanBuilder gan = Gan.vanilla();
        return Stream.of(
                misuse(() -> gan.generatorSteps(0), "generatorSteps must be at least 1, was 0"),
                misuse(() -> gan.accumulation(0), "accumulation must be at least 1, was 0"),
                misuse(() -> gan.packing(0), "packing must be at least 1, was 0"),
                misuse(() -> gan.unrolledSteps(-1), "unrolledSteps must be at least 0, was -1"),
                misuse(() -> gan.standingStatistics(-1), "standingStatistics must be at least 0, was -1"),
                misuse(() -> gan.referenceBatch(-1), "referenceBatch must be at least 0, was -1"),
                misuse(() -> gan.ema(1), "the decay of a moving average must be in [0, 1), was 1.0"),
                misuse(() -> gan.ema(-0.5), "the decay of a moving average must be in [0, 1), was -0.5"),
                misuse(() -> gan.dropout(1), "probability must be in [0, 1), was 1.0"),
                misuse(() -> gan.generatorDropout(-1), "probability must be in [0, 1), was -1.0"),
                misuse(() -> gan.minibatchDiscrimination(0, 5), "kernels must be at least 1, was 0"),
                misuse(() -> gan.minibatchDiscrimination(5, 0), "dimensions must be at least 1, was 0"),
                misuse(() -> gan.minibatchStdDev(1), "group must be at least 2, was 1"),
                misuse(
                        () -> GradientClipping.norm(0),
                        "the limit of a gradient must be a finite number above 0, was 0.0"),
                misuse(() -> Replay.half(0), "the capacity of a replay buffer must be at least 1, was 0"),
                misuse(() -> Schedule.constant(Double.NaN), "a schedule's value must be a finite number, was NaN"),
                misuse(
                        () -> Schedule.linear(1, 0).between(0.5, 0.5),
                        "a schedule must begin and end within the run, 0 <= begin < end <= 1, was 0.5 and 0.5"));
    }

    private static Arguments misuse(Runnable action, String message) {
        return Arguments.of(message, action);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("misuses")
    void setting_outOfRange_isRefusedAtOnce(String message, Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
