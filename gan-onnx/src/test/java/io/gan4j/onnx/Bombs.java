package io.gan4j.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.common.primitives.Longs;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.TestVector;
import io.gan4j.measurement.Better;
import io.gan4j.measurement.Measurement;
import io.gan4j.measurement.Protocol;
import io.gan4j.network.Network;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Small files that ask for much memory, or for a long time, before anything of them is run. */
final class Bombs {
    private static final long[] ABSURD = {
        0, -1, 1 << 20, 1 << 28, (1 << 28) + 1, 1L << 31, 1L << 32, 1L << 62, Long.MIN_VALUE
    };

    private final Path folder;
    private final List<Path> files = new ArrayList<>();

    private Bombs(Path folder) {
        this.folder = folder;
    }

    /** Writes all of them into a folder. */
    static List<Path> write(Path folder) throws IOException {
        Bombs bombs = new Bombs(folder);
        bombs.tensors();
        bombs.shapes();
        bombs.operators();
        bombs.chains();
        bombs.cards();
        bombs.bytes();
        return bombs.files;
    }

    private void add(String name, byte[] content) throws IOException {
        files.add(Files.write(
                folder.resolve(files.size() + "-" + name.replaceAll("[^A-Za-z0-9]+", "-") + ".onnx"), content));
    }

    private void model(String name, Consumer<ModelProto.Builder> change) throws IOException {
        ModelProto.Builder model = Attack.valid();
        change.accept(model);
        add(name, model.build().toByteArray());
    }

    private void graph(String name, Consumer<GraphProto.Builder> change) throws IOException {
        model(name, model -> change.accept(model.getGraphBuilder()));
    }

    /** Each extent of each weight. */
    private void tensors() throws IOException {
        GraphProto graph = Attack.valid().getGraph();
        for (int tensor = 1; tensor < graph.getInitializerCount(); tensor += 2) {
            for (long extent : ABSURD) {
                int index = tensor;
                graph(
                        "tensor " + tensor + " of " + extent,
                        changed -> changed.getInitializerBuilder(index).setDims(0, extent));
            }
        }
        for (long extent : ABSURD) {
            graph("all extents " + extent, changed -> {
                TensorProto.Builder weight = changed.getInitializerBuilder(1);
                for (int axis = 0; axis < weight.getDimsCount(); axis++) {
                    weight.setDims(axis, extent);
                }
            });
        }
        graph("axes", changed -> {
            for (int i = 0; i < 100_000; i++) {
                changed.getInitializerBuilder(1).addDims(1);
            }
        });
    }

    /** What goes in and out, what is reshaped, strides and paddings. */
    private void shapes() throws IOException {
        for (long extent : ABSURD) {
            graph(
                    "input of " + extent,
                    graph -> extent(
                            graph.getInputBuilder(0)
                                    .getTypeBuilder()
                                    .getTensorTypeBuilder()
                                    .getShapeBuilder()
                                    .getDimBuilder(1)::setDimValue,
                            extent));
            graph(
                    "output of " + extent,
                    graph -> extent(
                            graph.getOutputBuilder(0)
                                    .getTypeBuilder()
                                    .getTensorTypeBuilder()
                                    .getShapeBuilder()
                                    .getDimBuilder(2)::setDimValue,
                            extent));
            graph("reshape to " + extent, graph -> reshape(graph, extent, 1, 1));
            graph("reshape to three of " + extent, graph -> reshape(graph, extent, extent, extent));
            for (String name : List.of("kernel_shape", "strides", "pads", "output_padding")) {
                if (extent == 0 && name.contains("pad")) {
                    continue; // as it is already
                }
                graph(name + " of " + extent, graph -> attribute(graph, name, extent));
            }
        }
        graph("reshape to nine axes", graph -> reshape(graph, 4, 1, 1, 1, 1, 1, 1, 1, 1));
    }

    private static void extent(Consumer<Long> setting, long extent) {
        setting.accept(extent);
    }

