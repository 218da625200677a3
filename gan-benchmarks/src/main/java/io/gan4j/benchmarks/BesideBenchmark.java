package io.gan4j.benchmarks;

import io.gan4j.inference.Generator;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How much longer the DCGAN step, and generating, take beside one process that keeps a core busy: for several turns that an idle
 * thread of OpenMP spins before it sleeps, on as many threads as there are cores, and on one. Each measurement is a process of its
 * own; quiet and beside, they alternate. Prints a table, and last {@code ratio N.NN} of what the engine does by itself.
 *
 * <pre>{@code
 * java -cp gan-benchmarks/target/gan-benchmarks.jar io.gan4j.benchmarks.BesideBenchmark [rounds] [steps]
 * }</pre>
 */
public final class BesideBenchmark {
    private static final String SPIN_COUNT = "GOMP_SPINCOUNT";
    private static final List<Integer> TURNS = List.of(300_000, 10_000, 4_000, 2_000, 1_000, 300);
    private static final int IMAGES = 16;
    private static final int CALLS = 60;
    private static final int WARM_UP = 10;

    private BesideBenchmark() {}

    /** What is measured in a process of its own, in milliseconds. */
    private interface Work {
        double measure() throws IOException;
    }

    /** A work and what it took, quiet and beside a busy process. */
    private record Compared(String name, Work work, List<Double> quiet, List<Double> beside) {
        Compared(String name, Work work) {
            this(name, work, new ArrayList<>(), new ArrayList<>());
        }

        void measure() throws IOException {
            quiet.add(work.measure());
            Process busy = new ProcessBuilder("sh", "-c", "while :; do :; done").start();
            try {
                beside.add(work.measure());
            } finally {
                busy.destroyForcibly();
            }
        }

        double ratio() {
            return Medians.ratio(beside, quiet);
        }
    }

    /** Runs the benchmark; with {@code --generate FILE}, measures calls of a generator in this JVM. */
    public static void main(String[] args) throws Exception {
        if (args.length == 2 && args[0].equals("--generate")) {
            System.out.println(generating(Path.of(args[1])));
            return;
        }
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 3;
        int steps = args.length > 1 ? Integer.parseInt(args[1]) : 12;
        Path file = Files.createTempFile("gan4j", ".onnx");
        try {
            Files.write(file, SamplingBenchmark.model(List.of()));
            compare(works(steps, file), rounds);
        } finally {
            Files.delete(file);
        }
    }

    private static List<Compared> works(int steps, Path file) {
        StepPoint all = StepPoint.standard(Runtime.getRuntime().availableProcessors());
        StepPoint alone = StepPoint.standard(1);
        List<Compared> works = new ArrayList<>();
        works.add(new Compared("step, as the engine does it", () -> milliseconds(all, steps, Map.of())));
        for (int turns : TURNS) {
            Map<String, String> environment = Map.of(SPIN_COUNT, Integer.toString(turns));
            works.add(new Compared(
                    String.format(Locale.ROOT, "step, %,d turns", turns), () -> milliseconds(all, steps, environment)));
        }
        works.add(new Compared("step, one thread", () -> milliseconds(alone, steps, Map.of())));
        works.add(new Compared("generating " + IMAGES + " images", () -> child(file)));
        return works;
    }

    private static double milliseconds(StepPoint point, int steps, Map<String, String> environment) throws IOException {
        return point.measure(steps, environment).milliseconds();
    }

    private static void compare(List<Compared> works, int rounds) throws IOException {
        for (int round = 0; round < rounds; round++) {
            for (Compared one : works) {
                one.measure();
            }
        }
        PrintStream out = System.out;
        out.println("| what | quiet, ms | beside, ms | times (median of the rounds) |");
        out.println("|---|---|---|---|");
        for (Compared one : works) {
            out.println(String.format(
                    Locale.ROOT,
                    "| %s | %.1f | %.1f | %.2f |",
                    one.name(),
                    Medians.median(one.quiet()),
                    Medians.median(one.beside()),
                    one.ratio()));
        }
        out.println(String.format(Locale.ROOT, "ratio %.2f", works.get(0).ratio()));
    }

    private static double generating(Path file) throws IOException {
        List<Double> milliseconds = new ArrayList<>();
        try (Generator generator = Generator.load(file)) {
            for (int call = 0; call < WARM_UP + CALLS; call++) {
                long began = System.nanoTime();
                generator.generate(IMAGES, call);
                if (call >= WARM_UP) {
                    milliseconds.add((System.nanoTime() - began) / 1e6);
                }
            }
        }
        return Medians.median(milliseconds);
    }

    private static double child(Path file) throws IOException {
        List<String> arguments = List.of("--generate", file.toString());
        return Double.parseDouble(FreshJvm.lastLine(Map.of(), BesideBenchmark.class, arguments));
    }
}
