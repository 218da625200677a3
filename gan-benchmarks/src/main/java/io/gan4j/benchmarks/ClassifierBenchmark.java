package io.gan4j.benchmarks;

import io.gan4j.classifier.Classifier;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

/**
 * How well the classifier that judges generated images reads MNIST: trained on its training set, tested on its test set, once
 * for each seed; the one of the last seed is exported, if a file is named.
 *
 * <pre>{@code
 * java -cp gan-benchmarks/target/gan-benchmarks.jar io.gan4j.benchmarks.ClassifierBenchmark \
 *     MNIST_FOLDER EPOCHS SEEDS THREADS [CLASSIFIER.onnx]
 * }</pre>
 */
public final class ClassifierBenchmark {
    private ClassifierBenchmark() {}

    /** Runs the benchmark. */
    public static void main(String[] args) throws IOException {
        Path mnist = Path.of(args[0]);
        int epochs = Integer.parseInt(args[1]);
        int seeds = Integer.parseInt(args[2]);
        int threads = Integer.parseInt(args[3]);
        PrintStream out = System.out;
        Dataset training = Datasets.mnist(mnist);
        Dataset test = Datasets.mnistTest(mnist);
        for (int seed = 0; seed < seeds; seed++) {
            long start = System.nanoTime();
            try (Classifier classifier = Classifier.train(training, epochs, seed, threads)) {
                double seconds = (System.nanoTime() - start) / 1e9;
                out.println(String.format(
                        Locale.ROOT,
                        "seed %d, %d epochs: %.2f %% of the test set, trained in %.0f s",
                        seed,
                        epochs,
                        100 * classifier.accuracy(test),
                        seconds));
                if (args.length > 4 && seed == seeds - 1) {
                    classifier.export(Path.of(args[4]));
                }
            }
        }
    }
}
