package io.gan4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.MapDifference;
import com.google.common.collect.Maps;
import io.gan4j.data.Dataset;
import io.gan4j.data.Samples;
import io.gan4j.data.TrainingData;
import io.gan4j.engine.Device;
import io.gan4j.engine.FakeBackend;
import io.gan4j.engine.Precision;
import io.gan4j.game.Adam;
import io.gan4j.game.GradientClipping;
import io.gan4j.game.Replay;
import io.gan4j.game.RmsProp;
import io.gan4j.game.Schedule;
import io.gan4j.game.Sgd;
import io.gan4j.game.Stages;
import io.gan4j.inference.ModelCard;
import io.gan4j.loss.GradientPenalty;
import io.gan4j.loss.Labels;
import io.gan4j.loss.WeightClipping;
import io.gan4j.rules.Model;
import io.gan4j.rules.TwoPlayerGame;
import io.gan4j.run.Plan;
import io.gan4j.run.TrainingPlan;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TrainingStrategyTest {
    private static final TrainingStrategy STANDARD = TrainingStrategy.standard();

    @Test
    void defaults_areThoseOfDcgan() {
        Adam adam = new Adam(2e-4f, 0.5f, 0.999f, 1e-8f);
        assertThat(STANDARD.batch()).isEqualTo(64);
        assertThat(STANDARD.length()).isEqualTo(new Length.Epochs(10));
        assertThat(STANDARD.generatorOptimizer()).isEqualTo(adam);
        assertThat(STANDARD.discriminatorOptimizer()).isEqualTo(adam);
        assertThat(STANDARD.generatorRate()).isEqualTo(Schedule.constant(1));
        assertThat(STANDARD.discriminatorRate()).isEqualTo(Schedule.constant(1));
        assertThat(STANDARD.discriminatorSteps()).isEqualTo(1);
        assertThat(STANDARD.generatorSteps()).isEqualTo(1);
        assertThat(STANDARD.seed()).isZero();
    }

    @Test
    void practices_unlessTheyAreSet_areOff() {
        assertThat(STANDARD.regularizers()).isEmpty();
        assertThat(STANDARD.accumulation()).isEqualTo(1);
        assertThat(STANDARD.labels().isHard()).isTrue();
        assertThat(STANDARD.scoring()).isEqualTo(TrainingStrategy.Scoring.SEPARATE);
        assertThat(STANDARD.hasInstanceNoise()).isFalse();
        assertThat(STANDARD.replay()).isNull();
        assertThat(STANDARD.packing()).isEqualTo(1);
        assertThat(STANDARD.unrolledSteps()).isZero();
        assertThat(STANDARD.ema()).isNull();
        assertThat(STANDARD.standingStatistics()).isZero();
        assertThat(STANDARD.gradientClipping()).isNull();
        assertThat(STANDARD.referenceBatch()).isZero();
    }

    /** Each setting with the names of what it changes. */
    static Stream<Arguments> settings() {
        return Stream.of(
                arguments("batch", STANDARD.batch(8)),
                arguments("length", STANDARD.steps(7)),
                arguments("length", STANDARD.epochs(7)),
                arguments("discriminatorSteps", STANDARD.discriminatorSteps(5)),
                arguments("generatorSteps", STANDARD.generatorSteps(2)),
                arguments("generatorOptimizer", STANDARD.generatorOptimizer(Sgd.of(1))),
                arguments("discriminatorOptimizer", STANDARD.discriminatorOptimizer(RmsProp.of(2))),
                arguments("generatorRate", STANDARD.generatorRate(Schedule.linear(1, 0))),
                arguments("discriminatorRate", STANDARD.discriminatorRate(Schedule.cosine(1, 0))),
                arguments("regularizers", STANDARD.regularizers(WeightClipping.standard(), GradientPenalty.standard())),
                arguments("seed", STANDARD.seed(9)),
                arguments("accumulation", STANDARD.accumulation(2)),
                arguments("labels", STANDARD.labels(Labels.smoothed())),
                arguments("scoring", STANDARD.scoring(TrainingStrategy.Scoring.MIXED)),
                arguments("fakes", STANDARD.fakes(Fakes.SHARED)),
                arguments("instanceNoise", STANDARD.instanceNoise(Schedule.constant(0.1))),
                arguments("replay", STANDARD.replay(Replay.pool())),
                arguments("packing", STANDARD.packing(2)),
                arguments("unrolledSteps", STANDARD.unrolledSteps(1)),
                arguments("ema", STANDARD.ema(0.999)),
                arguments("standingStatistics", STANDARD.standingStatistics(16)),
                arguments("gradientClipping", STANDARD.gradientClipping(GradientClipping.norm(1))),
                arguments("referenceBatch", STANDARD.referenceBatch(64)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("settings")
    void setting_changed_changesItsOwnNameAlone(String name, TrainingStrategy changed) {
        assertThat(changed).isNotEqualTo(STANDARD);
        assertThat(different(STANDARD, changed)).containsExactly(name);
        // the value that is read is the one that was set before another setting
        assertThat(different(changed, changed.batch(9).batch(changed.batch()))).isEmpty();
        assertThat(STANDARD).isEqualTo(TrainingStrategy.standard());
    }

    @Test
    void settings_ofAllNames_areTried() {
        assertThat(settings().map(arguments -> arguments.get()[0]))
                .containsAll(STANDARD.settings().keySet());
    }

    private static Set<String> different(TrainingStrategy one, TrainingStrategy other) {
        MapDifference<String, String> difference = Maps.difference(one.settings(), other.settings());
        return ImmutableSet.<String>builder()
                .addAll(difference.entriesDiffering().keySet())
                .addAll(difference.entriesOnlyOnLeft().keySet())
                .addAll(difference.entriesOnlyOnRight().keySet())
                .build();
    }

    @Test
    void settings_readBack_areWhatWasSet() {
        TrainingStrategy changed = STANDARD.batch(8)
                .discriminatorSteps(5)
                .generatorSteps(2)
                .generatorOptimizer(Sgd.of(1))
                .discriminatorOptimizer(RmsProp.of(2))
                .generatorRate(Schedule.linear(1, 0))
                .discriminatorRate(Schedule.cosine(1, 0))
                .regularizers(WeightClipping.standard(), GradientPenalty.standard())
                .ema(0.99)
                .replay(Replay.half(7));
        assertThat(changed.batch()).isEqualTo(8);
        assertThat(changed.discriminatorSteps()).isEqualTo(5);
        assertThat(changed.generatorSteps()).isEqualTo(2);
        assertThat(changed.generatorOptimizer()).isEqualTo(Sgd.of(1));
        assertThat(changed.discriminatorOptimizer()).isEqualTo(RmsProp.of(2));
        assertThat(changed.generatorRate()).isEqualTo(Schedule.linear(1, 0));
        assertThat(changed.discriminatorRate()).isEqualTo(Schedule.cosine(1, 0));
        assertThat(changed.regularizers()).containsExactly(WeightClipping.standard(), GradientPenalty.standard());
        assertThat(changed.ema()).isEqualTo(new Schedule.Averaging(0.99f));
        assertThat(changed.replay()).isEqualTo(Replay.half(7));
    }

    @Test
    void practices_takenOutAgain_areAsIfTheyHadNotBeenSet() {
        TrainingStrategy changed = STANDARD.ema(0.99).replay(Replay.pool()).gradientClipping(GradientClipping.norm(1));
        assertThat(changed.withoutEma().withoutReplay().withoutGradientClipping())
                .isEqualTo(STANDARD);
        assertThat(different(changed, changed.withoutEma())).containsExactly("ema");
        assertThat(different(changed, changed.withoutReplay())).containsExactly("replay");
        assertThat(different(changed, changed.withoutGradientClipping())).containsExactly("gradientClipping");
    }

    @Test
    void optimizer_ofBoth_isSetAtOnce() {
        TrainingStrategy changed = STANDARD.optimizer(Sgd.of(1));
        assertThat(changed.generatorOptimizer()).isEqualTo(Sgd.of(1));
        assertThat(changed.discriminatorOptimizer()).isEqualTo(Sgd.of(1));
    }

    @Test
    void epochs_areRoundedDownToWholeSteps() {
        assertThat(new Length.Epochs(3).steps(2.5)).isEqualTo(7);
        assertThat(new Length.Epochs(1).steps(0.2)).isEqualTo(1);
        assertThat(new Length.Steps(9).steps(2.5)).isEqualTo(9);
    }

    static Stream<Arguments> misuses() {
        return Stream.of(
                misuse(() -> STANDARD.batch(0), "batch must be at least 1, was 0"),
                misuse(() -> STANDARD.epochs(0), "epochs must be at least 1, was 0"),
                misuse(() -> STANDARD.steps(-1), "steps must be at least 1, was -1"),
                misuse(() -> STANDARD.discriminatorSteps(0), "discriminatorSteps must be at least 1, was 0"),
                misuse(() -> STANDARD.generatorSteps(0), "generatorSteps must be at least 1, was 0"),
                misuse(() -> STANDARD.accumulation(0), "accumulation must be at least 1, was 0"),
                misuse(() -> STANDARD.packing(0), "packing must be at least 1, was 0"),
                misuse(() -> STANDARD.unrolledSteps(-1), "unrolledSteps must be at least 0, was -1"),
                misuse(() -> STANDARD.standingStatistics(-1), "standingStatistics must be at least 0, was -1"),
                misuse(() -> STANDARD.referenceBatch(-1), "referenceBatch must be at least 0, was -1"),
                misuse(() -> STANDARD.ema(1), "the decay of a moving average must be in [0, 1), was 1.0"),
                misuse(() -> plan(13, 1, 1, 0), "batch must be from 1 to 12, was 13"),
                misuse(() -> plan(1, 0, 1, 0), "steps must be at least 1, was 0"),
                misuse(() -> plan(1, 1, 0, 0), "reportEvery must be at least 1, was 0"),
                misuse(() -> plan(1, 1, 1, -1), "threads must not be negative, was -1"));
    }

    private static void plan(int batch, long steps, long reportEvery, int threads) {
        Dataset data = new Samples(12);
        FakeBackend backend = new FakeBackend();
        ModelCard card = ModelCard.generator(3, Prior.NORMAL, Shape.of(1, 1, 1));
        new TrainingPlan(
                Stages.of(Plan.of(backend, 12).game()),
                TrainingData.of(data),
                batch,
                steps,
                0,
                reportEvery,
                Device.CPU,
                threads,
                Precision.FLOAT32,
                ImmutableList.of(Model.of(TwoPlayerGame.GENERATOR, card)),
                0,
                null,
                null,
                Divergence.fail(),
                ImmutableList.of(),
                backend,
                null);
    }

    private static Arguments misuse(Runnable action, String message) {
        return Arguments.of(message, action);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("misuses")
    void setting_outOfRange_namesRuleAndValue(String message, Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
