package io.gan4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.common.primitives.Floats;
import com.google.protobuf.ByteString;
import io.gan4j.error.ModelFileException;
import io.gan4j.inference.LoadOptions;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.ModelFormat;
import io.gan4j.inference.Runner;
import io.gan4j.layer.MaxPool2d;
import io.gan4j.network.Network;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Range;
import io.gan4j.tensor.Shape;
import io.gan4j.testing.RealData;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Layers that are made of the operators of a file compute what the file computes; what is no layer is named. */
class OnnxLayersTest {
    private static final LoadOptions OPTIONS = LoadOptions.defaults().threads(1);

    private static ModelFormat.Layers read(byte[] file, int height, int width, String... wanted) {
        return Models.FORMAT.readLayers(file, OPTIONS, height, width, List.of(wanted));
    }

    private static float[] random(int size) {
        float[] values = new float[size];
        RandomStream.of(9).fillUniform(values, -1, 1);
        return values;
    }

    /** What the layers make of an image, by a file that is written of them. */
    private static float[] computed(ModelFormat.Layers layers, float[] image) {
        Network network = layers.network();
        ModelCard card =
                ModelCard.translator("image", network.inputs().get(0).shape(), network.outputShape(), Range.UNBOUNDED);
        try (Runner runner = Models.runner(Models.FORMAT.write(network, layers.weights(), card))) {
            return runner.run(image, 1);
        }
    }

    /** What the file makes of an image. */
    private static float[] expected(byte[] file, int height, int width, String tensor, float[] image) {
        try (Runner runner =
                Models.FORMAT.readForeign(file, OPTIONS, height, width, tensor).runner()) {
            return runner.run(image, 1);
        }
    }

    /** R and G + 2 B + 0.5, then the larger of these and 0, of the pixels (1, -1, 0.5) and (-1, 0.25, 0.25). */
    @Test
    void layers_ofAnotherTool_computeWhatIsWorkedOutByHand() {
        ModelFormat.Layers layers = read(ForeignModel.of(-1, 3, 1, 2).build().toByteArray(), 0, 0);
        assertThat(layers.wanted()).containsExactly("relu");
        assertThat(layers.network().nodes().stream().map(Network.Node::name)).containsExactly("conv", "relu");
        assertThat(layers.weights().keySet()).containsExactly("conv.weight", "conv.bias");
        assertThat(computed(layers, new float[] {1, -1, -1, 0.25f, 0.5f, 0.25f}))
                .containsExactly(new float[] {1, 0, 0.5f, 1.25f}, within(1e-6f));
    }

    /** Batch normalization behind a sum stays an operator, and becomes a convolution of one pixel. */
    @Test
    void layers_ofAnExport_computeWhatTheFileComputes() {
        Network network = Network.from("picture", Shape.of(3, 12, 10))
                .conv2d(4, 3, 1, 1)
                .name("first")
                .leakyRelu(0.2f)
                .add(new MaxPool2d(3, 1))
                .name("pooled")
                .conv2d(4, 3, 1, 1)
                .plus("pooled")
                .batchNorm()
                .name("norm")
                .tanh()
                .name("bent")
                .instanceNorm2d()
                .avgPool2d(2)
                .sigmoid()
                .name("last")
                .build();
        byte[] file = Models.write(
                network, ModelCard.translator("picture", Shape.of(3, 12, 10), network.outputShape(), Range.UNBOUNDED));
        float[] image = random(3 * 12 * 10);
        ModelFormat.Layers all = read(file, 0, 0);
        assertThat(all.wanted()).containsExactly("leaky_relu_1_output", "bent_output", "images");
        assertThat(computed(all, image)).containsExactly(expected(file, 0, 0, "images", image), within(1e-5f));
        ModelFormat.Layers some = read(file, 12, 10, "first.output", "bent.output");
        assertThat(some.wanted()).containsExactly("first_output", "bent_output");
        assertThat(some.network().output().name()).isEqualTo("bent_output");
        assertThat(computed(some, image)).containsExactly(expected(file, 0, 0, "bent.output", image), within(1e-5f));
    }

