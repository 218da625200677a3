package io.gan4j.benchmarks;

import io.gan4j.inference.Generator;
import io.gan4j.inference.LoadOptions;
import io.gan4j.inference.ModelFormat;
import io.gan4j.inference.Runner;
import io.gan4j.inference.TestVector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures the time from {@link Generator#load} to the first image in fresh JVMs, test vectors included: the first thing that an
 * app does with the library. Beside it, in alternation, what ONNX Runtime's own Java interface takes from the bytes of the same
 * file to its first output, with the libraries that gan4j keeps: without any check, and with telemetry switched off from outside.
 *
 * <pre>{@code
 * java -cp gan-benchmarks/target/gan-benchmarks.jar io.gan4j.benchmarks.FirstImageBenchmark [runs]
 * }</pre>
 */
public final class FirstImageBenchmark {
    private static final int TEST_VECTORS = 4;
    private static final String CHILD = "--child";

    private FirstImageBenchmark() {}

    /** Runs the benchmark; with {@code --child FILE}, a single measurement in this JVM. */
    public static void main(String[] args) throws Exception {
        if (args.length == 2 && args[0].equals(CHILD)) {
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
            library(file);
            String libraries = keptLibraries().toString();
            List<Double> library = new ArrayList<>();
            List<Double> bare = new ArrayList<>();
            for (int i = 0; i < runs; i++) {
                library.add(library(file));
                bare.add(child(Map.of("ORT_DISABLE_TELEMETRY", "1"), BareSession.class, file.toString(), libraries));
            }
            print("from load to the first image", library);
            print("a bare session of the same file", bare);
        } finally {
            Files.delete(file);
        }
    }

    /** Where the first child has left the libraries for others. */
    private static Path keptLibraries() throws IOException {
        try (Stream<Path> kept = Files.list(Path.of(System.getProperty("user.home"), ".cache", "gan4j"))) {
            return kept.filter(folder -> folder.getFileName().toString().startsWith("onnxruntime"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void print(String what, List<Double> milliseconds) {
        Collections.sort(milliseconds);
        System.out.println(String.format(
                Locale.ROOT,
                "%s: median %.0f ms, from %.0f to %.0f ms, %d fresh JVMs",
                what,
                milliseconds.get(milliseconds.size() / 2),
                milliseconds.get(0),
                milliseconds.get(milliseconds.size() - 1),
                milliseconds.size()));
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

    private static double library(Path file) throws IOException {
        return child(Map.of(), FirstImageBenchmark.class, CHILD, file.toString());
    }

    private static double child(Map<String, String> environment, Class<?> main, String... arguments)
            throws IOException {
        return Double.parseDouble(FreshJvm.lastLine(environment, main, List.of(arguments)));
    }
}
