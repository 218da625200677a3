package io.gan4j.web;

import com.google.common.collect.ImmutableList;
import io.gan4j.architecture.StyleGan2;
import io.gan4j.architecture.TextEncoder;
import io.gan4j.inference.LoadOptions;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.ModelFormat;
import io.gan4j.inference.Runner;
import io.gan4j.inference.TestVector;
import io.gan4j.layer.Concat;
import io.gan4j.layer.Conv2d;
import io.gan4j.network.Network;
import io.gan4j.tensor.Port;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Range;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import io.gan4j.tensor.Vocabulary;
import java.util.List;
import java.util.Map;

/** Files of models that nobody trained, with test vectors. */
final class Models {
    static final LoadOptions OPTIONS = LoadOptions.defaults().threads(1);

    private Models() {}

    /** A generator of images of 6 x 8 pixels in color. */
    static byte[] images() {
        return images(ModelCard.generator(5, Prior.NORMAL, Shape.of(3, 6, 8))
                .provenance("0.1.0", "dots", "", Map.of("loss", "hinge")));
    }

    static byte[] images(ModelCard card) {
        Shape sample = card.sample();
        Network network = Network.from("z", Shape.of(card.latentSize()))
                .linear(sample.size())
                .reshape(sample)
                .tanh()
                .build();
        return written(network, card);
    }

    /** A generator of grey images of 4 x 4 pixels in three classes. */
    static byte[] conditional(List<String> classes) {
        Shape sample = Shape.of(1, 4, 4);
        Network network = Network.from("z", Shape.of(3))
                .input("y", Shape.of(classes.size()))
                .join(new Concat(), "z", "y")
                .linear(sample.size())
                .reshape(sample)
                .tanh()
                .build();
        return written(network, ModelCard.generator(3, Prior.UNIFORM, sample).conditional("y", classes));
    }

    static byte[] styled() {
        Shape sample = Shape.of(1, 16, 16);
        Network network = StyleGan2.of(2).mapping(6, 2).generator(4, sample);
        return written(network, ModelCard.generator(4, Prior.NORMAL, sample));
    }

    /** A generator of points in the plane. */
    static byte[] points() {
        Network network = Network.from("z", Shape.of(2)).linear(2).build();
        return written(network, ModelCard.generator(2, Prior.NORMAL, Shape.of(2)));
    }

    /** A translator of grey pictures of 8 x 8 pixels into color. */
    static byte[] translator() {
        Shape input = Shape.of(1, 8, 8);
        Network network =
                Network.from("x", input).add(Conv2d.of(1, 3, 3, 1, 1)).tanh().build();
        return written(network, ModelCard.translator("x", input, Shape.of(3, 8, 8), Range.MINUS_ONE_TO_ONE));
    }

    /** A generator of grey images of 4 x 4 pixels that reads texts of these words itself. */
    static byte[] ofTexts(Vocabulary vocabulary) {
        Shape sample = Shape.of(1, 4, 4);
        Network network = Network.from("z", Shape.of(3))
                .input("text", vocabulary.shape())
                .append("encoder_", TextEncoder.standard().encoder(vocabulary), "text")
                .name("sentence")
                .join(new Concat(), "z", "sentence")
                .linear(sample.size())
                .reshape(sample)
                .tanh()
                .build();
        return written(network, ModelCard.generator(3, Prior.NORMAL, sample).text("text", vocabulary));
    }

    /** A generator of grey images of 4 x 4 pixels that takes sentence vectors of 2 numbers. */
    static byte[] ofSentences(Port.Sentence.Example... examples) {
        Shape sample = Shape.of(1, 4, 4);
        Network network = Network.from("z", Shape.of(3))
                .input("sentence", Shape.of(2))
                .join(new Concat(), "z", "sentence")
                .linear(sample.size())
                .reshape(sample)
                .tanh()
                .build();
        Port port =
                new Port("sentence", Shape.of(2), new Port.Sentence("e".repeat(64), ImmutableList.copyOf(examples)));
        return written(network, ModelCard.generator(3, Prior.NORMAL, sample).given(port));
    }

    /** A translator of films of 8 x 8 grey pixels that looks at 3 frames. */
    static byte[] film() {
        Shape history = Shape.of(3, 8, 8);
        Network network =
                Network.from("x", history).add(Conv2d.of(3, 1, 3, 1, 1)).tanh().build();
        return written(network, ModelCard.film("x", history, 3, Shape.of(1, 8, 8), Range.MINUS_ONE_TO_ONE));
    }

    static byte[] discriminator() {
        Shape sample = Shape.of(1, 4, 4);
        Network network = Network.from("x", sample).flatten().linear(1).build();
        return written(network, ModelCard.generator(1, Prior.NORMAL, sample).ofDiscriminator(sample));
    }

    private static byte[] written(Network network, ModelCard card) {
        Map<String, Tensor> weights = network.initialise(7);
        ModelFormat format = ModelFormat.find();
        byte[] unproven = format.write(network, weights, card);
        try (Runner runner = format.read(unproven, OPTIONS).runner()) {
            TestVector vector =
                    TestVector.of(3, runner.run(card.testInputs(3), 1).get(0));
            return format.write(network, weights, card.testVectors(List.of(vector)));
        }
    }
}
