package io.gan4j.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Tensors and operators that ask for more than the file holds or than may be: each is refused in Java. */
class HostileTensorsTest {
    @TestFactory
    Stream<DynamicTest> tensors_thatAskForTooMuch_areRefused() {
        String name = "its tensor 'conv_transpose2d_1.weight'";
        String floats = ": gan4j reads 32-bit floats; load the file that gan4j exported";
        return Stream.of(
                Attack.weight(
                        "absurd extent",
                        name + " has an extent of 4611686018427387904, 1 to 268435456 are allowed",
                        tensor -> tensor.setDims(0, 1L << 62)),
                Attack.weight(
                        "negative extent",
                        name + " has an extent of -4, 1 to 268435456 are allowed",
                        tensor -> tensor.setDims(0, -4)),
                Attack.weight(
                        "extent of 0",
                        name + " has an extent of 0, 1 to 268435456 are allowed",
                        tensor -> tensor.setDims(0, 0)),
                Attack.weight(
                        "overflowing product",
                        name + " of shape [268435456, 268435456, 268435456, 4] asks for more than 2147483647 bytes,"
                                + " an ONNX file cannot hold them",
                        tensor -> tensor.setDims(0, 1 << 28)
                                .setDims(1, 1 << 28)
                                .setDims(2, 1 << 28)
                                .setDims(3, 4)),
                Attack.weight(
                        "too few bytes",
                        name + " of shape [400, 2, 3, 3] asks for 28800 bytes, the file holds 288",
                        tensor -> tensor.setDims(0, 400)),
                Attack.weight(
                        "too many bytes",
                        name + " of shape [1, 2, 3, 3] asks for 72 bytes, the file holds 288",
                        tensor -> tensor.setDims(0, 1)),
                Attack.weight("no shape", name + " has 0 axes, 1 to 8 are allowed", TensorProto.Builder::clearDims),
                Attack.weight(
                        "nine axes",
                        name + " has 13 axes, 1 to 8 are allowed",
                        tensor -> Stream.generate(() -> 1L).limit(9).forEach(tensor::addDims)),
                Attack.weight(
                        "no bytes",
                        name + " of shape [4, 2, 3, 3] asks for 288 bytes, the file holds 0",
                        TensorProto.Builder::clearRawData),
                Attack.weight(
                        "typed data",
                        "one of its tensors holds numbers in another form, float_data, which gan4j never writes; load the file"
                                + " that gan4j exported",
                        tensor -> tensor.addFloatData(1)),
                Attack.weight("doubles", name + " is of float64" + floats, tensor -> tensor.setDataType(11)),
                Attack.weight("strings", name + " is of text" + floats, tensor -> tensor.setDataType(8)),
                Attack.weight(
                        "no type", name + " is of an unknown type, 0" + floats, TensorProto.Builder::clearDataType),
                Attack.weight(
                        "whole numbers",
                        name + " of shape [4, 2, 3, 3] asks for 576 bytes, the file holds 288",
                        tensor -> tensor.setDataType(7)),
                Attack.weight("NaN", name + " holds NaN at place 2", tensor -> Attack.setFloat(tensor, 2, Float.NaN)),
                Attack.weight(
                        "infinity",
                        name + " holds -Infinity at place 71",
                        tensor -> Attack.setFloat(tensor, 71, Float.NEGATIVE_INFINITY)),
                Attack.weight("no name", "one of its tensors has no name", TensorProto.Builder::clearName),
                Attack.graph(
                        "tensor twice",
                        "the name 'conv_transpose2d_1.weight' is there twice",
                        graph -> graph.addInitializer(graph.getInitializer(1))),
                Attack.graph(
                        "unused tensor",
                        "nobody takes its tensor 'extra'",
                        graph -> graph.addInitializer(
                                graph.getInitializerBuilder(1).clone().setName("extra"))),
                Attack.graph(
                        "negative variance",
                        "its operator 'batch_norm_1', a BatchNormalization, has a variance of -1.0",
                        graph -> Attack.setFloat(graph.getInitializerBuilder(6), 0, -1)));
    }

