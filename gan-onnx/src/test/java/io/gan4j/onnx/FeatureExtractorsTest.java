package io.gan4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.gan4j.error.ModelFileException;
import io.gan4j.feature.FeatureExtractors;
import io.gan4j.feature.NetworkFile;
import io.gan4j.image.Images;
import io.gan4j.inference.LoadOptions;
import io.gan4j.metric.FeatureExtractor;
import io.gan4j.metric.Features;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pixels, random networks, and networks of other tools; those are worked out by hand. */
class FeatureExtractorsTest {
    private static final Shape GREY = Shape.of(1, 3, 3);

    @TempDir
    private Path folder;

    private NetworkFile file(ModelProto.Builder model) throws IOException {
        return FeatureExtractors.file(
                Files.write(folder.resolve("net.onnx"), model.build().toByteArray()));
    }

    /** The features of one grey image, all of whose pixels are 0.5. */
    private float[] ofHalf(ModelProto.Builder model, UnaryOperator<NetworkFile> settings) throws IOException {
        try (FeatureExtractor extractor = settings.apply(file(model)).load(GREY)) {
            return extractor.features(filled(9, 0.5f), 1).toFloats();
        }
    }

    private static float[] filled(int length, float value) {
        float[] values = new float[length];
        Arrays.fill(values, value);
        return values;
    }

    private static float[] random(int length, long seed) {
        float[] values = new float[length];
        RandomStream.of(seed).fillUniform(values, -1, 1);
        return values;
    }

