package io.gan4j.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.gan4j.architecture.SelfAttention;
import io.gan4j.inference.Generator;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The operators of attention in forms that gan4j does not write: each is refused in Java. */
class HostileAttentionTest {
    private static final Map<String, String> TYPES =
            Map.of("keys_by_pixel", "Transpose", "shares", "Softmax", "fits", "MatMul");

    /** Features (16, 4, 6), whose 24 queries of length 2 look at 6 values of length 8. */
    private static ModelProto.Builder valid() {
        Network network = SelfAttention.add(Network.from("z", Shape.of(384)).reshape(Shape.of(16, 4, 6)))
                .build();
        try {
            return ModelProto.parseFrom(Models.write(network, Models.card(network))).toBuilder();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void unchangedModel_isLoaded() {
        Generator.load(valid().build().toByteArray(), Attack.OPTIONS).close();
    }

    @TestFactory
    Stream<DynamicTest> attention_inOtherForms_isRefused() {
        return Stream.of(
                at(
                        "keys_by_pixel",
                        "as it is",
                        "has [0, 1, 2] as 'perm', which does not exchange rows and columns",
                        axes(0, 1, 2)),
                at(
                        "keys_by_pixel",
                        "into the batch",
                        "has [1, 0, 2] as 'perm', which does not exchange rows and columns",
                        axes(1, 0, 2)),
                at("keys_by_pixel", "out of range", "has 3 as 'perm', 0 to 2 are allowed", axes(0, 3, 1)),
                at("keys_by_pixel", "of two axes", "has 2 numbers in 'perm', not 3", axes(1, 0)),
                at(
                        "keys_by_pixel",
                        "of an image",
                        "takes (16, 4, 6), which is no matrix",
                        node -> node.setInput(0, "reshape_1.output")),
                at("shares", "over the queries", "has 2 as 'axis', 1 to 1 are allowed", axis(2)),
                at("shares", "over the batch", "has 0 as 'axis', 1 to 1 are allowed", axis(0)),
                at(
                        "shares",
                        "of an image",
                        "takes (16, 4, 6), which is no matrix",
                        node -> node.setInput(0, "reshape_1.output")),
                at(
                        "fits",
                        "of matrices that do not fit",
                        "takes (2, 24) and (2, 24), which are no matrices that can be multiplied",
                        node -> node.setInput(0, node.getInput(1))),
                at(
                        "fits",
                        "of an image",
                        "takes (6, 2) and (16, 4, 6), which are no matrices that can be multiplied",
                        node -> node.setInput(1, "reshape_1.output")),
                at("fits", "of three", "has 3 inputs", node -> node.addInput(node.getInput(0))));
    }

    private static Consumer<NodeProto.Builder> axes(long... axes) {
        return node -> {
            node.getAttributeBuilder(0).clearInts();
            for (long axis : axes) {
                node.getAttributeBuilder(0).addInts(axis);
            }
        };
    }

    private static Consumer<NodeProto.Builder> axis(long axis) {
        return node -> node.getAttributeBuilder(0).setI(axis);
    }

    private static DynamicTest at(String step, String name, String message, Consumer<NodeProto.Builder> change) {
        return DynamicTest.dynamicTest(step + " " + name, () -> {
            ModelProto.Builder model = valid();
            model.getGraphBuilder().getNodeBuilderList().stream()
                    .filter(node -> node.getName().equals("attention_4." + step))
                    .forEach(change);
            String operator = "its operator 'attention_4." + step + "', a " + TYPES.get(step) + ", ";
            Attack.refused(model.build().toByteArray(), operator + message);
        });
    }
}
