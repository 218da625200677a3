package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gan4j.checkpoint.RunFolder;
import io.gan4j.testing.ChildJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ctrl-C and the signal to terminate, sent to programs that run. */
class StopSignalsTest {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int SIGINT = 2;

    @TempDir
    private Path work;

    private Path log;

    @BeforeEach
    void prepare() throws IOException {
        assumeTrue(Files.exists(STATUS), "skipped: this system has no /proc to ask about signals");
        String ignored = Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .findFirst()
                .orElseThrow()
                .substring("SigIgn:".length())
                .strip();
        assumeTrue(
                (Long.parseUnsignedLong(ignored, 16) >> (SIGINT - 1) & 1) == 0,
                "skipped: who started the tests has them and their children ignore Ctrl-C");
        log = work.resolve("log.txt");
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
    void signal_whileDigitsTrains_keepsARunThatEndsInTheSameFile(String signal, int code) throws Exception {
        Path data = IdxFolder.write(work.resolve("data"), 16);
        Path whole = work.resolve("whole");
        Cli uninterrupted = Cli.run((Object[]) arguments(data, whole));
        assertThat(uninterrupted.code()).as(uninterrupted.err()).isZero();
        Path out = work.resolve("out");
        Process child = start(ChildJvm.of(Main.class).command(arguments(data, out)));
        try {
            waitFor(child, () -> lines(out.resolve("run/history.jsonl")) > 0);
            send(signal, child);
            assertThat(child.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(child.exitValue()).as(Files.readString(log)).isEqualTo(code);
        } finally {
            child.destroyForcibly();
        }
        assertThat(Files.readString(log))
                .contains("Stopping after this step, with a checkpoint.")
                .containsPattern("Stopped after step \\d+ of 400; --resume goes on from there");
        assertThat(out.resolve("digits.onnx")).doesNotExist();
        assertThat(RunFolder.list(out.resolve("run"))).isNotEmpty();
        Cli resumed = Cli.run((Object[]) with(arguments(data, out), "--resume"));
        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(out.resolve("digits.onnx")).hasSameBinaryContentAs(whole.resolve("digits.onnx"));
        assertThat(out.toFile().list()).containsExactlyInAnyOrder("digits.onnx", "samples.png", "progress.gif", "run");
        assertThat(out.resolve("run/checkpoints")).doesNotExist();
        assertThat(Files.readAllLines(out.resolve("run/history.jsonl")))
                .hasSameSizeAs(Files.readAllLines(whole.resolve("run/history.jsonl")));
        System.out.println("P3: digits ended by SIG" + signal + " with exit code " + code
                + ", resumed to the same file as without it: 1 of 1");
    }

    @Test
    void signal_whileATextEncoderLearns_keepsARunThatEndsInTheSameFile() throws Exception {
        Path whole = work.resolve("whole");
        Cli uninterrupted = Cli.run((Object[]) sentences(whole));
        assertThat(uninterrupted.code()).as(uninterrupted.err()).isZero();
        Path out = work.resolve("out");
        Process child = start(ChildJvm.of(Main.class).command(sentences(out)));
        try {
            waitFor(child, () -> lines(out.resolve("run/encoder/history.jsonl")) > 0);
            send("INT", child);
            assertThat(child.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(child.exitValue()).as(Files.readString(log)).isEqualTo(130);
        } finally {
            child.destroyForcibly();
        }
        assertThat(text())
                .contains("Stopping after this step, with a checkpoint.")
                .contains("Stopped while the text encoder learned; --resume goes on from there")
                .doesNotContain("Exception");
        assertThat(out.resolve("model.onnx")).doesNotExist();
        assertThat(out.resolve("run/encoder/checkpoints")).isDirectory();
        Cli again = Cli.run((Object[]) sentences(out));
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).contains("there is an unfinished run in " + out.resolve("run") + ": --resume goes on");
        Cli resumed = Cli.run("train", "--resume", "--data", "shapes(70)", "--size", 16, "--out", out);
        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(out.resolve("model.onnx")).hasSameBinaryContentAs(whole.resolve("model.onnx"));
        assertThat(out.resolve("run/checkpoints")).doesNotExist();
        assertThat(out.resolve("run/encoder/checkpoints")).doesNotExist();
    }

    private static String[] sentences(Path out) {
        return ("train --preset text-to-image --data shapes(70) --size 16 --steps 2 --set encoderSteps=100 --set batch=4"
                        + " --set architecture=deepFusion(1) --set latent=3 --set threads=1 --out " + out)
                .split(" ");
    }

    private static String[] arguments(Path data, Path out) {
        return ("digits --steps 400 --batch 8 --latent 8 --features 4 --seed 7 --threads 1 --data " + data + " --out "
                        + out)
                .split(" ");
    }

    private static String[] with(String[] arguments, String more) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = more;
        return all;
    }

    @Test
    void secondSignal_endsTheProgramAtOnce() throws Exception {
        Process child = start(ChildJvm.of(Waiting.class).startingFast().command());
        try {
            waitFor(child, () -> text().contains("works"));
            send("INT", child);
            waitFor(child, () -> text().contains("asked to stop"));
            assertThat(child.isAlive()).isTrue();
            send("INT", child);
            assertThat(child.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(child.exitValue()).isEqualTo(130);
        } finally {
            child.destroyForcibly();
        }
    }

    @Test
    void signal_thatTheProgramWasStartedToIgnore_staysIgnored() throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "trap '' HUP; exec \"$0\" \"$@\""));
        command.addAll(ChildJvm.of(Waiting.class).startingFast().command());
        Process child = start(command);
        try {
            waitFor(child, () -> text().contains("works"));
            send("HUP", child);
            send("TERM", child);
            waitFor(child, () -> text().contains("asked to stop"));
            send("TERM", child);
            assertThat(child.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(child.exitValue()).isEqualTo(143);
        } finally {
            child.destroyForcibly();
        }
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
    void signal_afterTheWork_isNotSaidToStopIt(String signal, int code) throws Exception {
        Process child = start(ChildJvm.of(Waiting.class).startingFast().command("after the work"));
        try {
            waitFor(child, () -> text().contains("has worked"));
            send(signal, child);
            assertThat(child.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(child.exitValue()).isEqualTo(code);
            assertThat(text()).doesNotContain("Stopping", "asked to stop");
        } finally {
            child.destroyForcibly();
        }
    }

    private Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private static void send(String signal, Process to) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + signal, Long.toString(to.pid()))
                .inheritIO()
                .start()
                .waitFor();
        assertThat(code).isZero();
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private void waitFor(Process child, Condition condition) throws IOException, InterruptedException {
        while (!condition.holds()) {
            assertThat(child.isAlive()).as("%s", text()).isTrue();
            Thread.sleep(1);
        }
    }

    private String text() throws IOException {
        return Files.readString(log, StandardCharsets.UTF_8);
    }

    private static long lines(Path file) throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        return Files.readAllLines(file).size();
    }
}
