package io.gan4j.examples;

import io.gan4j.Gan;
import io.gan4j.Version;
import io.gan4j.architecture.StyleGan2;
import io.gan4j.architecture.TextEncoder;
import io.gan4j.inference.LoadOptions;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.ModelFormat;
import io.gan4j.inference.Runner;
import io.gan4j.inference.TestVector;
import io.gan4j.layer.Concat;
import io.gan4j.measurement.Measurement;
import io.gan4j.network.Network;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import io.gan4j.tensor.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Model files of networks that nobody trained, made without a trainer. */
final class TinyModel {
    private static final int LATENT = 16;
    private static final long SEED = 3;

    private TinyModel() {}

    /** A model that passes its test vector. */
    static Path write(Path file) throws IOException {
        return write(file, SEED);
    }

    /** A model that carries numbers. */
    static Path write(Path file, List<Measurement> measured) throws IOException {
        return write(file, SEED, measured);
    }

    /** A model whose test vector holds the output for the right seed under another one. */
    static Path writeWrong(Path file) throws IOException {
        return write(file, SEED + 1);
    }

    /** A classifier of cats and dogs that knows nothing of either. */
    static Path writeClassifier(Path file) throws IOException {
        Shape sample = Shape.of(1, 8, 8);
        Network network = Network.from("x", sample)
                .flatten()
                .linear(6)
                .name("features")
                .linear(2)
                .name("scores")
                .join(new Concat(), "features", "scores")
                .build();
        return write(file, network, ModelCard.classifier(sample, 6, List.of("cat", "dog")), SEED);
    }

    /** A generator of 8x8 images of three classes, which nobody trained. */
    static Path writeConditional(Path file) throws IOException {
        Shape sample = Shape.of(1, 8, 8);
        Network network = Network.from("z", Shape.of(LATENT))
                .input("y", Shape.of(3))
                .join(new Concat(), "z", "y")
                .linear(64)
                .reshape(sample)
                .tanh()
                .build();
        ModelCard card =
                ModelCard.generator(LATENT, Prior.NORMAL, sample).conditional("y", List.of("cat", "dog", "fish"));
        return write(file, network, card, SEED);
    }

    /** A generator of points of the plane of three classes, which nobody trained. */
    static Path writeConditionalPoints(Path file) throws IOException {
        Shape sample = Shape.of(2);
        Network network = Network.from("z", Shape.of(LATENT))
                .input("y", Shape.of(3))
                .join(new Concat(), "z", "y")
                .linear(2)
                .build();
        ModelCard card =
                ModelCard.generator(LATENT, Prior.NORMAL, sample).conditional("y", List.of("cat", "dog", "fish"));
        return write(file, network, card, SEED);
    }

    /** A generator of 8x8 images of texts, which nobody trained. */
    static Path writeOfTexts(Path file) throws IOException {
        Vocabulary vocabulary = Vocabulary.of(List.of("a red circle", "a blue circle"));
        Shape sample = Shape.of(1, 8, 8);
        Network network = Network.from("z", Shape.of(LATENT))
                .input("text", vocabulary.shape())
                .append("encoder_", TextEncoder.standard().encoder(vocabulary), "text")
                .name("sentence")
                .join(new Concat(), "z", "sentence")
                .linear(64)
                .reshape(sample)
                .tanh()
                .build();
        return write(
                file, network, ModelCard.generator(LATENT, Prior.NORMAL, sample).text("text", vocabulary), SEED);
    }

    /** A style-based generator of 16x16 images, of six layers, which nobody trained. */
    static Path writeStyled(Path file) throws IOException {
        Shape sample = Shape.of(1, 16, 16);
        Network network = StyleGan2.of(2).mapping(6, 2).generator(LATENT, sample);
        return write(file, network, ModelCard.generator(LATENT, Prior.NORMAL, sample), SEED);
    }

    private static Path write(Path file, long stated) throws IOException {
        return write(file, stated, List.of());
    }

    private static Path write(Path file, long stated, List<Measurement> measured) throws IOException {
        Shape sample = Shape.of(1, 28, 28);
        Network network = Gan.dcgan().latent(LATENT).generatorFeatures(8).generatorFor(sample);
        ModelCard card = ModelCard.generator(LATENT, Prior.NORMAL, sample)
                .provenance(Version.VERSION, "nothing", "", Map.of("preset", "dcgan"))
                .measurements(measured);
        return write(file, network, card, stated);
    }

    private static Path write(Path file, Network network, ModelCard card, long stated) throws IOException {
        Map<String, Tensor> parameters = network.initialise(1);
        ModelFormat format = ModelFormat.find();
        byte[] unproven = format.write(network, parameters, card);
        TestVector vector;
        try (Runner runner = format.read(unproven, LoadOptions.defaults()).runner()) {
            vector = TestVector.of(stated, runner.run(card.testInputs(SEED), 1).get(0));
        }
        return Files.write(file, format.write(network, parameters, card.testVectors(List.of(vector))));
    }
}
