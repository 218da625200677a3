package io.gan4j.benchmarks;

import io.gan4j.Gan;
import io.gan4j.data.Datasets;
import io.gan4j.djl.DjlBackend;
import io.gan4j.djl.torch.TorchBackend;
import io.gan4j.engine.CompiledGame;
import io.gan4j.engine.GameSetup;
import io.gan4j.engine.TrainingBackend;
import io.gan4j.run.TrainingRun;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Plays DCGAN steps of 28x28 images at batch 64 and prints, for each tenth of the run, what of the process was resident after
 * its steps and how many native arrays live; then the trend after the first tenth. Single readings differ by the size of a tensor
 * or two, which the allocator has kept or given back by then, so the trend is a line through all of them. For figures of native
 * memory alone, give the heap one size that is in memory from the start:
 *
 * <pre>{@code
 * java -Xms256m -Xmx256m -XX:+AlwaysPreTouch -cp gan-benchmarks/target/gan-benchmarks.jar \
 *     io.gan4j.benchmarks.MemoryBenchmark [steps] [threads]
 * }</pre>
 */
public final class MemoryBenchmark {
    private static final int REPORTS = 10;
    private static final Path STATM = Path.of("/proc/self/statm");
    private static final int PAGE = 4096;
    private static final double MIB = 1 << 20;

    private MemoryBenchmark() {}

    /** Runs the benchmark: 5,000 steps on 2 threads unless said otherwise. */
    public static void main(String[] args) throws IOException {
        long steps = args.length > 0 ? Long.parseLong(args[0]) : 5000;
        int threads = args.length > 1 ? Integer.parseInt(args[1]) : 2;
        if (steps < 2 * REPORTS) {
            throw new IllegalArgumentException("steps must be at least " + 2 * REPORTS + ", was " + steps);
        }
        PrintStream out = System.out;
        Backend backend = new Backend();
        try (TrainingRun run = Gan.dcgan()
                .generator(StepNetworks.generator())
                .discriminator(StepNetworks.discriminator())
                .batch(StepNetworks.BATCH)
                .steps(steps)
                .threads(threads)
                .backend(backend)
                .start(Datasets.digits())) {
            long[] resident = new long[(int) steps];
            int firstArrays = 0;
            for (int report = 1; report <= REPORTS; report++) {
                int from = (int) run.step();
                int to = (int) (steps * report / REPORTS);
                for (int step = from; step < to; step++) {
                    run.play();
                    resident[step] = resident();
                }
                int arrays = backend.liveArrays();
                firstArrays = report == 1 ? arrays : firstArrays;
                long[] sorted = Arrays.stream(resident, from, to).sorted().toArray();
                line(
                        out,
                        "steps %5d to %5d  resident: least %.1f, median %.1f, most %.1f MiB  live arrays %d (%+d)",
                        from + 1,
                        to,
                        sorted[0] / MIB,
                        sorted[sorted.length / 2] / MIB,
                        sorted[sorted.length - 1] / MIB,
                        arrays,
                        arrays - firstArrays);
            }
            int first = (int) steps / REPORTS;
            double slope = slope(resident, first);
            double start = Arrays.stream(resident, first, 2 * first).average().orElse(Double.NaN);
            line(
                    out,
                    "straight line through steps %d to %d: %.0f bytes a step, %.2f %% of what is resident in all",
                    first,
                    steps,
                    slope,
                    100 * slope * (steps - first) / start);
        }
    }

    /** The slope of the straight line, fitted by least squares, through the values from a place on. */
    private static double slope(long[] values, int from) {
        int count = values.length - from;
        double middle = from + (count - 1) / 2.0;
        double mean = Arrays.stream(values, from, values.length).average().orElse(0);
        double products = 0;
        double squares = 0;
        for (int i = from; i < values.length; i++) {
            products += (i - middle) * (values[i] - mean);
            squares += (i - middle) * (i - middle);
        }
        return products / squares;
    }

    private static void line(PrintStream out, String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }

    /** Bytes of this process in memory, as Linux says; 0 elsewhere. */
    private static long resident() throws IOException {
        return Files.exists(STATM) ? Long.parseLong(Files.readString(STATM).split(" ", -1)[1]) * PAGE : 0;
    }

    /** The backend on libtorch, which remembers the game. */
    private static final class Backend implements TrainingBackend {
        private final DjlBackend backend = new DjlBackend();
        private @Nullable CompiledGame game;

        @Override
        public String name() {
            return backend.name();
        }

        @Override
        public CompiledGame compile(GameSetup setup) {
            CompiledGame compiled = backend.compile(setup);
            game = compiled;
            return compiled;
        }

        int liveArrays() {
            CompiledGame compiled = game;
            return compiled == null ? 0 : TorchBackend.liveArrays(compiled);
        }
    }
}
