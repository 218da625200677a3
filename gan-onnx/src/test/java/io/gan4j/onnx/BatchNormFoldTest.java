package io.gan4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.gan4j.architecture.Dcgan;
import io.gan4j.error.ModelFileException;
import io.gan4j.inference.Runner;
import io.gan4j.layer.Add;
import io.gan4j.layer.BatchNorm;
import io.gan4j.layer.Bias;
import io.gan4j.layer.Conv2d;
import io.gan4j.layer.ConvTranspose2d;
import io.gan4j.layer.Equalized;
import io.gan4j.layer.Init;
import io.gan4j.layer.Layer;
import io.gan4j.layer.Linear;
import io.gan4j.layer.SpectralNorm;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchNormFoldTest {
    @TempDir
    Path folder;

    private static GraphProto graph(byte[] file) throws Exception {
        return ModelProto.parseFrom(file).getGraph();
    }

    private static List<String> operators(Network network) throws Exception {
        return graph(Models.write(network, Models.card(network))).getNodeList().stream()
                .map(NodeProto::getOpType)
                .toList();
    }

    /** With epsilon 1 and variances 3 and 15, the factors are 2 / 2 and 8 / 4. */
    @Test
    void linearLayer_foldedWithItsNormalisation_hasTheNumbersByHand() throws Exception {
        Network network = Network.from("z", Shape.of(2))
                .linear(2)
                .add(new BatchNorm(2, 1, 0.1f, Init.constant(1)))
                .build();
        Map<String, Tensor> parameters = Map.of(
                "linear_1.weight", Tensor.of(Shape.of(2, 2), 1, 2, 3, 4),
                "linear_1.bias", Tensor.of(Shape.of(2), 10, 20),
                "batch_norm_1.weight", Tensor.of(Shape.of(2), 2, 8),
                "batch_norm_1.bias", Tensor.of(Shape.of(2), 0.5f, -1),
                "batch_norm_1.running_mean", Tensor.of(Shape.of(2), 4, 5),
                "batch_norm_1.running_var", Tensor.of(Shape.of(2), 3, 15));
        GraphProto graph = graph(Models.FORMAT.write(network, parameters, Models.card(network)));
        assertThat(graph.getNodeList()).extracting(NodeProto::getOpType).containsExactly("Gemm");
        assertThat(values(graph.getInitializer(0))).containsExactly(1, 2, 6, 8);
        assertThat(values(graph.getInitializer(1))).containsExactly(6.5f, 29);
    }

    private static float[] values(TensorProto tensor) {
        float[] values = new float[tensor.getRawData().size() / Float.BYTES];
        tensor.getRawData()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return values;
    }

    static Stream<Arguments> layers() {
        Shape image = Shape.of(3, 5, 4);
        return Stream.of(
                arguments(Linear.of(5, 4), Shape.of(5), "Gemm"),
                arguments(new SpectralNorm(Linear.of(5, 4)), Shape.of(5), "Gemm"),
                arguments(Equalized.of(Linear.of(5, 4)).rate(0.5f).rectified(), Shape.of(5), "Gemm"),
                arguments(Equalized.of(Conv2d.of(3, 4, 3, 1, 1).withoutBias()), image, "Conv"),
                arguments(Conv2d.of(3, 4, 3, 1, 1), image, "Conv"),
                arguments(Conv2d.of(3, 4, 3, 2, 1).withoutBias(), image, "Conv"),
                arguments(new SpectralNorm(Conv2d.of(3, 4, 3, 1, 1)), image, "Conv"),
                arguments(ConvTranspose2d.doubling(3, 4), image, "ConvTranspose"),
                arguments(
                        new ConvTranspose2d(3, 4, 2, 5, 3, 1, 2, 1, Bias.NONE, Init.fanIn(3)), image, "ConvTranspose"),
                arguments(new SpectralNorm(ConvTranspose2d.doubling(3, 4).withoutBias()), image, "ConvTranspose"));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void layer_foldedWithItsNormalisation_isOneOperatorOfTheSameOutput(Layer layer, Shape input, String operator)
            throws Exception {
        NetworkBuilder builder = Network.from("z", Shape.of(input.size())).reshape(input);
        builder.add(layer).dropout(0.5f);
        Network network = builder.add(BatchNorm.of(4)).dropout(0.5f).build();
        assertThat(operators(network)).containsExactly("Reshape", operator);
        float[] z = new float[input.size()];
        RandomStream.of(5).fillNormal(z, 0, 1);
        double[] expected = new Reference(network, Models.trained(network, 7)).evaluate(z);
        try (Runner runner = Models.runner(Models.write(network, Models.card(network)))) {
            float[] output = runner.run(z, 1);
            assertThat(output).hasSameSizeAs(expected);
            for (int i = 0; i < output.length; i++) {
                assertThat((double) output[i])
                        .isCloseTo(expected[i], within(1e-5 * Math.max(1, Math.abs(expected[i]))));
            }
        }
    }

    @Test
    void layerWhoseOutputOthersTakeToo_isNotFolded() throws Exception {
        NetworkBuilder network =
                Network.from("z", Shape.of(3)).linear(3).name("a").batchNorm().name("b");
        assertThat(operators(network.join(new Add(), "a", "b").build()))
                .containsExactly("Gemm", "BatchNormalization", "Add");
    }

    @Test
    void normalisationOfAnInput_staysAnOperator() throws Exception {
        assertThat(operators(Network.from("z", Shape.of(3))
                        .dropout(0.5f)
                        .batchNorm()
                        .linear(2)
                        .build()))
                .containsExactly("BatchNormalization", "Gemm");
    }

    @ParameterizedTest
    @ValueSource(floats = {-1, Float.NaN, Float.POSITIVE_INFINITY})
    void impossibleVariance_isNotExported(float variance) {
        Network network = Network.from("z", Shape.of(1)).linear(1).batchNorm().build();
        Map<String, Tensor> parameters = new HashMap<>(network.initialise(1));
        parameters.put("batch_norm_1.running_var", Tensor.of(Shape.of(1), variance));
        assertThatThrownBy(() -> Models.FORMAT.write(network, parameters, Models.card(network)))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("its layer 'batch_norm_1' has a variance of " + variance);
    }

    @Test
    void missingStatistic_isNamed() {
        Network network = Network.from("z", Shape.of(1)).linear(1).batchNorm().build();
        Map<String, Tensor> parameters = new HashMap<>(network.initialise(1));
        parameters.remove("batch_norm_1.running_mean");
        assertThatThrownBy(() -> Models.FORMAT.write(network, parameters, Models.card(network)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no tensor for the parameter batch_norm_1.running_mean");
    }

    /** OpenCV's classic engine multiplied each normalisation into the layer before it once more with each other batch. */
    @Test
    void batchesOfChangingSize_inOpenCv_giveTheSameImages() throws Exception {
        Network network = Dcgan.of(8).generator(16, Shape.of(1, 28, 28));
        float[] z = new float[4 * 16];
        RandomStream.of(5).fillNormal(z, 0, 1);
        byte[] file = Models.write(network, Models.card(network));
        float[] images;
        try (Runner runner = Models.runner(file)) {
            images = runner.run(z, 4);
        }
        String report = Python.run(
                folder,
                "check_opencv.py",
                Files.write(folder.resolve("model.onnx"), file),
                write("inputs", z),
                write("outputs", images));
        assertThat(report).startsWith("largest difference ");
        assertThat(Double.parseDouble(report.replace("largest difference ", "").strip()))
                .isLessThanOrEqualTo(1e-4);
    }

    private Path write(String name, float[] values) throws Exception {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return Files.write(folder.resolve(name), bytes.array());
    }
}
