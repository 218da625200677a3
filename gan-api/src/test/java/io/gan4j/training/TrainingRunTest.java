package io.gan4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.data.Dataset;
import io.gan4j.error.TrainingDivergedException;
import io.gan4j.game.Replay;
import io.gan4j.inference.Latents;
import io.gan4j.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class TrainingRunTest {
    private final FakeBackend backend = new FakeBackend();
    private final Plan plan = Plan.of(backend, 12);
    private final Recorder recorder = new Recorder();

    /** Writes down what it is told. */
    private static final class Recorder implements TrainingListener {
        final List<String> events = new ArrayList<>();
        final List<TrainingProgress> reports = new ArrayList<>();

        @Override
        public void started(TrainingStarted event) {
            events.add("started");
        }

        @Override
        public void progressed(TrainingProgress event) {
            events.add("step " + event.step());
            reports.add(event);
        }

        @Override
        public void ended(TrainingEnded event) {
            events.add(event.outcome() + " after " + event.step());
        }
    }

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
        assertThatThrownBy(run::play).isInstanceOf(IllegalStateException.class).hasMessage("all 1 steps are played");
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

    @Test
    void stop_fromAListener_keepsWhatWasTrained() {
        TrainingRun[] run = new TrainingRun[1];
        TrainingListener stopping = TrainingListener.onProgress(event -> {
            if (event.step() == 4) {
                run[0].stop();
            }
        });
        run[0] = plan.listeners(recorder, stopping).start();
        try (TrainedGan trained = run[0].train()) {
            assertThat(trained.step()).isEqualTo(4);
        }
        assertThat(recorder.events).endsWith("step 4", "STOPPED after 4");
    }

    @Test
    void cancel_fromAListener_endsTheRunAndFreesIt() {
        TrainingRun[] run = new TrainingRun[1];
        TrainingListener cancelling = TrainingListener.onProgress(event -> run[0].cancel());
        run[0] = plan.listeners(recorder, cancelling).start();
        assertThatThrownBy(run[0]::train)
                .isInstanceOf(CancellationException.class)
                .hasMessage("training was cancelled after step 1");
        assertThat(recorder.events).containsExactly("started", "step 1", "CANCELLED after 1");
        assertThat(backend.closed).hasValue(1);
    }

    @Test
    void play_afterCancel_isRefused() {
        TrainingRun run = plan.start();
        run.cancel();
        assertThatThrownBy(run::play)
                .isInstanceOf(CancellationException.class)
                .hasMessage("training was cancelled after step 0");
        assertThatThrownBy(run::handOver).isInstanceOf(CancellationException.class);
        run.close();
        assertThat(backend.closed).hasValue(1);
    }

    @Test
    void interrupt_ofTheTrainingThread_cancelsTheRun() {
        backend.inStep = step -> {
            if (step == 2) {
                Thread.currentThread().interrupt();
            }
        };
        TrainingRun run = plan.start();
        assertThatThrownBy(run::train).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(backend.fed).hasSize(3);
        assertThat(backend.closed).hasValue(1);
    }

    @Test
    void interrupt_whilePaused_cancelsTheRun() throws Exception {
        TrainingRun run = plan.start();
        run.pause();
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                run.train();
            } catch (CancellationException e) {
                thrown.complete(e);
            }
        });
        thread.start();
        thread.interrupt();
        assertThat(thrown.get()).hasMessageEndingWith("after step 0");
        thread.join();
        assertThat(backend.closed).hasValue(1);
    }

    @Test
    void pause_holdsTheRunUntilResume() throws Exception {
        TrainingRun run = plan.start();
        run.pause();
        CompletableFuture<TrainedGan> future = run.trainAsync();
        assertThatThrownBy(() -> future.get(50, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(run.step()).isZero();
        run.resume();
        future.get().close();
        assertThat(backend.fed).hasSize(10);
    }

    @Test
    void stop_whilePaused_handsOver() throws Exception {
        TrainingRun run = plan.start();
        run.pause();
        CompletableFuture<TrainedGan> future = run.trainAsync();
        run.stop();
        try (TrainedGan trained = future.get()) {
            assertThat(trained.step()).isZero();
        }
    }

    @Test
    void pauses_changeNothingOfWhatIsFed() throws Exception {
        TrainingRun[] run = new TrainingRun[1];
        TrainingListener pausing = TrainingListener.onProgress(event -> run[0].pause());
        run[0] = plan.listeners(pausing).start();
        CompletableFuture<TrainedGan> future = run[0].trainAsync();
        while (!future.isDone()) {
            run[0].resume();
            Thread.onSpinWait();
        }
        future.get().close();
        FakeBackend other = new FakeBackend();
        Plan.of(other, 12).start().train().close();
        for (int step = 0; step < 10; step++) {
            for (int feed = 0; feed < 3; feed++) {
                assertThat(backend.fed.get(step).get(feed))
                        .isEqualTo(other.fed.get(step).get(feed));
            }
        }
    }

    @Test
    void trainAsync_playsOnADaemonOfItsOwn() throws Exception {
        List<String> names = new ArrayList<>();
        backend.inStep = step -> names.add(
                Thread.currentThread().getName() + " " + Thread.currentThread().isDaemon());
        plan.steps(1).start().trainAsync().get().close();
        assertThat(names).containsExactly("gan4j-training true");
    }

    @Test
    void trainAsync_cancelled_endsTheRunAndFreesIt() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        CountDownLatch inStep = new CountDownLatch(1);
        backend.inStep = step -> inStep.countDown();
        TrainingListener waiting = new TrainingListener() {
            @Override
            public void ended(TrainingEnded event) {
                recorder.ended(event);
                ended.countDown();
            }
        };
        TrainingRun run =
                plan.steps(1_000_000).reportEvery(1_000_000).listeners(waiting).start();
        CompletableFuture<TrainedGan> future = run.trainAsync();
        FakeBackend.await(inStep);
        assertThat(future.cancel(false)).isTrue();
        FakeBackend.await(ended);
        assertThatThrownBy(future::get).isInstanceOf(CancellationException.class);
        assertThat(recorder.events.get(0)).startsWith("CANCELLED after");
        run.close();
        assertThat(backend.closed).hasValue(1);
    }

    @Test
    void trainAsync_thatFails_completesWithTheCause() {
        backend.poisonedStep = 1;
        CompletableFuture<TrainedGan> future = plan.start().trainAsync();
        assertThatThrownBy(future::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(TrainingDivergedException.class);
        assertThat(backend.closed).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({
        "generator.linear_1.weight, linear_1.weight of the generator",
        "generator.optimizer.m.linear_1.weight, optimizer.m.linear_1.weight of the generator",
        "discriminator.linear_1.weight_u, linear_1.weight_u of the discriminator",
        "replays.0, replays.0 of the discriminator"
    })
    void tensor_thatAnUpdateMadeNaN_endsTheRunInTheSameStep(String tensor, String named) {
        backend.inStep = step -> backend.poisonedTensor = step == 4 ? tensor : "";
        TrainingRun run = plan.strategy(
                        TrainingStrategy.standard().batch(4).steps(10).replay(Replay.half(6)))
                .listeners(recorder)
                .start();
        assertThatThrownBy(run::train)
                .isInstanceOf(TrainingDivergedException.class)
                .hasMessage("training diverged at step 5: " + named
                        + " holds a number that is not finite; a smaller learning rate or another loss may help");
        assertThat(recorder.events).endsWith("step 4", "FAILED after 5");
        assertThat(backend.closed).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({"0, NaN, discriminator", "4, NaN, generator", "4, Infinity, generator", "0, -Infinity, discriminator"})
    void loss_thatIsNoNumber_namesStepAndPlayer(int outcome, float loss, String player) {
        backend.poisonedStep = 4;
        backend.poisonedOutcome = outcome;
        backend.poison = loss;
        TrainingRun run = plan.listeners(recorder).start();
        assertThatThrownBy(run::train).isInstanceOfSatisfying(TrainingDivergedException.class, e -> {
            assertThat(e)
                    .hasMessage("training diverged at step 5: the loss of the " + player + " is " + loss
                            + "; a smaller learning rate or another loss may help");
            assertThat(e.step()).isEqualTo(5);
            assertThat(e.player()).isEqualTo(player);
        });
        assertThat(recorder.events).endsWith("step 4", "FAILED after 5");
        assertThat(backend.closed).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({"3, NaN, discriminator", "5, Infinity, generator"})
    void gradient_thatIsNoNumber_namesStepAndPlayer(int outcome, float norm, String player) {
        backend.poisonedStep = 4;
        backend.poisonedOutcome = outcome;
        backend.poison = norm;
        TrainingRun run = plan.listeners(recorder).start();
        assertThatThrownBy(run::train).isInstanceOfSatisfying(TrainingDivergedException.class, e -> {
            assertThat(e)
                    .hasMessage("training diverged at step 5: the gradient of the " + player + " is " + norm
                            + "; a smaller learning rate or another loss may help");
            assertThat(e.player()).isEqualTo(player);
        });
        assertThat(backend.closed).hasValue(1);
    }

    @Test
    void backend_thatFails_endsTheRunAndIsPassedOn() {
        RuntimeException cause = new UnsupportedOperationException("out of beads");
        backend.inStep = step -> {
            throw cause;
        };
        TrainingRun run = plan.listeners(recorder).start();
        assertThatThrownBy(run::train).isSameAs(cause);
        assertThat(recorder.events).containsExactly("started", "FAILED after 0");
        assertThat(backend.closed).hasValue(1);
    }

    @Test
    void backend_thatFailsAtStart_isFreed() {
        backend.evaluatorsFail = true;
        assertThatThrownBy(plan::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no evaluator today");
        assertThat(backend.closed).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"started", "progressed", "ended"})
    void listener_thatFails_endsTheRunAndIsPassedOn(String where) {
        RuntimeException cause = new UnsupportedOperationException(where);
        TrainingListener failing = new TrainingListener() {
            private void fail(String here) {
                if (here.equals(where)) {
                    throw cause;
                }
            }

            @Override
            public void started(TrainingStarted event) {
                fail("started");
            }

            @Override
            public void progressed(TrainingProgress event) {
                fail("progressed");
            }

            @Override
            public void ended(TrainingEnded event) {
                fail("ended");
            }
        };
        TrainingRun run = plan.steps(2).listeners(recorder, failing).start();
        assertThatThrownBy(run::train).isSameAs(cause);
        assertThat(recorder.events.get(recorder.events.size() - 1))
                .isEqualTo(
                        switch (where) {
                            case "started" -> "FAILED after 0";
                            case "progressed" -> "FAILED after 1";
                            default -> "FINISHED after 2";
                        });
        assertThat(backend.closed).hasValue(1);
    }

    @Test
    void listener_thatFailsAtTheEndToo_doesNotHideTheCause() {
        backend.poisonedStep = 0;
        TrainingListener failing = new TrainingListener() {
            @Override
            public void ended(TrainingEnded event) {
                throw new UnsupportedOperationException("at the end");
            }
        };
        TrainingRun run = plan.listeners(failing).start();
        assertThatThrownBy(run::train)
                .isInstanceOf(TrainingDivergedException.class)
                .hasSuppressedException(new UnsupportedOperationException("at the end"));
        assertThat(backend.closed).hasValue(1);
    }

    /** Fails at one sample. */
    private record Broken(int size, int at, boolean tooShort) implements Dataset {
        @Override
        public String name() {
            return "broken";
        }

        @Override
        public Shape shape() {
            return Shape.of(1, 1, 1);
        }

        @Override
        public Encoding encoding() {
            return Encoding.PIXELS;
        }

        @Override
        public void read(int index, ByteBuffer into) {
            if (index != at) {
                into.put((byte) 1);
            } else if (!tooShort) {
                throw new UnsupportedOperationException("a scratch");
            }
        }
    }

    @Test
    void dataset_thatFails_endsTheRunAndIsNamed() {
        TrainingRun run =
                plan.data(new Broken(12, 7, false)).listeners(recorder).start();
        assertThatThrownBy(run::train)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the training data could not be read: java.lang.UnsupportedOperationException: a scratch")
                .hasRootCauseMessage("a scratch");
        assertThat(recorder.events.get(recorder.events.size() - 1)).startsWith("FAILED after");
        assertThat(backend.closed).hasValue(1);
    }

    @Test
    void dataset_thatWritesTooLittle_isNamed() {
        TrainingRun run = plan.data(new Broken(12, 7, true)).start();
        assertThatThrownBy(run::train).hasRootCauseMessage("sample 7 of broken wrote 0 bytes, those of a sample are 1");
        assertThat(backend.closed).hasValue(1);
    }

    @Test
    void close_whileDataIsBeingRead_letsTheThreadEnd() {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        TrainingRun run = plan.data(new Waiting(reading, goOn)).start();
        FakeBackend.await(reading);
        run.close();
        goOn.countDown();
        assertThat(backend.closed).hasValue(1);
    }

    /** Waits in the middle of a read, and minds being interrupted. */
    private record Waiting(CountDownLatch reading, CountDownLatch goOn) implements Dataset {
        @Override
        public String name() {
            return "waiting";
        }

        @Override
        public int size() {
            return 12;
        }

        @Override
        public Shape shape() {
            return Shape.of(1, 1, 1);
        }

        @Override
        public Encoding encoding() {
            return Encoding.PIXELS;
        }

        @Override
        public void read(int index, ByteBuffer into) {
            reading.countDown();
            FakeBackend.await(goOn);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            into.put((byte) 1);
        }
    }
}
