package io.gan4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.inference.ModelCard;
import io.gan4j.layer.Bias;
import io.gan4j.layer.Conv2d;
import io.gan4j.layer.Init;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.tensor.Range;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import io.gan4j.testing.ChildJvm;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A picture of 4,096 x 4,096 pixels, 64 MiB as Java has it, goes through a translator in 256 MiB of heap. */
class LargePicturesTest {
    @TempDir
    Path folder;

    /** Each pixel as it is, once or several times, so that the result is known wherever tiles meet. */
    private static byte[] repeating(int side, int scale) {
        NetworkBuilder network = Network.from("input", Shape.of(3, side, side));
        network.add(new Conv2d(3, 3, 1, 1, 1, 0, Bias.NONE, Init.constant(0)));
        Network whole = (scale == 1 ? network : network.upsampleNearest2d(scale)).build();
        Network.Input input = whole.inputs().get(0);
        ModelCard card = ModelCard.translator(input.name(), input.shape(), whole.outputShape(), Range.UNBOUNDED);
        float[] unit = {1, 0, 0, 0, 1, 0, 0, 0, 1};
        return Models.FORMAT.write(whole, Map.of("conv2d_1.weight", Tensor.of(Shape.of(3, 3, 1, 1), unit)), card);
    }

    private String translated(int side, int type) throws IOException, InterruptedException {
        return ChildJvm.of(LargePicture.class)
                .startingFast()
                .option("-Xmx256m")
                .output(
                        folder,
                        folder.resolve("model.onnx").toString(),
                        Integer.toString(side),
                        Integer.toString(type));
    }

    /** Enlarged tile by tile: each pixel is repeated, wherever tiles meet. */
    @ParameterizedTest
    @CsvSource({"256, 2, 2048", "128, 4, 1024"})
    void enlargementTo4096Pixels_inASmallHeap_isRight(int tile, int scale, int side)
            throws IOException, InterruptedException {
        Files.write(folder.resolve("model.onnx"), repeating(tile, scale));
        assertThat(translated(side, BufferedImage.TYPE_INT_RGB)).contains("4096 x 4096, different pixels: 0\n");
    }

    /** Fitted to the size of the input and back, so that it is blurred, with alpha and without. */
    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_INT_ARGB})
    void pictureOf4096Pixels_inASmallHeap_isFitted(int type) throws IOException, InterruptedException {
        Files.write(folder.resolve("model.onnx"), repeating(64, 1));
        assertThat(translated(4096, type)).contains("4096 x 4096, different pixels: ");
    }
}
