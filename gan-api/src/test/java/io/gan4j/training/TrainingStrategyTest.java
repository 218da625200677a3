package io.gan4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import io.gan4j.data.Dataset;
import io.gan4j.game.Adam;
import io.gan4j.game.RmsProp;
import io.gan4j.game.Sgd;
import io.gan4j.inference.ModelCard;
import io.gan4j.loss.GradientPenalty;
import io.gan4j.loss.WeightClipping;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
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
        assertThat(STANDARD)
                .isEqualTo(new TrainingStrategy(
                        64, new TrainingStrategy.Epochs(10), 1, adam, adam, ImmutableList.of(), 0));
    }

    @Test
    void settings_changeTheirOwnFieldAlone() {
        TrainingStrategy changed = STANDARD.batch(8)
                .steps(7)
                .discriminatorSteps(5)
                .generatorOptimizer(Sgd.of(1))
                .discriminatorOptimizer(RmsProp.of(2))
                .regularizers(WeightClipping.standard(), GradientPenalty.standard())
                .seed(9);
        assertThat(changed)
                .isEqualTo(new TrainingStrategy(
                        8,
                        new TrainingStrategy.Steps(7),
                        5,
                        Sgd.of(1),
                        RmsProp.of(2),
                        ImmutableList.of(WeightClipping.standard(), GradientPenalty.standard()),
                        9));
        assertThat(STANDARD).isEqualTo(TrainingStrategy.standard());
    }

    @Test
    void optimizer_ofBoth_isSetAtOnce() {
        TrainingStrategy changed = STANDARD.optimizer(Sgd.of(1));
        assertThat(changed.generatorOptimizer()).isEqualTo(Sgd.of(1));
        assertThat(changed.discriminatorOptimizer()).isEqualTo(Sgd.of(1));
    }

    @Test
    void epochs_areRoundedDownToWholeSteps() {
        assertThat(new TrainingStrategy.Epochs(3).steps(2.5)).isEqualTo(7);
        assertThat(new TrainingStrategy.Epochs(1).steps(0.2)).isEqualTo(1);
        assertThat(new TrainingStrategy.Steps(9).steps(2.5)).isEqualTo(9);
    }

    static Stream<Arguments> misuses() {
        return Stream.of(
                misuse(() -> STANDARD.batch(0), "batch must be at least 1, was 0"),
                misuse(() -> STANDARD.epochs(0), "epochs must be at least 1, was 0"),
                misuse(() -> STANDARD.steps(-1), "steps must be at least 1, was -1"),
                misuse(() -> STANDARD.discriminatorSteps(0), "discriminatorSteps must be at least 1, was 0"),
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
                Plan.of(backend, 12).game(),
                data,
                batch,
                steps,
                0,
                reportEvery,
                Device.CPU,
                threads,
                card,
                ImmutableList.of(),
                backend);
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
