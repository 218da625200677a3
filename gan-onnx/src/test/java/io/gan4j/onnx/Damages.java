package io.gan4j.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.gan4j.tensor.RandomStream;
import java.util.Arrays;
import java.util.List;

/** What bad disks and bad people do to a model. */
final class Damages {
    /** Operators that are allowed, and some that are not. */
    private static final List<String> OPERATORS = List.of(
            "Gemm",
            "Conv",
            "ConvTranspose",
            "BatchNormalization",
            "InstanceNormalization",
            "LayerNormalization",
            "ReduceMean",
            "Relu",
            "Tanh",
            "Sigmoid",
            "Identity",
            "Sqrt",
            "LeakyRelu",
            "Reshape",
            "Concat",
            "Add",
            "Mul",
            "Sub",
            "Div",
            "Sum",
            "ConstantOfShape",
            "Tile",
            "Resize",
            "MaxPool",
            "Gather",
            "If");

    private Damages() {}

    /** One to four bytes changed, taken out or put in. */
    static byte[] bytes(byte[] file, RandomStream random) {
        byte[] damaged = file.clone();
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(damaged.length);
            switch (random.nextInt(3)) {
                case 0 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> damaged[at] = (byte) random.nextInt(256);
                default -> damaged = move(damaged, at, random);
            }
        }
        return damaged;
    }

    /** Takes bytes out, or puts some of the file's own in. */
    private static byte[] move(byte[] file, int at, RandomStream random) {
        int length = Math.min(1 + random.nextInt(16), file.length - at);
        int from = random.nextBoolean() ? at : at + length;
        byte[] moved = Arrays.copyOf(file, at + file.length - from);
        System.arraycopy(file, from, moved, at, file.length - from);
        return moved;
    }

    /** One to three changes of what it says, after which it is still valid protobuf. */
    static byte[] structure(byte[] file, RandomStream random) {
        ModelProto.Builder model;
        try {
            model = ModelProto.parseFrom(file).toBuilder();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            if (model.getMetadataPropsCount() > 0 && random.nextInt(16) == 0) {
                property(model, random);
            } else {
                graph(model.getGraphBuilder(), random);
            }
        }
        return model.build().toByteArray();
    }

    private static void property(ModelProto.Builder model, RandomStream random) {
        StringStringEntryProto.Builder entry =
                model.getMetadataPropsBuilder(random.nextInt(model.getMetadataPropsCount()));
        entry.setValue(random.nextBoolean() ? Long.toString(number(random)) : number(random) + "," + number(random));
    }

    private static void graph(GraphProto.Builder graph, RandomStream random) {
        NodeProto.Builder node = graph.getNodeBuilder(random.nextInt(graph.getNodeCount()));
        NodeProto other = graph.getNode(random.nextInt(graph.getNodeCount()));
        TensorProto.Builder tensor = graph.getInitializerBuilder(random.nextInt(graph.getInitializerCount()));
        switch (random.nextInt(16)) {
            case 0 -> tensor.setDims(random.nextInt(tensor.getDimsCount()), number(random));
            case 1 -> tensor.setDataType(random.nextInt(17));
            case 2 -> tensor.addDims(number(random));
            case 3 -> node.setOpType(other.getOpType());
            case 4 -> node.setInput(random.nextInt(node.getInputCount()), other.getOutput(0));
            case 5 -> node.addInput(other.getInput(other.getInputCount() - 1));
            case 6 -> node.setOutput(0, other.getOutput(0));
            case 7 -> graph.getOutputBuilder(0).setName(other.getOutput(0));
            case 8 ->
                graph.getInputBuilder(0)
                        .getTypeBuilder()
                        .getTensorTypeBuilder()
                        .getShapeBuilder()
                        .getDimBuilder(1)
                        .setDimValue(number(random));
            case 9 -> node.setName(other.getName() + random.nextInt(3));
            case 10 -> node.setOpType(OPERATORS.get(random.nextInt(OPERATORS.size())));
            case 11 -> resize(tensor, random);
            case 12 -> values(tensor, random);
            case 13 -> between(graph, random);
            default -> attribute(node, random);
        }
    }

    private static void attribute(NodeProto.Builder node, RandomStream random) {
        if (node.getAttributeCount() > 0) {
            AttributeProto.Builder attribute = node.getAttributeBuilder(random.nextInt(node.getAttributeCount()));
            if (attribute.getIntsCount() > 0) {
                attribute.setInts(random.nextInt(attribute.getIntsCount()), number(random));
            } else {
                attribute.setF(Float.intBitsToFloat(random.nextInt())).setI(number(random));
            }
        }
    }

    /** Another extent, and as many bytes as it asks for. */
    private static void resize(TensorProto.Builder tensor, RandomStream random) {
        if (tensor.getDims(0) > 0) {
            int extent = 1 + random.nextInt(8);
            int row = (int) (tensor.getRawData().size() / Math.min(tensor.getDims(0), Integer.MAX_VALUE));
            tensor.setDims(0, extent)
                    .setRawData(ByteString.copyFrom(
                            Arrays.copyOf(tensor.getRawData().toByteArray(), extent * row)));
        }
    }

    /** Other numbers in a weight, or in the shape that an operator makes. */
    private static void values(TensorProto.Builder tensor, RandomStream random) {
        byte[] bytes = tensor.getRawData().toByteArray();
        for (int i = 0; i + Long.BYTES <= bytes.length && i < 64; i += Long.BYTES) {
            if (random.nextBoolean()) {
                long value = number(random);
                for (int j = 0; j < Long.BYTES; j++) {
                    bytes[i + j] = (byte) (value >> (8 * j));
                }
            }
        }
        tensor.setRawData(ByteString.copyFrom(bytes));
    }

    /** One operator more between an operator and the one that it takes its data from. */
    private static void between(GraphProto.Builder graph, RandomStream random) {
        int place = random.nextInt(graph.getNodeCount());
        NodeProto.Builder node = graph.getNodeBuilder(place);
        String input = node.getInput(0);
        String type = OPERATORS.get(random.nextInt(OPERATORS.size()));
        NodeProto.Builder more = NodeProto.newBuilder()
                .setName("more" + place)
                .setOpType(type)
                .addInput(input)
                .addOutput("more" + place);
        if (type.equals("Concat")) {
            more.addInput(input)
                    .addAttribute(AttributeProto.newBuilder()
                            .setName("axis")
                            .setType(AttributeProto.AttributeType.INT)
                            .setI(1));
        } else if (List.of("Add", "Sub", "Mul", "Div", "Sum").contains(type)) {
            more.addInput(input);
        }
        node.setInput(0, "more" + place);
        graph.addNode(place, more);
    }

    private static long number(RandomStream random) {
        return switch (random.nextInt(5)) {
            case 0 -> random.nextLong();
            case 1 -> random.nextInt(5) - 1;
            case 2 -> 1L << random.nextInt(64);
            case 3 -> -(1L << random.nextInt(63));
            default -> 1 + random.nextInt(8);
        };
    }
}
