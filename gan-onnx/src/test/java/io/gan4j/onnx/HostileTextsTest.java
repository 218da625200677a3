package io.gan4j.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.common.primitives.Longs;
import com.google.protobuf.InvalidProtocolBufferException;
import io.gan4j.inference.Generator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The operators that look up words and work on sequences, each in forms that gan4j does not write: each is refused in Java. */
class HostileTextsTest {
    private static final String EMBEDDING = "encoder_token_embedding_1";
    private static final String POOL = "encoder_word_pool_1";

    private static ModelProto.Builder valid() {
        try {
            return ModelProto.parseFrom(TextModels.file()).toBuilder();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void unchangedModel_isLoaded() {
        Generator.load(valid().build().toByteArray(), Attack.OPTIONS).close();
    }

    @TestFactory
    Stream<DynamicTest> lookUps_inOtherForms_areRefused() {
        return Stream.of(
                at(
                        EMBEDDING + ".ids",
                        "to bytes",
                        "gives numbers of the type 2, 1 for floats and 7 for whole numbers are allowed",
                        integer(2)),
                at(
                        EMBEDDING + ".ids",
                        "to doubles",
                        "gives numbers of the type 6, 1 for floats and 7 for whole numbers are allowed",
                        integer(6)),
                at(
                        EMBEDDING + ".ids",
                        "of an image",
                        "takes '" + EMBEDDING + ".raised', which nothing before it computes",
                        node -> node.setInput(0, EMBEDDING + ".raised")),
                at(EMBEDDING + ".vectors", "of columns", "has 1 as 'axis', 0 to 0 are allowed", integer(1)),
                at(
                        EMBEDDING + ".vectors",
                        "by floats",
                        "takes '" + EMBEDDING + ".within', which holds no whole numbers",
                        node -> node.setInput(1, EMBEDDING + ".within")),
                at(
                        EMBEDDING + ".vectors",
                        "of a list",
                        "takes the tensor 'gamma.bias' of shape [2], expected 2 axes",
                        node -> node.setInput(0, "gamma.bias")),
                at(
                        EMBEDDING + ".numbered",
                        "of floats",
                        "takes '" + EMBEDDING + ".within', which holds no whole numbers",
                        node -> node.setInput(0, EMBEDDING + ".within")),
                at(
                        EMBEDDING + ".there",
                        "of whole numbers",
                        "takes '" + EMBEDDING + ".ids', which holds whole numbers",
                        node -> node.setInput(0, EMBEDDING + ".ids")),
                at(
                        EMBEDDING,
                        "turned otherwise",
                        "has [0, 1, 2] as 'perm', which does not exchange rows and columns",
                        integers(0, 1, 2)),
                at(EMBEDDING, "of the batch", "has 3 as 'perm', 0 to 2 are allowed", integers(3, 2, 1)));
    }

    @TestFactory
    Stream<DynamicTest> sequences_inOtherForms_areRefused() {
        return Stream.of(
                at("encoder_conv1d_1", "of two axes", "has 2 numbers in 'kernel_shape', not 1", integers(3, 3)),
                at(
                        "encoder_conv1d_1",
                        "with another kernel",
                        "takes the tensor 'encoder_conv1d_1.weight' of shape [5, 4, 3] and type 1, expected floats of shape [5, 4, 2]",
                        integers(2)),
                at(POOL + ".sum", "over channels", "sums (5, 8) over [1]", node -> node.setInput(1, POOL + ".axes")),
                at(POOL + ".most", "over channels", "has 1 as 'axes', 2 to 2 are allowed", integers(1)),
                at(
                        POOL + ".kept",
                        "by another row",
                        "takes (5, 8) and (8)",
                        node -> node.setInput(1, POOL + ".there")));
    }

    private static DynamicTest at(String node, String name, String message, Consumer<NodeProto.Builder> change) {
        return DynamicTest.dynamicTest(node + " " + name, () -> {
            ModelProto.Builder model = valid();
            GraphProto.Builder graph = model.getGraphBuilder();
            NodeProto.Builder changed = graph.getNodeBuilderList().stream()
                    .filter(builder -> builder.getName().equals(node))
                    .findFirst()
                    .orElseThrow();
            change.accept(changed);
            String operator = "its operator '" + node + "', a " + changed.getOpType() + ", ";
            Attack.refused(model.build().toByteArray(), operator + message);
        });
    }

    private static Consumer<NodeProto.Builder> integer(long value) {
        return node -> node.getAttributeBuilder(0).setI(value);
    }

    private static Consumer<NodeProto.Builder> integers(long... values) {
        return node -> node.getAttributeBuilder(0).clearInts().addAllInts(Longs.asList(values));
    }
}
