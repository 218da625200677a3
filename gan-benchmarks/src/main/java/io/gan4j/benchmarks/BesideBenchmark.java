package io.gan4j.benchmarks;

import io.gan4j.inference.Generator;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
            Files.write(file, SamplingBenchmark.model());
            compare(works(steps, file), rounds);
        } finally {
            Files.delete(file);
        }
    }

    private static Map<String, Work> works(int steps, Path file) {
        int cores = Runtime.getRuntime().availableProcessors();
        StepPoint all = StepPoint.standard(cores);
        Map<String, Work> works = new LinkedHashMap<>();
        works.put(
                "step, as the engine does it",
                () -> all.measure(steps, Map.of()).milliseconds());
        for (int turns : TURNS) {
            Map<String, String> environment = Map.of(SPIN_COUNT, Integer.toString(turns));
            works.put(
                    String.format(Locale.ROOT, "step, %,d turns", turns),
                    () -> all.measure(steps, environment).milliseconds());
        }
        StepPoint alone = StepPoint.standard(1);
        works.put("step, one thread", () -> alone.measure(steps, Map.of()).milliseconds());
        works.put("generating " + IMAGES + " images", () -> child(file));
        return works;
    }

    private static void compare(Map<String, Work> works, int rounds) throws IOException {
        Map<String, List<Double>> quiet = new LinkedHashMap<>();
        Map<String, List<Double>> beside = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, Work> work : works.entrySet()) {
                quiet.computeIfAbsent(work.getKey(), name -> new ArrayList<>())
                        .add(work.getValue().measure());
                Process busy = new ProcessBuilder("sh", "-c", "while :; do :; done").start();
                try {
                    beside.computeIfAbsent(work.getKey(), name -> new ArrayList<>())
                            .add(work.getValue().measure());
                } finally {
                    busy.destroyForcibly();
                }
            }
        }
        PrintStream out = System.out;
        out.println("| what | quiet, ms | beside, ms | times (median of the rounds) |");
        out.println("|---|---|---|---|");
        works.keySet()
                .forEach(name -> out.println(String.format(
                        Locale.ROOT,
                        "| %s | %.1f | %.1f | %.2f |",
                        name,
                        Medians.median(quiet.get(name)),
                        Medians.median(beside.get(name)),
                        Medians.ratio(beside.get(name), quiet.get(name)))));
        out.println(String.format(
                Locale.ROOT,
                "load average %.1f",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
        String first = works.keySet().iterator().next();
        out.println(String.format(Locale.ROOT, "ratio %.2f", Medians.ratio(beside.get(first), quiet.get(first))));
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
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        BesideBenchmark.class.getName(),
                        "--generate",
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return Double.parseDouble(out.trim());
    }
}
