package io.gan4j.onnx;

import com.google.common.collect.ImmutableMap;
import io.gan4j.error.ModelFileException;
import io.gan4j.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The check of images of other sizes than the card's: the way through the graph once more, with their shapes, before native
 * code sees them. It keeps the file's constants.
 *
 * @param graph the graph, which was checked at the card's size
 * @param initializers its constants, which were checked
 * @param budget how large tensors may be
 * @param inputs the shapes of the inputs at the card's size, by name
 * @param output the shape of the output at that size
 */
record OtherSizes(
        OnnxFile.Graph graph,
        Initializers initializers,
        Budget budget,
        ImmutableMap<String, Shape> inputs,
        Shape output) {
    /**
     * What the network takes and gives at a size.
     *
     * @param inputs the shapes of its inputs, in their order
     * @param output the shape of its output
     * @param samples how many samples may be computed at once
     */
    record Sized(Iterable<Shape> inputs, Shape output, int samples) {}

    /**
     * Checks a size.
     *
     * @throws ModelFileException if the network does not take images of this size, or their tensors are too large
     */
    Sized at(int height, int width) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        inputs.forEach((name, shape) -> shapes.put(name, budget.shape("an image", shape.channels(), height, width)));
        GraphCheck check = new GraphCheck(graph, initializers, budget);
        Shape made = check.outputShape(shapes, graph.outputs.get(0).name);
        return new Sized(shapes.values(), made, OnnxPreflight.samples(budget, check));
    }

    /** See {@link FreeSize#multiple}. */
    int multiple() {
        Shape first = inputs.values().iterator().next();
        return FreeSize.multiple(first, output, (height, width) -> {
            try {
                return at(height, width).output();
            } catch (ModelFileException e) {
                return null;
            }
        });
    }
}
