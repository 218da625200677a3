package io.gan4j.examples;

import io.gan4j.Gan;
import io.gan4j.GanBuilder;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.run.TrainedGan;
import io.gan4j.watch.ProgressBar;
import java.io.IOException;
import java.nio.file.Path;

/** From MNIST to a file for an app: {@code TrainDigits MNIST-FOLDER digits.onnx}. */
public final class TrainDigits {
    private TrainDigits() {}

    /** Trains on the folder that the first argument names and exports to the file that the second one names. */
    public static void main(String[] args) throws IOException {
        GanBuilder gan = Gan.dcgan().latent(100).listener(ProgressBar.on(System.out));
        train(gan, Datasets.mnist(Path.of(args[0])), Path.of(args[1]));
    }

    static void train(GanBuilder gan, Dataset data, Path file) throws IOException {
        try (TrainedGan digits = gan.train(data)) {
            digits.export(file);
        }
    }
}