    @TestFactory
    Stream<DynamicTest> operators_thatAskForTooMuch_areRefused() {
        String convolution = "its operator 'conv_transpose2d_1', a ConvTranspose, ";
        return Stream.of(
                Attack.node(
                        1,
                        "absurd stride",
                        convolution + "has 4611686018427387904 as 'strides', 1 to 1024 are allowed",
                        node -> node.getAttributeBuilder(1).setInts(0, 1L << 62)),
                Attack.node(
                        1,
                        "stride of 0",
                        convolution + "has 0 as 'strides', 1 to 1024 are allowed",
                        node -> node.getAttributeBuilder(1).setInts(1, 0)),
                Attack.node(
                        1,
                        "negative padding",
                        convolution + "has -9 as 'pads', 0 to 1024 are allowed",
                        node -> node.getAttributeBuilder(2).setInts(0, -9)),
                Attack.node(
                        1,
                        "three strides",
                        convolution + "has 3 numbers in 'strides', not 2",
                        node -> node.getAttributeBuilder(1).addInts(1)),
                Attack.node(
                        1,
                        "other kernel",
                        convolution + "takes the tensor 'conv_transpose2d_1.weight' of shape"
                                + " [4, 2, 3, 3] and type 1, expected floats of shape [4, 2, 9, 3]",
                        node -> node.getAttributeBuilder(0).setInts(0, 9)),
                Attack.node(
                        1,
                        "padding that leaves nothing",
                        convolution + "has the shape [2, -2043, 3], each extent must be at least 1",
                        node -> node.getAttributeBuilder(2).setInts(0, 1023).setInts(2, 1023)),
                Attack.node(
                        1,
                        "output padding above the stride",
                        convolution + "has an output padding not below its stride",
                        node -> node.getAttributeBuilder(3).setInts(0, 7)),
                Attack.node(
                        1,
                        "attribute twice",
                        "the attribute 'strides' of its operator 'conv_transpose2d_1' is there twice",
                        node -> node.addAttribute(node.getAttribute(1))),
                Attack.node(
                        1,
                        "foreign attribute",
                        convolution + "has the attribute 'auto_pad', which gan4j does not write",
                        node -> node.addAttribute(AttributeProto.newBuilder()
                                .setName("auto_pad")
                                .setType(AttributeProto.AttributeType.INT))),
                Attack.node(
                        1,
                        "missing attribute",
                        convolution + "has no attribute 'strides' of the right type",
                        node -> node.removeAttribute(1)),
                Attack.node(
                        1,
                        "attribute of another type",
                        convolution + "has no attribute 'strides' of the right type",
                        node -> node.getAttributeBuilder(1).setType(AttributeProto.AttributeType.INT)),
                Attack.node(
                        1,
                        "computed weight",
                        convolution + "takes 'reshape_1.output', which is no tensor of the file",
                        node -> node.setInput(1, "reshape_1.output")),
                Attack.node(
                        3,
                        "epsilon that is NaN",
                        "its operator 'batch_norm_1', a BatchNormalization, has NaN as 'epsilon'",
                        node -> node.getAttributeBuilder(0).setF(Float.NaN)),
                Attack.node(
                        3,
                        "epsilon of 0",
                        "its operator 'batch_norm_1', a BatchNormalization, has 0.0 as 'epsilon', it must be above 0",
                        node -> node.getAttributeBuilder(0).setF(0)),
                Attack.graph(
                        "reshape to more",
                        "its operator 'reshape_1', a Reshape, of shape [1073741824, 1073741824, 1073741824] asks for"
                                + " more than 67108864 elements a sample, the limit; LoadOptions.maxElements raises it",
                        graph -> shape(graph, 0, 1 << 30, 1 << 30, 1 << 30)),
                Attack.graph(
                        "reshape to another size",
                        "its operator 'reshape_1', a Reshape, makes (4, 4, 4) of (4)",
                        graph -> shape(graph, 0, 4, 4, 4)),
                Attack.graph(
                        "reshape of the batch",
                        "its operator 'reshape_1', a Reshape, does not keep the batch axis",
                        graph -> shape(graph, 1, 4, 1, 1)),
                Attack.graph(
                        "reshape that infers",
                        "its operator 'reshape_1', a Reshape, has the shape [-1, 1, 1], each extent"
                                + " must be at least 1",
                        graph -> shape(graph, 0, -1, 1, 1)));
    }

    private static void shape(GraphProto.Builder graph, long... extents) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * extents.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(extents);
        graph.getInitializerBuilder(0).setRawData(ByteString.copyFrom(bytes));
    }

    /** Each concat doubles the channels: 40 operators of 60 bytes ask for 2^40 elements. */
    @Test
    void bomb_thatDoubles_isRefused() {
        Attack.refused(
                doubling(40).build().toByteArray(),
                "its operator 'double21', a Concat, of shape [8388608, 3, 3] asks for more than 67108864 elements a"
                        + " sample, the limit; LoadOptions.maxElements raises it");
    }

    /** Each tensor is allowed, all of them at one time are not. */
    @Test
    void bomb_ofManyTensorsAtOneTime_isRefused() {
        ModelProto.Builder model = doubling(21);
        GraphProto.Builder graph = model.getGraphBuilder();
        NodeProto.Builder sum =
                NodeProto.newBuilder().setName("sum").setOpType("Sum").addOutput("sum");
        for (int i = 0; i < 20; i++) {
            graph.addNode(NodeProto.newBuilder()
                    .setName("copy" + i)
                    .setOpType("Relu")
                    .addInput("double20")
                    .addOutput("copy" + i));
            sum.addInput("copy" + i);
        }
        graph.addNode(sum);
        Attack.refused(
                model.build().toByteArray(),
                "its operator 'copy6', a Relu, asks for 301989892 elements a sample at one time, more than 4 times"
                        + " 67108864, the limit; LoadOptions.maxElements raises it");
    }

    private static ModelProto.Builder doubling(int times) {
        ModelProto.Builder model = Attack.valid();
        GraphProto.Builder graph = model.getGraphBuilder();
        String from = "relu_1.output";
        for (int i = 0; i < times; i++) {
            graph.addNode(NodeProto.newBuilder()
                    .setName("double" + i)
                    .setOpType("Concat")
                    .addInput(from)
                    .addInput(from)
                    .addOutput("double" + i)
                    .addAttribute(AttributeProto.newBuilder()
                            .setName("axis")
                            .setType(AttributeProto.AttributeType.INT)
                            .setI(1)));
            from = "double" + i;
        }
        return model;
    }
}
