package io.gan4j.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.gan4j.inference.Generator;
import io.gan4j.layer.Conv2d;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The operators that conditional networks are made of, in forms that gan4j does not write: each is refused in Java. */
class HostileConditionsTest {
    /** The vectors are of 8 and 4 features, the images (4, 1, 2). */
    private static ModelProto.Builder valid() {
        Network network = Network.from("z", Shape.of(8))
                .reshape(Shape.of(4, 1, 2))
                .name("image")
                .branch("z")
                .embedding(4)
                .name("e")
                .branch("z")
                .linear(4)
                .name("gamma")
                .branch("z")
                .linear(4)
                .name("beta")
                .branch("image")
                .add(Conv2d.of(4, 4, 1, 1, 0).groups(2))
                .name("grouped")
                .modulate("gamma", "beta")
                .name("m")
                .globalSum()
                .name("g")
                .multiply("e")
                .name("p")
                .sampleSum()
                .name("s")
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
    Stream<DynamicTest> operators_inOtherForms_areRefused() {
        String noList = ", which is no list of up to 2 whole numbers";
        return Stream.of(
                at("e", "with a bias", "has 3 inputs", node -> node.addInput("gamma.bias")),
                at("e", "of an image", "takes (4, 1, 2), which is no vector", node -> node.setInput(0, "image.output")),
                at("e", "computed matrix", "takes 'gamma.output', which nothing before it computes", node -> {
                    node.setInput(1, "gamma.output");
                }),
                at("e", "other matrix", tensor("gamma.weight", "[4, 8]", "[8, 8]"), node -> {
                    node.setInput(1, "gamma.weight");
                }),
                at("e", "vector", "takes the tensor 'gamma.bias' of shape [4], expected 2 axes", node -> {
                    node.setInput(1, "gamma.bias");
                }),
                at("grouped", "three groups", "has 3 groups for (4, 1, 2)", node -> group(node, 3)),
                at("grouped", "no group", "has 0 as 'group', 1 to 4 are allowed", node -> group(node, 0)),
                at("grouped", "absurd number", "has 4611686018427387904 as 'group', 1 to 4 are allowed", node -> {
                    group(node, 1L << 62);
                }),
                at("grouped", "one group", tensor("grouped.weight", "[4, 2, 1, 1]", "[4, 4, 1, 1]"), node -> {
                    group(node, 1);
                }),
                at("grouped", "four groups", tensor("grouped.weight", "[4, 2, 1, 1]", "[4, 1, 1, 1]"), node -> {
                    group(node, 4);
                }),
                at("g", "target as axes", "takes 'm.gamma_shape'" + noList, node -> node.setInput(1, "m.gamma_shape")),
                at("g", "floats as axes", "takes 'gamma.bias'" + noList, node -> node.setInput(1, "gamma.bias")),
                at("g", "over channels", "sums (4, 1, 2) over [1]", node -> node.setInput(1, "s.axes")),
                at("s", "over pixels", "sums (4) over [2, 3]", node -> node.setInput(1, "g.axes")),
                at("g", "axes kept", "has 1 as 'keepdims', 0 to 0 are allowed", node -> keep(node, 1)),
                at("s", "axis lost", "has 0 as 'keepdims', 1 to 1 are allowed", node -> keep(node, 0)),
                at("g", "no axes", "has 1 input", node -> node.clearInput().addInput("m.output")),
                at("g", "foreign attribute", "has the attribute 'axes', which gan4j does not write", node -> {
                    node.addAttribute(
                            AttributeProto.newBuilder().setName("axes").setType(AttributeProto.AttributeType.INTS));
                }),
                at("m.scaled", "scale of a vector", "takes (4, 1, 2) and (4)", node -> {
                    node.setInput(1, "gamma.output");
                }),
                at("p", "product that spreads", "takes (4) and (4, 1, 2)", node -> node.setInput(1, "image.output")));
    }

    private static DynamicTest at(String name, String title, String message, Consumer<NodeProto.Builder> change) {
        return DynamicTest.dynamicTest(name + ": " + title, () -> {
            ModelProto.Builder model = valid();
            NodeProto.Builder node = model.getGraphBuilder().getNodeBuilderList().stream()
                    .filter(candidate -> candidate.getName().equals(name))
                    .findFirst()
                    .orElseThrow();
            change.accept(node);
            String operator = "its operator '" + name + "', a " + node.getOpType() + ", ";
            Attack.refused(model.build().toByteArray(), operator + message);
        });
    }

    private static String tensor(String name, String shape, String expected) {
        return "takes the tensor '" + name + "' of shape " + shape + " and type 1, expected floats of shape "
                + expected;
    }

    private static void group(NodeProto.Builder conv, long number) {
        attribute(conv, "group").setI(number);
    }

    private static void keep(NodeProto.Builder sum, long number) {
        attribute(sum, "keepdims").setI(number);
    }

    private static AttributeProto.Builder attribute(NodeProto.Builder node, String name) {
        return node.getAttributeBuilderList().stream()
                .filter(attribute -> attribute.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
