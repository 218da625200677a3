package io.gan4j.benchmarks;

import io.gan4j.classifier.Classifier;
import io.gan4j.data.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A network that judges generated images: trained once, by seed 0, and kept in a file. */
final class KeptClassifier {
    private static final long SEED = 0;

    private KeptClassifier() {}

    /**
     * The classifier in a file, trained if it is not there.
     *
     * @param epochs passes over the data
     * @param threads that compute
     */
    static Classifier at(Path file, Dataset labelled, int epochs, int threads) throws IOException {
        if (!Files.exists(file)) {
            try (Classifier trained = Classifier.train(labelled, epochs, SEED, threads)) {
                trained.export(file);
            }
        }
        return Classifier.load(file);
    }
}
