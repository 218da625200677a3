package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.checkpoint.CheckpointFile;
import io.gan4j.checkpoint.RunFolder;
import io.gan4j.inference.ModelCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A finished run whose checkpoint was kept: it is told of, made longer, and never lost. */
class FinishedRunTest {
    @TempDir
    private Path work;

    private Path out;
    private Path run;

    @BeforeEach
    void finish() {
        out = work.resolve("out");
        run = out.resolve("run");
        Cli cli = train("--steps", 3, "--set", "batch=4", "--set", "threads=1", "--keep-checkpoint");
        assertThat(cli.err()).isEmpty();
        assertThat(cli.code()).isZero();
    }

    private Cli train(Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("train", "--data", "ring(3, 60)", "--out", out));
        arguments.addAll(Arrays.asList(more));
        return Cli.run(arguments.toArray());
    }

    private List<Long> kept() throws IOException {
        return RunFolder.list(run).stream().map(CheckpointFile::step).distinct().toList();
    }

    private long step() throws IOException {
        return ModelCard.read(out.resolve("model.onnx")).origin().step();
    }

    @Test
    void resume_saysThatItIsFinished_andKeepsTheCheckpoint() throws IOException {
        byte[] model = Files.readAllBytes(out.resolve("model.onnx"));
        Cli finished = new Cli(
                1,
                "",
                "gan-examples train: the run in " + run
                        + " is finished, at step 3, and its checkpoint stays: to train it"
                        + " longer, give --steps with more than 3; to begin anew, choose another --out\n");
        assertThat(train("--resume")).isEqualTo(finished);
        assertThat(train("--resume", "--steps", 3, "--set", "batch=4", "--set", "threads=1"))
                .isEqualTo(finished);
        assertThat(train("--resume", "--steps", 2)).isEqualTo(finished);
        assertThat(kept()).containsExactly(3L);
        assertThat(out.resolve("model.onnx")).hasBinaryContent(model);
    }

    @Test
    void resume_withMoreSteps_goesOn_andKeepsTheCheckpoint() throws IOException {
        Cli longer = train("--resume", "--steps", 5);
        assertThat(longer.err()).isEmpty();
        assertThat(longer.code()).isZero();
        assertThat(longer.out())
                .contains("Finished all 5 steps")
                .doesNotContain("step 1/5")
                .endsWith("The checkpoint stays, as before: delete " + run.resolve("checkpoints")
                        + " if it is not needed\n");
        assertThat(step()).isEqualTo(5);
        assertThat(kept()).contains(5L);
        Cli again = train("--resume", "--epochs", 2, "--set", "batch=4", "--set", "threads=1");
        assertThat(again.err()).isEmpty();
        assertThat(step()).isEqualTo(15);
        assertThat(kept()).contains(15L);
    }

    @Test
    void newRun_inItsFolder_isToldThatItIsFinished() throws IOException {
        assertThat(train("--steps", 3))
                .isEqualTo(new Cli(
                        1,
                        "",
                        "gan-examples train: there is a finished run in " + run
                                + ", whose checkpoint was kept: choose another --out, or delete "
                                + run.resolve("checkpoints") + " to begin anew\n"));
        assertThat(kept()).containsExactly(3L);
    }

    /** As where the disk was full when the results were to be written. */
    @Test
    void resume_whereAResultIsMissing_writesIt_andKeepsTheCheckpoint() throws IOException {
        Files.delete(out.resolve("model.onnx"));
        Cli cli = train("--resume");
        assertThat(cli.err()).isEmpty();
        assertThat(cli.code()).isZero();
        assertThat(step()).isEqualTo(3);
        assertThat(kept()).containsExactly(3L);
    }
}
