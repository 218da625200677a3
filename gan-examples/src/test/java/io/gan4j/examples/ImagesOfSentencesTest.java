package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.Gan;
import io.gan4j.TextToImageBuilder;
import io.gan4j.architecture.DeepFusion;
import io.gan4j.architecture.GanCls;
import io.gan4j.architecture.TextEncoder;
import io.gan4j.data.Dataset;
import io.gan4j.data.Shapes;
import io.gan4j.error.CheckpointException;
import io.gan4j.event.TrainingListener;
import io.gan4j.event.TrainingStarted;
import io.gan4j.inference.Conditions;
import io.gan4j.inference.Generator;
import io.gan4j.rules.SentenceEncoder;
import io.gan4j.rules.TextToImage;
import io.gan4j.run.TextToImageRun;
import io.gan4j.run.TrainedTextToImage;
import io.gan4j.training.Checkpoints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** GANs that make images of sentences, from the data to the file: with tiny networks and few steps. */
class ImagesOfSentencesTest {
    private static final Dataset SHAPES = Shapes.of(60).size(16, 16).draw();
    private static final String RED = "a small red circle on a blue background at the top left";
    private static final String BLUE = "a small blue circle on a red background at the top left";

    @TempDir
    Path folder;

    private static TextToImageBuilder small(TextToImageBuilder builder) {
        return builder.textEncoder(new TextEncoder(6, 7, 8))
                .encoderSteps(3)
                .latent(4)
                .batch(4)
                .threads(1)
                .seed(7);
    }

    private static TextToImageBuilder fusion() {
        return small(Gan.textToImage()).architecture(DeepFusion.of(2));
    }

    static Stream<TextToImageBuilder> kinds() {
        return Stream.of(fusion(), fusion().matching(0.5), small(Gan.ganCls()).architecture(GanCls.of(2)));
    }

