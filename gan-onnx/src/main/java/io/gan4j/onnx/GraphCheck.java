package io.gan4j.onnx;

import io.gan4j.error.ModelFileException;
import io.gan4j.tensor.Shape;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * One way through a graph, in the order in which it runs: names are unique and are there before they are used, every tensor
 * has a shape that follows from its operator's rule, and what is in memory at one time stays within the budget.
 */
final class GraphCheck {
    private final OnnxFile.Graph graph;
    private final Budget budget;
    private final Initializers initializers;
    private final Map<String, Shape> shapes = new HashMap<>();
    /** The tensors that hold whole numbers; all others hold floats. */
    private final Set<String> whole = new HashSet<>();

    private final Map<String, Integer> lastUses = new HashMap<>();
    private long alive;
    private long peak;

    GraphCheck(OnnxFile.Graph graph, Budget budget) {
        this(graph, new Initializers(graph.initializers), budget);
    }

    /** With constants that were checked before. */
    GraphCheck(OnnxFile.Graph graph, Initializers initializers, Budget budget) {
        this.graph = graph;
        this.budget = budget;
        this.initializers = initializers;
        for (int i = 0; i < graph.nodes.size(); i++) {
            for (String input : graph.nodes.get(i).inputs) {
                lastUses.put(input, i);
            }
        }
    }

    /**
     * The shape that the graph computes for one sample.
     *
     * @param inputs the shapes of its inputs, by name
     * @param output the name of its output
     * @throws ModelFileException if the graph is refused
     */
    Shape outputShape(Map<String, Shape> inputs, String output) {
        for (Map.Entry<String, Shape> input : inputs.entrySet()) {
            define("its input", input.getKey(), input.getValue());
        }
        Set<String> taken = Set.copyOf(lastUses.keySet());
        lastUses.put(output, graph.nodes.size());
        Set<String> names = new HashSet<>();
        for (int i = 0; i < graph.nodes.size(); i++) {
            OnnxFile.Node node = graph.nodes.get(i);
            if (node.name.isEmpty() || !names.add(node.name)) {
                throw new ModelFileException(
                        "the name '" + Text.shortened(node.name) + "' of one of its operators is empty or there twice");
            }
            step(node, i);
        }
        initializers.checkUsed();
        for (String input : inputs.keySet()) {
            if (!taken.contains(input)) {
                throw new ModelFileException("none of its operators takes its input '" + Text.shortened(input) + "'");
            }
        }
        Shape computed = shapes.get(output);
        if (computed == null) {
            throw new ModelFileException("nothing computes its output '" + Text.shortened(output) + "'");
        }
        if (whole.contains(output)) {
            throw new ModelFileException("its output '" + Text.shortened(output) + "' holds whole numbers, not floats");
        }
        return computed;
    }

    /** The most elements of one sample that are in memory at one time, once the graph has been gone through. */
    long peak() {
        return peak;
    }

    private void step(OnnxFile.Node node, int index) {
        Call call = new Call(node, shapes, whole, initializers, budget);
        Shape shape = Operators.infer(node.type, call);
        call.require(node.outputs.size() == 1, "has %s outputs", node.outputs.size());
        define(call, node.outputs.get(0), shape);
        budget.alive(call, alive + call.scratch());
        peak = Math.max(peak, alive + call.scratch());
        for (String input : new HashSet<>(node.inputs)) {
            Shape taken = shapes.get(input);
            if (taken != null && lastUses.getOrDefault(input, index) == index) {
                alive -= taken.size();
            }
        }
    }

    private void define(Object what, String name, Shape shape) {
        boolean taken = initializers.names().contains(name) || shapes.containsKey(name);
        if (name.isEmpty() || taken) {
            throw new ModelFileException(
                    what + " has an output name that is empty or there twice: '" + Text.shortened(name) + "'");
        }
        shapes.put(name, shape);
        alive += shape.size();
    }
}
