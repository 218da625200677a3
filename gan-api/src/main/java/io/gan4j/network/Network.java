package io.gan4j.network;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.gan4j.layer.Layer;
import io.gan4j.layer.Parameter;
import io.gan4j.layer.SpectralNorm;
import io.gan4j.layer.Traits;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * An immutable directed graph of layers with named inputs and one output: what a player of a GAN is, as a value. Shapes are
 * inferred when it is built and leave the batch axis out.
 *
 * <pre>{@code
 * Network discriminator = Network.from("x", Shape.of(1, 28, 28))
 *         .weights(Init.DCGAN)
 *         .conv2d(64, 4, 2, 1).leakyRelu(0.2f)
 *         .conv2d(128, 4, 2, 1).batchNorm().leakyRelu(0.2f)
 *         .flatten().linear(1)
 *         .build();
 * }</pre>
 *
 * @see NetworkBuilder
 */
public final class Network {
    private final ImmutableList<Input> inputs;
    private final ImmutableList<Node> nodes;
    private final Node output;
    private final ImmutableList<Parameter> parameters;

    Network(List<Input> inputs, List<Node> nodes) {
        this.inputs = ImmutableList.copyOf(inputs);
        this.nodes = ImmutableList.copyOf(nodes);
        this.output = nodes.get(nodes.size() - 1);
        this.parameters =
                nodes.stream().flatMap(node -> node.parameters().stream()).collect(ImmutableList.toImmutableList());
    }

    /** Begins a network with one input of this name and shape. */
    public static NetworkBuilder from(String input, Shape shape) {
        return new NetworkBuilder().input(input, shape);
    }

    /**
     * What a network is given.
     *
     * @param name a lower-case identifier
     * @param shape the shape of one sample
     */
    public record Input(String name, Shape shape) {}

    /**
     * A layer at its place.
     *
     * @param name its name in this network: {@code conv2d_1}
     * @param layer the layer
     * @param inputs the names of the inputs or nodes whose outputs it takes
     * @param shape the shape of its output
     */
    public record Node(String name, Layer layer, ImmutableList<String> inputs, Shape shape) {
        /** The layer's parameters under their full names. */
        public List<Parameter> parameters() {
            return layer.parameters().stream().map(p -> p.in(name)).toList();
        }
    }

    /** The inputs, in the order in which they were declared. */
    public List<Input> inputs() {
        return inputs;
    }

    /** The layers, each after those whose outputs it takes. */
    public List<Node> nodes() {
        return nodes;
    }

    /** The node whose output is the network's: the last. */
    public Node output() {
        return output;
    }

    /** Returns true if the traits of one of the layers satisfy a condition. */
    public boolean any(Predicate<Traits> nature) {
        return nodes.stream().anyMatch(node -> nature.test(node.layer().traits()));
    }

    /** The number of samples of the reference batch that the network must be given beside each batch; 0 if it needs none. */
    public int reference() {
        return nodes.stream()
                .mapToInt(node -> node.layer().traits().reference())
                .max()
                .orElse(0);
    }

    /** The shape of the output. */
    public Shape outputShape() {
        return output.shape();
    }

    /**
     * The shape of an input, or of a layer's output, by its name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Shape shape(String name) {
        return Stream.concat(
                        inputs.stream().filter(i -> i.name().equals(name)).map(Input::shape),
                        nodes.stream().filter(n -> n.name().equals(name)).map(Node::shape))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no input or layer is named '" + name + "'"));
    }

    /**
     * The name of the layer, or the input, that the last layer with weights takes: the network's features, which feature
     * matching compares (Salimans et al. 2016, section 3.1).
     *
     * @throws IllegalStateException if no layer has weights
     */
    public String penultimate() {
        return nodes.reverse().stream()
                .filter(n -> n.parameters().stream().anyMatch(p -> p.role() == Parameter.Role.WEIGHT))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a network without weights has no features"))
                .inputs()
                .get(0);
    }

    /** All parameters under their full names, in the order of the layers. */
    public List<Parameter> parameters() {
        return parameters;
    }

    /** The parameters of one role, in the order of the layers. */
    public List<Parameter> parameters(Parameter.Role role) {
        return parameters.stream().filter(p -> p.role() == role).toList();
    }

    /** The statistics of the layers that keep them in one way, in the order of the layers. */
    public List<Parameter> parameters(Traits.Statistics kept) {
        return nodes.stream()
                .filter(node -> node.layer().traits().statistics() == kept)
                .flatMap(node -> node.parameters().stream())
                .filter(parameter -> parameter.role() == Parameter.Role.STATISTIC)
                .toList();
    }

    /** How many numbers an optimizer trains. */
    public long weightCount() {
        return parameters(Parameter.Role.WEIGHT).stream()
                .mapToLong(p -> p.shape().size())
                .sum();
    }

    /**
     * Fresh values for all parameters; the same seed gives the same ones. The vectors of {@link SpectralNorm} are brought to
     * their weights' by 15 power iterations, as PyTorch does, so that its layers are of norm 1 from the first use.
     */
    public Map<String, Tensor> initialise(long seed) {
        Map<String, Tensor> values = new LinkedHashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            values.put(parameter.name(), parameter.init().tensor(parameter.shape(), RandomStream.of(seed, i)));
        }
        for (Node node : nodes) {
            node.layer().settle(name -> Objects.requireNonNull(values.get(node.name() + "." + name), name));
        }
        return ImmutableMap.copyOf(values);
    }

    /**
     * SHA-256, in hexadecimal, of the layers with their settings and of the values of all parameters: it tells networks apart
     * by all that their outputs depend on.
     *
     * @param values a tensor for each parameter, by its full name
     * @throws IllegalArgumentException if one is missing
     */
    public String fingerprint(Map<String, Tensor> values) {
        Hasher hasher = Hashing.sha256().newHasher().putString(toString(), StandardCharsets.UTF_8);
        for (Parameter parameter : parameters) {
            Tensor tensor = values.get(parameter.name());
            checkArgument(tensor != null, "the parameter %s is missing", parameter.name());
            for (float value : tensor.values()) {
                hasher.putFloat(value);
            }
        }
        return hasher.hash().toString();
    }

    /** Returns a table with a line for each layer: its output's shape and the number of its parameters. */
    public String summary() {
        StringBuilder table = new StringBuilder();
        for (Input input : inputs) {
            row(table, input.name(), "input", input.shape(), 0);
        }
        for (Node node : nodes) {
            long count = node.parameters().stream()
                    .filter(p -> p.role() == Parameter.Role.WEIGHT)
                    .mapToLong(p -> p.shape().size())
                    .sum();
            row(table, node.name(), node.layer().kind(), node.shape(), count);
        }
        return table.append(String.format(Locale.ROOT, "%,d parameters%n", weightCount()))
                .toString();
    }

    private static void row(StringBuilder table, String name, String kind, Shape shape, long count) {
        table.append(String.format(Locale.ROOT, "%-20s %-16s %-16s %,12d%n", name, kind, shape, count));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Network network && inputs.equals(network.inputs) && nodes.equals(network.nodes);
    }

    @Override
    public int hashCode() {
        return 31 * inputs.hashCode() + nodes.hashCode();
    }

    /** Inputs, layers with all their settings, and how they are joined: two equal texts mean equal networks. */
    @Override
    public String toString() {
        String head = inputs.stream().map(i -> i.name() + i.shape()).collect(joining(", "));
        return nodes.stream()
                .map(n -> n.name() + " = " + n.layer() + n.inputs())
                .collect(joining("; ", head + "; ", ""));
    }
}
