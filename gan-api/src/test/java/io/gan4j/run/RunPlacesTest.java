package io.gan4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.gan4j.checkpoint.RunFolder;
import io.gan4j.engine.FakeBackend;
import io.gan4j.error.CheckpointException;
import io.gan4j.training.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Run folders that cannot be used, or that are gone during the run. */
class RunPlacesTest {
    @TempDir
    private Path temporary;

    private static Plan plan(Checkpoints kept) {
        return Plan.of(new FakeBackend(), 12).reportEvery(1).checkpoints(kept);
    }

    private static void interrupted(ThrowingCallable work, String message) {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(work).hasMessage(message);
        } finally {
            assertThat(Thread.interrupted()).as("the flag is still set").isTrue();
        }
    }

    @Test
    void start_whereTheRunFolderIsAFile_saysSo() throws IOException {
        Path file = Files.createFile(temporary.resolve("run"));
        assertThatThrownBy(() -> plan(Checkpoints.in(file)).start())
                .isInstanceOf(CheckpointException.class)
                .hasMessage("the run folder " + file + " cannot be used: it is a file, not a folder");
    }

    @Test
    void start_whereTheCheckpointsAreAFile_namesIt() throws IOException {
        Path run = Files.createDirectories(temporary.resolve("run"));
        Path file = Files.createFile(run.resolve("checkpoints"));
        assertThatThrownBy(() -> plan(Checkpoints.in(run)).start())
                .hasMessage("the run folder " + run + " cannot be used: " + file + " is a file, not a folder");
    }

    @Test
    void start_ofAnInterruptedThread_saysInterrupted() {
        Path run = temporary.resolve("run");
        interrupted(() -> plan(Checkpoints.in(run)).start(), "the run folder " + run + " cannot be used: interrupted");
    }

    @Test
    void read_ofAnInterruptedThread_saysInterrupted() throws IOException {
        Path run = temporary.resolve("run");
        plan(Checkpoints.in(run)).start().train().close();
        Path newest = RunFolder.list(run).get(0).file();
        interrupted(() -> RunFolder.newest(run), newest + ": cannot be read: interrupted");
        interrupted(() -> RecordedRun.ofGan(run), newest + ": cannot be read: interrupted");
    }

    @Test
    @Timeout(60)
    void checkpoints_whoseFoldersAreDeletedDuringTheRun_areMadeAnew() throws IOException, InterruptedException {
        Path run = temporary.resolve("out/run");
        try (TrainingRun training = plan(Checkpoints.in(run).everySteps(3)).start()) {
            for (int i = 0; i < 5; i++) {
                training.play();
            }
            // who deletes a folder while the checkpoint of step 3 is renamed in it finds that a file has gone
            while (RunFolder.list(run).isEmpty()) {
                Thread.sleep(1);
            }
            MoreFiles.deleteRecursively(temporary.resolve("out"), RecursiveDeleteOption.ALLOW_INSECURE);
            training.train().close();
        }
        assertThat(RunFolder.newest(run).orElseThrow().step()).isEqualTo(10);
        assertThat(run.resolve("write.lock")).exists();
        assertThat(Files.readAllLines(run.resolve("history.jsonl"))).isNotEmpty();
        plan(Checkpoints.resume(run)).start().train().close();
    }

    @Test
    void checkpoints_thatCannotBeWritten_keepTheReason() throws IOException {
        Path run = temporary.resolve("run");
        TrainingRun training = plan(Checkpoints.in(run)).start();
        training.play();
        MoreFiles.deleteRecursively(run, RecursiveDeleteOption.ALLOW_INSECURE);
        Files.createFile(run);
        assertThatThrownBy(training::train)
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith("the checkpoint of step 10 could not be written to " + run + ": ")
                .hasMessageContaining("a file, not a folder");
    }
}
