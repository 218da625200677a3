package io.gan4j.benchmarks;

import io.gan4j.data.Dataset;
import io.gan4j.training.Classifier;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The network that judges all runs on MNIST: trained once, kept in a folder. */
final class MnistClassifier {
    private MnistClassifier() {}

    /** The classifier in a folder, trained if it is not there. */
    static Classifier in(Path folder, Dataset digits, PrintStream out) throws IOException {
        Path file = folder.resolve("mnist-classifier.onnx");
        if (!Files.exists(file)) {
            out.println("training the classifier");
            try (Classifier trained = Classifier.train(digits)) {
                trained.export(file);
            }
        }
        return Classifier.load(file);
    }
}
