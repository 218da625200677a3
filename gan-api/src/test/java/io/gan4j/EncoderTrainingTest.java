package io.gan4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.architecture.DeepFusion;
import io.gan4j.checkpoint.CheckpointFile;
import io.gan4j.checkpoint.RunFolder;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.engine.FakeBackend;
import io.gan4j.error.CheckpointException;
import io.gan4j.event.CurrentRun;
import io.gan4j.event.TrainingListener;
import io.gan4j.run.RecordedRun;
import io.gan4j.run.TextToImageRun;
import io.gan4j.run.TrainedTextToImage;
import io.gan4j.training.Checkpoints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A text encoder that learns before a GAN: stopped, cancelled, gone on with; on an engine that learns nothing. */
class EncoderTrainingTest {
    private static final Dataset SHAPES = Datasets.shapes(12);
    private static final int ENCODER_STEPS = 6;

    @TempDir
    Path folder;

    private final FakeBackend backend = new FakeBackend();

    private TextToImageBuilder gan() {
        return Gan.textToImage()
                .architecture(DeepFusion.of(1))
                .latent(3)
                .batch(4)
                .steps(5)
                .encoderSteps(ENCODER_STEPS)
                .backend(backend);
    }

    private Checkpoints kept() {
        return Checkpoints.in(folder).everySteps(100);
    }

    private static TrainingListener stopAt(int step) {
        return TrainingListener.stopWhen(report -> report.step() >= step);
    }

    private static List<Long> steps(Path folder) throws IOException {
        return RunFolder.list(folder).stream().map(CheckpointFile::step).toList();
    }

    @Test
    void encoder_thatIsStopped_saysSoAndKeepsWhatItLearned() throws IOException {
        TextToImageBuilder stopped = gan().checkpoints(kept()).encoderListener(stopAt(2));
        assertThatThrownBy(() -> stopped.train(SHAPES))
                .isInstanceOf(CancellationException.class)
                .hasMessage(
                        "the run was stopped while the text encoder learned, after step 2 of 6, before the GAN began: it goes on"
                                + " by Checkpoints.resume(folder) in " + folder);
        assertThat(RunFolder.list(folder)).isEmpty();
        assertThat(steps(folder.resolve("encoder"))).containsExactly(2L, 0L);
        assertThat(RecordedRun.checkpoints(folder)).hasSize(2);
        assertThat(RecordedRun.kind(folder)).isEqualTo(RecordedRun.Kind.TEXT_TO_IMAGE);
        assertThat(backend.compiled).hasSize(1);
        assertThat(backend.closed).hasValue(1);
    }

    @Test
    void encoder_thatIsStoppedWithoutCheckpoints_saysThatItBeginsAnew() {
        assertThatThrownBy(() -> gan().encoderListener(stopAt(3)).start(SHAPES))
                .isInstanceOf(CancellationException.class)
                .hasMessage(
                        "the run was stopped while the text encoder learned, after step 3 of 6, before the GAN began: without"
                                + " checkpoints(Checkpoints.in(folder)) it begins anew");
    }

    @Test
    void encoder_thatWasStopped_goesOnWithoutItsSettings_andIsThenKeptByTheGan() throws IOException {
        TextToImageBuilder settings = gan().checkpoints(kept());
        assertThatThrownBy(() -> settings.encoderListener(stopAt(2)).train(SHAPES))
                .isInstanceOf(CancellationException.class);
        TextToImageBuilder resumed = Gan.resumeTextToImage(folder);
        assertThat(resumed.configuration()).isEqualTo(settings.configuration());
        int before = backend.fed.size();
        try (TextToImageRun run = resumed.backend(backend).start(SHAPES)) {
            assertThat(backend.fed).hasSize(before + ENCODER_STEPS - 2);
            assertThat(steps(folder)).containsExactly(0L);
            assertThat(folder.resolve("encoder/checkpoints")).doesNotExist();
            assertThat(folder.resolve("encoder/history.jsonl")).isRegularFile();
            run.play();
        }
    }

