package io.gan4j.examples;

import io.gan4j.Gan;
import io.gan4j.GanBuilder;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.layer.Init;
import io.gan4j.network.Network;
import io.gan4j.run.TrainedGan;
import io.gan4j.tensor.Shape;
import io.gan4j.watch.ProgressBar;
import java.io.IOException;
import java.nio.file.Path;

/** A generator and a discriminator, built layer by layer, learn coloured shapes: {@code OwnNetworks shapes.png}. */
public final class OwnNetworks {
    private static final int LATENT = 64;
    private static final float SLOPE = 0.2f;

    private OwnNetworks() {}

    /** Trains and writes a sheet of shapes to the file that the argument names. */
    public static void main(String[] args) throws IOException {
        GanBuilder gan = gan().epochs(20).listener(ProgressBar.on(System.out));
        train(gan, Datasets.shapes(5_000), Path.of(args[0]));
    }

    static GanBuilder gan() {
        return Gan.dcgan().generator(generator()).discriminator(discriminator());
    }

    /** From a latent to an image: spread over 8 x 8 places, then doubled twice. */
    private static Network generator() {
        return Network.from("z", Shape.of(LATENT))
                .weights(Init.DCGAN)
                .linear(128 * 8 * 8)
                .reshape(Shape.of(128, 8, 8))
                .batchNorm()
                .relu()
                .convTranspose2d(64, 4, 2, 1)
                .batchNorm()
                .relu()
                .convTranspose2d(3, 4, 2, 1)
                .tanh()
                .build();
    }

    /** From an image to a score: halved twice, then weighed up. */
    private static Network discriminator() {
        return Network.from("x", Shape.of(3, 32, 32))
                .weights(Init.DCGAN)
                .conv2d(32, 4, 2, 1)
                .leakyRelu(SLOPE)
                .conv2d(64, 4, 2, 1)
                .batchNorm()
                .leakyRelu(SLOPE)
                .flatten()
                .dropout(0.3f)
                .linear(1)
                .build();
    }

    static void train(GanBuilder gan, Dataset data, Path file) throws IOException {
        try (TrainedGan shapes = gan.train(data)) {
            shapes.generator().generate(64, 0).grid().writePng(file);
        }
    }
}