    @Test
    void pixels_areTheSamples() {
        FeatureExtractor pixels = FeatureExtractors.pixels(Shape.of(1, 2, 2));
        Features features = pixels.features(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 2);
        assertThat(features.row(1)).containsExactly(5, 6, 7, 8);
        assertThat(pixels.dimensions()).isEqualTo(4);
        assertThat(pixels.hash())
                .hasSize(64)
                .isNotEqualTo(FeatureExtractors.pixels(Shape.of(4)).hash());
        assertThatThrownBy(() -> pixels.features(new float[7], 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an array of 2 samples of shape (1, 2, 2) must hold 4 for each, has 7");
    }

    @Test
    void randomNetwork_ofOneSeed_givesTheSameFeaturesAloneOrInABatch() {
        Shape shape = Shape.of(1, 28, 28);
        float[] images = random(300 * 784, 1);
        try (FeatureExtractor extractor = FeatureExtractors.random(shape, 3);
                FeatureExtractor again = FeatureExtractors.random(shape, 3);
                FeatureExtractor other = FeatureExtractors.random(shape, 4)) {
            Features all = extractor.features(images, 300);
            assertThat(all.dimensions()).isEqualTo(128).isEqualTo(extractor.dimensions());
            float[] last = again.features(Arrays.copyOfRange(images, 299 * 784, 300 * 784), 1)
                    .toFloats();
            assertThat(all.rows(299).toFloats()).containsExactly(last, within(1e-4f));
            assertThat(again.hash()).isEqualTo(extractor.hash()).hasSize(64);
            assertThat(other.hash()).isNotEqualTo(extractor.hash());
            assertThat(extractor.name()).isEqualTo("random network, seed 3");
            // the scale of what comes in is kept, so that no feature is lost in rounding
            double sum = 0;
            for (float value : all.toFloats()) {
                sum += value * value;
            }
            assertThat(Math.sqrt(sum / 300 / 128)).isBetween(0.2, 5.0);
        }
    }

    @Test
    void randomNetwork_ofSmallAndColouredImages_isMade() {
        for (Shape shape : new Shape[] {Shape.of(3, 2, 2), Shape.of(1, 5, 9), Shape.of(3, 64, 48)}) {
            try (FeatureExtractor extractor = FeatureExtractors.random(shape, 0)) {
                assertThat(extractor.features(random(shape.size(), 2), 1).dimensions())
                        .isEqualTo(128);
            }
        }
        assertThatThrownBy(() -> FeatureExtractors.random(Shape.of(2), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a random network takes images of 2 x 2 pixels or more, not samples of shape (2)");
    }

    /** For pixels of 0.5 the first feature, R, is 0.5 and the second, G + 2 B + 0.5, is 2. */
    @Test
    void networkOfAnotherTool_seesGreyAsColour() throws IOException {
        assertThat(ofHalf(ForeignModel.of(-1, 3, 3, 3), file -> file)).containsExactly(0.5f, 2);
    }

    @Test
    void networkOfAnotherTool_getsItsRange() throws IOException {
        ModelProto.Builder model = ForeignModel.of(-1, 3, 3, 3);
        assertThat(ofHalf(model, file -> file.range(NetworkFile.Range.ZERO_TO_ONE)))
                .containsExactly(0.75f, 2.75f);
        assertThat(ofHalf(model, file -> file.range(NetworkFile.Range.ZERO_TO_255)))
                .containsExactly(191.25f, 574.25f);
        // (0.75 - 0.25) / 0.5, (0.75 - 0.5) / 0.25 and (0.75 - 0.75) / 2
        assertThat(ofHalf(
                        model,
                        file -> file.range(NetworkFile.Range.ZERO_TO_ONE)
                                .normalised(new double[] {0.25, 0.5, 0.75}, new double[] {0.5, 0.25, 2})))
                .containsExactly(1, 1.5f);
    }

    /** The features of the layer before the pooling, flattened: two planes of 9. */
    @Test
    void layer_thatIsNoOutput_isRead() throws IOException {
        float[] features = ofHalf(ForeignModel.of(-1, 3, 3, 3), file -> file.layer(ForeignModel.CONV));
        assertThat(features).hasSize(18);
        assertThat(features[8]).isEqualTo(0.5f);
        assertThat(features[9]).isEqualTo(2);
    }

    @Test
    void samples_ofAnotherSize_areResized() throws IOException {
        float[] images = random(2 * 3 * 5 * 4, 9);
        ModelProto.Builder model = ForeignModel.of(-1, 3, 6, 7);
        try (FeatureExtractor extractor = file(model).layer(ForeignModel.CONV).load(Shape.of(3, 5, 4))) {
            assertThat(extractor.resizing()).isEqualTo("bicubic to 6x7");
            assertThat(extractor.name()).isEqualTo("net.onnx, layer conv");
            float[] red = extractor.features(images, 2).rows(1).toFloats();
            float[] resized =
                    Images.of(Shape.of(3, 5, 4), images).resized(6, 7).get(1).toFloats();
            assertThat(Arrays.copyOf(red, 42)).containsExactly(Arrays.copyOf(resized, 42), within(1e-6f));
        }
    }

    @Test
    void size_thatTheFileLeavesOpen_isStated() throws IOException {
        ModelProto.Builder open = ForeignModel.of(-1, -1, -1, -1);
        assertThat(ofHalf(open, file -> file.size(4, 5).layer(ForeignModel.CONV)))
                .hasSize(40);
        refused(open, file -> file, "its input 'x' leaves the images' height open: state their size");
        refused(ForeignModel.of(-1, 3, 6, 7), file -> file.size(6, 8), "its input 'x' takes images of width 7, not 8");
    }

    @Test
    void batchOf1InTheFile_isRunOneByOne() throws IOException {
        try (FeatureExtractor extractor = file(ForeignModel.of(1, 3, 3, 3)).load(GREY)) {
            float[] both = new float[18];
            Arrays.fill(both, 9, 18, 0.5f);
            assertThat(extractor.features(both, 2).toFloats()).containsExactly(0, 0.5f, 0.5f, 2);
        }
    }

    @Test
    void hash_isOfFileAndSettings() throws IOException {
        ModelProto.Builder model = ForeignModel.of(-1, 3, 3, 3);
        String hash = hash(model, file -> file);
        assertThat(hash(model, file -> file)).isEqualTo(hash).hasSize(64);
        assertThat(hash(model, file -> file.layer(ForeignModel.CONV))).isNotEqualTo(hash);
        assertThat(hash(model, file -> file.range(NetworkFile.Range.ZERO_TO_ONE)))
                .isNotEqualTo(hash);
        assertThat(hash(model.setDocString("another"), file -> file)).isNotEqualTo(hash);
    }

    private String hash(ModelProto.Builder model, UnaryOperator<NetworkFile> settings) throws IOException {
        try (FeatureExtractor extractor = settings.apply(file(model)).load(GREY)) {
            return extractor.hash();
        }
    }

    @Test
    void samples_thatDoNotFit_areRefused() throws IOException {
        NetworkFile colour = file(ForeignModel.of(-1, 3, 3, 3));
        assertThatThrownBy(() -> colour.load(Shape.of(4, 3, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the network takes images of shape (3, 3, 3), samples of shape (4, 3, 3) cannot be made such");
        assertThatThrownBy(() -> colour.load(Shape.of(2))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        colour.normalised(new double[] {0}, new double[] {1}).load(GREY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("mean and deviation must be given for each of the 3 channels");
        try (FeatureExtractor extractor = colour.load(GREY)) {
            assertThatThrownBy(() -> extractor.features(new float[10], 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("an array of 1 sample of shape (1, 3, 3) must hold 9 for each, has 10");
        }
    }

    @Test
    void settings_outOfRange_areRefused() {
        NetworkFile file = FeatureExtractors.file(Path.of("net.onnx"));
        assertThatThrownBy(() -> file.size(0, 299))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("size must be at least 1 x 1, was 0 x 299");
        assertThatThrownBy(() -> file.normalised(new double[] {0}, new double[] {0}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mean and deviation must be finite, as many of both, and deviations above 0, were [0.0] and"
                        + " [0.0]");
    }

    @Test
    void file_largerThanTheLimit_isRefused() throws IOException {
        ModelProto.Builder model = ForeignModel.of(-1, 3, 3, 3);
        assertThatThrownBy(() -> file(model)
                        .options(LoadOptions.defaults().maxFileBytes(100))
                        .load(GREY))
                .isInstanceOf(ModelFileException.class)
                .hasMessageEndingWith("is larger than 100 bytes, the limit; LoadOptions.maxFileBytes raises it");
    }

    private void refused(ModelProto.Builder model, UnaryOperator<NetworkFile> settings, String message)
            throws IOException {
        NetworkFile file = settings.apply(file(model));
        assertThatThrownBy(() -> file.load(GREY))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(folder.resolve("net.onnx") + ": " + message);
    }
}
