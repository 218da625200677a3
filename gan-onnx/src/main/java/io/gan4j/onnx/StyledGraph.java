package io.gan4j.onnx;

import com.google.common.collect.ImmutableList;
import io.gan4j.error.ModelFileException;
import io.gan4j.network.StyleLayer;
import io.gan4j.tensor.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The two halves of the graph of a style-based generator, which {@code StyleGan2} or {@code StyleGan} named: what makes the
 * style, and what makes an image of it. Each is a graph of its own with the same constants; the second has an input for each
 * linear layer that makes a convolution's style.
 *
 * @param mapping the file of the first half, from the generator's inputs to {@link #STYLE}
 * @param synthesis the file of the second half
 * @param inputs the inputs of the second half, with the layer whose style each takes
 * @param layers how many layers there are
 * @param size the length of a style
 */
record StyledGraph(byte[] mapping, byte[] synthesis, ImmutableList<Input> inputs, int layers, int size) {
    /** The output of the first half. */
    static final String STYLE = "style";

    private static final int ATTRIBUTE_FLOAT = 1;
    private static final int ATTRIBUTE_INT = 2;
    private static final int ATTRIBUTE_STRING = 3;

    /**
     * An input of the synthesis.
     *
     * @param name its name
     * @param layer the layer whose style it takes
     * @param weight the weight of the linear layer, {@code (channels, size)}
     */
    record Input(String name, int layer, float[] weight) {}

    /**
     * Parts the graph of a file that has been checked.
     *
     * @param inputs the shapes of the generator's inputs, by name
     * @param output the generator's output and its shape
     * @throws ModelFileException if it is not that of a style-based generator
     */
    static StyledGraph of(OnnxFile file, Map<String, Shape> inputs, String output, Shape shape) {
        List<OnnxFile.Node> styled = styled(file);
        Set<String> styles = styles(styled);
        if (styles.size() != 1) {
            throw new ModelFileException(
                    "it is no style-based generator: there is no style that its layers take; train one with"
                            + " Gan.styleGan2() or Gan.styleGan()");
        }
        String style = styles.iterator().next();
        int size = size(file, styled.get(0));
        List<Input> layers = layers(file, styled);
        OnnxGraph first = new OnnxGraph("mapping");
        inputs.forEach((name, taken) -> first.input(name, taken, List.of()));
        first.output(STYLE, Shape.of(size), List.of());
        Set<String> mapped = ancestors(file, style);
        copy(
                file,
                first,
                node -> mapped.contains(node.outputs.get(0)),
                (node, tensor) -> tensor.equals(style) ? STYLE : tensor);
        OnnxGraph second = new OnnxGraph("synthesis");
        layers.forEach(input -> second.input(given(input.name()), Shape.of(size), List.of()));
        second.output(output, shape, List.of());
        String any = given(layers.get(0).name());
        copy(
                file,
                second,
                node -> !mapped.contains(node.outputs.get(0)),
                (node, tensor) -> !tensor.equals(style) ? tensor : styled.contains(node) ? given(node.name) : any);
        ImmutableList<Input> given = layers.stream()
                .map(input -> new Input(given(input.name()), input.layer(), input.weight()))
                .collect(ImmutableList.toImmutableList());
        int most = layers.stream().mapToInt(Input::layer).max().orElseThrow() + 1;
        return new StyledGraph(model(first), model(second), given, most, size);
    }

    /** True if a file's graph has one style that its layers take. */
    static boolean isStyled(OnnxFile file) {
        return styles(styled(file)).size() == 1;
    }

    /** The linear layers that take the style. */
    private static List<OnnxFile.Node> styled(OnnxFile file) {
        return file.graph.nodes.stream()
                .filter(node ->
                        node.type.equals("Gemm") && StyleLayer.of(node.name).isPresent())
                .toList();
    }

    private static Set<String> styles(List<OnnxFile.Node> styled) {
        Set<String> styles = new HashSet<>();
        styled.forEach(node -> styles.add(node.inputs.get(0)));
        return styles;
    }

