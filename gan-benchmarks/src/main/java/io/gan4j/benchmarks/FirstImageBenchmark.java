package io.gan4j.benchmarks;

import io.gan4j.inference.Generator;
import io.gan4j.inference.LoadOptions;
import io.gan4j.inference.ModelFormat;
import io.gan4j.inference.Runner;
import io.gan4j.inference.TestVector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Measures the time from {@link Generator#load} to the first image in fresh JVMs, test vectors included: the first thing that an
 * app does with the library.
 *
 * <pre>{@code
 * java -cp gan-benchmarks/target/gan-benchmarks.jar io.gan4j.benchmarks.FirstImageBenchmark [runs]
 * }</pre>
 */
public final class FirstImageBenchmark {
    private static final int TEST_VECTORS = 4;

    private FirstImageBenchmark() {}

    /** Runs the benchmark; with {@code --child FILE}, a single measurement in this JVM. */
    public static void main(String[] args) throws Exception {
        if (args.length == 2 && args[0].equals("--child")) {
            long began = System.nanoTime();
            try (Generator generator = Generator.load(Path.of(args[1]))) {
                generator.generate(1, 0);
                System.out.println((System.nanoTime() - began) / 1e6);
            }
            return;
        }
        int runs = args.length == 1 ? Integer.parseInt(args[0]) : 11;
        Path file = Files.createTempFile("gan4j", ".onnx");
        try {
            Files.write(file, exported());
            List<Double> milliseconds = new ArrayList<>();
            for (int i = 0; i < runs; i++) {
                milliseconds.add(child(file));
            }
            Collections.sort(milliseconds);
            System.out.println(String.format(
                    Locale.ROOT,
                    "from load to the first image: median %.0f ms, from %.0f to %.0f ms, %d fresh JVMs",
                    milliseconds.get(runs / 2),
                    milliseconds.get(0),
                    milliseconds.get(runs - 1),
                    runs));
        } finally {
            Files.delete(file);
        }
    }

    /** The generator of {@link SamplingBenchmark} in a file as an export writes it, with as many test vectors. */
    private static byte[] exported() {
        LoadOptions options = LoadOptions.defaults();
        ModelFormat.Model model = ModelFormat.find().read(SamplingBenchmark.model(List.of()), options);
        List<TestVector> vectors = new ArrayList<>();
        try (Runner runner = model.runner()) {
            for (long seed = 0; seed < TEST_VECTORS; seed++) {
                vectors.add(TestVector.of(
                        seed, runner.run(model.card().testInputs(seed), 1).get(0)));
            }
        }
        return SamplingBenchmark.model(vectors);
    }

    private static double child(Path file) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        FirstImageBenchmark.class.getName(),
                        "--child",
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return Double.parseDouble(out.trim());
    }
}
