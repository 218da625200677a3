package io.gan4j.onnx;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtSession;
import io.gan4j.architecture.Dcgan;
import io.gan4j.error.ModelFileException;
import io.gan4j.inference.ModelCard;
import io.gan4j.layer.Add;
import io.gan4j.layer.Concat;
import io.gan4j.layer.Conv2d;
import io.gan4j.layer.InstanceNorm2d;
import io.gan4j.layer.LayerNorm;
import io.gan4j.layer.Linear;
import io.gan4j.layer.MinibatchDiscrimination;
import io.gan4j.layer.MinibatchStdDev;
import io.gan4j.layer.PixelNorm;
import io.gan4j.layer.SpectralNorm;
import io.gan4j.layer.VirtualBatchNorm;
import io.gan4j.network.Network;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OnnxWriterTest {
    private static ModelProto parsed(byte[] file) throws Exception {
        return ModelProto.parseFrom(file);
    }

    @Test
    void dcgan_written_hasANodeALayerButForBatchNorm() throws Exception {
        Network network = Dcgan.of(2).generator(6, Shape.of(3, 9, 8));
        GraphProto graph = parsed(Models.write(network, Models.card(network))).getGraph();
        assertThat(text(graph)).isEqualTo("""
                generator(z: N 6) -> images: N 3 9 8
                reshape_1.output = Reshape(z, reshape_1.shape)
                conv_transpose2d_1.output = ConvTranspose(reshape_1.output, conv_transpose2d_1.weight, \
                conv_transpose2d_1.bias) kernel_shape=[5, 4] strides=[1, 1] pads=[0, 0, 0, 0] output_padding=[0, 0]
                relu_1.output = Relu(conv_transpose2d_1.output)
                conv_transpose2d_2.output = ConvTranspose(relu_1.output, conv_transpose2d_2.weight, \
                conv_transpose2d_2.bias) kernel_shape=[3, 4] strides=[2, 2] pads=[1, 1, 1, 1] output_padding=[0, 0]
                images = Tanh(conv_transpose2d_2.output)
                reshape_1.shape: 7 [4]
                conv_transpose2d_1.weight: 1 [6, 2, 5, 4]
                conv_transpose2d_1.bias: 1 [2]
                conv_transpose2d_2.weight: 1 [2, 3, 3, 4]
                conv_transpose2d_2.bias: 1 [3]
                """);
    }

    @Test
    void batchNormBehindAnActivation_written_staysAnOperator() throws Exception {
        Network network =
                Network.from("z", Shape.of(2)).linear(3).relu().batchNorm().build();
        GraphProto graph = parsed(Models.write(network, Models.card(network))).getGraph();
        assertThat(text(graph)).isEqualTo("""
                generator(z: N 2) -> samples: N 3
                linear_1.output = Gemm(z, linear_1.weight, linear_1.bias) transB=1
                relu_1.output = Relu(linear_1.output)
                samples = BatchNormalization(relu_1.output, batch_norm_1.weight, batch_norm_1.bias, \
                batch_norm_1.running_mean, batch_norm_1.running_var) epsilon=1.0E-5
                linear_1.weight: 1 [3, 2]
                linear_1.bias: 1 [3]
                batch_norm_1.weight: 1 [3]
                batch_norm_1.bias: 1 [3]
                batch_norm_1.running_mean: 1 [3]
                batch_norm_1.running_var: 1 [3]
                """);
    }

    @Test
    void discriminator_written_leavesDropoutOutAndGivesAScore() throws Exception {
        Network network = Network.from("x", Shape.of(4))
                .linear(3)
                .leakyRelu(0.2f)
                .dropout(0.5f)
                .linear(1)
                .dropout(0.5f)
                .build();
        GraphProto graph =
                parsed(Models.write(network, Models.discriminatorCard(network))).getGraph();
        assertThat(text(graph)).isEqualTo("""
                discriminator(x: N 4) -> score: N 1
                linear_1.output = Gemm(x, linear_1.weight, linear_1.bias) transB=1
                leaky_relu_1.output = LeakyRelu(linear_1.output) alpha=0.2
                score = Gemm(leaky_relu_1.output, linear_2.weight, linear_2.bias) transB=1
                linear_1.weight: 1 [3, 4]
                linear_1.bias: 1 [3]
                linear_2.weight: 1 [1, 3]
                linear_2.bias: 1 [1]
                """);
    }

    @Test
    void normalisedGenerator_written_isOfOperatorsThatOnnxHas() throws Exception {
        Network network = Network.from("z", Shape.of(8))
                .reshape(Shape.of(2, 2, 2))
                .name("image")
                .add(InstanceNorm2d.of(2))
                .name("i")
                .add(new SpectralNorm(Conv2d.of(2, 2, 1, 1, 0).withoutBias()))
                .name("s")
                .add(PixelNorm.standard())
                .name("p")
                .add(VirtualBatchNorm.of(2, 3))
                .name("v")
                .add(LayerNorm.of(Shape.of(2, 2, 2)))
                .build();
        GraphProto graph = parsed(Models.write(network, Models.card(network))).getGraph();
        assertThat(text(graph)).isEqualTo("""
                generator(z: N 8) -> images: N 2 2 2
                image.output = Reshape(z, image.shape)
                i.output = InstanceNormalization(image.output, i.weight, i.bias) epsilon=1.0E-5
                s.output = Conv(i.output, s.weight) kernel_shape=[1, 1] strides=[1, 1] pads=[0, 0, 0, 0]
                p.square = Mul(s.output, s.output)
                p.mean = ReduceMean(p.square) axes=[1] keepdims=1
                p.above_zero = Add(p.mean, p.epsilon)
                p.root = Sqrt(p.above_zero)
                p.output = Div(s.output, p.root)
                v.centred = Sub(p.output, v.reference_mean)
                v.square = Mul(v.centred, v.centred)
                v.own_mean = ReduceMean(v.centred) axes=[2, 3] keepdims=1
                v.own_square = ReduceMean(v.square) axes=[2, 3] keepdims=1
                v.mean = Mul(v.own_mean, v.share)
                v.added_square = Mul(v.own_square, v.share)
                v.mean_square = Add(v.added_square, v.reference_square)
                v.squared_mean = Mul(v.mean, v.mean)
                v.variance = Sub(v.mean_square, v.squared_mean)
                v.deviation = Sqrt(v.variance)
                v.distance = Sub(v.centred, v.mean)
                v.normalised = Div(v.distance, v.deviation)
                v.scaled = Mul(v.normalised, v.weight)
                v.output = Add(v.scaled, v.bias)
                images = LayerNormalization(v.output, layer_norm_1.weight, layer_norm_1.bias) axis=1 epsilon=1.0E-5
                image.shape: 7 [4]
                i.weight: 1 [2]
                i.bias: 1 [2]
                s.weight: 1 [2, 2, 1, 1]
                p.epsilon: 1 [1]
                v.weight: 1 [2, 1, 1]
                v.bias: 1 [2, 1, 1]
                v.reference_mean: 1 [2, 1, 1]
                v.reference_square: 1 [2, 1, 1]
                v.share: 1 [1]
                layer_norm_1.weight: 1 [2, 2, 2]
                layer_norm_1.bias: 1 [2, 2, 2]
                """);
        assertThat(graph.getNodeList()).extracting(NodeProto::getName).contains("p.root", "p", "layer_norm_1");
    }

    @Test
    void minibatchLayers_written_appendTheirRunningMean() throws Exception {
        Network network = Network.from("x", Shape.of(3, 2, 2))
                .add(MinibatchStdDev.standard())
                .name("s")
                .flatten()
                .name("flat")
                .add(MinibatchDiscrimination.of(16, 2, 5))
                .name("m")
                .add(MinibatchStdDev.standard())
                .name("t")
                .linear(1)
                .build();
        GraphProto graph =
                parsed(Models.write(network, Models.discriminatorCard(network))).getGraph();
        assertThat(text(graph)).isEqualTo("""
                discriminator(x: N 3 2 2) -> score: N 1
                s.statistic = Conv(x, s.zero, s.running_mean) kernel_shape=[1, 1] strides=[1, 1] pads=[0, 0, 0, 0]
                s.output = Concat(x, s.statistic) axis=1
                flat.output = Reshape(s.output, flat.shape)
                m.statistic = Gemm(flat.output, m.zero, m.running_mean) transB=1
                m.output = Concat(flat.output, m.statistic) axis=1
                t.statistic = Gemm(m.output, t.zero, t.running_mean) transB=1
                t.output = Concat(m.output, t.statistic) axis=1
                score = Gemm(t.output, linear_1.weight, linear_1.bias) transB=1
                s.zero: 1 [1, 3, 1, 1]
                s.running_mean: 1 [1]
                flat.shape: 7 [2]
                m.zero: 1 [2, 16]
                m.running_mean: 1 [2]
                t.zero: 1 [1, 18]
                t.running_mean: 1 [1]
                linear_1.weight: 1 [1, 19]
                linear_1.bias: 1 [1]
                """);
    }

    @Test
    void file_written_saysWhoWroteItAndWhatItIs() throws Exception {
        ModelProto model = parsed(Models.small());
        assertThat(model.getIrVersion()).isEqualTo(8);
        assertThat(model.getOpsetImport(0).getVersion()).isEqualTo(17);
        assertThat(model.getProducerName()).isEqualTo("gan4j");
        assertThat(model.getDocString())
                .isEqualTo("A generator, trained on digits: z (N, 6), drawn from the normal prior, to images"
                        + " (N, 1, 8, 8) in [-1, 1].");
    }

    @Test
    void parameter_written_isLittleEndianUnderItsFullName() throws Exception {
        Network network = Network.from("z", Shape.of(2)).linear(1).build();
        Map<String, Tensor> parameters = Map.of(
                "linear_1.weight", Tensor.of(Shape.of(1, 2), 1.5f, -2), "linear_1.bias", Tensor.of(Shape.of(1), 3));
        byte[] file = Models.FORMAT.write(network, parameters, Models.card(network));
        TensorProto weight = parsed(file).getGraph().getInitializer(0);
        FloatBuffer values = weight.getRawData()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        assertThat(weight.getName()).isEqualTo("linear_1.weight");
        assertThat(new float[] {values.get(0), values.get(1)}).containsExactly(1.5f, -2);
    }

    @Test
    void sameArguments_giveTheSameBytes() {
        assertThat(Models.small()).isEqualTo(Models.small());
    }

    /** Protobuf's own classes write the fields in the order of their numbers, each once, and keep what they do not know. */
    @ParameterizedTest
    @MethodSource("files")
    void file_isWhatProtobufWouldWrite(byte[] file) throws Exception {
        ModelProto model = parsed(file);
        assertThat(model.toByteArray()).isEqualTo(file);
        assertThat(model.getUnknownFields().asMap()).isEmpty();
        assertThat(model.getGraph().getUnknownFields().asMap()).isEmpty();
    }

    static Stream<byte[]> files() {
        Network discriminator = Dcgan.of(4).discriminator(Shape.of(3, 20, 17));
        Network normalised = Network.from("z", Shape.of(8))
                .add(VirtualBatchNorm.of(8, 3))
                .add(LayerNorm.of(Shape.of(8)))
                .reshape(Shape.of(2, 2, 2))
                .add(InstanceNorm2d.of(2))
                .add(PixelNorm.standard())
                .build();
        return Stream.of(
                Models.small(),
                Models.write(discriminator, Models.discriminatorCard(discriminator)),
                Models.write(normalised, Models.card(normalised)));
    }

    @Test
    void severalInputs_written_runTogether() throws Exception {
        Network network = Network.from("z", Shape.of(2))
                .input("label", Shape.of(3))
                .join(new Concat(), "z", "label")
                .relu()
                .name("both")
                .join(new Add(), "both", "both")
                .build();
        GraphProto graph = GraphProto.parseFrom(
                OnnxWriter.graph(network, Map.of(), "conditional", "samples").toByteArray());
        ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(8).setGraph(graph);
        model.addOpsetImportBuilder().setVersion(17);
        var environment = OnnxEngine.environment();
        try (OrtSession session = environment.createSession(model.build().toByteArray());
                OnnxTensor z = OnnxTensor.createTensor(environment, new float[][] {{1, -2}});
                OnnxTensor label = OnnxTensor.createTensor(environment, new float[][] {{0, 1, 0}});
                OrtSession.Result result = session.run(Map.of("z", z, "label", label))) {
            assertThat(((float[][]) result.get(0).getValue())[0]).containsExactly(2, 0, 0, 2, 0);
        }
    }

    @Test
    void severalInputs_exported_areRefusedByTheCard() {
        Network network = Network.from("z", Shape.of(2))
                .input("label", Shape.of(3))
                .join(new Concat(), "z", "label")
                .build();
        ModelCard card = ModelCard.generator(2, Prior.NORMAL, Shape.of(5));
        assertThatThrownBy(() -> Models.FORMAT.write(network, Map.of(), card))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a generator of this card takes one input of shape (2), the network takes"
                        + " [Input[name=z, shape=(2)], Input[name=label, shape=(3)]]");
    }

    @Test
    void otherOutput_exported_isRefusedByTheCard() {
        Network network = Network.from("z", Shape.of(2)).linear(3).build();
        assertThatThrownBy(() -> Models.FORMAT.write(
                        network, network.initialise(1), ModelCard.generator(2, Prior.NORMAL, Shape.of(1, 1, 3))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a generator of this card gives (1, 1, 3), the network gives (3)");
    }

    @Test
    void missingParameter_isNamed() {
        Network network = Network.from("z", Shape.of(2)).linear(3).build();
        Map<String, Tensor> parameters = new HashMap<>(network.initialise(1));
        parameters.remove("linear_1.bias");
        assertThatThrownBy(() -> Models.FORMAT.write(network, parameters, Models.card(network)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no tensor for the parameter linear_1.bias");
        parameters.put("linear_1.bias", Tensor.zeros(Shape.of(2)));
        assertThatThrownBy(() -> Models.FORMAT.write(network, parameters, Models.card(network)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the parameter linear_1.bias has shape (3), its tensor (2)");
    }

    @Test
    void missingStatistic_isNamedThoughItIsNotWritten() {
        Network network = Network.from("z", Shape.of(2))
                .add(new SpectralNorm(Linear.of(2, 3)))
                .build();
        Map<String, Tensor> parameters = new HashMap<>(network.initialise(1));
        parameters.remove("spectral_norm_1.weight_u");
        assertThatThrownBy(() -> Models.FORMAT.write(network, parameters, Models.card(network)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no tensor for the parameter spectral_norm_1.weight_u");
    }

    @Test
    void spectralWeightOfZeros_isNotExported() {
        Network network = Network.from("z", Shape.of(2))
                .add(new SpectralNorm(Linear.of(2, 3)))
                .build();
        Map<String, Tensor> parameters = new HashMap<>(network.initialise(1));
        parameters.put("spectral_norm_1.weight", Tensor.zeros(Shape.of(3, 2)));
        assertThatThrownBy(() -> Models.FORMAT.write(network, parameters, Models.card(network)))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("its tensor 'spectral_norm_1.weight' holds NaN at place 0");
    }

    @Test
    void inputCalledAsTheOutput_isRefused() {
        Network network = Network.from("samples", Shape.of(2)).relu().build();
        assertThatThrownBy(() -> Models.write(network, Models.card(network)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an input must not have the output's name, 'samples'");
    }

    @Test
    void weightThatIsNaN_isNotExported() {
        Network network = Network.from("z", Shape.of(2)).linear(1).build();
        Map<String, Tensor> parameters = new HashMap<>(network.initialise(1));
        parameters.put("linear_1.weight", Tensor.of(Shape.of(1, 2), 0, Float.NaN));
        assertThatThrownBy(() -> Models.FORMAT.write(network, parameters, Models.card(network)))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("its tensor 'linear_1.weight' holds NaN at place 1");
    }

    private static String text(GraphProto graph) {
        StringBuilder text = new StringBuilder(
                graph.getName() + "(" + value(graph.getInput(0)) + ") -> " + value(graph.getOutput(0)) + "\n");
        for (NodeProto node : graph.getNodeList()) {
            String attributes = node.getAttributeList().stream()
                    .map(OnnxWriterTest::attribute)
                    .collect(joining());
            text.append(node.getOutput(0) + " = " + node.getOpType() + "(" + String.join(", ", node.getInputList())
                    + ")" + attributes + "\n");
        }
        for (TensorProto tensor : graph.getInitializerList()) {
            text.append(tensor.getName() + ": " + tensor.getDataType() + " " + tensor.getDimsList() + "\n");
        }
        return text.toString();
    }

    private static String attribute(AttributeProto attribute) {
        Object value = switch (attribute.getType()) {
            case INT -> attribute.getI();
            case INTS -> attribute.getIntsList();
            default -> attribute.getF();
        };
        return " " + attribute.getName() + "=" + value;
    }

    private static String value(ValueInfoProto value) {
        Stream<String> extents = value.getType().getTensorType().getShape().getDimList().stream()
                .map(dim -> dim.hasDimParam() ? dim.getDimParam() : Long.toString(dim.getDimValue()));
        return value.getName() + ": " + extents.collect(joining(" "));
    }
}
