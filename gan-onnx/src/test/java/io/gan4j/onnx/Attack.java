package io.gan4j.onnx;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.gan4j.error.ModelFileException;
import io.gan4j.inference.Generator;
import io.gan4j.inference.LoadOptions;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import org.junit.jupiter.api.DynamicTest;

/** A small file, and ways to change it that the check must notice. */
final class Attack {
    static final LoadOptions OPTIONS = LoadOptions.defaults();

    /** z (4) - reshape_1 (4, 1, 1) - conv_transpose2d_1 (2, 3, 3) - relu_1 - conv2d_1 (1, 2, 2) - tanh_1. */
    static ModelProto.Builder valid() {
        Network network = Network.from("z", Shape.of(4))
                .reshape(Shape.of(4, 1, 1))
                .convTranspose2d(2, 3, 1, 0)
                .relu()
                .batchNorm()
                .conv2d(1, 2, 1, 0)
                .tanh()
                .build();
        try {
            return ModelProto.parseFrom(Models.write(network, Models.card(network))).toBuilder();
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    static DynamicTest attack(String name, String message, Consumer<ModelProto.Builder> change) {
        return DynamicTest.dynamicTest(name, () -> {
            ModelProto.Builder model = valid();
            change.accept(model);
            refused(model.build().toByteArray(), message);
        });
    }

    static DynamicTest graph(String name, String message, Consumer<GraphProto.Builder> change) {
        return attack(name, message, model -> change.accept(model.getGraphBuilder()));
    }

    static DynamicTest weight(String name, String message, Consumer<TensorProto.Builder> change) {
        return graph(name, message, graph -> change.accept(graph.getInitializerBuilder(1)));
    }

    static DynamicTest node(int index, String name, String message, Consumer<NodeProto.Builder> change) {
        return graph(name, message, graph -> change.accept(graph.getNodeBuilder(index)));
    }

    /** Describing uses no native code; loading must say the same. */
    static void refused(byte[] file, String message) {
        assertThatThrownBy(() -> Models.FORMAT.describe(file, OPTIONS))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> Generator.load(file, OPTIONS))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("the model: " + message);
    }

    static void setFloat(TensorProto.Builder tensor, int place, float value) {
        byte[] bytes = tensor.getRawData().toByteArray();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(4 * place, value);
        tensor.setRawData(ByteString.copyFrom(bytes));
    }
}
