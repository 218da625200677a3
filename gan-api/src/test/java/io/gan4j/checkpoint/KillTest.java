package io.gan4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.testing.ChildJvm;
import io.gan4j.testing.Effort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that save without end, killed at random moments, all in one run folder. */
class KillTest {
    private static final int KILLS = Effort.cases(100, 2_000);
    private static final long SEED = 20261129;
    /** Long enough that a save takes several writes. */
    private static final int SIZE = 100_000;

    @TempDir
    private Path temporary;

    @Test
    void killedWriter_leavesItsLastAcknowledgedCheckpoint() throws IOException, InterruptedException {
        Path run = temporary.resolve("run");
        Random random = new Random(SEED);
        long newest = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            long acknowledged = kill(run, random.nextInt(100));
            try (RunFolder folder = RunFolder.open(run, 3)) {
                Checkpoint found = folder.newest().orElseThrow();
                assertThat(found.step()).as("kill %d", kill).isBetween(acknowledged, acknowledged + 1);
                assertThat(found).isEqualTo(States.at(found.step(), SIZE));
                assertThat(States.names(run)).allMatch(name -> name.startsWith("step-"));
                newest = found.step();
            }
        }
        System.out.println(
                "P1: " + KILLS + " kills (seed " + SEED + ") within " + newest + " saves, 0 checkpoints lost");
        assertThat(newest).isGreaterThanOrEqualTo(KILLS);
    }

    /** Starts a writer and kills it a while after its first checkpoint; gives the step of the last it acknowledged. */
    private static long kill(Path run, int milliseconds) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        ChildJvm.of(Child.class).startingFast().command(run.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long acknowledged;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            acknowledged = Long.parseLong(lines.readLine());
            Thread.sleep(milliseconds);
            // by its handle: the process itself would close the stream with what is still in it
            process.toHandle().destroyForcibly();
            process.waitFor();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                acknowledged = Math.max(acknowledged, Long.parseLong(line.strip()));
            }
        }
        return acknowledged;
    }

    /** Goes on from the newest checkpoint and saves the next ones, and writes the step of each that is safe. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws IOException {
            try (RunFolder folder = RunFolder.open(Path.of(arguments[0]), 3)) {
                long step = folder.newest().map(Checkpoint::step).orElse(0L);
                while (true) {
                    step++;
                    folder.save(States.at(step, SIZE));
                    System.out.write((step + "\n").getBytes(StandardCharsets.US_ASCII));
                    System.out.flush();
                }
            }
        }
    }
}
