package io.gan4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.architecture.Mlp;
import io.gan4j.inference.Generator;
import io.gan4j.inference.LoadOptions;
import io.gan4j.network.Network;
import io.gan4j.testing.ChildJvm;
import io.gan4j.testing.Effort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One generator in many threads gives the bits that it gives in one, and may be closed at any time. */
class ConcurrencyTest {
    private static final int SEEDS = 256;
    private static final int THREADS = 32;
    private static final int BURST = 1000;

    @TempDir
    Path folder;

    static byte[] tiny() {
        Network network = Mlp.of(3).generator(2, Models.IMAGE);
        return Models.write(network, Models.card(network));
    }

    /** Batches of 1 to 3, by the seed. */
    private static float[] images(Generator generator, int seed) {
        return generator.generate(1 + seed % 3, seed).toFloats();
    }

    @Test
    void generations_inManyThreads_areThoseOfOne() throws InterruptedException {
        int calls = Effort.cases(31_250, 312_500);
        try (Generator generator = Generator.load(tiny(), LoadOptions.defaults().threads(1))) {
            float[][] expected = new float[SEEDS][];
            Arrays.setAll(expected, seed -> images(generator, seed));
            IntPredicate isWrong = call -> !Arrays.equals(images(generator, call % SEEDS), expected[call % SEEDS]);
            int wrong = wrong(THREADS, thread -> {
                for (int call = 0; call < calls; call++) {
                    // all of them at other places of the same list
                    if (isWrong.test(call * 7 + thread * 8)) {
                        return true;
                    }
                }
                return false;
            });
            int wrongOfBurst = wrong(BURST, isWrong);
            assertThat(wrong).isZero();
            assertThat(wrongOfBurst).isZero();
        }
        System.out.printf(
                "P9: %d threads of %,d generations and a burst of %,d threads, each compared bit by bit, 0 wrong%n",
                THREADS, calls, BURST);
    }

    /** Starts some threads at one moment; gives in how many of them something was wrong or failed. */
    private static int wrong(int number, IntPredicate isWrong) throws InterruptedException {
        AtomicInteger right = new AtomicInteger();
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            int index = i;
            Thread thread = new Thread(() -> {
                try {
                    start.await();
                } catch (InterruptedException e) {
                    return;
                }
                if (!isWrong.test(index)) {
                    right.incrementAndGet();
                }
            });
            threads.add(thread);
            thread.start();
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        return number - right.get();
    }

    @Test
    void generators_closedUnderLoad_refuseLaterCallsAlone() throws IOException, InterruptedException {
        Path file = Files.write(folder.resolve("tiny.onnx"), tiny());
        int children = Effort.cases(5, 50);
        for (int child = 0; child < children; child++) {
            String output = ChildJvm.of(ClosingUnderLoad.class)
                    .startingFast()
                    .output(folder, "close", file.toString(), "" + child);
            assertThat(output).isEqualTo(ClosingUnderLoad.ROUNDS + " rounds\n");
        }
        System.out.println(
                "P10: " + children * ClosingUnderLoad.ROUNDS + " generators closed under load by two threads in "
                        + children + " JVMs, 0 deaths, IllegalStateException alone");
    }

    @Test
    void jvms_thatExitUnderLoad_endAsTheyAreTold() throws IOException, InterruptedException {
        Path file = Files.write(folder.resolve("tiny.onnx"), tiny());
        int children = Effort.cases(10, 200);
        for (int child = 0; child < children; child++) {
            String output = ChildJvm.of(ClosingUnderLoad.class)
                    .startingFast()
                    .output(folder, "exit", file.toString(), "" + child);
            assertThat(output).isEqualTo("exits\n");
        }
        System.out.println("P10: " + children + " JVMs that called System.exit under load, 0 deaths");
    }
}
