package io.gan4j.benchmarks;

import io.gan4j.classifier.Classifier;
import io.gan4j.data.Dataset;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The network that judges all runs on MNIST: trained once, kept in a folder. */
final class MnistClassifier {
    private static final int EPOCHS = 4;
    /** So that it is the same one wherever it is trained. */
    private static final int THREADS = 1;

    private MnistClassifier() {}

    /** The classifier in a folder, trained if it is not there. */
    static Classifier in(Path folder, Dataset digits, PrintStream out) throws IOException {
        return at(folder.resolve("mnist-classifier.onnx"), digits, out);
    }

    /** The classifier in a file, trained if it is not there. */
    static Classifier at(Path file, Dataset digits, PrintStream out) throws IOException {
        if (!Files.exists(file)) {
            out.println("training the classifier");
        }
        return KeptClassifier.at(file, digits, EPOCHS, THREADS);
    }
}
