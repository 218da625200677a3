package io.gan4j.onnx;

import static com.google.common.base.Preconditions.checkArgument;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Lowers a network to an ONNX graph for evaluation: each layer is one operator under the layer's name, or a few of which the
 * last has it, and each parameter an initializer under the parameter's full name. Batch normalisation stays an operator with
 * its running statistics; what is folded is only what ONNX has no operator for, spectral and virtual batch normalisation.
 * What training alone needs is left out, and so is dropout, which does nothing in evaluation. The batch axis is free and
 * named {@code N}.
 */
final class OnnxWriter {
    /** ONNX 1.12 of June 2022, which every runtime since then opens; nothing that is written here needs a newer one. */
    static final int OPSET = 17;
    /** The format version that came with {@link #OPSET}. */
    static final int IR_VERSION = 8;
    /** The name of the batch axis. */
    static final String BATCH = "N";

    private final Network network;
    private final Map<String, Tensor> parameters;
    private final GraphProto.Builder graph = GraphProto.newBuilder();
    /** The tensor that holds the output of a layer, or an input, by its name in the network. */
    private final Map<String, String> tensors = new HashMap<>();

    private OnnxWriter(Network network, Map<String, Tensor> parameters) {
        this.network = network;
        this.parameters = parameters;
    }

    /**
     * The graph of a network.
     *
     * @param name the graph's name
     * @param output the name of its output
     * @throws IllegalArgumentException if a parameter is missing or has another shape, or an input has the output's name
     */
    static GraphProto graph(Network network, Map<String, Tensor> parameters, String name, String output) {
        return new OnnxWriter(network, parameters).write(name, output);
    }

    private GraphProto write(String name, String output) {
        graph.setName(name);
        for (Network.Input input : network.inputs()) {
            checkArgument(!input.name().equals(output), "an input must not have the output's name, '%s'", output);
            tensors.put(input.name(), input.name());
            graph.addInput(value(input.name(), input.shape()));
        }
        Network.Node last = lastWritten();
        for (Network.Node node : network.nodes()) {
            if (givesItsInput(node) && !node.equals(last)) {
                tensors.put(node.name(), tensor(node.inputs().get(0)));
            } else {
                // Layers' names are free, so a layer may be called what the output is called: hence the ending.
                tensors.put(node.name(), node.equals(last) ? output : node.name() + ".output");
                write(node);
            }
        }
        return graph.addOutput(value(output, network.outputShape())).build();
    }

    /** The node that computes the output: the network's last, or what is below it if that is dropout. */
    private Network.Node lastWritten() {
        Map<String, Network.Node> nodes = new HashMap<>();
        network.nodes().forEach(node -> nodes.put(node.name(), node));
        Network.Node last = network.output();
        while (givesItsInput(last) && nodes.containsKey(last.inputs().get(0))) {
            last = Objects.requireNonNull(nodes.get(last.inputs().get(0)));
        }
        return last;
    }

    /** True for dropout: a layer whose mask is all that it does. */
    private static boolean givesItsInput(Network.Node node) {
        return node.layer().traits().mask() != null;
    }

    private void write(Network.Node node) {
        List<String> inputs = node.inputs().stream().map(this::tensor).toList();
        LayerEmitter emitter = new LayerEmitter(node, inputs, parameters, graph);
        emitter.output(node.layer().accept(new OnnxNode(emitter)), tensor(node.name()));
    }

    private String tensor(String name) {
        return Objects.requireNonNull(tensors.get(name));
    }

    private static ValueInfoProto value(String name, Shape shape) {
        TensorShapeProto.Builder extents = TensorShapeProto.newBuilder();
        extents.addDimBuilder().setDimParam(BATCH);
        dims(shape).forEach(dim -> extents.addDimBuilder().setDimValue(dim));
        TypeProto.Tensor.Builder type = TypeProto.Tensor.newBuilder()
                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                .setShape(extents);
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(type))
                .build();
    }

    static List<Long> dims(Shape shape) {
        List<Long> dims = new ArrayList<>();
        for (int extent : shape.toArray()) {
            dims.add((long) extent);
        }
        return dims;
    }
}
