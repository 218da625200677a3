package io.gan4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.gan4j.inference.Runner;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Files that other tools have gone over: what changes nothing of what is computed loads, the rest is refused in plain words. */
class EditedFilesTest {
    private static final String LOAD = "; load the file that gan4j exported";
    private static final float[] LATENT = {0.5f, -1, 2, 0.1f};

    private static DynamicTest loads(String name, Consumer<ModelProto.Builder> edit) {
        return DynamicTest.dynamicTest(name, () -> {
            ModelProto.Builder model = Attack.valid();
            float[] before = images(model.build().toByteArray());
            edit.accept(model);
            assertThat(images(model.build().toByteArray())).isEqualTo(before);
        });
    }

    private static float[] images(byte[] file) {
        try (Runner runner = Models.runner(file)) {
            return runner.run(LATENT, 1);
        }
    }

    private static DynamicTest graph(String name, Consumer<GraphProto.Builder> edit) {
        return loads(name, model -> edit.accept(model.getGraphBuilder()));
    }

    @TestFactory
    Stream<DynamicTest> harmlessEdits_load() {
        return Stream.of(
                graph("inferred shapes", EditedFilesTest::inferShapes),
                graph("doc string of the graph", graph -> graph.setDocString("about the graph")),
                graph(
                        "doc strings of the operators",
                        graph -> graph.getNodeBuilderList().forEach(node -> node.setDocString("about it"))),
                graph(
                        "doc strings of the attributes",
                        graph -> graph.getNodeBuilder(1).getAttributeBuilder(0).setDocString("about it")),
                graph(
                        "doc strings of the tensors",
                        graph -> graph.getInitializerBuilderList().forEach(tensor -> tensor.setDocString("about it"))),
                graph(
                        "doc string of the input",
                        graph -> graph.getInputBuilder(0).setDocString("about it")),
                graph(
                        "metadata of an operator",
                        graph -> graph.getNodeBuilder(1).setUnknownFields(metadata(9))),
                graph(
                        "metadata of a tensor",
                        graph -> graph.getInitializerBuilder(1).setUnknownFields(metadata(16))),
                graph("metadata of the input", graph -> graph.getInputBuilder(0).setUnknownFields(metadata(4))),
                graph("metadata of the graph", graph -> graph.setUnknownFields(metadata(16))),
                graph("other name of the batch's axis", graph -> {
                    batch(graph.getInputBuilder(0)).setDimParam("batch_size");
                    batch(graph.getOutputBuilder(0)).setDimParam("unk__7");
                }),
                graph(
                        "no name of the batch's axis",
                        graph -> batch(graph.getInputBuilder(0)).clearDimParam()));
    }

    /** As onnx's own tool adds them: the shape of each tensor between the operators. */
    private static void inferShapes(GraphProto.Builder graph) {
        for (NodeProto node : graph.getNodeList()) {
            TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
            shape.addDimBuilder().setDimParam("N");
            for (int axis = 1; axis < 4; axis++) {
                shape.addDimBuilder().setDimParam(node.getName() + axis);
            }
            if (!node.getOutput(0).equals("images")) {
                graph.addValueInfo(ValueInfoProto.newBuilder()
                        .setName(node.getOutput(0))
                        .setType(TypeProto.newBuilder()
                                .setTensorType(TypeProto.Tensor.newBuilder()
                                        .setElemType(1)
                                        .setShape(shape))));
            }
        }
        assertThat(graph.getValueInfoCount()).isEqualTo(graph.getNodeCount() - 1);
    }

    /** Two entries of metadata, which ONNX has in more and more of its messages, under the number of that message. */
    private static UnknownFieldSet metadata(int number) {
        UnknownFieldSet.Field text = UnknownFieldSet.Field.newBuilder()
                .addLengthDelimited(ByteString.copyFromUtf8("pkg.torch.name"))
                .build();
        ByteString entry = UnknownFieldSet.newBuilder()
                .addField(1, text)
                .addField(2, text)
                .build()
                .toByteString();
        return UnknownFieldSet.newBuilder()
                .addField(
                        number,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(entry)
                                .addLengthDelimited(entry)
                                .build())
                .build();
    }

    private static TensorShapeProto.Dimension.Builder batch(ValueInfoProto.Builder value) {
        return value.getTypeBuilder().getTensorTypeBuilder().getShapeBuilder().getDimBuilder(0);
    }

    @TestFactory
    Stream<DynamicTest> editsThatChangeWhatIsComputed_areRefusedInPlainWords() {
        return Stream.of(
                Attack.attack("float16", "its input is of float16: gan4j reads 32-bit floats" + LOAD, model -> {
                    GraphProto.Builder graph = model.getGraphBuilder();
                    graph.getInputBuilder(0)
                            .getTypeBuilder()
                            .getTensorTypeBuilder()
                            .setElemType(10);
                }),
                Attack.weight(
                        "float16 weights",
                        "its tensor 'conv_transpose2d_1.weight' is of float16: gan4j reads 32-bit floats" + LOAD,
                        tensor -> tensor.setDataType(TensorProto.DataType.FLOAT16_VALUE)),
                Attack.graph(
                        "batch of 16",
                        "the batch of its output is fixed to 16: leave it free" + LOAD,
                        graph -> batch(graph.getOutputBuilder(0)).setDimValue(16)),
                Attack.attack(
                        "card dropped",
                        "it carries no model card of gan4j: tools that simplify or convert files drop it" + LOAD,
                        ModelProto.Builder::clearMetadataProps),
                Attack.weight(
                        "floats in another form",
                        "one of its tensors holds numbers in another form, float_data, which gan4j never writes" + LOAD,
                        tensor -> tensor.clearRawData().addFloatData(1)));
    }
}