    /** SqueezeNet of ImageNet, whose pools overlap. */
    @Test
    void layers_ofSqueezeNet_computeWhatTheFileComputes() throws IOException {
        byte[] file = Files.readAllBytes(RealData.find("models/squeezenet1.1-features.onnx"));
        float[] image = random(3 * 35 * 40);
        ModelFormat.Layers layers = read(file, 35, 40, "conv1", "fire3", "fire5");
        float[] features = expected(file, 35, 40, "fire5", image);
        assertThat(layers.network().outputShape()).isEqualTo(Shape.of(256, 3, 4));
        assertThat(Floats.max(features)).as("there is something to compare").isGreaterThan(1);
        assertThat(computed(layers, image)).containsExactly(features, within(1e-3f));
    }

    /** Names of other tools are no identifiers; those that become alike are told apart. */
    @Test
    void namesOfTensors_becomeIdentifiers() {
        byte[] file = ForeignModel.of(-1, 3, 2, 2).build().toByteArray();
        ModelProto.Builder model = changed(file, graph -> {
            graph.setNode(0, ForeignModel.node("Conv", "/features/0/Conv_output", "x", "w", "b"));
            graph.setNode(1, ForeignModel.node("Relu", "9", "/features/0/Conv_output"));
            graph.setNode(2, ForeignModel.node("Identity", "pool", "9"));
            graph.addNode(ForeignModel.node("Tanh", "Features.0.Conv-output", "pool"));
        });
        ModelFormat.Layers layers = read(model.build().toByteArray(), 0, 0, "pool", "Features.0.Conv-output");
        assertThat(layers.network().nodes().stream().map(Network.Node::name))
                .containsExactly("features_0_conv_output", "layer_9", "features_0_conv_output_2");
        assertThat(layers.wanted()).containsExactly("layer_9", "features_0_conv_output_2");
    }

