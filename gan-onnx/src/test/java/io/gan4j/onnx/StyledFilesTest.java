package io.gan4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.gan4j.architecture.StyleGan2;
import io.gan4j.error.ModelFileException;
import io.gan4j.inference.Generator;
import io.gan4j.layer.Equalized;
import io.gan4j.layer.Linear;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the file of a style-based generator holds, and what the strict reader refuses in it. */
class StyledFilesTest {
    private static ModelProto.Builder model() {
        Network network = StyleGan2.of(2).mapping(6, 1).generator(4, Shape.of(3, 16, 16));
        return parsed(Models.write(network, Models.card(network)));
    }

    private static ModelProto.Builder parsed(byte[] file) {
        try {
            return ModelProto.parseFrom(file).toBuilder();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static TensorProto.Builder tensor(ModelProto.Builder model, String name) {
        return model.getGraphBuilder().getInitializerBuilderList().stream()
                .filter(tensor -> tensor.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** With groups that follow the batch the number of samples would be fixed: only the filters have groups, one a channel. */
    @Test
    void convolutions_areOfConstants_andNeverGroupedByTheBatch() {
        GraphProto graph = model().getGraph();
        List<NodeProto> convolutions = graph.getNodeList().stream()
                .filter(node -> node.getOpType().startsWith("Conv"))
                .toList();
        List<String> constants =
                graph.getInitializerList().stream().map(TensorProto::getName).toList();
        // one at 4 pixels, two at 8 and at 16, colors at each, a filter behind each that doubles, and two that upsample
        // colors
        assertThat(convolutions).hasSize(5 + 3 + 2 + 2);
        assertThat(convolutions).allSatisfy(node -> assertThat(constants).contains(node.getInput(1)));
        assertThat(convolutions)
                .filteredOn(node -> node.getAttributeList().stream()
                        .anyMatch(attribute -> attribute.getName().equals("group")))
                .allSatisfy(node -> assertThat(node.getInput(1)).endsWith(".filter"))
                .hasSize(4);
        assertThat(graph.getInput(0)
                        .getType()
                        .getTensorType()
                        .getShape()
                        .getDim(0)
                        .getDimParam())
                .isEqualTo("N");
    }

    /** Rate 0.5 and gain 3 with a fan-in of 4: the weight times 0.75, the bias times 1.5. */
    @Test
    void equalizedLayer_isWrittenWithItsProducts() {
        Network network = Network.from("z", Shape.of(4))
                .add(Equalized.of(Linear.of(4, 1)).rate(0.5f).gain(3))
                .name("e")
                .build();
        Map<String, Tensor> parameters = Map.of(
                "e.weight", Tensor.of(Shape.of(1, 4), 1, -2, 4, 0),
                "e.bias", Tensor.of(Shape.of(1), 8));
        ModelProto.Builder model = parsed(Models.FORMAT.write(network, parameters, Models.card(network)));
        assertThat(floats(tensor(model, "e.weight"))).containsExactly(new float[] {0.75f, -1.5f, 3, 0}, within(1e-6f));
        assertThat(floats(tensor(model, "e.bias"))).containsExactly(12);
        assertThat(model.getGraph().getNodeList())
                .extracting(NodeProto::getOpType)
                .containsExactly("Gemm");
    }

    private static float[] floats(TensorProto.Builder tensor) {
        float[] values = new float[tensor.getRawData().size() / Float.BYTES];
        tensor.getRawData()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return values;
    }

    @Test
    void noise_ofAnotherSize_isRefused() {
        ModelProto.Builder model = model();
        tensor(model, "noise_1.noise").clearDims().addAllDims(List.of(1L, 2L, 8L));
        assertThatThrownBy(() -> load(model))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining(
                        "takes the tensor 'noise_1.noise' of shape [1, 2, 8] and type 1, expected floats of"
                                + " shape [8, 1, 1]");
    }

    @Test
    void noise_ofEachSample_isRefused() {
        ModelProto.Builder model = model();
        tensor(model, "noise_1.noise").clearDims().addAllDims(List.of(1L, 1L, 4L, 4L));
        assertThatThrownBy(() -> load(model))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("of shape [1, 1, 4, 4]");
    }

    private static void load(ModelProto.Builder model) {
        Generator.load(model.build().toByteArray(), Attack.OPTIONS).close();
    }

    @Test
    void unchangedModel_isLoaded() {
        load(model());
    }
}