    private static float[] images(Generator generator) {
        return generator
                .generate(3, 5, Conditions.texts(List.of(RED, BLUE, RED)))
                .toFloats();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void generator_isTheSameInItsFile_whichReadsTexts(TextToImageBuilder builder) throws IOException {
        Path file = folder.resolve("model.onnx");
        try (TrainedTextToImage trained = builder.steps(2).train(SHAPES)) {
            assertThat(trained.step()).isEqualTo(2);
            assertThat(trained.history()).isNotEmpty();
            assertThat(trained.history().get(0).values())
                    .containsKeys("generator loss", "discriminator loss", "real score", "mismatched score");
            trained.export(file, "CC0-1.0", List.of());
            try (Generator loaded = Generator.load(file)) {
                assertThat(images(loaded)).containsExactly(images(trained.generator()), within(1e-4f));
                assertThat(loaded.card().origin().configuration())
                        .containsEntry("preset", builder.configuration().get("preset"))
                        .containsKey("encoder");
                assertThat(loaded.card().origin().licence()).isEqualTo("CC0-1.0");
                assertThat(loaded.latentSize()).isEqualTo(4);
                float[] alone = loaded.generate(1, 5, Conditions.text(RED)).toFloats();
                assertThat(alone).containsExactly(Arrays.copyOf(images(loaded), alone.length), within(1e-5f));
                assertThatThrownBy(() -> loaded.generate(1, 5, Conditions.text("a small rad circle")))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("'rad'")
                        .hasMessageContaining("'red'");
            }
        }
    }

    @Test
    void textEncoder_readsWhichColorBelongsToWhat_andStandsStill() {
        try (TextToImageRun run = fusion().steps(3).start(SHAPES)) {
            List<float[]> before = new ArrayList<>();
            before.add(images(run.generator()));
            try (TrainedTextToImage trained = run.train()) {
                assertThat(images(trained.generator())).isNotEqualTo(before.get(0));
                SentenceEncoder encoder = trained.encoder();
                assertThat(encoder.vocabulary().orElseThrow().words()).contains("red", "circle", "background");
                assertThat(encoder.size()).isEqualTo(8);
                assertThat(trained.game().player(TextToImage.ENCODER).weights()).isEqualTo(encoder.weights());
                float[] made = images(trained.generator());
                int size = made.length / 3;
                assertThat(Arrays.copyOfRange(made, 0, size))
                        .as("the same words in another order")
                        .isNotEqualTo(Arrays.copyOfRange(made, size, 2 * size));
            }
        }
    }

    @Test
    void imageEncoder_isGivenOnWithTheTextEncoder_ifThereIsMatching() {
        try (TrainedTextToImage plain = fusion().steps(1).train(SHAPES)) {
            assertThat(plain.encoder().images()).isEmpty();
            assertThatThrownBy(() ->
                            fusion().matching(0.5).encoder(plain.encoder()).start(SHAPES))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("matching needs the image encoder that learned beside the text encoder");
        }
        TextToImageBuilder matching = fusion().matching(0.5).steps(1);
        try (TrainedTextToImage trained = matching.train(SHAPES);
                TrainedTextToImage again = matching.encoder(trained.encoder()).train(SHAPES)) {
            assertThat(trained.encoder().images()).isPresent();
            assertThat(again.encoder()).isEqualTo(trained.encoder());
            assertThat(images(again.generator())).isEqualTo(images(trained.generator()));
        }
    }

    @Test
    void encoder_thatHasLearned_isUsedAsItIs() {
        List<TrainingStarted> told = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void started(TrainingStarted event) {
                told.add(event);
            }
        };
        TextToImageBuilder first = fusion().steps(1).encoderListener(listener);
        try (TrainedTextToImage trained = first.train(SHAPES)) {
            assertThat(told).hasSize(1);
            assertThat(told.get(0).steps()).isEqualTo(3);
            SentenceEncoder encoder = trained.encoder();
            try (TrainedTextToImage again = first.encoder(encoder).train(SHAPES)) {
                assertThat(told)
                        .as("nothing is told of an encoder that has learned")
                        .hasSize(1);
                assertThat(again.encoder()).isEqualTo(encoder);
                assertThat(images(again.generator())).isEqualTo(images(trained.generator()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void run_thatIsResumed_makesTheSameImagesBitForBit_withoutTeachingTheEncoderAgain(TextToImageBuilder builder) {
        TextToImageBuilder whole = builder.steps(5);
        float[] straight;
        try (TrainedTextToImage trained = whole.train(SHAPES)) {
            straight = images(trained.generator());
        }
        Checkpoints kept = Checkpoints.in(folder.resolve("run")).everySteps(2);
        try (TextToImageRun run = whole.checkpoints(kept).start(SHAPES)) {
            run.play();
            run.play();
            run.play();
        }
        TrainingListener never = new TrainingListener() {
            @Override
            public void started(TrainingStarted event) {
                throw new AssertionError("the encoder has learned already");
            }
        };
        Checkpoints resumed = Checkpoints.resume(folder.resolve("run"));
        try (TrainedTextToImage trained =
                whole.checkpoints(resumed).encoderListener(never).train(SHAPES)) {
            assertThat(trained.step()).isEqualTo(5);
            assertThat(images(trained.generator())).isEqualTo(straight);
        }
        assertThatThrownBy(() -> whole.checkpoints(resumed)
                        .textEncoder(new TextEncoder(6, 7, 9))
                        .start(SHAPES))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("encoder");
    }

    @Test
    void run_goesOnFromItsFolderAlone_bitForBit() throws IOException {
        TextToImageBuilder whole = fusion().steps(5);
        float[] straight;
        try (TrainedTextToImage trained = whole.train(SHAPES)) {
            straight = images(trained.generator());
        }
        Path run = folder.resolve("run");
        try (TextToImageRun stopped =
                whole.checkpoints(Checkpoints.in(run).everySteps(2)).start(SHAPES)) {
            stopped.play();
            stopped.play();
        }
        assertThatThrownBy(() -> Gan.resumeTextToImage(run).interpolation(0.25).train(SHAPES))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("interpolation: recorded 0.0, given 0.25");
        try (TrainedTextToImage trained = Gan.resumeTextToImage(run).train(SHAPES)) {
            assertThat(trained.step()).isEqualTo(5);
            assertThat(images(trained.generator())).isEqualTo(straight);
        }
    }

    @Test
    void sameSeed_givesTheSameImages_anotherOthers() {
        List<float[]> made = new ArrayList<>();
        for (long seed : new long[] {7, 7, 8}) {
            try (TrainedTextToImage trained = fusion().seed(seed).steps(2).train(SHAPES)) {
                made.add(images(trained.generator()));
            }
        }
        assertThat(made.get(1)).isEqualTo(made.get(0));
        assertThat(made.get(2)).isNotEqualTo(made.get(0));
    }
}
