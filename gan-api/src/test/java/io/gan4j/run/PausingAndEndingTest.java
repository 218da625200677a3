package io.gan4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.engine.FakeBackend;
import io.gan4j.error.TrainingDivergedException;
import io.gan4j.event.RunControl;
import io.gan4j.event.TrainingEnded;
import io.gan4j.event.TrainingListener;
import io.gan4j.event.TrainingProgress;
import io.gan4j.event.TrainingStarted;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who may pause, stop or cancel a run, and from where. */
@Timeout(30)
class PausingAndEndingTest {
    private final FakeBackend backend = new FakeBackend();
    private final Plan plan = Plan.of(backend, 12);
    private final Recorder recorder = new Recorder();

    @AfterEach
    void noThreadIsLeftBehind() {
        DataThread.ends();
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
    void control_givenToAListener_isTheRun() {
        TrainingListener stopping = new TrainingListener() {
            private @Nullable RunControl control;

            @Override
            public void started(TrainingStarted event) {
                control = event.run();
            }

            @Override
            public void progressed(TrainingProgress event) {
                if (event.step() == 3 && control != null) {
                    control.pause();
                    control.resume();
                    control.stop();
                }
            }
        };
        try (TrainedGan trained = plan.listeners(stopping).start().train()) {
            assertThat(trained.step()).isEqualTo(3);
        }
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
}
