package io.gan4j.benchmarks;

import io.gan4j.Gan;
import io.gan4j.data.Datasets;
import io.gan4j.djl.DjlBackend;
import io.gan4j.djl.torch.TorchBackend;
import io.gan4j.training.CompiledGame;
import io.gan4j.training.GameSetup;
import io.gan4j.training.TrainingBackend;
import io.gan4j.training.TrainingRun;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Plays DCGAN steps of 28x28 images at batch 64 and prints, ten times on the way, what of the process is resident and how many
 * native arrays live; then the growth from the first time to the last. For figures of native memory alone, give the heap one
 * size that is in memory from the start:
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
        if (steps < REPORTS) {
            throw new IllegalArgumentException("steps must be at least " + REPORTS + ", was " + steps);
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
            long firstResident = 0;
            int firstArrays = 0;
            for (int report = 1; report <= REPORTS; report++) {
                while (run.step() < steps * report / REPORTS) {
                    run.play();
                }
                long resident = resident();
                int arrays = backend.liveArrays();
                line(out, "step %6d  resident %8.1f MiB  live arrays %d", run.step(), resident / MIB, arrays);
                if (report == 1) {
                    firstResident = resident;
                    firstArrays = arrays;
                }
                if (report == REPORTS) {
                    line(
                            out,
                            "growth from step %d to step %d: %.2f %%, %d arrays",
                            steps / REPORTS,
                            steps,
                            100.0 * (resident - firstResident) / firstResident,
                            arrays - firstArrays);
                }
            }
        }
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
