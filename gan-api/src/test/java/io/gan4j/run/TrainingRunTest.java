package io.gan4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.engine.FakeBackend;
import io.gan4j.event.TrainingListener;
import io.gan4j.event.TrainingProgress;
import io.gan4j.event.TrainingStarted;
import io.gan4j.inference.Latents;
import io.gan4j.training.TrainingStrategy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class TrainingRunTest {
    private final FakeBackend backend = new FakeBackend();
    private final Plan plan = Plan.of(backend, 12);
    private final Recorder recorder = new Recorder();

    @AfterEach
    void noThreadIsLeftBehind() {
        DataThread.ends();
    }

    @ParameterizedTest
    @CsvSource({
        "12, 4, 1, 2, 6",
        "15, 4, 1, 2, 6",
        "64, 4, 5, 1, 3",
        "64, 4, 5, 2, 6",
        "12, 4, 5, 1, 1",
        "60, 4, 5, 3, 9"
    })
    void epochs_areAsManyStepsAsTheirBatchesLast(int samples, int batch, int critic, int epochs, long steps) {
        TrainingStrategy strategy = TrainingStrategy.standard()
                .batch(batch)
                .discriminatorSteps(critic)
                .epochs(epochs);
        TrainingRun run = Plan.of(backend, samples).strategy(strategy).start();
        assertThat(run.steps()).isEqualTo(steps);
        run.close();
    }

    @Test
    void run_toItsEnd_playsAllSteps() {
        try (TrainedGan trained = plan.start().train()) {
            assertThat(backend.fed).hasSize(10);
            assertThat(trained.step()).isEqualTo(10);
        }
    }

    @Test
    void listeners_areToldInOrder() {
        plan.steps(5).reportEvery(2).listeners(recorder).start().train().close();
        assertThat(recorder.events).containsExactly("started", "step 2", "step 4", "step 5", "FINISHED after 5");
    }

    /** In step n the discriminator's outcomes are n, n + 0.1, n + 0.2 and n + 0.3, the generator's n + 0.4 and n + 0.5. */
    @Test
    void reports_holdTheMeansSinceTheLastOne() {
        plan.steps(5).reportEvery(2).listeners(recorder).start().train().close();
        TrainingProgress second = recorder.reports.get(1);
        assertThat(second.discriminatorLoss()).isCloseTo(2.5f, within(1e-6f));
        assertThat(second.realScore()).isCloseTo(2.6f, within(1e-6f));
        assertThat(second.fakeScore()).isCloseTo(2.7f, within(1e-6f));
        assertThat(second.values().get("discriminator gradient")).isCloseTo(2.8f, within(1e-6f));
        assertThat(second.generatorLoss()).isCloseTo(2.9f, within(1e-6f));
        assertThat(second.values().get("generator gradient")).isCloseTo(3, within(1e-6f));
        assertThat(recorder.reports.get(2).discriminatorLoss()).isEqualTo(4);
    }

    @Test
    void reports_holdEpochsAndRate() {
        plan.steps(6).reportEvery(3).listeners(recorder).start().train().close();
        TrainingProgress first = recorder.reports.get(0);
        assertThat(first.epoch()).isEqualTo(1);
        assertThat(first.epochs()).isEqualTo(2);
        assertThat(first.steps()).isEqualTo(6);
        assertThat(first.imagesPerSecond()).isPositive();
        assertThat(first.elapsed()).isPositive();
        assertThat(first.values())
                .containsOnlyKeys(
                        "discriminator loss",
                        "real score",
                        "fake score",
                        "discriminator gradient",
                        "generator loss",
                        "generator gradient");
    }

    /** Two repetitions: losses n and n + 0.4, scores n + 0.1 and n + 0.5, n + 0.2 and n + 0.6; the generator's n + 0.8. */
    @Test
    void step_ofSeveralRepetitions_givesTheirMeans() {
        TrainingRun run = plan.strategy(plan.strategy().discriminatorSteps(2)).start();
        run.play();
        StepResult result = run.play();
        assertThat(result.step()).isEqualTo(2);
        assertThat(result.values().get("discriminator loss")).isCloseTo(1.2f, within(1e-6f));
        assertThat(result.values().get("real score")).isCloseTo(1.3f, within(1e-6f));
        assertThat(result.values().get("fake score")).isCloseTo(1.4f, within(1e-6f));
        assertThat(result.values().get("discriminator gradient")).isCloseTo(1.5f, within(1e-6f));
        assertThat(result.values().get("generator loss")).isCloseTo(1.8f, within(1e-6f));
        run.close();
    }

    @Test
    void start_isToldWhatIsPlayed() {
        List<TrainingStarted> events = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void started(TrainingStarted event) {
                events.add(event);
            }
        };
        plan.steps(6).listeners(listener).start().train().close();
        TrainingStarted event = events.get(0);
        assertThat(event.dataset()).isEqualTo("counted pixels");
        assertThat(event.backend()).isEqualTo("fake engine 1.0");
        assertThat(event.device()).isEqualTo("abacus");
        assertThat(event.steps()).isEqualTo(6);
        assertThat(event.epochs()).isEqualTo(2);
    }

    @Test
    void generator_ofARun_isThatOfTheNewestStep() {
        List<Float> seen = new ArrayList<>();
        TrainingRun run = plan.steps(3).start();
        float[] zero = new float[3];
        while (run.step() < 3) {
            seen.add(run.generator().samples(Latents.of(zero))[0]);
            run.play();
        }
        assertThat(seen).containsExactly(0f, 0.001f, 0.002f);
        assertThat(run.discriminator().score(new float[] {1})[0]).isCloseTo(1.003f, within(1e-6f));
        run.handOver().close();
    }

    @Test
    void generator_ofARunThatIsOver_isRefused() {
        TrainingRun run = plan.start();
        run.close();
        assertThatThrownBy(() -> run.generator().generate(1, 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this run is over; ask what train() returned for its generator");
    }

    @Test
    void play_beyondTheEnd_isRefusedAndSpoilsNothing() {
        TrainingRun run = plan.steps(1).listeners(recorder).start();
        run.play();
        assertThatThrownBy(run::play)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no step is left: the run has 1 step");
        run.handOver().close();
        assertThat(recorder.events).containsExactly("started", "step 1", "FINISHED after 1");
    }

    @Test
    void handOver_inTheMiddle_keepsWhatWasTrained() {
        TrainingRun run = plan.reportEvery(2).listeners(recorder).start();
        run.play();
        run.play();
        run.play();
        try (TrainedGan trained = run.handOver()) {
            assertThat(trained.step()).isEqualTo(3);
            assertThat(trained.history()).isEqualTo(recorder.reports).hasSize(2);
            assertThat(trained.generator().generate(2, 0).count()).isEqualTo(2);
        }
        assertThat(recorder.events).containsExactly("started", "step 2", "step 3", "STOPPED after 3");
    }

    @Test
    void use_afterHandOver_isRefused() {
        TrainingRun run = plan.start();
        TrainedGan trained = run.handOver();
        assertThatThrownBy(run::handOver)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this run is over: HANDED_OVER");
        assertThatThrownBy(run::play)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this run is over: HANDED_OVER");
        run.close();
        assertThat(backend.closed).hasValue(0);
        trained.close();
        assertThat(backend.closed).hasValue(1);
    }

    @Test
    void close_ofARun_freesItOnce() {
        TrainingRun run = plan.listeners(recorder).start();
        run.play();
        run.close();
        run.close();
        assertThat(backend.closed).hasValue(1);
        assertThat(recorder.events).containsExactly("started", "step 1", "CANCELLED after 1");
        assertThatThrownBy(run::play).isInstanceOf(IllegalStateException.class).hasMessage("this run is over: CLOSED");
    }
}
