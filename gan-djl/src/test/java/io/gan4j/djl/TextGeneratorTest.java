package io.gan4j.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import io.gan4j.architecture.TextEncoder;
import io.gan4j.game.Player;
import io.gan4j.inference.Conditions;
import io.gan4j.inference.Generator;
import io.gan4j.inference.ModelCard;
import io.gan4j.network.Network;
import io.gan4j.rules.Model;
import io.gan4j.run.TrainedGame;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A text encoder and a generator of sentence vectors, handed out as one model that takes a latent and a text. */
class TextGeneratorTest {
    private static final Vocabulary VOCABULARY =
            Vocabulary.of(List.of("a red circle on blue", "a blue circle on red", "the heart"));

    @TempDir
    Path folder;

    private static Player frozen(String name, Network network) {
        return Player.frozen(name, network, network.initialise(3));
    }

    private static TrainedGame taken() {
        Network encoder = TextEncoder.standard().size(4).encoder(VOCABULARY);
        Network generator = Network.from("z", Shape.of(3))
                .linear(16)
                .name("begin")
                .input("sentence", Shape.of(4))
                .linear(16)
                .plus("begin")
                .reshape(Shape.of(1, 4, 4))
                .tanh()
                .build();
        ModelCard card = ModelCard.generator(3, Prior.NORMAL, Shape.of(1, 4, 4)).text(TextEncoder.TEXT, VOCABULARY);
        Model model = new Model("generator", ImmutableList.of("encoder", "generator"), card).through("sentence");
        return TrainedGame.of(List.of(frozen("encoder", encoder), frozen("generator", generator)), List.of(model), 1);
    }

    @Test
    void exportedModel_ofEncoderAndGenerator_takesTexts() throws IOException {
        Path file = folder.resolve("texts.onnx");
        try (TrainedGame taken = taken()) {
            ModelCard card = taken.export("generator", file);
            Conditions asked = Conditions.texts(List.of("a red circle on blue", "a blue circle on red"));
            try (Generator loaded = Generator.load(file)) {
                assertThat(loaded.card()).isEqualTo(card);
                assertThat(card.testVectors()).isNotEmpty();
                float[] images = loaded.generate(2, 7, asked).toFloats();
                float[] trained = taken.runner("generator")
                        .run(List.of(loaded.latents(2, 7).toFloats(), asked.ids(VOCABULARY, 2)), 2)
                        .get(0);
                assertThat(images).containsExactly(trained, within(1e-5f));
                assertThat(loaded.generate(1, 7, Conditions.text("a blue circle on red"))
                                .toFloats())
                        .isNotEqualTo(loaded.generate(1, 7, Conditions.text("a red circle on blue"))
                                .toFloats());
            }
        }
    }
}
