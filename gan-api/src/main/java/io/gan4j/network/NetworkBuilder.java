package io.gan4j.network;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;

import com.google.common.base.CaseFormat;
import com.google.common.collect.ImmutableList;
import io.gan4j.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link Network} layer by layer: each call adds a layer on top of the one before. The calls named after a layer
 * take their input sizes from the shape that is there; {@link #add(Layer)} takes any layer. {@link #name} gives the newest
 * layer a name of one's own, and {@link #join} takes inputs by name, for branches:
 *
 * <pre>{@code
 * Network.from("x", Shape.of(64))
 *         .linear(64).name("trunk")
 *         .relu().linear(64).name("branch")
 *         .join(new Add(), "trunk", "branch")
 *         .build();
 * }</pre>
 *
 * <p>Not thread-safe. A misfit is a {@link ShapeException} at the call that made it.
 */
public final class NetworkBuilder {
    private static final Pattern IDENTIFIER = Pattern.compile("[a-z][a-z0-9_]*");

    private final List<Network.Input> inputs = new ArrayList<>();
    private final List<Network.Node> nodes = new ArrayList<>();
    private final Map<String, Shape> shapes = new HashMap<>();
    private final Map<String, Integer> kinds = new HashMap<>();
    private String top = "";
    private @Nullable Init weights;

    NetworkBuilder() {}

    /** Declares a further input, on top of which the next layer goes. */
    public NetworkBuilder input(String name, Shape shape) {
        declare(name, shape);
        inputs.add(new Network.Input(name, shape));
        return this;
    }

    /**
     * Sets the initial weights of the linear and convolutional layers that are added from here on by the calls named after
     * them. Default: PyTorch's, {@link Init#fanIn}.
     */
    public NetworkBuilder weights(Init init) {
        weights = init;
        return this;
    }

    /** Adds a layer on top, under a name of its kind and number: {@code conv2d_1}. */
    public NetworkBuilder add(Layer layer) {
        return join(layer, top);
    }

    /**
     * Adds a layer that takes the outputs of the named inputs or layers.
     *
     * @throws IllegalArgumentException if a name is unknown
     * @throws ShapeException if the layer cannot take their shapes
     */
    public NetworkBuilder join(Layer layer, String... from) {
        String kind = CaseFormat.UPPER_CAMEL.to(CaseFormat.LOWER_UNDERSCORE, layer.kind());
        String name = kind + "_" + kinds.merge(kind, 1, Integer::sum);
        List<Shape> taken = new ArrayList<>();
        for (String source : from) {
            checkArgument(shapes.containsKey(source), "no input or layer is named '%s'; there are %s", source, shapes);
            taken.add(shapes.get(source));
        }
        Shape shape;
        try {
            shape = layer.outputShape(taken);
        } catch (ShapeException e) {
            throw e.at(name);
        }
        declare(name, shape);
        nodes.add(new Network.Node(name, layer, ImmutableList.copyOf(from), shape));
        return this;
    }

    /** Gives the newest layer a name of one's own, a lower-case identifier. */
    public NetworkBuilder name(String name) {
        checkState(!nodes.isEmpty() && nodes.get(nodes.size() - 1).name().equals(top), "there is no layer to name yet");
        Network.Node newest = nodes.remove(nodes.size() - 1);
        shapes.remove(newest.name());
        declare(name, newest.shape());
        nodes.add(new Network.Node(name, newest.layer(), newest.inputs(), newest.shape()));
        return this;
    }

    /** Adds {@link Linear}. */
    public NetworkBuilder linear(int outFeatures) {
        Shape input = shape();
        if (input.rank() != 1) {
            throw new ShapeException("Linear", "(features); call flatten() before it", input.toString());
        }
        Linear layer = Linear.of(input.extent(0), outFeatures);
        return add(weights == null ? layer : new Linear(layer.inFeatures(), outFeatures, weights));
    }

    /** Adds a square {@link Conv2d} with a bias. */
    public NetworkBuilder conv2d(int outChannels, int kernel, int stride, int padding) {
        return add(weighted(Conv2d.of(channels("Conv2d"), outChannels, kernel, stride, padding)));
    }

    /** Adds a square {@link ConvTranspose2d} with a bias. */
    public NetworkBuilder convTranspose2d(int outChannels, int kernel, int stride, int padding) {
        ConvTranspose2d layer = ConvTranspose2d.of(channels("ConvTranspose2d"), outChannels, kernel, stride, padding);
        return add(weights == null ? layer : layer.weights(weights));
    }

    /** Adds {@link BatchNorm} with PyTorch's defaults. */
    public NetworkBuilder batchNorm() {
        Shape input = shape();
        if (input.rank() == 0) {
            throw new ShapeException("BatchNorm", "(features) or (channels, height, width)", input.toString());
        }
        return add(BatchNorm.of(input.extent(0)));
    }

    /** Adds {@link Relu}. */
    public NetworkBuilder relu() {
        return add(new Relu());
    }

    /** Adds {@link LeakyRelu}. */
    public NetworkBuilder leakyRelu(float slope) {
        return add(new LeakyRelu(slope));
    }

    /** Adds {@link Tanh}. */
    public NetworkBuilder tanh() {
        return add(new Tanh());
    }

    /** Adds {@link Sigmoid}. */
    public NetworkBuilder sigmoid() {
        return add(new Sigmoid());
    }

    /** Adds {@link Dropout}. */
    public NetworkBuilder dropout(float probability) {
        return add(new Dropout(probability));
    }

    /** Adds {@link Reshape}. */
    public NetworkBuilder reshape(Shape shape) {
        return add(new Reshape(shape));
    }

    /** Adds a {@link Reshape} to a vector. */
    public NetworkBuilder flatten() {
        return reshape(Shape.of(shape().size()));
    }

    /** The shape that is on top. */
    public Shape shape() {
        Shape shape = shapes.get(top);
        checkState(shape != null, "the network has no input yet");
        return shape;
    }

    /** The network. @throws IllegalStateException if there is no layer, or an input or a layer whose output nobody takes */
    public Network build() {
        checkState(!nodes.isEmpty(), "a network needs at least one layer");
        inputs.forEach(input -> checkState(isTaken(input.name()), "nobody takes the input %s", input.name()));
        nodes.subList(0, nodes.size() - 1)
                .forEach(node -> checkState(isTaken(node.name()), "nobody takes the output of %s", node.name()));
        return new Network(inputs, nodes);
    }

    private boolean isTaken(String name) {
        return nodes.stream().anyMatch(node -> node.inputs().contains(name));
    }

    private Conv2d weighted(Conv2d layer) {
        return weights == null ? layer : layer.weights(weights);
    }

    private int channels(String kind) {
        Shape input = shape();
        if (!input.isImage()) {
            throw new ShapeException(kind, "(channels, height, width)", input.toString());
        }
        return input.channels();
    }

    private void declare(String name, Shape shape) {
        checkArgument(IDENTIFIER.matcher(name).matches(), "a name must be a lower-case identifier, was '%s'", name);
        checkArgument(!shapes.containsKey(name), "the name '%s' is taken", name);
        shapes.put(name, shape);
        top = name;
    }
}
