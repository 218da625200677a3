package io.gan4j.onnx;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import io.gan4j.layer.Layer;
import io.gan4j.layer.Parameter;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds one layer's operators and constants to a graph and says what they are called: the operator that gives the layer's
 * output as the layer, what comes before it and every constant {@code <layer>.<name>}. Layers' names hold no dot.
 *
 * @param node the layer at its place
 * @param inputs the tensors that the layer takes
 * @param parameters the network's, under their full names
 * @param graph what is added to
 */
record LayerEmitter(Network.Node node, List<String> inputs, Map<String, Tensor> parameters, OnnxGraph graph) {
    /** The tensor that a layer of one input takes. */
    String input() {
        return inputs.get(0);
    }

    /** Adds the operator that gives the layer's output, as this tensor. */
    void output(OnnxOperator operator, String tensor) {
        graph.add(operator, node.name(), tensor);
    }

    /**
     * Adds an operator that comes before the last.
     *
     * @return the tensor that it gives
     */
    String step(String name, OnnxOperator operator) {
        String tensor = node.name() + "." + name;
        graph.add(operator, tensor, tensor);
        return tensor;
    }

    /**
     * Adds all parameters of the layer as they are.
     *
     * @return their tensors, in the layer's order
     */
    List<String> constants() {
        return node.layer().parameters().stream()
                .map(parameter -> constant(parameter.name(), parameter.shape(), values(parameter.name())))
                .toList();
    }

    /**
     * Adds a tensor of floats.
     *
     * @return its name in the file
     */
    String constant(String name, Shape shape, float... values) {
        String tensor = node.name() + "." + name;
        graph.constant(tensor, shape, values);
        return tensor;
    }

    /**
     * Adds a list of whole numbers.
     *
     * @return its name in the file
     */
    String indices(String name, Long... values) {
        String tensor = node.name() + "." + name;
        graph.constant(tensor, ImmutableList.copyOf(values));
        return tensor;
    }

    /**
     * Adds what {@code Reshape} makes of its input; 0 keeps the extent that is there, the batch's.
     *
     * @return its name in the file
     */
    String target(String name, Shape shape) {
        String tensor = node.name() + "." + name;
        graph.constant(
                tensor,
                ImmutableList.<Long>builder()
                        .add(0L)
                        .addAll(OnnxGraph.extents(shape))
                        .build());
        return tensor;
    }

    /**
     * The values of one of the layer's parameters.
     *
     * @throws IllegalArgumentException if there are none, or they are of another shape
     */
    float[] values(String name) {
        Parameter parameter = node.parameters().stream()
                .filter(candidate -> candidate.name().equals(node.name() + "." + name))
                .findFirst()
                .orElseThrow();
        Tensor tensor = parameters.get(parameter.name());
        checkArgument(tensor != null, "there is no tensor for the parameter %s", parameter.name());
        checkArgument(
                tensor.shape().equals(parameter.shape()),
                "the parameter %s has shape %s, its tensor %s",
                parameter.name(),
                parameter.shape(),
                tensor.shape());
        return tensor.values();
    }

    /** Returns the same place for another layer, with values of its own for the parameters that are named. */
    LayerEmitter with(Layer layer, Map<String, Tensor> values) {
        Map<String, Tensor> changed = new HashMap<>(parameters);
        values.forEach((name, tensor) -> changed.put(node.name() + "." + name, tensor));
        return new LayerEmitter(
                new Network.Node(node.name(), layer, node.inputs(), node.shape()), inputs, changed, graph);
    }
}