    /** The name of the input from which a layer takes its style. */
    private static String given(String layer) {
        return layer + ".w";
    }

    private static int size(OnnxFile file, OnnxFile.Node node) {
        return weight(file, node).dims.get(1).intValue();
    }

    private static OnnxFile.Initializer weight(OnnxFile file, OnnxFile.Node node) {
        return file.graph.initializers.stream()
                .filter(tensor -> tensor.name.equals(node.inputs.get(1)))
                .findFirst()
                .orElseThrow();
    }

    /** The inputs that take the place of the style, each with its layer. */
    private static List<Input> layers(OnnxFile file, List<OnnxFile.Node> styled) {
        List<Integer> sides =
                StyleLayer.sides(styled.stream().map(StyledGraph::layer).toList());
        List<Input> inputs = new ArrayList<>();
        for (OnnxFile.Node node : styled) {
            inputs.add(new Input(node.name, layer(node).place(sides), Initializers.floats(weight(file, node))));
        }
        return inputs;
    }

    private static StyleLayer layer(OnnxFile.Node node) {
        return StyleLayer.of(node.name).orElseThrow();
    }

    /** A tensor and all that are computed on the way to it. */
    private static Set<String> ancestors(OnnxFile file, String tensor) {
        Set<String> needed = new HashSet<>(Set.of(tensor));
        List<OnnxFile.Node> nodes = file.graph.nodes;
        for (int i = nodes.size() - 1; i >= 0; i--) {
            if (needed.contains(nodes.get(i).outputs.get(0))) {
                needed.addAll(nodes.get(i).inputs);
            }
        }
        return needed;
    }

    private interface Choice {
        boolean takes(OnnxFile.Node node);
    }

    private interface Names {
        String of(OnnxFile.Node node, String tensor);
    }

    private static void copy(OnnxFile file, OnnxGraph graph, Choice choice, Names names) {
        Set<String> taken = new HashSet<>();
        for (OnnxFile.Node node : file.graph.nodes) {
            if (choice.takes(node)) {
                taken.addAll(node.inputs);
                List<String> inputs =
                        node.inputs.stream().map(input -> names.of(node, input)).toList();
                OnnxOperator operator = OnnxOperator.of(node.type, inputs);
                for (OnnxFile.Attribute attribute : node.attributes.values()) {
                    operator = operator.with(copy(attribute));
                }
                graph.add(operator, node.name, names.of(node, node.outputs.get(0)));
            }
        }
        file.graph.initializers.stream()
                .filter(tensor -> taken.contains(tensor.name))
                .forEach(tensor -> copy(tensor, graph));
    }

    private static OnnxOperator.Attribute copy(OnnxFile.Attribute attribute) {
        return switch ((int) attribute.type) {
            case ATTRIBUTE_FLOAT -> OnnxOperator.Attribute.number(attribute.name, attribute.number);
            case ATTRIBUTE_INT -> OnnxOperator.Attribute.integer(attribute.name, attribute.integer);
            case ATTRIBUTE_STRING -> OnnxOperator.Attribute.text(attribute.name, attribute.word);
            default ->
                OnnxOperator.Attribute.integers(
                        attribute.name,
                        attribute.integers.stream().mapToLong(Long::longValue).toArray());
        };
    }

    private static void copy(OnnxFile.Initializer tensor, OnnxGraph graph) {
        if (tensor.type == Initializers.FLOAT) {
            int[] extents = tensor.dims.stream().mapToInt(Long::intValue).toArray();
            graph.constant(tensor.name, Shape.of(extents), Initializers.floats(tensor));
        } else {
            List<Long> values = new ArrayList<>();
            for (long value : Initializers.longs(tensor)) {
                values.add(value);
            }
            graph.constant(tensor.name, values);
        }
    }

    private static byte[] model(OnnxGraph graph) {
        return new WireWriter()
                .integer(1, OnnxWriter.IR_VERSION)
                .text(2, OnnxFormat.PRODUCER)
                .message(7, graph.message())
                .message(8, new WireWriter().text(1, "").integer(2, OnnxWriter.OPSET))
                .toByteArray();
    }
}
