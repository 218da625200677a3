package io.gan4j.benchmarks;

import io.gan4j.Gan;
import io.gan4j.GanBuilder;
import io.gan4j.architecture.Conditioning;
import io.gan4j.classifier.Classifier;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.evaluation.Metric;
import io.gan4j.inference.Generator;
import io.gan4j.measurement.Estimate;
import io.gan4j.run.TrainedGan;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * How often a conditional DCGAN makes the class that it is asked for: of the built-in digits, or of MNIST if its folder is named;
 * read by a {@link Classifier} that was trained on the same real data, 10,000 images of each exported file. It prints a row for each
 * way of conditioning and writes the file and a sheet with a row a class beside it.
 *
 * <pre>{@code
 * java -cp gan-benchmarks/target/gan-benchmarks.jar io.gan4j.benchmarks.ConditionalBenchmark \
 *     OUT STEPS FEATURES SEED THREADS [MNIST_FOLDER]
 * }</pre>
 */
public final class ConditionalBenchmark {
    private static final int SAMPLES = 10_000;
    private static final int COLUMNS = 8;
    private static final int CLASSIFIER_EPOCHS = 3;

    private ConditionalBenchmark() {}

    /** Runs the benchmark. */
    public static void main(String[] args) throws IOException {
        Path out = Path.of(args[0]);
        Files.createDirectories(out);
        int threads = Integer.parseInt(args[4]);
        Dataset data = args.length > 5 ? Datasets.mnist(Path.of(args[5])) : Datasets.digits();
        GanBuilder gan = Gan.dcgan()
                .steps(Long.parseLong(args[1]))
                .generatorFeatures(Integer.parseInt(args[2]))
                .discriminatorFeatures(Integer.parseInt(args[2]))
                .seed(Long.parseLong(args[3]))
                .threads(threads);
        PrintStream print = System.out;
        print.println("| conditioning | training | class accuracy (95 % interval) |");
        print.println("|---|---|---|");
        try (Classifier classifier = Classifier.train(data, CLASSIFIER_EPOCHS, 0, threads)) {
            for (Conditioning way : List.of(
                    Conditioning.projection(),
                    Conditioning.concatenated(),
                    Conditioning.auxiliary(),
                    Conditioning.discovered(data.classes().size(), 2))) {
                print.println(row(way, gan.conditional(way), data, classifier, out));
            }
        }
    }

    private static String row(Conditioning way, GanBuilder gan, Dataset data, Classifier classifier, Path out)
            throws IOException {
        String name = way.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        Path file = out.resolve(name + ".onnx");
        long start = System.nanoTime();
        try (TrainedGan trained = gan.train(data)) {
            trained.export(file);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        try (Generator generator = Generator.load(file)) {
            generator.generateEveryClass(COLUMNS, 0).grid(COLUMNS).enlarged(2).writePng(out.resolve(name + ".png"));
            Metric measure = way instanceof Conditioning.Discovered ? Metric.matchedAccuracy() : Metric.classAccuracy();
            Estimate accuracy = measure.samples(SAMPLES)
                    .classifier(classifier)
                    .measure(generator, data)
                    .estimate();
            return String.format(
                    Locale.ROOT,
                    "| %s | %.0f s | %.2f %% (%.2f to %.2f) |",
                    name,
                    seconds,
                    100 * accuracy.value(),
                    100 * accuracy.low(),
                    100 * accuracy.high());
        }
    }
}
