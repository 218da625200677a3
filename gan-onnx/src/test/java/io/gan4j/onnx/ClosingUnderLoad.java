package io.gan4j.onnx;

import io.gan4j.inference.Generator;
import io.gan4j.inference.LoadOptions;
import io.gan4j.tensor.RandomStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Closes generators, or ends the JVM, while threads use them: the main class of a JVM that may not survive it. */
final class ClosingUnderLoad {
    static final int ROUNDS = 20;
    private static final int THREADS = 8;
    private static final LoadOptions OPTIONS = LoadOptions.defaults().threads(1);

    private final byte[] file;
    private final RandomStream random;
    private final AtomicReference<@Nullable Throwable> wrong = new AtomicReference<>();
    private final AtomicLong calls = new AtomicLong();

    private ClosingUnderLoad(byte[] file, long seed) {
        this.file = file;
        this.random = RandomStream.of(seed);
    }

    /** Takes {@code close} or {@code exit}, the file of a generator, and a seed for the moments. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        ClosingUnderLoad load =
                new ClosingUnderLoad(Files.readAllBytes(Path.of(arguments[1])), Long.parseLong(arguments[2]));
        if (arguments[0].equals("exit")) {
            load.exit();
        }
        for (int round = 0; round < ROUNDS; round++) {
            load.close();
        }
        Throwable thrown = load.wrong.get();
        if (thrown != null) {
            throw new AssertionError(thrown);
        }
        System.out.println(ROUNDS + " rounds");
    }

    /** Two threads close at the same time; those that generate end by the documented exception. */
    private void close() throws InterruptedException {
        Generator generator = Generator.load(file, OPTIONS);
        List<Thread> threads = start(generator);
        waitForLoad();
        Thread other = new Thread(generator::close);
        other.start();
        generator.close();
        other.join();
        generator.close();
        for (Thread thread : threads) {
            thread.join();
        }
        try {
            generator.generate(1, 1);
            wrong.set(new AssertionError("it generates after it was closed"));
        } catch (IllegalStateException e) {
            check(e);
        }
    }

    private List<Thread> start(Generator generator) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int seed = i;
            Thread thread = new Thread(() -> generate(generator, seed));
            thread.start();
            threads.add(thread);
        }
        return threads;
    }

    private void generate(Generator generator, int seed) {
        try {
            while (true) {
                generator.generate(1 + seed, seed);
                calls.incrementAndGet();
            }
        } catch (IllegalStateException e) {
            check(e);
        } catch (RuntimeException | Error e) {
            wrong.set(e);
        }
    }

    private void check(IllegalStateException e) {
        if (!"this generator is closed".equals(e.getMessage())) {
            wrong.set(e);
        }
    }

    /** Until all have begun, and a moment longer. */
    private void waitForLoad() throws InterruptedException {
        long before = calls.get();
        while (calls.get() < before + 2 * THREADS && wrong.get() == null) {
            Thread.sleep(1);
        }
        Thread.sleep(0, 1 + random.nextInt(999_999));
    }

    /** While threads generate, load and close. */
    private void exit() throws InterruptedException {
        start(Generator.load(file, OPTIONS));
        for (int i = 0; i < 2; i++) {
            Thread thread = new Thread(() -> {
                while (true) {
                    Generator.load(file, OPTIONS).close();
                }
            });
            thread.setDaemon(true);
            thread.start();
        }
        waitForLoad();
        Thread.sleep(random.nextInt(20));
        System.out.println("exits");
        System.exit(0);
    }
}
