package io.gan4j.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.common.primitives.Longs;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.gan4j.inference.Generator;
import io.gan4j.layer.InstanceNorm2d;
import io.gan4j.layer.LayerNorm;
import io.gan4j.layer.PixelNorm;
import io.gan4j.layer.VirtualBatchNorm;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The operators that normalisations are made of, each in forms that gan4j does not write: each is refused in Java. */
class HostileNormalisationsTest {
    /** The vectors are of 8 features, the images (2, 2, 2). */
    private static ModelProto.Builder valid() {
        Network network = Network.from("z", Shape.of(8))
                .add(VirtualBatchNorm.of(8, 4))
                .name("flat")
                .add(PixelNorm.standard())
                .name("unit")
                .reshape(Shape.of(2, 2, 2))
                .name("image")
                .add(VirtualBatchNorm.of(2, 4))
                .name("v")
                .add(PixelNorm.standard())
                .name("p")
                .add(InstanceNorm2d.of(2))
                .name("i")
                .add(LayerNorm.of(Shape.of(2, 2, 2)))
                .name("l")
                .relu()
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
    Stream<DynamicTest> normalisations_inOtherForms_areRefused() {
        return Stream.of(
                at("i", "without bias", "has 2 inputs", node -> inputs(node, "p.output", "i.weight")),
                at("i", "of a vector", "takes (8), which is no image", node -> node.setInput(0, "unit.output")),
                at("i", "of one pixel", "takes (2, 1, 1), an image of one pixel", node -> node.setInput(0, "v.mean")),
                at("i", "computed weight", "takes 'v.mean', which is no tensor of the file", node -> {
                    node.setInput(1, "v.mean");
                }),
                at("i", "weight of another shape", tensor("v.weight", "[2, 1, 1]", "[2]"), node -> {
                    node.setInput(1, "v.weight");
                }),
                at("i", "bias of another shape", tensor("l.bias", "[2, 2, 2]", "[2]"), node -> {
                    node.setInput(2, "l.bias");
                }),
                at("i", "epsilon of 0", "has 0.0 as 'epsilon', it must be above 0", node -> {
                    node.getAttributeBuilder(0).setF(0);
                }),
                at("i", "no epsilon", noAttribute("epsilon"), NodeProto.Builder::clearAttribute),
                at("i", "foreign attribute", foreign("momentum"), node -> node.addAttribute(integer("momentum", 1))),
                at("l", "without bias", "has 2 inputs", node -> inputs(node, "i.output", "l.weight")),
                at("l", "of one number", "takes (1), which is one number", node -> node.setInput(0, "unit.mean")),
                at("l", "weight that is spread", tensor("v.weight", "[2, 1, 1]", "[2, 2, 2]"), node -> {
                    node.setInput(1, "v.weight");
                }),
                at("l", "bias that is spread", tensor("v.share", "[1]", "[2, 2, 2]"), node -> {
                    node.setInput(2, "v.share");
                }),
                at("l", "over the batch", "has 0 as 'axis', 1 to 1 are allowed", node -> {
                    node.getAttributeBuilder(0).setI(0);
                }),
                at("l", "over the last axis", "has -1 as 'axis', 1 to 1 are allowed", node -> {
                    node.getAttributeBuilder(0).setI(-1);
                }),
                at("l", "no axis", noAttribute("axis"), node -> node.removeAttribute(0)),
                at("l", "no epsilon", noAttribute("epsilon"), node -> node.removeAttribute(1)),
                at("l", "negative epsilon", "has -1.0 as 'epsilon', it must be above 0", node -> {
                    node.getAttributeBuilder(1).setF(-1);
                }),
                at("l", "other precision", foreign("stash_type"), node -> node.addAttribute(integer("stash_type", 10))),
                at("l", "output of its mean", "has 2 outputs", node -> node.addOutput("more")));
    }

    @TestFactory
    Stream<DynamicTest> means_overOtherAxes_areRefused() {
        return Stream.of(
                at("p.mean", "of two", "has 2 inputs", node -> node.addInput("v.share")),
                at("p.mean", "of a weight", "takes 'v.share', which nothing before it computes", node -> {
                    node.setInput(0, "v.share");
                }),
                at("p.mean", "over the batch", "has 0 as 'axes', 1 to 1 are allowed", node -> axes(node, 0)),
                at("p.mean", "over rows", "has 2 as 'axes', 1 to 1 are allowed", node -> axes(node, 2)),
                at("p.mean", "counted from the end", "has -1 as 'axes', 1 to 1 are allowed", node -> axes(node, -1)),
                at("p.mean", "absurd axis", "has 4611686018427387904 as 'axes', 1 to 1 are allowed", node -> {
                    axes(node, 1L << 62);
                }),
                at("p.mean", "over nothing", "has 0 numbers in 'axes', not 2", node -> axes(node)),
                at("p.mean", "over everything", "has 3 numbers in 'axes', not 2", node -> axes(node, 1, 2, 3)),
                at("p.mean", "channels and rows", "has 1 as 'axes', 2 to 3 are allowed", node -> axes(node, 1, 2)),
                at("p.mean", "axis twice", "has [3, 3] as 'axes', not 2 and 3", node -> axes(node, 3, 3)),
                at("p.mean", "other order", "has [3, 2] as 'axes', not 2 and 3", node -> axes(node, 3, 2)),
                at("unit.mean", "pixels of a vector", "takes (8), which is no image", node -> axes(node, 2, 3)),
                at("p.mean", "no axes", noAttribute("axes"), node -> node.removeAttribute(0)),
                at("p.mean", "axes of another type", noAttribute("axes"), node -> {
                    node.getAttributeBuilder(0).setType(AttributeProto.AttributeType.INT);
                }),
                at("p.mean", "axis lost", "has 0 as 'keepdims', 1 to 1 are allowed", node -> {
                    node.getAttributeBuilder(1).setI(0);
                }),
                at("p.mean", "no keepdims", noAttribute("keepdims"), node -> node.removeAttribute(1)),
                at("p.mean", "foreign attribute", foreign("noop_with_empty_axes"), node -> {
                    node.addAttribute(integer("noop_with_empty_axes", 1));
                }),
                at("p.mean", "other mean", "is none that gan4j writes", node -> node.setOpType("ReduceL2")));
    }

    @TestFactory
    Stream<DynamicTest> arithmetic_inOtherForms_isRefused() {
        String none = "which nothing before it computes";
        return Stream.of(
                at("p.root", "root of two", "has 2 inputs", node -> node.addInput("p.mean")),
                at("p.root", "root with an attribute", foreign("axis"), node -> node.addAttribute(integer("axis", 1))),
                at("p.square", "product of three", "has 3 inputs", node -> node.addInput("v.output")),
                at("p.square", "product of one", "has 1 input", node -> inputs(node, "v.output")),
                at("p.square", "product of nothing", "takes 'nobody', " + none, node -> node.setInput(1, "nobody")),
                at("p.square", "attribute of old", foreign("broadcast"), node -> {
                    node.addAttribute(integer("broadcast", 1));
                }),
                at(
                        "v.mean",
                        "constant first",
                        "takes 'v.share', " + none,
                        node -> inputs(node, "v.share", "v.own_mean")),
                at(
                        "v.scaled",
                        "constants alone",
                        "takes 'v.bias', " + none,
                        node -> inputs(node, "v.bias", "v.weight")),
                at("v.scaled", "image times vector", "takes (2, 2, 2) and (8)", node -> {
                    node.setInput(1, "unit.output");
                }),
                at("v.mean", "reduced times image", "takes (2, 1, 1) and (2, 2, 2)", node -> {
                    node.setInput(1, "v.centred");
                }),
                at("v.mean", "sum that spreads", "takes (2, 1, 1) and (2, 2, 2)", node -> {
                    node.setOpType("Add").setInput(1, "v.centred");
                }),
                at("v.mean", "difference that spreads", "takes (2, 1, 1) and (2, 2, 2)", node -> {
                    node.setOpType("Sub").setInput(1, "v.centred");
                }),
                at("p", "quotient that spreads", "takes (1, 2, 2) and (2, 2, 2)", node -> {
                    inputs(node, "p.root", "v.output");
                }),
                at("p", "both spread", "takes (1, 2, 2) and (2, 1, 1)", node -> inputs(node, "p.root", "v.mean")),
                at("p", "vector and image", "takes (8) and (1, 2, 2)", node -> node.setInput(0, "unit.output")),
                at("unit", "number and vector", "takes (1) and (8)", node -> inputs(node, "unit.root", "flat.output")),
                at("p", "division by a constant", "takes 'v.share', " + none, node -> node.setInput(1, "v.share")),
                at("flat.centred", "difference with one number", tensor("v.share", "[1]", "[8]"), node -> {
                    node.setInput(1, "v.share");
                }),
                at("v.scaled", "constant of the image", tensor("l.weight", "[2, 2, 2]", "[2, 1, 1]"), node -> {
                    node.setInput(1, "l.weight");
                }),
                at("v.scaled", "constant along rows", tensor("i.weight", "[2]", "[2, 1, 1]"), node -> {
                    node.setInput(1, "i.weight");
                }),
                at("flat.scaled", "constant of images", tensor("v.weight", "[2, 1, 1]", "[8]"), node -> {
                    node.setInput(1, "v.weight");
                }));
    }

    /** A number for each feature becomes one for each of a million pixels: the file would hold it, nobody writes it. */
    @TestFactory
    Stream<DynamicTest> constants_thatWouldSpread_areRefused() {
        String huge = "[2, 1024, 1024]";
        return Stream.of(
                attack("huge sum", operator("v", "Add") + tensor("v.bias", huge, "[2, 1, 1]"), graph -> {
                    constant(graph, "v.bias", 2, 1024, 1024);
                }),
                attack("huge product", operator("v.scaled", "Mul") + tensor("v.weight", huge, "[2, 1, 1]"), graph -> {
                    constant(graph, "v.weight", 2, 1024, 1024);
                }),
                attack(
                        "huge difference",
                        operator("v.centred", "Sub") + tensor("v.reference_mean", huge, "[2, 1, 1]"),
                        graph -> constant(graph, "v.reference_mean", 2, 1024, 1024)),
                attack(
                        "epsilon with axes",
                        operator("p.above_zero", "Add") + tensor("p.epsilon", "[1, 1]", "[1, 1, 1]"),
                        graph -> constant(graph, "p.epsilon", 1, 1)),
                attack(
                        "epsilon of whole numbers",
                        operator("p.above_zero", "Add")
                                + "takes the tensor 'p.epsilon' of shape [1] and type 7, expected floats of shape [1]",
                        graph -> constant(graph, "p.epsilon", 1)
                                .setDataType(TensorProto.DataType.INT64_VALUE)
                                .setRawData(ByteString.copyFrom(new byte[8]))),
                attack(
                        "vector's weight for another vector",
                        operator("flat.scaled", "Mul") + tensor("flat.weight", "[4]", "[8]"),
                        graph -> constant(graph, "flat.weight", 4)));
    }

    private static DynamicTest at(String name, String title, String message, Consumer<NodeProto.Builder> change) {
        return DynamicTest.dynamicTest(name + ": " + title, () -> {
            ModelProto.Builder model = valid();
            NodeProto.Builder node = model.getGraphBuilder().getNodeBuilderList().stream()
                    .filter(candidate -> candidate.getName().equals(name))
                    .findFirst()
                    .orElseThrow();
            change.accept(node);
            Attack.refused(model.build().toByteArray(), operator(name, node.getOpType()) + message);
        });
    }

    private static DynamicTest attack(String title, String message, Consumer<GraphProto.Builder> change) {
        return DynamicTest.dynamicTest(title, () -> {
            ModelProto.Builder model = valid();
            change.accept(model.getGraphBuilder());
            Attack.refused(model.build().toByteArray(), message);
        });
    }

    private static String operator(String name, String type) {
        return "its operator '" + name + "', a " + type + ", ";
    }

    private static String tensor(String name, String shape, String expected) {
        return "takes the tensor '" + name + "' of shape " + shape + " and type 1, expected floats of shape "
                + expected;
    }

    private static String noAttribute(String name) {
        return "has no attribute '" + name + "' of the right type";
    }

    private static String foreign(String name) {
        return "has the attribute '" + name + "', which gan4j does not write";
    }

    private static void inputs(NodeProto.Builder node, String... names) {
        node.clearInput().addAllInput(List.of(names));
    }

    private static void axes(NodeProto.Builder mean, long... axes) {
        mean.getAttributeBuilder(0).clearInts().addAllInts(Longs.asList(axes));
    }

    private static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    /** Gives a tensor another shape, and as many zeros. */
    private static TensorProto.Builder constant(GraphProto.Builder graph, String name, long... dims) {
        TensorProto.Builder tensor = graph.getInitializerBuilderList().stream()
                .filter(candidate -> candidate.getName().equals(name))
                .findFirst()
                .orElseThrow();
        long size = Arrays.stream(dims).reduce(1, (a, b) -> a * b);
        return tensor.clearDims()
                .addAllDims(Longs.asList(dims))
                .setRawData(ByteString.copyFrom(new byte[Math.toIntExact(4 * size)]));
    }
}
