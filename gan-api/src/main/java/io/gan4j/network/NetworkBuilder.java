package io.gan4j.network;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;

import com.google.common.base.CaseFormat;
import com.google.common.collect.ImmutableList;
import io.gan4j.layer.Add;
import io.gan4j.layer.AvgPool2d;
import io.gan4j.layer.BatchNorm;
import io.gan4j.layer.Channels;
import io.gan4j.layer.Conv2d;
import io.gan4j.layer.ConvTranspose2d;
import io.gan4j.layer.Dropout;
import io.gan4j.layer.Embedding;
import io.gan4j.layer.GlobalSum;
import io.gan4j.layer.Init;
import io.gan4j.layer.InstanceNorm2d;
import io.gan4j.layer.Layer;
import io.gan4j.layer.LayerNorm;
import io.gan4j.layer.LeakyRelu;
import io.gan4j.layer.Linear;
import io.gan4j.layer.MaxPool2d;
import io.gan4j.layer.MinibatchDiscrimination;
import io.gan4j.layer.MinibatchStdDev;
import io.gan4j.layer.Modulate;
import io.gan4j.layer.Multiply;
import io.gan4j.layer.PRelu;
import io.gan4j.layer.PixelNorm;
import io.gan4j.layer.PixelShuffle;
import io.gan4j.layer.ReflectionPad2d;
import io.gan4j.layer.Relu;
import io.gan4j.layer.Reshape;
import io.gan4j.layer.SampleSum;
import io.gan4j.layer.Scale;
import io.gan4j.layer.ShapeException;
import io.gan4j.layer.Sigmoid;
import io.gan4j.layer.SpectralNorm;
import io.gan4j.layer.Tanh;
import io.gan4j.layer.Traits;
import io.gan4j.layer.UpsampleNearest2d;
import io.gan4j.layer.VirtualBatchNorm;
import io.gan4j.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link Network} layer by layer: each call adds a layer on top of the one before. The calls named after a layer
 * take their input sizes from the shape that is there; {@link #add(Layer)} takes any layer. {@link #name} gives the newest
 * layer a name that you choose, and {@link #join} takes inputs by name, for branches:
 *
 * <pre>{@code
 * Network.from("x", Shape.of(64))
 *         .linear(64).name("trunk")
 *         .relu().linear(64).name("branch")
 *         .join(new Add(), "trunk", "branch")
 *         .build();
 * }</pre>
 *
 * <p>{@link #input} declares a further input, and {@link #branch} continues from one that is there already. A projection
 * discriminator (Miyato and Koyama, ICLR 2018) has two, the image and the class:
 *
 * <pre>{@code
 * Network.from("x", Shape.of(3, 32, 32))
 *         .conv2d(64, 4, 2, 1).leakyRelu(0.2f).globalSum().name("features")
 *         .input("y", Shape.of(10)).embedding(64).spectralNorm()
 *         .multiply("features").sampleSum().name("projection")
 *         .branch("features").linear(1).plus("projection")
 *         .build();
 * }</pre>
 *
 * <p>Not thread-safe. Shapes are those of one sample, without the batch. A layer that cannot take the shape that is there is a
 * {@link ShapeException} at the call that adds it, and a size out of its range an {@link IllegalArgumentException}.
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

    /**
     * Continues from a named input or layer: the next layer takes its output. What was on top before is reached again by its
     * name.
     *
     * @throws IllegalArgumentException if the name is unknown
     */
    public NetworkBuilder branch(String from) {
        checkArgument(shapes.containsKey(from), "no input or layer is named '%s'; there are %s", from, shapes);
        top = from;
        return this;
    }

    /** Declares a further input of this name, a lower-case identifier, and shape. The next layer takes it. */
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
        return joinAs(kind + "_" + kinds.merge(kind, 1, Integer::sum), layer, from);
    }

    /**
     * Adds a layer as {@link #join} does, under a name that you choose, a lower-case identifier.
     *
     * @throws IllegalArgumentException if it is no identifier or is taken, or one of the other names is unknown
     * @throws ShapeException if the layer cannot take their shapes
     */
    public NetworkBuilder joinAs(String name, Layer layer, String... from) {
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

    /**
     * Adds all layers of another network on top of the named inputs or layers, which take the place of its inputs. Its layers
     * keep their names behind a prefix, and so do their parameters, so that the values of both networks go together: {@code
     * decoder_conv2d_1.weight}.
     *
     * @param prefix a lower-case identifier that may end in an underscore
     * @throws IllegalArgumentException if there are more or fewer names than inputs, one is unknown, or a layer's name is taken
     * @throws ShapeException if what is named has another shape than the input
     */
    public NetworkBuilder append(String prefix, Network network, String... from) {
        checkArgument(
                from.length == network.inputs().size(),
                "the network that is appended has the inputs %s, %s are given",
                network.inputs(),
                from.length);
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < from.length; i++) {
            String source = from[i];
            Network.Input input = network.inputs().get(i);
            checkArgument(shapes.containsKey(source), "no input or layer is named '%s'; there are %s", source, shapes);
            Shape given = shapes.get(source);
            if (!input.shape().equals(given)) {
                throw new ShapeException(input.name(), String.valueOf(input.shape()), String.valueOf(given));
            }
            names.put(input.name(), source);
        }
        for (Network.Node node : network.nodes()) {
            String[] sources = node.inputs().stream()
                    .map(name -> Objects.requireNonNull(names.get(name), name))
                    .toArray(String[]::new);
            joinAs(prefix + node.name(), node.layer(), sources);
            names.put(node.name(), prefix + node.name());
        }
        return this;
    }

    /** Gives the newest layer a name that you choose, a lower-case identifier. */
    public NetworkBuilder name(String name) {
        Network.Node newest = newest("name");
        nodes.remove(newest);
        shapes.remove(newest.name());
        declare(name, newest.shape());
        nodes.add(new Network.Node(name, newest.layer(), newest.inputs(), newest.shape()));
        return this;
    }

    /**
     * Puts {@link SpectralNorm} around the newest layer, which keeps its name.
     *
     * @throws IllegalArgumentException if it is no layer with a weight, such as a linear or convolutional one
     */
    public NetworkBuilder spectralNorm() {
        Network.Node newest = newest("normalise");
        SpectralNorm layer = new SpectralNorm(newest.layer());
        nodes.set(nodes.size() - 1, new Network.Node(newest.name(), layer, newest.inputs(), newest.shape()));
        return this;
    }

    private Network.Node newest(String toDo) {
        boolean onTop = !nodes.isEmpty() && nodes.get(nodes.size() - 1).name().equals(top);
        checkState(onTop, "there is no layer to %s yet", toDo);
        return nodes.get(nodes.size() - 1);
    }

    /** Adds {@link Linear}, with a bias: {@code (features)} to {@code (outFeatures)}; {@link #flatten} comes before it. */
    public NetworkBuilder linear(int outFeatures) {
        Linear layer = Linear.of(vector("Linear"), outFeatures);
        return add(weights == null ? layer : new Linear(layer.inFeatures(), outFeatures, weights));
    }

    /** Adds a square {@link Conv2d} with a bias; kernel 4, stride 2 and padding 1 halve height and width. */
    public NetworkBuilder conv2d(int outChannels, int kernel, int stride, int padding) {
        return add(weighted(Conv2d.of(channels("Conv2d"), outChannels, kernel, stride, padding)));
    }

    /** Adds a square {@link ConvTranspose2d} with a bias; kernel 4, stride 2 and padding 1 double height and width. */
    public NetworkBuilder convTranspose2d(int outChannels, int kernel, int stride, int padding) {
        ConvTranspose2d layer = ConvTranspose2d.of(channels("ConvTranspose2d"), outChannels, kernel, stride, padding);
        return add(weights == null ? layer : layer.weights(weights));
    }

    /** Adds {@link BatchNorm} with PyTorch's defaults, for each feature of a vector or channel of an image. */
    public NetworkBuilder batchNorm() {
        return add(BatchNorm.of(features("BatchNorm")));
    }

    /** Adds {@link InstanceNorm2d} with PyTorch's defaults, for each channel of an image. */
    public NetworkBuilder instanceNorm2d() {
        return add(InstanceNorm2d.of(channels("InstanceNorm2d")));
    }

    /** Adds {@link LayerNorm} with PyTorch's defaults, over all elements of a sample. */
    public NetworkBuilder layerNorm() {
        return add(LayerNorm.of(shape()));
    }

    /** Adds {@link PixelNorm} with the epsilon of its paper, 1e-8. */
    public NetworkBuilder pixelNorm() {
        return add(PixelNorm.standard());
    }

    /** Adds {@link VirtualBatchNorm} with a reference batch of this number of samples. */
    public NetworkBuilder virtualBatchNorm(int reference) {
        return add(VirtualBatchNorm.of(features("VirtualBatchNorm"), reference));
    }

    /** Adds {@link MinibatchDiscrimination}: {@code (features)} to {@code (features + kernels)}, with PyTorch's weights. */
    public NetworkBuilder minibatchDiscrimination(int kernels, int dimensions) {
        return add(MinibatchDiscrimination.of(vector("MinibatchDiscrimination"), kernels, dimensions));
    }

    /** Adds {@link MinibatchStdDev} with its paper's groups of 4 samples: appends a channel, or a feature. */
    public NetworkBuilder minibatchStdDev() {
        return add(MinibatchStdDev.standard());
    }

    /** Adds an {@link Embedding} with PyTorch's initial weights, normal with standard deviation 1; without a bias. */
    public NetworkBuilder embedding(int features) {
        return add(Embedding.of(vector("Embedding"), features));
    }

    /**
     * Adds {@link Modulate} of what is on top by two named inputs or layers.
     *
     * @throws IllegalArgumentException if a name is unknown
     * @throws ShapeException if one of them has not a number for each feature or channel
     */
    public NetworkBuilder modulate(String gamma, String beta) {
        return join(new Modulate(), top, gamma, beta);
    }

    /**
     * Adds {@link Multiply}, the product of what is on top and a named input or layer.
     *
     * @throws IllegalArgumentException if the name is unknown
     * @throws ShapeException if their shapes differ
     */
    public NetworkBuilder multiply(String other) {
        return join(new Multiply(), top, other);
    }

    /**
     * Adds {@link Add}, the sum of what is on top and a named input or layer.
     *
     * @throws IllegalArgumentException if the name is unknown
     * @throws ShapeException if their shapes differ
     */
    public NetworkBuilder plus(String other) {
        return join(new Add(), top, other);
    }

    /** Adds {@link SampleSum}, the sum of a sample's features: {@code (features)} to {@code (1)}. */
    public NetworkBuilder sampleSum() {
        return add(new SampleSum());
    }

    /** Adds {@link GlobalSum}, the sum of each channel: {@code (C, H, W)} to {@code (C)}. */
    public NetworkBuilder globalSum() {
        return add(new GlobalSum());
    }

    /** Adds {@link ReflectionPad2d}: {@code (C, H, W)} to {@code (C, H + 2 padding, W + 2 padding)}, mirrored at the border. */
    public NetworkBuilder reflectionPad2d(int padding) {
        return add(new ReflectionPad2d(padding));
    }

    /** Adds {@link UpsampleNearest2d}, which repeats pixels: {@code (C, H, W)} to {@code (C, factor H, factor W)}. */
    public NetworkBuilder upsampleNearest2d(int factor) {
        return add(new UpsampleNearest2d(factor));
    }

    /** Adds {@link PixelShuffle}: {@code (C factor^2, H, W)} to {@code (C, factor H, factor W)}. */
    public NetworkBuilder pixelShuffle(int factor) {
        return add(new PixelShuffle(factor));
    }

    /** Adds {@link AvgPool2d}, the mean of tiles: {@code (C, H, W)} to {@code (C, H / size, W / size)}, rounded down. */
    public NetworkBuilder avgPool2d(int size) {
        return add(new AvgPool2d(size));
    }

    /** Adds {@link MaxPool2d}, the largest of tiles: {@code (C, H, W)} to {@code (C, H / size, W / size)}, rounded down. */
    public NetworkBuilder maxPool2d(int size) {
        return add(new MaxPool2d(size));
    }

    /** Adds {@link Channels}, which takes the channels or features from {@code from} up to, but without, {@code to}. */
    public NetworkBuilder channels(int from, int to) {
        return add(new Channels(from, to));
    }

    /** Adds {@link Scale}, which multiplies by a fixed number. */
    public NetworkBuilder scale(float factor) {
        return add(new Scale(factor));
    }

    /** Adds {@link PRelu}, whose slopes begin at PyTorch's 0.25. */
    public NetworkBuilder pRelu() {
        return add(PRelu.of(features("PRelu")));
    }

    /** Adds {@link Relu}, {@code max(x, 0)}; any shape. */
    public NetworkBuilder relu() {
        return add(new Relu());
    }

    /** Adds {@link LeakyRelu} with this slope for negative inputs, in [0, 1]; any shape. */
    public NetworkBuilder leakyRelu(float slope) {
        return add(new LeakyRelu(slope));
    }

    /** Adds {@link Tanh}, which ends a generator of images: its values are from -1 to 1; any shape. */
    public NetworkBuilder tanh() {
        return add(new Tanh());
    }

    /** Adds {@link Sigmoid}, {@code 1 / (1 + exp(-x))}; any shape. A discriminator ends without one. */
    public NetworkBuilder sigmoid() {
        return add(new Sigmoid());
    }

    /** Adds {@link Dropout} with this probability, in [0, 1); any shape. It acts in training alone. */
    public NetworkBuilder dropout(float probability) {
        return add(new Dropout(probability));
    }

    /** Adds {@link Reshape}: the same elements in row-major order under a shape of as many. */
    public NetworkBuilder reshape(Shape shape) {
        return add(new Reshape(shape));
    }

    /** Adds a {@link Reshape} to a vector: {@code (C, H, W)} to {@code (C H W)}. */
    public NetworkBuilder flatten() {
        return reshape(Shape.of(shape().size()));
    }

    /** Returns the name of the input or layer that the next layer will take, for {@link #branch} and {@link #join}. */
    public String top() {
        checkState(!top.isEmpty(), "the network has no input yet");
        return top;
    }

    /** Returns the shape that the next layer will take. */
    public Shape shape() {
        Shape shape = shapes.get(top);
        checkState(shape != null, "the network has no input yet");
        return shape;
    }

    /**
     * Returns the network, whose output is that of the newest layer.
     *
     * @throws IllegalStateException if there is no layer; or an input or a layer whose output nobody takes; or {@link
     *     VirtualBatchNorm} with reference batches of several sizes, or together with a layer that looks at the whole batch
     */
    public Network build() {
        checkState(!nodes.isEmpty(), "a network needs at least one layer");
        inputs.forEach(input -> checkState(isTaken(input.name()), "nobody takes the input %s", input.name()));
        nodes.subList(0, nodes.size() - 1)
                .forEach(node -> checkState(isTaken(node.name()), "nobody takes the output of %s", node.name()));
        nodes.stream()
                .filter(node -> node.layer().traits().reference() > 0)
                .findFirst()
                .ifPresent(this::checkReferenced);
        return new Network(inputs, nodes);
    }

    /**
     * Refuses layers that would take the reference samples, which pass through all layers with the batch, for samples of it.
     */
    private void checkReferenced(Network.Node first) {
        int reference = first.layer().traits().reference();
        for (Network.Node node : nodes) {
            Traits traits = node.layer().traits();
            checkState(
                    traits.reference() == 0 || traits.reference() == reference,
                    "the reference batch of a network is one: %s has %s samples, %s has %s",
                    first.name(),
                    reference,
                    node.name(),
                    traits.reference());
            checkState(
                    !traits.mixesSamples(),
                    "%s would take the reference samples of %s for samples of the batch: a network has only one of them",
                    node.name(),
                    first.name());
        }
    }

    private boolean isTaken(String name) {
        return nodes.stream().anyMatch(node -> node.inputs().contains(name));
    }

    private Conv2d weighted(Conv2d layer) {
        return weights == null ? layer : layer.weights(weights);
    }

    private int vector(String kind) {
        Shape input = shape();
        if (input.rank() != 1) {
            throw new ShapeException(kind, "(features); call flatten() before it", input.toString());
        }
        return input.extent(0);
    }

    private int features(String kind) {
        Shape input = shape();
        if (input.rank() == 0) {
            throw new ShapeException(kind, "(features) or (channels, height, width)", input.toString());
        }
        return input.extent(0);
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
