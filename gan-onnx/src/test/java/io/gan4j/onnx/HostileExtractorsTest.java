package io.gan4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.gan4j.error.ModelFileException;
import io.gan4j.inference.LoadOptions;
import io.gan4j.inference.ModelFormat;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Networks of other tools may have any operator, but can neither run code nor read files; and what is no extractor is refused. */
class HostileExtractorsTest {
    private static final LoadOptions OPTIONS = LoadOptions.defaults().maxElements(1 << 20);

    private static DynamicTest attack(String name, String message, Consumer<ModelProto.Builder> change) {
        return DynamicTest.dynamicTest(name, () -> {
            ModelProto.Builder model = ForeignModel.of(-1, 3, 3, 3);
            change.accept(model);
            refused(model.build().toByteArray(), "", message);
        });
    }

    private static DynamicTest graph(String name, String message, Consumer<GraphProto.Builder> change) {
        return attack(name, message, model -> change.accept(model.getGraphBuilder()));
    }

    private static void refused(byte[] file, String layer, String message) {
        assertThatThrownBy(() -> Models.FORMAT.readForeign(file, OPTIONS, 0, 0, layer))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(message);
    }

    private static TensorProto.Builder elsewhere(TensorProto.Builder tensor) {
        return tensor.setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("location").setValue("/etc/passwd"));
    }

    @TestFactory
    Stream<DynamicTest> code_andOtherFiles() {
        String outside = "it wants files outside itself, which are never read";
        String nested = "an operator of it holds a graph, which is never loaded";
        String sparse = "it holds a sparse tensor, which is never loaded";
        String functions = "it brings functions of its own, which are never loaded";
        return Stream.of(
                graph("weights elsewhere", outside, graph -> elsewhere(graph.getInitializerBuilder(0))),
                graph(
                        "a location that is said to be elsewhere",
                        outside,
                        graph -> graph.getInitializerBuilder(0).setDataLocation(TensorProto.DataLocation.EXTERNAL)),
                graph(
                        "a constant elsewhere, in an attribute",
                        outside,
                        graph -> graph.addNode(ForeignModel.node("Constant", "c")
                                .addAttribute(ForeignModel.attribute("value")
                                        .setT(elsewhere(TensorProto.newBuilder().setDataType(1)))))),
                graph(
                        "constants elsewhere, in a list",
                        outside,
                        graph -> graph.getNodeBuilder(0)
                                .addAttribute(ForeignModel.attribute("value")
                                        .addTensors(elsewhere(
                                                TensorProto.newBuilder().setDataType(1))))),
                graph(
                        "a branch",
                        nested,
                        graph -> graph.getNodeBuilder(0)
                                .addAttribute(ForeignModel.attribute("body").setG(GraphProto.getDefaultInstance()))),
                graph(
                        "branches",
                        nested,
                        graph -> graph.getNodeBuilder(0)
                                .addAttribute(
                                        ForeignModel.attribute("body").addGraphs(GraphProto.getDefaultInstance()))),
                graph(
                        "sparse weights",
                        sparse,
                        graph -> graph.addSparseInitializer(SparseTensorProto.getDefaultInstance())),
                graph(
                        "a sparse constant",
                        sparse,
                        graph -> graph.getNodeBuilder(0)
                                .addAttribute(ForeignModel.attribute("sparse_value")
                                        .setSparseTensor(SparseTensorProto.getDefaultInstance()))),
                attack(
                        "settings of a session",
                        "it brings settings of ONNX Runtime, its property ort_config, which are never read",
                        model -> model.addMetadataPropsBuilder()
                                .setKey("ort_config")
                                .setValue("{}")),
                attack("functions", functions, model -> model.addFunctions(FunctionProto.getDefaultInstance())),
                graph(
                        "an operator of others",
                        "it asks for the operators of 'com.evil', which are not ONNX's own",
                        graph -> graph.getNodeBuilder(1).setDomain("com.evil")),
                attack(
                        "operators of others",
                        "it asks for the operators of 'ai.onnx.contrib', which are not ONNX's own",
                        model -> model.addOpsetImportBuilder()
                                .setDomain("ai.onnx.contrib")
                                .setVersion(1)));
    }

    @TestFactory
    Stream<DynamicTest> networks_thatAreNoExtractors() {
        return Stream.of(
                graph(
                        "two inputs",
                        "it has 2 inputs, an extractor of features has one",
                        graph -> graph.addInput(ForeignModel.value("y", -1, 3, 3, 3))),
                graph(
                        "a vector",
                        "its input 'x' of shape [0, 27] and element type 1 is no batch of images, floats (1) of shape"
                                + " (N, channels, height, width)",
                        graph -> graph.setInput(0, ForeignModel.value("x", -1, 27))),
                graph(
                        "bytes",
                        "its input 'x' of shape [0, 3, 3, 3] and element type 2 is no batch of images, floats (1) of"
                                + " shape (N, channels, height, width)",
                        graph -> graph.getInputBuilder(0)
                                .getTypeBuilder()
                                .getTensorTypeBuilder()
                                .setElemType(2)),
                graph(
                        "channels last",
                        "its input 'x' of shape [0, 5, 5, 3] has neither 1 nor 3 channels: its axes must be (N, channels,"
                                + " height, width)",
                        graph -> graph.setInput(0, ForeignModel.value("x", -1, 5, 5, 3))),
                graph(
                        "a fixed batch",
                        "its input 'x' takes 8 images at a time: export it with a free batch",
                        graph -> graph.setInput(0, ForeignModel.value("x", 8, 3, 3, 3))),
                graph(
                        "an image larger than allowed",
                        "its input 'x' of shape [3, 1000, 1000] asks for more than 1048576 elements a sample, the limit;"
                                + " LoadOptions.maxElements raises it",
                        graph -> graph.setInput(0, ForeignModel.value("x", -1, 3, 1000, 1000))),
                graph(
                        "two outputs",
                        "it has the outputs [pool, conv]: state which layer is wanted",
                        graph -> graph.addOutput(ForeignModel.value("conv", -1, 2, 3, 3))));
    }

    @Test
    void layer_thatNothingComputes_isRefused() {
        refused(
                ForeignModel.of(-1, 3, 3, 3).build().toByteArray(),
                "fc",
                "nothing in it computes 'fc'; its outputs are [pool]");
    }

    @Test
    void layer_thatIsNoRowForEachImage_isRefused() {
        ModelProto.Builder model = ForeignModel.of(-1, 3, 3, 3);
        NodeProto.Builder transposed = ForeignModel.node("Transpose", "turned", ForeignModel.CONV);
        transposed.addAttribute(ForeignModel.attribute("perm")
                .setType(AttributeProto.AttributeType.INTS)
                .addInts(1)
                .addInts(0)
                .addInts(2)
                .addInts(3));
        model.getGraphBuilder().addNode(transposed);
        refused(
                model.build().toByteArray(),
                "turned",
                "its layer 'turned' gives [2, 1, 3, 3] for one image, not a row of features");
    }

    @Test
    void layer_thatIsNoFloats_isRefused() {
        ModelProto.Builder model = ForeignModel.of(-1, 3, 3, 3);
        model.getGraphBuilder().addNode(ForeignModel.node("Shape", "extents", ForeignModel.CONV));
        refused(model.build().toByteArray(), "extents", "its layer 'extents' gives no floats");
    }

    /** What other tools add, and older versions of the format do, hurts nobody. */
    @Test
    void descriptions_andConstantsAmongTheInputs_arePassedOver() {
        ModelProto.Builder model =
                ForeignModel.of(-1, 3, 3, 3).setDocString("a network").setModelVersion(3);
        model.addMetadataPropsBuilder().setKey("source").setValue("elsewhere");
        model.getGraphBuilder()
                .setDocString("a graph")
                .addInput(ForeignModel.value("w", 2, 3, 1, 1))
                .addValueInfo(ForeignModel.value(ForeignModel.CONV, -1, 2, 3, 3));
        model.getGraphBuilder().getNodeBuilder(0).setName("first").setDocString("a node");
        byte[] file = model.build().toByteArray();
        assertThatCode(() -> {
                    ModelFormat.Model read = Models.FORMAT.readForeign(file, OPTIONS, 0, 0, "");
                    assertThat(read.card().features()).isEqualTo(2);
                    read.runner().close();
                })
                .doesNotThrowAnyException();
    }

    @Test
    void file_cutShort_isRefused() {
        byte[] file = ForeignModel.of(-1, 3, 3, 3).build().toByteArray();
        for (int length = 0; length < file.length; length++) {
            byte[] part = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> Models.FORMAT.readForeign(part, OPTIONS, 0, 0, ""))
                    .as("%s bytes", length)
                    .isInstanceOf(ModelFileException.class);
        }
    }
}
