package io.gan4j.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.data.Digits;
import io.gan4j.tensor.Shape;
import io.gan4j.training.Classifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The classifier that judges generated images learns to read real ones. */
class ClassifierTest {
    private static Dataset digits(int count, long seed) {
        return Digits.of(count).size(12).seed(seed).draw();
    }

    private static float[] pixels(Dataset data) {
        return Datasets.images(data, 0, data.size()).toFloats();
    }

    @Test
    void digits_ofAnotherSeed_areRead() {
        Dataset unseen = digits(1000, 2);
        try (Classifier classifier = Classifier.train(digits(2000, 1), 2, 0, 1)) {
            assertThat(classifier.classes()).isEqualTo(10);
            assertThat(classifier.shape()).isEqualTo(Shape.of(1, 12, 12));
            double accuracy = classifier.accuracy(unseen);
            assertThat(accuracy).isGreaterThan(0.9);
            int[] read = classifier.classify(pixels(unseen));
            int right = 0;
            for (int i = 0; i < read.length; i++) {
                right += read[i] == unseen.label(i) ? 1 : 0;
            }
            assertThat(right / 1000.0).isCloseTo(accuracy, within(1e-12));
        }
    }

    /** 46 updates, of 1,404 in the usual three epochs of all images; 0.908 where it was written. */
    @Test
    void mnist_learntForOneEpochOfATenth_isRead() throws IOException {
        Path folder = RealData.find("mnist");
        Dataset training = Datasets.take(Datasets.mnist(folder), 6000);
        try (Classifier classifier = Classifier.train(training, 1, 0, 0)) {
            assertThat(classifier.accuracy(Datasets.take(Datasets.mnistTest(folder), 2000)))
                    .isGreaterThan(0.85);
        }
    }

    private static Dataset grey(int count) {
        byte[][] images = new byte[count][64];
        return Datasets.named(Datasets.pixels(Shape.of(1, 8, 8), images), "grey");
    }

    private static void refused(Dataset data, int epochs, String message) {
        assertThatThrownBy(() -> Classifier.train(data, epochs, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void data_withoutLabels_isRefused() {
        refused(grey(128), 1, "grey has no labels of two classes or more to learn");
    }

    @Test
    void data_ofOneClass_isRefused() {
        Dataset ofOne = Datasets.labelled(grey(128), List.of("grey"), new int[128]);
        refused(ofOne, 1, "grey has no labels of two classes or more to learn");
    }

    @Test
    void data_ofLessThanABatch_isRefused() {
        Dataset few = Datasets.named(digits(127, 1), "few digits");
        refused(few, 1, "a classifier learns of 128 images or more, few digits has 127 samples of shape (1, 12, 12)");
    }

    @Test
    void data_thatAreNoImages_areRefused() {
        float[][] points = new float[128][2];
        int[] sides = new int[128];
        Arrays.setAll(sides, i -> i % 2);
        Dataset data =
                Datasets.named(Datasets.labelled(Datasets.points(points), List.of("left", "right"), sides), "points");
        refused(data, 1, "a classifier learns of 128 images or more, points has 128 samples of shape (2)");
    }

    @Test
    void epochs_below1_areRefused() {
        refused(digits(128, 1), 0, "epochs must be at least 1, was 0");
    }

    @Test
    void images_ofAnotherShape_areRefused() {
        try (Classifier classifier = Classifier.train(digits(128, 1), 1, 0, 1)) {
            assertThatThrownBy(() -> classifier.classify(new float[145]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("images of shape (1, 12, 12) hold 144 values each, the array has 145");
            assertThatThrownBy(() -> classifier.classify(new float[0]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("images of shape (1, 12, 12) hold 144 values each, the array has 0");
            Dataset larger = Datasets.named(Digits.of(10).size(16).draw(), "larger digits");
            assertThatThrownBy(() -> classifier.accuracy(larger))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("this classifier reads images of shape (1, 12, 12) and 10 classes, larger digits has"
                            + " (1, 16, 16) and 10");
        }
    }
}
