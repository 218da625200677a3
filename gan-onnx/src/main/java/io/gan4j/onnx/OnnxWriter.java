package io.gan4j.onnx;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.layer.Traits;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Lowers a network to an ONNX graph for evaluation: each layer is one operator under the layer's name, or a few of which the
 * last has it, and each parameter an initializer under the parameter's full name. Batch normalisation behind a linear layer or
 * convolution is computed by that layer, see {@link BatchNormFold}, elsewhere it stays an operator with its running statistics;
 * spectral and virtual batch normalisation, for which ONNX has no operator, become others.
 * What training alone needs is left out, and so are dropout and augmentation, which do nothing in evaluation. The batch axis is
 * free and named {@code N}; of a network of images that takes other sizes, height and width are free too.
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
    private final OnnxGraph graph;
    /** The batch normalisations that the layer before them computes, by that layer's name. */
    private final Map<String, Network.Node> folds;
    /** The tensor that holds the output of a layer, or an input, by its name in the network. */
    private final Map<String, String> tensors = new HashMap<>();

    private OnnxWriter(Network network, Map<String, Tensor> parameters, String name) {
        this.network = network;
        this.parameters = parameters;
        this.graph = new OnnxGraph(name);
        this.folds = BatchNormFold.find(network);
    }

    /**
     * Returns the graph of a network, the message {@code GraphProto}.
     *
     * @param name the graph's name
     * @param output the name of its output
     * @throws IllegalArgumentException if a parameter is missing or has another shape, or an input has the output's name
     */
    static WireWriter graph(Network network, Map<String, Tensor> parameters, String name, String output) {
        return new OnnxWriter(network, parameters, name).write(output);
    }

    private WireWriter write(String output) {
        boolean free = FreeSize.isFree(network);
        for (Network.Input input : network.inputs()) {
            checkArgument(!input.name().equals(output), "an input must not have the output's name, '%s'", output);
            tensors.put(input.name(), input.name());
            graph.input(input.name(), input.shape(), free ? FreeSize.GIVEN : List.of());
        }
        Network.Node last = lastWritten();
        for (Network.Node node : network.nodes()) {
            if (isLeftOut(node) && !node.equals(last)) {
                tensors.put(node.name(), tensor(node.inputs().get(0)));
            } else {
                // Layers' names are free, so a layer may be called what the output is called: hence the ending.
                tensors.put(node.name(), node.equals(last) ? output : node.name() + ".output");
                write(node);
            }
        }
        graph.output(output, network.outputShape(), free ? freeAxes() : List.of());
        return graph.message();
    }

    private List<String> freeAxes() {
        Shape given = network.inputs().get(0).shape();
        Shape made = network.outputShape();
        boolean same = given.height() == made.height() && given.width() == made.width();
        return same ? FreeSize.GIVEN : FreeSize.MADE;
    }

    /** The node that computes the output: the network's last, or what is below it if that is left out. */
    private Network.Node lastWritten() {
        Map<String, Network.Node> nodes = new HashMap<>();
        network.nodes().forEach(node -> nodes.put(node.name(), node));
        Network.Node last = network.output();
        while (isLeftOut(last) && nodes.containsKey(last.inputs().get(0))) {
            last = Objects.requireNonNull(nodes.get(last.inputs().get(0)));
        }
        return last;
    }

    private void write(Network.Node node) {
        List<String> inputs = node.inputs().stream().map(this::tensor).toList();
        LayerEmitter emitter = new LayerEmitter(node, inputs, parameters, graph);
        Network.@Nullable Node norm = folds.get(node.name());
        if (norm != null) {
            emitter = BatchNormFold.folded(emitter, new LayerEmitter(norm, List.of(), parameters, graph));
        }
        emitter.output(emitter.node().layer().accept(new OnnxNode(emitter)), tensor(node.name()));
    }

    /** True for what does nothing in evaluation, or is computed by the layer before it. */
    private boolean isLeftOut(Network.Node node) {
        Traits.Drawn drawn = node.layer().traits().drawn();
        return drawn != null && drawn.passesInEvaluation() || folds.containsValue(node);
    }

    private String tensor(String name) {
        return Objects.requireNonNull(tensors.get(name));
    }
}
