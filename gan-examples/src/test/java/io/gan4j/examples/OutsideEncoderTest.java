package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.Gan;
import io.gan4j.TextToImageBuilder;
import io.gan4j.architecture.DeepFusion;
import io.gan4j.data.Dataset;
import io.gan4j.data.Shapes;
import io.gan4j.inference.Conditions;
import io.gan4j.inference.Generator;
import io.gan4j.inference.SentenceVectors;
import io.gan4j.run.TrainedTextToImage;
import io.gan4j.tensor.Port;
import io.gan4j.tensor.RandomStream;
import io.gan4j.training.Checkpoints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A GAN that is given sentence vectors of an encoder that its user brings. */
class OutsideEncoderTest {
    private static final Dataset SHAPES = Shapes.of(48).size(16).draw();

    @TempDir
    Path folder;

    /** Numbers that follow from a text's letters, and what it was asked. */
    private record Letters(String fingerprint, List<String> asked) implements SentenceVectors {
        static Letters of(String digit) {
            return new Letters(digit.repeat(64), new ArrayList<>());
        }

        @Override
        public int size() {
            return 5;
        }

        @Override
        public float[] read(List<String> texts) {
            asked.addAll(texts);
            float[] vectors = new float[5 * texts.size()];
            for (int i = 0; i < texts.size(); i++) {
                RandomStream random = RandomStream.of(texts.get(i).hashCode());
                for (int j = 0; j < 5; j++) {
                    vectors[5 * i + j] = (float) random.nextGaussian();
                }
            }
            return vectors;
        }

        @Override
        public void close() {
            throw new AssertionError("it is its user's");
        }
    }

    private static TextToImageBuilder gan() {
        return Gan.textToImage()
                .architecture(DeepFusion.of(2))
                .latent(4)
                .batch(4)
                .threads(1)
                .seed(3);
    }

    @Test
    void generator_ofAnOutsideEncoder_isAskedThroughIt() throws IOException {
        Letters letters = Letters.of("a");
        Path file = folder.resolve("model.onnx");
        try (TrainedTextToImage trained = gan().encoder(letters).steps(2).train(SHAPES)) {
            trained.export(file);
            assertThat(letters.asked()).contains(SHAPES.caption(0), SHAPES.caption(47));
            try (Generator loaded = Generator.load(file)) {
                Conditions asked = Conditions.read(letters, "any words at all", "others");
                float[] images = loaded.generate(2, 1, asked).toFloats();
                Port.Sentence sentence = loaded.card().sentence().orElseThrow();

                assertThat(images)
                        .containsExactly(
                                trained.generator().generate(2, 1, asked).toFloats(), within(1e-4f));
                assertThat(sentence.encoder()).isEqualTo(letters.fingerprint());
                assertThat(sentence.examples())
                        .hasSizeGreaterThan(20)
                        .extracting(Port.Sentence.Example::text)
                        .contains(SHAPES.caption(0));
                assertThat(loaded.generate(3, 1).count()).isEqualTo(3);
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> loaded.generate(1, 1, Conditions.read(Letters.of("b"), "words")))
                        .withMessageStartingWith("this generator learned from sentence vectors of another encoder");
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> loaded.generate(1, 1, Conditions.text("words")))
                        .withMessageContaining("Conditions.read");
            }
        }
    }

    @Test
    void run_withAnOutsideEncoder_resumesBitForBit() {
        TextToImageBuilder whole = gan().encoder(Letters.of("a")).steps(4);
        Conditions asked = Conditions.read(Letters.of("a"), "words");
        float[] straight;
        try (TrainedTextToImage trained = whole.train(SHAPES)) {
            straight = trained.generator().generate(2, 1, asked).toFloats();
        }
        Checkpoints kept = Checkpoints.in(folder.resolve("run")).everySteps(2);
        try (var run = whole.checkpoints(kept).start(SHAPES)) {
            run.play();
            run.play();
        }
        try (TrainedTextToImage trained =
                whole.checkpoints(Checkpoints.resume(folder.resolve("run"))).train(SHAPES)) {
            assertThat(trained.step()).isEqualTo(4);
            assertThat(trained.generator().generate(2, 1, asked).toFloats()).isEqualTo(straight);
        }
    }
}