    /** A crash, as it were: the encoder's checkpoint is that of its end, and there is none of the GAN. */
    @Test
    void encoder_thatHadLearnedWhenTheRunEnded_doesNotLearnAgain() throws IOException {
        Checkpoints everyStep = Checkpoints.in(folder).everySteps(1);
        TextToImageBuilder settings = gan().checkpoints(everyStep);
        AtomicInteger ended = new AtomicInteger();
        TrainingListener failing = TrainingListener.onProgress(report -> {
            if (report.step() == ENCODER_STEPS && ended.getAndIncrement() == 0) {
                throw new IllegalStateException("the power is gone");
            }
        });
        assertThatThrownBy(() -> settings.encoderListener(failing).train(SHAPES))
                .hasMessage("the power is gone");
        int before = backend.fed.size();
        try (TextToImageRun run = Gan.resumeTextToImage(folder).backend(backend).start(SHAPES)) {
            assertThat(backend.fed).hasSize(before + 1);
            assertThat(run.step()).isZero();
        }
    }

    @Test
    void folder_withARun_isRefusedBeforeTheEncoderLearns() throws IOException {
        gan().checkpoints(kept()).train(SHAPES).close();
        int compiled = backend.compiled.size();
        assertThatThrownBy(() -> gan().checkpoints(kept()).start(SHAPES))
                .isInstanceOf(CheckpointException.class)
                .hasMessage("the run folder " + folder
                        + " has checkpoints of a run already: go on with Checkpoints.resume, or choose another folder");
        assertThat(backend.compiled).hasSize(compiled);
    }

    @Test
    void folder_withoutARun_cannotBeGoneOnWith() {
        assertThatThrownBy(() -> gan().checkpoints(Checkpoints.resume(folder)).start(SHAPES))
                .isInstanceOf(CheckpointException.class)
                .hasMessage("there is no checkpoint in the run folder " + folder + " to go on from");
        assertThat(backend.compiled).isEmpty();
    }

    @Test
    void otherEncoderSteps_areRefusedWhereTheEncoderGoesOn() {
        TextToImageBuilder settings = gan().checkpoints(kept());
        assertThatThrownBy(() -> settings.encoderListener(stopAt(2)).train(SHAPES))
                .isInstanceOf(CancellationException.class);
        TextToImageBuilder longer =
                gan().encoderSteps(9).checkpoints(Checkpoints.resume(folder).everySteps(100));
        assertThatThrownBy(() -> longer.start(SHAPES))
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith(
                        "the run in " + folder.resolve("encoder") + " cannot go on with other settings: ")
                .hasMessageContaining("length");
    }

    @Test
    void trainAsync_trainsEncoderAndGanOnADaemonOfItsOwn() throws Exception {
        StringBuffer names = new StringBuffer();
        backend.inStep = step -> names.append(
                Thread.currentThread().getName().equals("gan4j-training")
                                && Thread.currentThread().isDaemon()
                        ? "."
                        : Thread.currentThread().getName());
        try (TrainedTextToImage trained = gan().trainAsync(SHAPES).get()) {
            assertThat(trained.step()).isEqualTo(5);
        }
        assertThat(names).hasToString(".".repeat(ENCODER_STEPS + 5));
    }

    @Test
    void trainAsync_cancelledWhileTheEncoderLearns_endsIt() {
        CountDownLatch inStep = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        backend.inStep = step -> {
            inStep.countDown();
            FakeBackend.await(cancelled);
        };
        CompletableFuture<TrainedTextToImage> future =
                gan().encoderSteps(1_000_000).trainAsync(SHAPES);
        FakeBackend.await(inStep);
        assertThat(future.cancel(false)).isTrue();
        cancelled.countDown();
        assertThatThrownBy(future::get).isInstanceOf(CancellationException.class);
        assertThat(backend.compiled).hasSize(1);
        long end = System.nanoTime() + 10_000_000_000L;
        while (backend.closed.get() == 0 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(backend.closed).hasValue(1);
    }

    @Test
    void trainAsync_ofDataThatDoesNotFit_isRefusedAtOnce() {
        assertThatThrownBy(() -> gan().batch(13).trainAsync(SHAPES))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this GAN cannot be trained: a batch of 13 is more than the 12 samples of the data ("
                        + SHAPES.name() + "): set batch(12) or less");
    }

    /** What is asked of a run between two, as by a signal, is not lost. */
    @Test
    void stop_asTheEncoderEnds_stopsTheGanBeforeItsSecondStep() {
        CurrentRun current = new CurrentRun();
        TrainingListener late = TrainingListener.onProgress(report -> {
            if (report.step() == ENCODER_STEPS) {
                current.stop();
            }
        });
        try (TrainedTextToImage trained = gan().encoderListener(current)
                .encoderListener(late)
                .listener(current)
                .train(SHAPES)) {
            assertThat(trained.step()).isEqualTo(1);
        }
    }
}
