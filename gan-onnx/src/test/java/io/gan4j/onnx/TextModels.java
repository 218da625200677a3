package io.gan4j.onnx;

import io.gan4j.architecture.TextEncoder;
import io.gan4j.inference.ModelCard;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Vocabulary;
import java.util.List;

/** A small generator of images of texts, encoder and all, and what its file says. */
final class TextModels {
    static final Vocabulary VOCABULARY = Vocabulary.of(List.of(
            "a small red circle on a blue background",
            "a large blue circle on a red background",
            "a green star",
            "the heart"));

    private TextModels() {}

    /** Latents of 6 and a text to images of 8 x 8. */
    static Network generator() {
        Network encoder =
                TextEncoder.standard().embedding(4).channels(5).size(3).encoder(VOCABULARY);
        NetworkBuilder network = Network.from("z", Shape.of(6))
                .input("text", VOCABULARY.shape())
                .append("encoder_", encoder, "text")
                .name("sentence");
        network.branch("z").linear(2).name("gamma");
        network.branch("sentence").linear(32).reshape(Shape.of(2, 4, 4)).name("image");
        network.branch("sentence").linear(2).name("beta");
        return network.branch("image")
                .modulate("gamma", "beta")
                .relu()
                .convTranspose2d(1, 4, 2, 1)
                .tanh()
                .build();
    }

    static ModelCard card() {
        return ModelCard.generator(6, Prior.NORMAL, Models.IMAGE).text("text", VOCABULARY);
    }

    static byte[] file() {
        return Models.write(generator(), card());
    }
}
