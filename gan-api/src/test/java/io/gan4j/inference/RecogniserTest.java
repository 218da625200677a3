package io.gan4j.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.error.ModelFileException;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecogniserTest {
    private static final Shape SAMPLE = Shape.of(1, 1, 2);
    private static final ModelCard CLASSIFIER = ModelCard.classifier(SAMPLE, 3, List.of("cat", "dog"));
    private static final ModelCard EXTRACTOR = ModelCard.extractor(SAMPLE, 5);

    @TempDir
    private Path folder;

    /** The features of a sample {@code (a, b)}: {@code a, a+1, a+2, b, b+1}. */
    private static final class Counting implements Runner.Single {
        boolean closed;

        @Override
        public float[] run(float[] input, int count) {
            float[] output = new float[5 * count];
            for (int i = 0; i < output.length; i++) {
                output[i] = i % 5 < 3 ? input[i / 5 * 2] + i % 5 : input[i / 5 * 2 + 1] + i % 5 - 3;
            }
            return output;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void classifier_readsFeaturesAndScores() {
        try (Recogniser recogniser = Recogniser.of(CLASSIFIER, new Counting())) {
            Recogniser.Reading reading = recogniser.read(new float[] {10, 20, 30, 40});
            assertThat(reading.features()).containsExactly(10, 11, 12, 30, 31, 32);
            assertThat(reading.scores()).containsExactly(20, 21, 40, 41);
            assertThat(recogniser.classes()).containsExactly("cat", "dog");
        }
    }

    @Test
    void extractor_readsFeaturesAlone() {
        try (Recogniser recogniser = Recogniser.of(EXTRACTOR, new Counting())) {
            Recogniser.Reading reading = recogniser.read(new float[] {10, 20});
            assertThat(reading.features()).containsExactly(10, 11, 12, 20, 21);
            assertThat(reading.scores()).isEmpty();
        }
    }

    @Test
    void samples_thatAreNotWhole_areRefused() {
        try (Recogniser recogniser = Recogniser.of(CLASSIFIER, new Counting())) {
            assertThatThrownBy(() -> recogniser.read(new float[3]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("images of shape (1, 1, 2) hold 2 values each, the array has 3");
        }
    }

    @Test
    void recogniser_closed_freesItsNetworkAndRefuses() {
        Counting runner = new Counting();
        Recogniser recogniser = Recogniser.of(CLASSIFIER, runner);
        recogniser.close();
        recogniser.close();
        assertThat(runner.closed).isTrue();
        assertThatThrownBy(() -> recogniser.read(new float[2]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this classifier is closed");
    }

    @Test
    void kind_thatIsAnother_isRefused() throws Exception {
        Path generator =
                Files.write(folder.resolve("g"), FakeFormat.file(ModelCard.generator(4, Prior.NORMAL, SAMPLE)));
        assertThatThrownBy(() -> Recogniser.load(generator))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(generator + " holds a generator, not a classifier; load it as Generator");
        Path classifier = Files.write(folder.resolve("c"), FakeFormat.file(CLASSIFIER));
        assertThatThrownBy(() -> Generator.load(classifier))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(classifier + " holds a classifier, not a generator; load it as Recogniser");
        assertThatThrownBy(() -> Recogniser.of(ModelCard.generator(4, Prior.NORMAL, SAMPLE), new Counting()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("kind must be CLASSIFIER or EXTRACTOR, was GENERATOR");
    }
}