    private static void reshape(GraphProto.Builder graph, long... extents) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * (extents.length + 1)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(1, extents);
        graph.getInitializerBuilder(0).setDims(0, extents.length + 1L).setRawData(ByteString.copyFrom(bytes));
    }

    private static void attribute(GraphProto.Builder graph, String name, long value) {
        for (AttributeProto.Builder attribute : graph.getNodeBuilder(1).getAttributeBuilderList()) {
            if (attribute.getName().equals(name)) {
                attribute.setInts(0, value).setInts(1, value);
            }
        }
    }

    /** Those that make much of little. */
    private void operators() throws IOException {
        for (String type : List.of(
                "ConstantOfShape",
                "Tile",
                "Expand",
                "Resize",
                "Upsample",
                "Pad",
                "Range",
                "OneHot",
                "EyeLike",
                "RandomNormal",
                "RandomUniform",
                "CumSum",
                "Gather",
                "GatherND",
                "Loop",
                "Scan",
                "SequenceConstruct",
                "ConcatFromSequence",
                "StringConcat",
                "DepthToSpace",
                "Col2Im",
                "MaxUnpool",
                "Einsum",
                "MatMul",
                "Compress",
                "NonZero",
                "ScatterND",
                "BlackmanWindow")) {
            graph("operator " + type, graph -> {
                NodeProto.Builder node = graph.getNodeBuilder(2).setOpType(type);
                for (String name : List.of("repeats", "scales", "shape", "sizes", "value")) {
                    node.addAttribute(AttributeProto.newBuilder()
                            .setName(name)
                            .setType(AttributeProto.AttributeType.INTS)
                            .addAllInts(Longs.asList(1 << 30, 1 << 30)));
                }
            });
            graph("constant for " + type, graph -> {
                graph.addInitializer(TensorProto.newBuilder()
                        .setName("amount")
                        .setDataType(7)
                        .addDims(2)
                        .setRawData(longs(1 << 30, 1 << 30)));
                graph.getNodeBuilder(2).setOpType(type).addInput("amount");
            });
        }
    }

    private static ByteString longs(long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return ByteString.copyFrom(bytes);
    }

    /** Allowed operators, each small, whose results grow or stay. */
    private void chains() throws IOException {
        for (int times : new int[] {22, 30, 63, 64, 1000, 20_000}) {
            graph("doubling " + times, graph -> chain(graph, times, "Concat", 2));
        }
        graph("thousandfold", graph -> chain(graph, 9, "Concat", 1000));
        graph("more inputs than allowed", graph -> chain(graph, 1, "Concat", 2000));
        graph("many operators", graph -> chain(graph, 60_000, "Relu", 1));
        graph("all alive", graph -> {
            chain(graph, 20, "Concat", 2);
            String large = "chain19";
            NodeProto.Builder sum =
                    NodeProto.newBuilder().setName("sum").setOpType("Sum").addOutput("sum");
            for (int i = 0; i < 100; i++) {
                graph.addNode(NodeProto.newBuilder()
                        .setName("copy" + i)
                        .setOpType("Relu")
                        .addInput(large)
                        .addOutput("copy" + i));
                sum.addInput("copy" + i);
            }
            graph.addNode(sum);
        });
        for (int stride : new int[] {64, 1024}) {
            graph("strides " + stride, graph -> strided(graph, stride));
        }
    }

    private static void chain(GraphProto.Builder graph, int times, String type, int inputs) {
        String from = "relu_1.output";
        for (int i = 0; i < times; i++) {
            NodeProto.Builder node =
                    NodeProto.newBuilder().setName("chain" + i).setOpType(type).addOutput("chain" + i);
            for (int input = 0; input < inputs; input++) {
                node.addInput(from);
            }
            if (type.equals("Concat")) {
                node.addAttribute(AttributeProto.newBuilder()
                        .setName("axis")
                        .setType(AttributeProto.AttributeType.INT)
                        .setI(1));
            }
            graph.addNode(node);
            from = "chain" + i;
        }
    }

    /** Transposed convolutions that share a weight of one number; each makes the image larger by its stride. */
    private static void strided(GraphProto.Builder graph, int stride) {
        graph.addInitializer(TensorProto.newBuilder()
                .setName("one")
                .setDataType(1)
                .addDims(2)
                .addDims(2)
                .addDims(1)
                .addDims(1)
                .setRawData(ByteString.copyFrom(new byte[16])));
        String from = "relu_1.output";
        NodeProto convolution = graph.getNode(1);
        for (int i = 0; i < 10; i++) {
            NodeProto.Builder node = convolution.toBuilder()
                    .setName("grow" + i)
                    .clearInput()
                    .addInput(from)
                    .addInput("one")
                    .setOutput(0, "grow" + i);
            for (AttributeProto.Builder attribute : node.getAttributeBuilderList()) {
                if (!attribute.getName().equals("pads")) {
                    long value = switch (attribute.getName()) {
                        case "strides" -> stride;
                        case "kernel_shape" -> 1;
                        default -> 0;
                    };
                    attribute.setInts(0, value).setInts(1, value);
                }
            }
            graph.addNode(node);
            from = "grow" + i;
        }
    }

    /** What a file says of itself. */
    private void cards() throws IOException {
        for (String key : List.of("latent_size", "test_vectors", "format")) {
            for (String value :
                    List.of("2147483647", "2147483648", "9223372036854775808", "-1", "1e9", "9".repeat(1 << 20))) {
                property(key + " " + value.substring(0, Math.min(20, value.length())), key, value);
            }
        }
        for (String sample : List.of(
                "2147483647",
                "65536,65536",
                "9999999999,9999999999,9999999999",
                "1,2,2" + ",1".repeat(1 << 20),
                "268435456,1,1")) {
            property("sample " + sample.substring(0, Math.min(30, sample.length())), "sample", sample);
        }
        property("classes", "classes", "65536");
        model("classifier of many", model -> {
            set(model, "kind", "classifier");
            set(model, "features", "1073741824");
            set(model, "classes", "2147483647");
        });
        model("measurements", model -> set(model, "measurements", "256"));
        // refused at the latest by their graph, when the card has been read
        measured("warnings", "a\n".repeat(MOST_TEXT / 2 - 4096), "1");
        measured("value of many digits", "", "1" + "0".repeat(MOST_TEXT - 8192));
        measured("exponent of many digits", "", "1e" + "9".repeat(MOST_TEXT - 8192));
        vector("test vector of many", "A".repeat(MOST_TEXT - 8192));
        vector("test vector of no base64", "-".repeat(MOST_TEXT - 8192));
        model("properties of others", model -> {
            for (int i = 0; i < 60_000; i++) {
                model.addMetadataPropsBuilder().setKey("k" + i).setValue("v");
            }
            model.setProducerName("evil");
        });
    }

    private static final int MOST_TEXT = WireReader.MOST_TEXT;

    private void property(String name, String key, String value) throws IOException {
        model(name, model -> set(model, key, value));
    }

    private static void set(ModelProto.Builder model, String key, String value) {
        for (var entry : model.getMetadataPropsBuilderList()) {
            if (entry.getKey().equals("gan4j." + key)) {
                entry.setValue(value);
                return;
            }
        }
        model.addMetadataPropsBuilder().setKey("gan4j." + key).setValue(value);
    }

    private static ModelProto.Builder withCard(Consumer<ModelProto.Builder> change) {
        Network network = Models.smallGenerator();
        ModelCard card = Models.card(network).testVectors(List.of(TestVector.of(1, new float[64])));
        card = card.provenance("0.1.0", "digits", "0123456789abcdef", java.util.Map.of())
                .measurements(List.of(new Measurement(
                        "fid", 1, 0, 2, Better.LOWER, new Protocol(1, 1, "test", "none", "pixels", "", 0), List.of())));
        try {
            ModelProto.Builder model = ModelProto.parseFrom(Models.write(network, card)).toBuilder();
            change.accept(model);
            return model;
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private void measured(String name, String warnings, String value) throws IOException {
        add(
                name,
                withCard(model -> {
                            set(model, "measurement.0.warnings", warnings);
                            set(model, "measurement.0.value", value);
                            set(model, "format", "1");
                            model.getGraphBuilder().clearNode();
                        })
                        .build()
                        .toByteArray());
    }

    private void vector(String name, String values) throws IOException {
        add(
                name,
                withCard(model -> set(model, "test_vector.0.values", values))
                        .build()
                        .toByteArray());
    }

    /** Protobuf itself: lengths, numbers of fields, depth; and files that are large in fact. */
    private void bytes() throws IOException {
        for (int length : new int[] {1 << 20, 1 << 28, Integer.MAX_VALUE, -1, Integer.MIN_VALUE}) {
            for (int field : new int[] {7, 8, 14, 2}) {
                add("field " + field + " of length " + length, field(field, length, new byte[8]));
            }
        }
        add("fields", repeated(1 << 20, field(14, 0, new byte[0])));
        add("operators", field(7, repeated(1 << 20, field(1, 0, new byte[0]))));
        add("numbers", field(7, field(1, field(5, repeated(1 << 20, new byte[] {0x40, 1})))));
        byte[] deep = new byte[0];
        for (int i = 0; i < 3000; i++) {
            deep = field(7, field(1, field(5, field(6, deep))));
        }
        add("depth", deep);
        add("text", field(14, field(1, new byte[MOST_TEXT + 1])));
        add("texts", repeated(20, field(14, field(1, new byte[1 << 20]))));
        for (long length : new long[] {200L << 20, 1L << 30, (1L << 31) + 5, 1L << 40}) {
            Path file = folder.resolve(files.size() + "-sparse-" + length + ".onnx");
            try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
                sparse.setLength(length);
            }
            files.add(file);
        }
    }

    private static byte[] repeated(int times, byte[] part) {
        byte[] all = new byte[Math.multiplyExact(times, part.length)];
        for (int i = 0; i < times; i++) {
            System.arraycopy(part, 0, all, i * part.length, part.length);
        }
        return all;
    }

    private static byte[] field(int number, byte[] content) throws IOException {
        return field(number, content.length, content);
    }

    private static byte[] field(int number, int length, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeTag(number, 2);
        out.writeUInt32NoTag(length);
        out.writeRawBytes(content);
        out.flush();
        return bytes.toByteArray();
    }
}
