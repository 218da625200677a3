package io.gan4j.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.classifier.Classifier;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.data.Digits;
import io.gan4j.game.Player;
import io.gan4j.image.Images;
import io.gan4j.inference.LoadOptions;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.Runner;
import io.gan4j.loss.FeatureNetwork;
import io.gan4j.metric.FeatureExtractor;
import io.gan4j.metric.Features;
import io.gan4j.onnx.OnnxFormat;
import io.gan4j.tensor.Range;
import io.gan4j.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    /** 46 updates, of 1,872 in the usual four epochs of all images. */
    @Test
    void mnist_learntForOneEpochOfATenth_isRead() throws IOException {
        Path folder = RealData.find("mnist");
        Dataset training = Datasets.take(Datasets.mnist(folder), 6000);
        try (Classifier classifier = Classifier.train(training, 1, 0, 0)) {
            assertThat(classifier.accuracy(Datasets.take(Datasets.mnistTest(folder), 2000)))
                    .isGreaterThan(0.85);
        }
    }

    /** What is exported gives the same features, classes and probabilities, and has the same hash. */
    @Test
    void classifier_exportedAndLoaded_seesTheSame(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("classifier.onnx");
        Dataset unseen = digits(50, 2);
        float[] images = pixels(unseen);
        try (Classifier trained = Classifier.train(digits(256, 1), 1, 7, 1)) {
            ModelCard written = trained.export(file);
            assertThat(written.classes()).containsExactlyElementsOf(unseen.classes());
            assertThat(written.origin().configuration()).contains(Map.entry("epochs", "1"), Map.entry("seed", "7"));
            try (Classifier loaded = Classifier.load(file)) {
                assertThat(loaded.card()).isEqualTo(written);
                assertThat(loaded.classify(images)).containsExactly(trained.classify(images));
                assertThat(loaded.accuracy(unseen)).isEqualTo(trained.accuracy(unseen));
                assertThat(loaded.probabilities(images).toFloats())
                        .containsExactly(trained.probabilities(images).toFloats(), within(1e-4f));
                assertThat(loaded.features().features(images, 50).toFloats())
                        .containsExactly(trained.features().features(images, 50).toFloats(), within(1e-4f));
                assertThat(loaded.hash()).isEqualTo(trained.hash()).hasSize(64);
                assertThat(loaded.features().hash()).isEqualTo(loaded.hash());
                assertThatThrownBy(() -> loaded.export(file))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("this classifier was loaded from a file: copy that file");
            }
        }
    }

    /** What the layers that are compared last give for images. */
    private static float[] compared(FeatureNetwork features, Dataset data) {
        Player player = features.player(data.shape());
        String input = player.network().inputs().get(0).name();
        ModelCard card =
                ModelCard.translator(input, data.shape(), player.network().outputShape(), Range.UNBOUNDED);
        byte[] file = new OnnxFormat().write(player.network(), player.weights(), card);
        try (Runner runner =
                new OnnxFormat().read(file, LoadOptions.defaults().threads(1)).runner()) {
            return runner.run(pixels(data), data.size());
        }
    }

    /** The network by which images can be compared is of use after the classifier is closed, and the same from its file. */
    @Test
    void network_ofATrainedClassifier_comparesAfterItsConvolutions(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("classifier.onnx");
        Dataset unseen = digits(40, 2);
        Images images = Datasets.images(unseen, 0, 40);
        int[] labels = IntStream.range(0, 40).map(unseen::label).toArray();
        FeatureNetwork network;
        try (Classifier trained = Classifier.train(digits(256, 1), 1, 7, 1)) {
            network = trained.network();
            assertThat(trained.retention(images, labels).value()).isEqualTo(trained.accuracy(unseen));
            assertThatThrownBy(() -> trained.retention(images, 1, 2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "this classifier reads images of shape (1, 12, 12) with a label each, these are 40 of shape"
                                    + " (1, 12, 12) and 2 labels");
            trained.export(file);
        }
        assertThat(network.layers()).containsExactly("relu_1", "relu_2", "relu_3");
        assertThat(network.player(unseen.shape()).learns()).isFalse();
        try (Classifier loaded = Classifier.load(file)) {
            FeatureNetwork again = loaded.network();
            assertThat(again.layers()).containsExactly("relu_1_output", "relu_2_output", "relu_3_output");
            assertThat(compared(again, unseen)).containsExactly(compared(network, unseen), within(1e-4f));
        }
    }

    @Test
    void classifier_readsFeaturesAndProbabilities() {
        Dataset unseen = digits(300, 2);
        try (Classifier classifier = Classifier.train(digits(256, 1), 1, 0, 1)) {
            FeatureExtractor extractor = classifier.features();
            Features features = extractor.features(pixels(unseen), 300);
            assertThat(features.count()).isEqualTo(300);
            assertThat(features.dimensions()).isEqualTo(128).isEqualTo(extractor.dimensions());
            assertThat(extractor.resizing()).isEqualTo("none");
            Features probabilities = classifier.probabilities(pixels(unseen));
            int[] read = classifier.classify(pixels(unseen));
            for (int i = 0; i < 300; i++) {
                double[] row = probabilities.row(i);
                assertThat(Arrays.stream(row).sum()).isCloseTo(1, within(1e-12));
                assertThat(row[read[i]]).isEqualTo(Arrays.stream(row).max().orElseThrow());
            }
            assertThatThrownBy(() -> extractor.features(new float[144], 2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("an array of 2 samples of shape (1, 12, 12) must hold 144 for each, has 144");
        }
    }

    /** The same settings give the same network, another seed another. */
    @Test
    void hash_ofTheSameTraining_isTheSame() {
        Dataset data = digits(128, 1);
        assertThat(hash(data, 3)).isEqualTo(hash(data, 3)).isNotEqualTo(hash(data, 4));
    }

    private static String hash(Dataset data, long seed) {
        try (Classifier classifier = Classifier.train(data, 1, seed, 1)) {
            return classifier.hash();
        }
    }

    @Test
    void classifier_closedTwice_isClosed(@TempDir Path folder) {
        Classifier classifier = Classifier.train(digits(128, 1), 1, 0, 1);
        classifier.close();
        classifier.close();
        assertThatThrownBy(() -> classifier.classify(new float[144]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this classifier is closed");
        assertThatThrownBy(() -> classifier.export(folder.resolve("classifier.onnx")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this classifier is closed");
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
    void data_ofTinyImages_isRefused() {
        Dataset tiny = Datasets.labelled(
                Datasets.named(Datasets.pixels(Shape.of(1, 3, 8), new byte[128][24]), "tiny"),
                List.of("a", "b"),
                new int[128]);
        refused(
                tiny,
                1,
                "a classifier learns of images of 4 x 4 pixels or more, those of tiny have the shape (1, 3, 8)");
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
