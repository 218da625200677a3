package io.gan4j.djl;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.inference.Generator;
import io.gan4j.run.TrainedGan;
import io.gan4j.run.TrainingRun;
import io.gan4j.testing.ChildJvm;
import io.gan4j.testing.Effort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was trained may be closed, and the JVM may end, while threads use it and others train. */
class ClosingTest {
    @TempDir
    Path folder;

    @Test
    void trainedGan_closedUnderLoad_refusesLaterCallsAlone() throws IOException, InterruptedException {
        run("close", "closed\n");
    }

    @Test
    void jvm_thatExitsUnderLoad_endsAsItIsTold() throws IOException, InterruptedException {
        run("exit", "exits\n");
    }

    private void run(String what, String expected) throws IOException, InterruptedException {
        int children = Effort.cases(3, 50);
        for (int child = 0; child < children; child++) {
            String output = ChildJvm.of(UnderLoad.class)
                    .startingFast()
                    .option("-Dorg.slf4j.simpleLogger.defaultLogLevel=error")
                    .output(folder, what, "" + child);
            assertThat(output).endsWith(expected).doesNotContain("Exception");
        }
        System.out.println("P10: " + children + " training JVMs, " + what + " under load, 0 deaths");
    }

    /** Takes {@code close} or {@code exit}, and a seed for the moment. */
    static final class UnderLoad {
        private static final int THREADS = 6;

        private UnderLoad() {}

        public static void main(String[] arguments) throws InterruptedException {
            TrainedGan trained = Presets.DCGAN.settings().threads(1).train(Presets.DATA);
            AtomicLong calls = new AtomicLong();
            for (int i = 0; i < THREADS; i++) {
                int seed = i;
                new Thread(() -> generate(trained.generator(), seed, calls)).start();
            }
            boolean exits = arguments[0].equals("exit");
            if (exits) {
                TrainingRun run = Presets.DCGAN.settings().steps(1_000_000).start(Presets.DATA);
                Thread training = new Thread(run::train);
                training.setDaemon(true);
                training.start();
            }
            while (calls.get() < 5 * THREADS) {
                Thread.sleep(1);
            }
            Thread.sleep(new Random(Long.parseLong(arguments[1])).nextInt(30));
            if (exits) {
                System.out.println("exits");
                System.exit(0);
            }
            trained.close();
            trained.close();
            System.out.println("closed");
        }

        /** Until it is closed. */
        private static void generate(Generator generator, int seed, AtomicLong calls) {
            try {
                while (true) {
                    generator.generate(2, seed);
                    calls.incrementAndGet();
                }
            } catch (IllegalStateException e) {
                if (!"this generator is closed".equals(e.getMessage())) {
                    throw e;
                }
            }
        }
    }
}
