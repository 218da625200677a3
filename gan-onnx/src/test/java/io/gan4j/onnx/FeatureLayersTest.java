package io.gan4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.error.ModelFileException;
import io.gan4j.feature.FeatureExtractors;
import io.gan4j.feature.NetworkFile;
import io.gan4j.game.Player;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.Runner;
import io.gan4j.loss.FeatureNetwork;
import io.gan4j.metric.FeatureExtractor;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Range;
import io.gan4j.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network of another tool's file compares images in a loss by what it gives as an extractor of features. */
class FeatureLayersTest {
    private static final Shape GREY = Shape.of(1, 2, 3);
    private static final Shape COLOR = Shape.of(3, 2, 3);

    @TempDir
    Path folder;

    private Path path = Path.of("");

    @BeforeEach
    void write() throws IOException {
        path = folder.resolve("other.onnx");
        Files.write(path, ForeignModel.of(-1, 3, -1, -1).build().toByteArray());
    }

    private NetworkFile file() {
        return FeatureExtractors.file(path);
    }

    private static float[] images(Shape shape) {
        float[] values = new float[2 * shape.size()];
        RandomStream.of(3).fillUniform(values, -1, 1);
        return values;
    }

    private static float[] computed(FeatureNetwork features, Shape image) {
        Player player = features.player(image);
        ModelCard card = ModelCard.translator("image", image, player.network().outputShape(), Range.UNBOUNDED);
        try (Runner runner = Models.runner(Models.FORMAT.write(player.network(), player.weights(), card))) {
            return runner.run(images(image), 2);
        }
    }

    private void computesWhatTheExtractorGives(NetworkFile settings, Shape image) throws IOException {
        NetworkFile sized = settings.size(image.height(), image.width()).layer("relu");
        try (FeatureExtractor extractor = sized.load(image)) {
            assertThat(computed(sized.network(image), image))
                    .containsExactly(extractor.features(images(image), 2).toFloats(), within(1e-5f));
        }
    }

    @Test
    void features_areThoseOfTheExtractor_inEveryRangeAndNumberOfChannels() throws IOException {
        computesWhatTheExtractorGives(file(), COLOR);
        computesWhatTheExtractorGives(file(), GREY);
        computesWhatTheExtractorGives(file().range(NetworkFile.Range.ZERO_TO_255), COLOR);
        NetworkFile imageNet = file().range(NetworkFile.Range.ZERO_TO_ONE)
                .normalised(new double[] {0.485, 0.456, 0.406}, new double[] {0.229, 0.224, 0.225});
        computesWhatTheExtractorGives(imageNet, COLOR);
        computesWhatTheExtractorGives(imageNet, GREY);
    }

    @Test
    void layers_thatAreNotNamed_areTheActivations() throws IOException {
        assertThat(file().network(COLOR).layers()).containsExactly("relu");
        assertThat(file().layer("conv").network(COLOR).layers()).containsExactly("conv");
        assertThat(file().layer("conv").network(COLOR, "conv", "relu").layers()).containsExactly("conv", "relu");
        assertThat(file().network(GREY, "conv").layers()).containsExactly("file_conv");
        assertThat(file().network(COLOR, "conv").describe()).startsWith("other.onnx, layers conv (");
    }

    /** Equal settings give equal features, and other settings others, by the hash. */
    @Test
    void network_isToldApartByWhatItComputes() throws IOException {
        FeatureNetwork plain = file().network(COLOR);
        assertThat(file().network(COLOR)).isEqualTo(plain);
        assertThat(file().range(NetworkFile.Range.ZERO_TO_ONE).network(COLOR).playerName())
                .isNotEqualTo(plain.playerName());
    }

    @Test
    void whatDoesNotFit_isRefused() {
        assertThatThrownBy(() -> file().size(4, 4).network(COLOR))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "images are not resized within a loss: leave size(4, 4) out, or compare images of that size,"
                                + " not of (3, 2, 3)");
        assertThatThrownBy(() -> file().network(Shape.of(5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("features are compared of images, not of samples of shape (5)");
        assertThatThrownBy(() -> file().network(Shape.of(2, 2, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the network takes images of shape (3, 2, 3), samples of shape (2, 2, 3) cannot be made such");
        assertThatThrownBy(() -> file().network(COLOR, "pool"))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(
                        path + ": its tensor 'pool', of the operator GlobalAveragePool, is no layer here; name layers"
                                + " that come before it");
    }
}