    private static ModelProto.Builder changed(byte[] file, Consumer<GraphProto.Builder> change) {
        try {
            ModelProto.Builder model = ModelProto.parseFrom(file).toBuilder();
            change.accept(model.getGraphBuilder());
            return model;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static DynamicTest refused(
            String name, String message, Consumer<GraphProto.Builder> change, String... wanted) {
        return DynamicTest.dynamicTest(name, () -> {
            byte[] file = changed(ForeignModel.of(-1, 3, 4, 4).build().toByteArray(), change)
                    .build()
                    .toByteArray();
            assertThatThrownBy(() -> read(file, 0, 0, wanted))
                    .isInstanceOf(ModelFileException.class)
                    .hasMessage(message);
        });
    }

    private static AttributeProto.Builder numbers(String name, long... numbers) {
        AttributeProto.Builder attribute = ForeignModel.attribute(name);
        for (long number : numbers) {
            attribute.addInts(number);
        }
        return attribute;
    }

    private static NodeProto.Builder pool(String type, long... pads) {
        return ForeignModel.node(type, "pool", "relu")
                .addAttribute(numbers("kernel_shape", 2, 2))
                .addAttribute(numbers("strides", 2, 2))
                .addAttribute(numbers("pads", pads));
    }

    @TestFactory
    Stream<DynamicTest> whatIsNoLayer_isNamed() {
        String advice = "; name layers that come before it";
        String uneven = "its tensor 'conv', of the operator Conv, is dilated, or padded or moved unevenly, which is no"
                + " layer here";
        return Stream.of(
                refused(
                        "an operator that there is no layer of",
                        "its tensor 'pool', of the operator GlobalAveragePool, is no layer here" + advice,
                        graph -> {},
                        "relu",
                        "pool"),
                refused(
                        "what comes behind it",
                        "its tensor 'pool', of the operator GlobalAveragePool, is no layer here" + advice,
                        graph -> graph.addNode(ForeignModel.node("Tanh", "end", "pool")),
                        "end"),
                refused(
                        "a dilated convolution",
                        uneven + advice,
                        graph -> graph.getNodeBuilder(0).addAttribute(numbers("dilations", 2, 2)),
                        "conv"),
                refused(
                        "where nothing else is there",
                        "none of its activations is computed by layers alone: " + uneven,
                        graph -> graph.getNodeBuilder(0).addAttribute(numbers("pads", 0, 0, 1, 1))),
                refused(
                        "padding that the tool chooses",
                        uneven + advice,
                        graph -> graph.getNodeBuilder(0)
                                .addAttribute(
                                        ForeignModel.attribute("auto_pad").setS(ByteString.copyFromUtf8("SAME_UPPER"))),
                        "conv"),
                refused(
                        "a pool with padding",
                        "its tensor 'pool', of the operator MaxPool, has padding, dilation or gaps between tiles, which is"
                                + " no layer here" + advice,
                        graph -> graph.setNode(2, pool("MaxPool", 1, 1, 1, 1)),
                        "pool"),
                refused(
                        "a mean with padding",
                        "its tensor 'pool', of the operator AveragePool, has padding, or tiles that are not side by side,"
                                + " which is no layer here" + advice,
                        graph -> graph.setNode(2, pool("AveragePool", 1, 1, 1, 1)),
                        "pool"),
                refused(
                        "a sum with a constant",
                        "its tensor 'pool', of the operator Add, takes a constant, which is no layer here" + advice,
                        graph -> graph.setNode(2, ForeignModel.node("Add", "pool", "relu", "b")),
                        "pool"),
                refused(
                        "rows that are joined",
                        "its tensor 'pool', of the operator Concat, joins along another axis than that of the channels,"
                                + " which is no layer here" + advice,
                        graph -> graph.setNode(
                                2,
                                ForeignModel.node("Concat", "pool", "relu", "conv")
                                        .addAttribute(
                                                ForeignModel.attribute("axis").setI(2))),
                        "pool"),
                refused(
                        "kernels that are computed",
                        "its tensor 'conv', of the operator Conv, takes what no layer computes" + advice,
                        graph -> graph.getNodeBuilder(0).setInput(1, "nothing"),
                        "conv"));
    }

    @TestFactory
    Stream<DynamicTest> otherFaults_areNamed() {
        return Stream.of(
                refused(
                        "a name that is not there",
                        "nothing in it computes 'relu7'; its layers are [conv, relu]",
                        graph -> {},
                        "relu7"),
                refused(
                        "layers beside each other",
                        "neither of 'relu' and 'bent' is computed from the other: name layers of which each leads to the"
                                + " next",
                        graph -> graph.addNode(ForeignModel.node("Tanh", "bent", "conv")),
                        "relu",
                        "bent"),
                refused(
                        "an image that is too small",
                        "its tensor 'pool': pool, a MaxPool2d, expects an image of at least 5x5, got (2, 4, 4)",
                        graph -> graph.setNode(
                                2,
                                ForeignModel.node("MaxPool", "pool", "relu")
                                        .addAttribute(numbers("kernel_shape", 5, 5))
                                        .addAttribute(numbers("strides", 5, 5))),
                        "pool"),
                refused(
                        "channels that do not fit",
                        "its tensor 'pool': pool, a Conv2d, expects (3, height, width), got (2, 4, 4)",
                        graph -> graph.setNode(2, ForeignModel.node("Conv", "pool", "relu", "w")),
                        "pool"),
                refused(
                        "weights that are not all there",
                        "its tensor 'w' of shape [2, 3, 1, 1] has 5 floats",
                        graph -> graph.setInitializer(0, fewer(graph.getInitializer(0))),
                        "relu"),
                refused(
                        "a weight that is no number",
                        "its tensor 'b' holds NaN at place 1",
                        graph -> graph.getInitializerBuilder(1).setFloatData(1, Float.NaN),
                        "relu"),
                refused(
                        "weights of another type",
                        "its tensor 'w' is of float64: gan4j reads 32-bit floats; load the file that gan4j exported",
                        graph -> graph.getInitializerBuilder(0).setDataType(11),
                        "relu"));
    }

    private static TensorProto fewer(TensorProto weight) {
        return weight.toBuilder()
                .clearFloatData()
                .addAllFloatData(weight.getFloatDataList().subList(0, 5))
                .build();
    }

    @Test
    void images_ofAnotherSize_areRefused() {
        byte[] file = ForeignModel.of(-1, 3, 4, 4).build().toByteArray();
        assertThatThrownBy(() -> read(file, 8, 4))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("its input 'x' takes images of height 4, not 8");
        assertThatThrownBy(() -> Models.FORMAT.readLayers(new byte[] {'P', 'K', 3, 4}, OPTIONS, 0, 0, List.of()))
                .isInstanceOf(ModelFileException.class)
                .hasMessageStartingWith("it is no ONNX file but a zip archive");
    }

    @Test
    void features_beyondTheLimit_areRefused() {
        byte[] file = ForeignModel.of(-1, 3, 4, 4).build().toByteArray();
        LoadOptions small = OPTIONS.maxElements(20);
        assertThatThrownBy(() -> Models.FORMAT.readLayers(file, small, 0, 0, List.of()))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("its input 'x' of shape [3, 4, 4] asks for more than 20 elements a sample, the limit;"
                        + " LoadOptions.maxElements raises it");
    }
}
