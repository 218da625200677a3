package io.gan4j.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.gan4j.inference.Generator;
import io.gan4j.layer.AvgPool2d;
import io.gan4j.layer.Channels;
import io.gan4j.layer.MaxPool2d;
import io.gan4j.layer.PRelu;
import io.gan4j.layer.PixelShuffle;
import io.gan4j.layer.ReflectionPad2d;
import io.gan4j.layer.UpsampleNearest2d;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The operators that pad, enlarge, reduce or pick, each in forms that gan4j does not write: each is refused in Java. */
class HostileResizingTest {
    /**
     * An image (4, 2, 2), padded to (4, 4, 4), enlarged to (4, 8, 8), shuffled to (1, 16, 16), pooled to (1, 8, 8) and (1, 4,
     * 4).
     */
    private static ModelProto.Builder valid() {
        Network network = Network.from("z", Shape.of(16))
                .reshape(Shape.of(4, 2, 2))
                .add(PRelu.of(4))
                .name("slopes")
                .add(new ReflectionPad2d(1))
                .name("pad")
                .add(UpsampleNearest2d.doubling())
                .name("up")
                .add(new PixelShuffle(2))
                .name("shuffle")
                .add(new AvgPool2d(2))
                .name("mean")
                .add(new MaxPool2d(2))
                .name("most")
                .add(new Channels(0, 1))
                .name("pick")
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
    Stream<DynamicTest> paddings_inOtherForms_areRefused() {
        return Stream.of(
                at("pad", "of a constant", "has 'constant' as 'mode', not 'reflect'", word(0, "constant")),
                at("pad", "without a mode", noAttribute("mode"), NodeProto.Builder::clearAttribute),
                at("pad", "with a value", "has 3 inputs", node -> node.addInput("slopes.weight")),
                numbers("pad", "pads", "as large as the image", "pads (4, 2, 2) by 2, 1 to 1 are allowed", sides(2)),
                numbers("pad", "pads", "none", "pads (4, 2, 2) by 0, 1 to 1 are allowed", sides(0)),
                numbers("pad", "pads", "cut off", "pads (4, 2, 2) by -1, 1 to 1 are allowed", sides(-1)),
                numbers(
                        "pad",
                        "pads",
                        "of the batch",
                        "has [1, 0, 1, 1, 0, 0, 1, 1] as its padding, not one for the four sides",
                        1,
                        0,
                        1,
                        1,
                        0,
                        0,
                        1,
                        1),
                numbers(
                        "pad",
                        "pads",
                        "of one side",
                        "has [0, 0, 1, 1, 0, 0, 1, 0] as its padding, not one for the four sides",
                        0,
                        0,
                        1,
                        1,
                        0,
                        0,
                        1,
                        0),
                numbers(
                        "pad",
                        "pads",
                        "of fewer axes",
                        "has [1, 1, 1, 1] as its padding, not two numbers for each of 4 axes",
                        1,
                        1,
                        1,
                        1));
    }

    private static long[] sides(long padding) {
        return new long[] {0, 0, padding, padding, 0, 0, padding, padding};
    }

    @TestFactory
    Stream<DynamicTest> enlargements_inOtherForms_areRefused() {
        return Stream.of(
                at("up", "linear", "has 'linear' as 'mode', not 'nearest'", word(0, "linear")),
                at(
                        "up",
                        "of half pixels",
                        "has 'half_pixel' as 'coordinate_transformation_mode', not 'asymmetric'",
                        word(1, "half_pixel")),
                at("up", "rounded up", "has 'ceil' as 'nearest_mode', not 'floor'", word(2, "ceil")),
                at("up", "without rounding", noAttribute("nearest_mode"), node -> node.removeAttribute(2)),
                at("up", "antialiased", foreign("antialias"), node -> node.addAttribute(integer("antialias", 1))),
                at("up", "of a region", "takes 'slopes.weight', which is to be left out", node -> {
                    node.setInput(1, "slopes.weight");
                }),
                at("up", "to a size", "has 4 inputs", node -> node.addInput("pad.pads")),
                at("up", "by integers", tensorOf("pad.pads", "[8]", 7, "[4]"), node -> node.setInput(2, "pad.pads")),
                floats("up", "of one axis", scales("[1.0, 1.0, 2.0, 1.0]"), 1, 1, 2, 1),
                floats("up", "of the batch", scales("[2.0, 1.0, 2.0, 2.0]"), 2, 1, 2, 2),
                floats("up", "by half", scales("[1.0, 1.0, 2.5, 2.5]"), 1, 1, 2.5f, 2.5f),
                floats("up", "smaller", scales("[1.0, 1.0, 0.5, 0.5]"), 1, 1, 0.5f, 0.5f),
                floats("up", "by nothing", scales("[1.0, 1.0, 0.0, 0.0]"), 1, 1, 0, 0),
                floats("up", "backwards", scales("[1.0, 1.0, -2.0, -2.0]"), 1, 1, -2, -2),
                floats("up", "without bound", scales("[1.0, 1.0, 1.0E30, 1.0E30]"), 1, 1, 1e30f, 1e30f),
                floats("up", "by more than is allowed", scales("[1.0, 1.0, 1025.0, 1025.0]"), 1, 1, 1025, 1025));
    }

    private static String scales(String given) {
        return "scales by " + given + ", not height and width by one whole number of 2 to 1024";
    }

    @TestFactory
    Stream<DynamicTest> shufflesAndPools_inOtherForms_areRefused() {
        return Stream.of(
                at("shuffle", "in another order", "has 'DCR' as 'mode', not 'CRD'", word(1, "DCR")),
                at("shuffle", "without an order", noAttribute("mode"), node -> node.removeAttribute(1)),
                at("shuffle", "of one", "has 1 as 'blocksize', 2 to 1024 are allowed", whole(0, 1)),
                at("shuffle", "of more than there is", "makes blocks of 3 of (4, 8, 8)", whole(0, 3)),
                at("mean", "oblong", tiles("[2, 3]", "[2, 2]"), node -> ints(node, 0, 2, 3)),
                at("mean", "overlapping", tiles("[3, 3]", "[2, 2]"), node -> ints(node, 0, 3, 3)),
                at("mean", "larger than the image", "has tiles of 17 larger than (1, 16, 16)", node -> {
                    ints(node, 0, 17, 17);
                    ints(node, 1, 17, 17);
                }),
                at("mean", "in three dimensions", "has 3 numbers in 'kernel_shape', not 2", node -> {
                    ints(node, 0, 2, 2, 2);
                }),
                at("mean", "padded", foreign("pads"), node -> {
                    node.addAttribute(AttributeProto.newBuilder()
                            .setName("pads")
                            .setType(AttributeProto.AttributeType.INTS)
                            .addInts(1));
                }),
                at("most", "dilated", foreign("dilations"), node -> node.addAttribute(integer("dilations", 2))),
                at("most", "with places", "has 2 outputs", node -> node.addOutput("places")),
                at("most", "with gaps", apart("[2, 2]", "[3, 3]"), node -> ints(node, 1, 3, 3)),
                at("most", "moved unevenly", apart("[2, 2]", "[1, 2]"), node -> ints(node, 1, 1, 2)),
                at("most", "at no distance", "has 0 as 'strides', 1 to 1024 are allowed", node -> ints(node, 1, 0, 0)),
                at("most", "of a side below 2", "has 1 as 'kernel_shape', 2 to 1024 are allowed", node -> {
                    ints(node, 0, 1, 1);
                }));
    }

    private static String apart(String size, String strides) {
        return "has tiles of " + size + " at a distance of " + strides + ", not square ones without gaps";
    }

    private static String tiles(String size, String strides) {
        return "has tiles of " + size + " at a distance of " + strides + ", not square ones side by side";
    }

    @TestFactory
    Stream<DynamicTest> picksAndSlopes_inOtherForms_areRefused() {
        return Stream.of(
                numbers("pick", "from", "from the end", "picks -1 to 1 of (1, 4, 4)", -1),
                numbers("pick", "to", "beyond the end", "picks 0 to 2 of (1, 4, 4)", 2),
                numbers("pick", "to", "nothing", "picks 0 to 0 of (1, 4, 4)", 0),
                numbers("pick", "axes", "of the batch", "picks along axis 0, not along 1", 0),
                numbers("pick", "axes", "of rows", "picks along axis 2, not along 1", 2),
                at("pick", "in steps", "has 5 inputs", node -> node.addInput("pick.axes")),
                at("pick", "without axes", "has 3 inputs", HostileResizingTest::withoutLastInput),
                at("slopes", "without slopes", "has 1 input", HostileResizingTest::withoutLastInput),
                change(
                        "slopes along the width",
                        "its operator 'slopes', a PRelu, takes the tensor 'slopes.weight' of shape [4] and type 1,"
                                + " expected floats of shape [4, 1, 1]",
                        graph -> tensor(graph, "slopes.weight").clearDims().addDims(4)));
    }

    private static DynamicTest at(String operator, String name, String message, Consumer<NodeProto.Builder> change) {
        return change(operator + " " + name, said(operator, message), graph -> change.accept(node(graph, operator)));
    }

    /** A list of whole numbers of an operator. */
    private static DynamicTest numbers(String operator, String list, String name, String message, long... values) {
        return change(operator + " " + name, said(operator, message), graph -> {
            ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
            LongStream.of(values).forEach(bytes::putLong);
            tensor(graph, operator + "." + list)
                    .clearDims()
                    .addDims(values.length)
                    .setRawData(ByteString.copyFrom(bytes.array()));
        });
    }

    private static DynamicTest floats(String operator, String name, String message, float... values) {
        return change(
                operator + " " + name,
                said(operator, message),
                graph -> tensor(graph, operator + ".scales").setRawData(bytes(values)));
    }

    private static ByteString bytes(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return ByteString.copyFrom(bytes.array());
    }

    private static String said(String operator, String message) {
        String type = valid().getGraph().getNodeList().stream()
                .filter(node -> node.getName().equals(operator))
                .findFirst()
                .orElseThrow()
                .getOpType();
        return "its operator '" + operator + "', a " + type + ", " + message;
    }

    private static DynamicTest change(String name, String message, Consumer<GraphProto.Builder> change) {
        return DynamicTest.dynamicTest(name, () -> {
            ModelProto.Builder model = valid();
            change.accept(model.getGraphBuilder());
            Attack.refused(model.build().toByteArray(), message);
        });
    }

    private static NodeProto.Builder node(GraphProto.Builder graph, String name) {
        return graph.getNodeBuilderList().stream()
                .filter(node -> node.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static TensorProto.Builder tensor(GraphProto.Builder graph, String name) {
        return graph.getInitializerBuilderList().stream()
                .filter(tensor -> tensor.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void withoutLastInput(NodeProto.Builder node) {
        List<String> inputs = List.copyOf(node.getInputList());
        node.clearInput().addAllInput(inputs.subList(0, inputs.size() - 1));
    }

    private static Consumer<NodeProto.Builder> word(int attribute, String value) {
        return node -> node.getAttributeBuilder(attribute).setS(ByteString.copyFromUtf8(value));
    }

    private static Consumer<NodeProto.Builder> whole(int attribute, long value) {
        return node -> node.getAttributeBuilder(attribute).setI(value);
    }

    private static void ints(NodeProto.Builder node, int attribute, long... values) {
        node.getAttributeBuilder(attribute).clearInts();
        LongStream.of(values).forEach(node.getAttributeBuilder(attribute)::addInts);
    }

    private static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    private static String noAttribute(String name) {
        return "has no attribute '" + name + "' of the right type";
    }

    private static String foreign(String name) {
        return "has the attribute '" + name + "', which gan4j does not write";
    }

    private static String tensorOf(String name, String shape, int type, String expected) {
        return "takes the tensor '" + name + "' of shape " + shape + " and type " + type + ", expected floats of shape "
                + expected;
    }
}
