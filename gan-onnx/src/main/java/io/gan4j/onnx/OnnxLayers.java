package io.gan4j.onnx;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.gan4j.error.ModelFileException;
import io.gan4j.inference.ModelFormat;
import io.gan4j.layer.Traits;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Makes layers of the operators of a file, as far as {@link LayerReader} knows such layers. Operators are gone through in their
 * order; one that is no layer, or that takes what comes from such a one, stops whoever wants what it computes, and nobody else.
 */
final class OnnxLayers {
    private static final String IMAGE = "image";
    private static final String ADVICE = "; name layers that come before it";

    /** A layer on top of others. */
    private record Placed(String name, LayerReader.Read read, List<String> inputs) {}

    private final ForeignGraph graph;
    /** By tensor. */
    private final Map<String, Placed> layers = new LinkedHashMap<>();

    /** Tensors that are others under a second name, by theirs. */
    private final Map<String, String> same = new HashMap<>();
    /** Why tensors cannot be computed by layers, by their names. */
    private final Map<String, String> problems = new LinkedHashMap<>();

    private final Set<String> names = new HashSet<>(Set.of(IMAGE));
    private final String input;

    private OnnxLayers(ForeignGraph graph, String input) {
        this.graph = graph;
        this.input = input;
    }

    /**
     * Reads the layers of a file.
     *
     * @throws ModelFileException if it is refused, or what is wanted is computed by something that is no layer
     */
    static ModelFormat.Layers read(byte[] file, int height, int width, List<String> wanted, Budget budget) {
        FileKind.check(file);
        ForeignFile parsed = ForeignFile.parse(file);
        ForeignFile.Value input = ForeignNetwork.input(parsed);
        Shape image = ForeignNetwork.image(input, height, width, budget);
        OnnxLayers layers = new OnnxLayers(ForeignGraph.parse(file), input.name);
        layers.graph.nodes.forEach(layers::place);
        List<String> tensors = wanted.isEmpty() ? layers.activations() : wanted;
        return layers.build(image, tensors.stream().map(layers::found).toList(), budget);
    }

    private void place(ForeignGraph.Node node) {
        if (node.outputs.isEmpty()) {
            return;
        }
        String tensor = node.outputs.get(0);
        List<String> data = node.inputs.stream()
                .filter(name -> !name.isEmpty() && !graph.constants.containsKey(name))
                .map(this::original)
                .toList();
        Optional<String> before = data.stream()
                .filter(problems::containsKey)
                .findFirst()
                .map(name -> Objects.requireNonNull(problems.get(name), name));
        if (before.isPresent()) {
            problems.put(tensor, before.get());
        } else if (LayerReader.passes(node) && data.size() == 1) {
            same.put(tensor, data.get(0));
        } else if (data.isEmpty() || !data.stream().allMatch(this::isMade)) {
            problems.put(tensor, called(tensor, node) + " takes what no layer computes");
        } else {
            LayerReader.Read read = LayerReader.read(node, graph.constants);
            if (read.problem().isEmpty()) {
                layers.put(tensor, new Placed(name(tensor), read, data));
            } else {
                problems.put(tensor, called(tensor, node) + " " + read.problem());
            }
        }
        node.outputs.stream()
                .skip(1)
                .forEach(further -> problems.put(further, called(further, node) + " is not its first output"));
    }

    private static String called(String tensor, ForeignGraph.Node node) {
        return "its tensor '" + Text.shortened(tensor) + "', of the operator " + Text.shortened(node.type) + ",";
    }

    private String original(String tensor) {
        return same.getOrDefault(tensor, tensor);
    }

    private boolean isMade(String tensor) {
        return tensor.equals(input) || layers.containsKey(tensor);
    }

    /** A lower-case identifier like the name of a tensor. */
    private String name(String tensor) {
        String plain =
                tensor.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_+|_+$", "");
        String start = plain.isEmpty() || !Character.isLetter(plain.charAt(0)) ? "layer_" + plain : plain;
        String name = start;
        for (int again = 2; !names.add(name); again++) {
            name = start + "_" + again;
        }
        return name;
    }

    private List<String> activations() {
        List<String> found = layers.entrySet().stream()
                .filter(layer -> layer.getValue().read().layer().traits().purpose() == Traits.Purpose.ACTIVATION)
                .map(Map.Entry::getKey)
                .toList();
        if (found.isEmpty()) {
            String why = problems.isEmpty()
                    ? ""
                    : ": " + problems.values().iterator().next();
            throw new ModelFileException("none of its activations is computed by layers alone" + why);
        }
        return found;
    }

    /** The tensor that is wanted, which a layer makes. */
    private String found(String wanted) {
        String tensor = original(wanted);
        String problem = problems.get(wanted);
        if (problem != null) {
            throw new ModelFileException(problem + ADVICE);
        }
        if (!layers.containsKey(tensor)) {
            throw new ModelFileException("nothing in it computes '" + Text.shortened(wanted) + "'; its layers are "
                    + Text.shortened(layers.keySet().toString()));
        }
        return tensor;
    }

    /** The layers that some of them are computed from. */
    private ModelFormat.Layers build(Shape image, List<String> wanted, Budget budget) {
        Set<String> needed = new HashSet<>(wanted);
        Set<String> taken = new HashSet<>();
        for (String tensor : ImmutableList.copyOf(layers.keySet()).reverse()) {
            if (needed.contains(tensor)) {
                needed.addAll(placed(tensor).inputs());
                taken.addAll(placed(tensor).inputs());
            }
        }
        List<String> ends = wanted.stream()
                .distinct()
                .filter(tensor -> !taken.contains(tensor))
                .toList();
        if (ends.size() > 1) {
            throw new ModelFileException("neither of '" + Text.shortened(ends.get(0)) + "' and '"
                    + Text.shortened(ends.get(1))
                    + "' is computed from the other: name layers of which each leads to the"
                    + " next");
        }
        NetworkBuilder builder = Network.from(IMAGE, image);
        ImmutableMap.Builder<String, Tensor> weights = ImmutableMap.builder();
        for (Map.Entry<String, Placed> layer : layers.entrySet()) {
            if (needed.contains(layer.getKey())) {
                add(builder, layer.getKey(), layer.getValue(), budget);
                String name = layer.getValue().name();
                layer.getValue().read().weights().forEach((part, values) -> weights.put(name + "." + part, values));
            }
        }
        List<String> names = new ArrayList<>();
        wanted.forEach(tensor -> names.add(placed(tensor).name()));
        return new ModelFormat.Layers(builder.build(), weights.buildOrThrow(), ImmutableList.copyOf(names));
    }

    private void add(NetworkBuilder builder, String tensor, Placed layer, Budget budget) {
        String[] inputs = layer.inputs().stream()
                .map(name -> name.equals(input) ? IMAGE : placed(name).name())
                .toArray(String[]::new);
        try {
            builder.joinAs(layer.name(), layer.read().layer(), inputs);
        } catch (IllegalArgumentException e) {
            throw new ModelFileException("its tensor '" + Text.shortened(tensor) + "': " + e.getMessage(), e);
        }
        Shape shape = builder.shape();
        budget.shape("its tensor '" + Text.shortened(tensor) + "'", shape.channels(), shape.height(), shape.width());
    }

    private Placed placed(String tensor) {
        return Objects.requireNonNull(layers.get(tensor), tensor);
    }
}
