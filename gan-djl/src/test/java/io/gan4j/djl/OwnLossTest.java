package io.gan4j.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.Gan;
import io.gan4j.GanBuilder;
import io.gan4j.event.TrainingProgress;
import io.gan4j.game.Adam;
import io.gan4j.loss.LossStrategy;
import io.gan4j.run.TrainedGan;
import io.gan4j.testing.LogisticMargin;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The example of your own loss in the documentation of {@link LossStrategy}, word for word, is trained. */
class OwnLossTest {
    private static final GanBuilder SETTINGS = Gan.vanilla()
            .generatorFeatures(8)
            .discriminatorFeatures(8)
            .latent(6)
            .batch(8)
            .reportEvery(1)
            .threads(1);

    private static TrainingProgress first(LossStrategy loss) {
        try (TrainedGan trained = SETTINGS.loss(loss).steps(1).train(Presets.DATA)) {
            return trained.history().get(0);
        }
    }

    private static double softplus(double x) {
        return Math.log1p(Math.exp(x));
    }

    /** An untrained discriminator's scores are near 0 for all, where softplus is nearly a straight line. */
    @Test
    void lossOfOnesOwn_isWhatThePlayersMinimise() {
        TrainingProgress report = first(new LogisticMargin(2));
        double expected = softplus(2 - report.realScore()) + softplus(2 + report.fakeScore());
        assertThat((double) report.discriminatorLoss()).isCloseTo(expected, within(1e-2));
        // without a margin the same scores would cost about 2 log 2 = 1.39
        assertThat(report.discriminatorLoss()).isGreaterThan(3.5f);
    }

    private static List<TrainingProgress> played(double generatorRate, double discriminatorRate) {
        try (TrainedGan trained = SETTINGS.loss(new LogisticMargin(1))
                .generatorOptimizer(Adam.of(generatorRate))
                .discriminatorOptimizer(Adam.of(discriminatorRate))
                .steps(60)
                .train(Presets.DATA)) {
            return trained.history();
        }
    }

    @Test
    void lossOfOnesOwn_againstAGeneratorThatHardlyMoves_teachesTheDiscriminator() {
        List<TrainingProgress> history = played(1e-6, 2e-3);
        TrainingProgress last = history.get(59);
        assertThat(last.discriminatorLoss()).isLessThan(history.get(0).discriminatorLoss() / 2);
        assertThat(last.realScore()).isGreaterThan(last.fakeScore() + 1);
    }

    @Test
    void lossOfOnesOwn_againstADiscriminatorThatHardlyMoves_teachesTheGenerator() {
        List<TrainingProgress> history = played(2e-3, 1e-6);
        TrainingProgress last = history.get(59);
        assertThat(last.generatorLoss()).isLessThan(history.get(0).generatorLoss());
        assertThat(last.fakeScore()).isGreaterThan(history.get(0).fakeScore());
    }

    @Test
    void lossOfOnesOwn_isNamedByItsClass() {
        assertThat(SETTINGS.loss(new LogisticMargin(1)).practices()).contains("loss: logistic margin (margin=1.0)");
    }
}
