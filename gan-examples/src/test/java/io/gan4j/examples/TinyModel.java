package io.gan4j.examples;

import io.gan4j.Gan;
import io.gan4j.Version;
import io.gan4j.inference.LoadOptions;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.ModelFormat;
import io.gan4j.inference.Runner;
import io.gan4j.inference.TestVector;
import io.gan4j.network.Network;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A model file of a generator that nobody trained, made without a trainer. */
final class TinyModel {
    private static final int LATENT = 16;
    private static final long SEED = 3;

    private TinyModel() {}

    /** A model that passes its test vector. */
    static Path write(Path file) throws IOException {
        return write(file, SEED);
    }

    /** A model whose test vector holds the output for the right seed under another one. */
    static Path writeWrong(Path file) throws IOException {
        return write(file, SEED + 1);
    }

    private static Path write(Path file, long stated) throws IOException {
        Shape sample = Shape.of(1, 28, 28);
        Network network = Gan.dcgan().latent(LATENT).generatorFeatures(8).generatorFor(sample);
        Map<String, Tensor> parameters = network.initialise(1);
        ModelCard card = ModelCard.generator(LATENT, Prior.NORMAL, sample)
                .provenance(Version.VERSION, "nothing", "", Map.of("preset", "dcgan"));
        ModelFormat format = ModelFormat.find();
        byte[] unproven = format.write(network, parameters, card);
        TestVector vector;
        try (Runner runner = format.read(unproven, LoadOptions.defaults()).runner()) {
            vector = TestVector.of(stated, runner.run(card.testInput(SEED), 1));
        }
        return Files.write(file, format.write(network, parameters, card.testVectors(List.of(vector))));
    }
}
