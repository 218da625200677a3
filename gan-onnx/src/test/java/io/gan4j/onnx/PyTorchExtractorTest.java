package io.gan4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.feature.FeatureExtractors;
import io.gan4j.feature.NetworkFile;
import io.gan4j.metric.FeatureExtractor;
import io.gan4j.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A network with the operators of Inception, exported by PyTorch, gives the features that PyTorch gives. Skipped where there is
 * no Python with torch and onnx; see {@link Python}.
 */
class PyTorchExtractorTest {
    @TempDir
    private Path folder;

    @Test
    void networkOfPyTorch_givesPyTorchsFeatures() throws Exception {
        Path model = folder.resolve("block.onnx");
        Path images = folder.resolve("images");
        Path features = folder.resolve("features");
        Python.run(folder, "export_extractor.py", model, images, features);
        try (FeatureExtractor extractor = FeatureExtractors.file(model)
                .layer("features")
                .range(NetworkFile.Range.ZERO_TO_ONE)
                .normalised(new double[] {0.485, 0.456, 0.406}, new double[] {0.229, 0.224, 0.225})
                .load(Shape.of(3, 35, 35))) {
            assertThat(extractor.resizing()).isEqualTo("none");
            assertThat(extractor.features(floats(images), 4).toFloats())
                    .hasSize(4 * 28)
                    .containsExactly(floats(features), within(1e-5f));
        }
    }

    private static float[] floats(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.nativeOrder());
        float[] values = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(values);
        return values;
    }
}
