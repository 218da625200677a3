package io.gan4j.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.common.util.concurrent.Uninterruptibles;
import io.gan4j.Gan;
import io.gan4j.GanBuilder;
import io.gan4j.error.TrainingDivergedException;
import io.gan4j.event.TrainingEnded;
import io.gan4j.event.TrainingListener;
import io.gan4j.game.Expr;
import io.gan4j.game.Sgd;
import io.gan4j.loss.LossStrategy;
import io.gan4j.loss.Scores;
import io.gan4j.loss.Wasserstein;
import io.gan4j.run.TrainedGan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A loss that is not finite ends the run at once, by an exception that says where. */
class DivergenceTest {
    @Test
    void nanOfTheDiscriminator_atTheFirstStep_namesItAndLeavesNothingOpen() {
        LossStrategy loss = new LossStrategy() {
            @Override
            public Expr discriminator(Scores scores) {
                return scores.real().square().plus(1).negate().log().mean();
            }

            @Override
            public Expr generator(Scores scores) {
                return scores.fake().mean();
            }
        };
        TrainingDivergedException diverged = diverged(Presets.VANILLA.settings().loss(loss));
        assertThat(diverged)
                .hasMessage("training diverged at step 1: the loss of the discriminator is NaN; a smaller learning rate"
                        + " or another loss may help");
        assertThat(diverged.step()).isEqualTo(1);
        assertThat(diverged.player()).isEqualTo("discriminator");
    }

    @Test
    void infinityOfTheGenerator_atTheFirstStep_namesIt() {
        LossStrategy loss = new LossStrategy() {
            @Override
            public Expr discriminator(Scores scores) {
                return new Wasserstein().discriminator(scores);
            }

            @Override
            public Expr generator(Scores scores) {
                return scores.fake().square().plus(1e30).square().mean();
            }
        };
        TrainingDivergedException diverged = diverged(Presets.DCGAN.settings().loss(loss));
        assertThat(diverged.player()).isEqualTo("generator");
        assertThat(diverged).hasMessageContaining("at step 1: the loss of the generator is Infinity");
    }

    @Test
    void absurdLearningRate_inALongRun_isSeenWithinSteps() {
        for (GanBuilder settings :
                List.of(Gan.vanilla().generatorFeatures(4), Gan.dcgan().generatorFeatures(4))) {
            TrainingDivergedException diverged = diverged(settings.discriminatorFeatures(4)
                    .latent(3)
                    .batch(8)
                    .steps(100)
                    .optimizer(Sgd.of(1e30)));
            assertThat(diverged.step()).isBetween(1L, 3L);
        }
    }

    @Test
    void afterDivergence_theNextGameTrains() {
        diverged(Presets.VANILLA.settings().steps(50).optimizer(Sgd.of(1e30)));
        try (TrainedGan trained = Presets.VANILLA.settings().train(Presets.DATA)) {
            assertThat(trained.generator().generate(1, 0).toFloats()).doesNotContain(Float.NaN);
        }
    }

    private static TrainingDivergedException diverged(GanBuilder settings) {
        WatchedBackend backend = new WatchedBackend();
        List<TrainingEnded> ends = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void ended(TrainingEnded event) {
                ends.add(event);
            }
        };
        TrainingDivergedException[] found = new TrainingDivergedException[1];
        assertThatExceptionOfType(TrainingDivergedException.class)
                .isThrownBy(() -> settings.backend(backend).listener(listener).train(Presets.DATA))
                .satisfies(e -> found[0] = e);
        assertThat(backend.liveArrays()).isZero();
        assertThat(ends).extracting(TrainingEnded::outcome).containsExactly(TrainingEnded.Outcome.FAILED);
        waitForThreads();
        return found[0];
    }

    /** Interrupted threads need a moment to end. */
    private static void waitForThreads() {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("gan4j")) {
                Uninterruptibles.joinUninterruptibly(thread, Duration.ofSeconds(10));
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }
}
