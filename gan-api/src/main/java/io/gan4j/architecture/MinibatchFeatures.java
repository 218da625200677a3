package io.gan4j.architecture;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.layer.Conv2d;
import io.gan4j.layer.Init;
import io.gan4j.layer.Layer;
import io.gan4j.layer.Linear;
import io.gan4j.layer.MinibatchDiscrimination;
import io.gan4j.layer.MinibatchStdDev;
import io.gan4j.layer.Reshape;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts what tells of the rest of the batch before a discriminator's last layer with weights, which grows by as many inputs.
 * One of the same kind that stands there already is replaced. The shape of the output stays.
 */
final class MinibatchFeatures {
    private final Network network;
    private final Anatomy anatomy;
    private final Network.Node last;
    private final Layer bare;
    /** The name of what the last layer takes, once a former layer of the same kind is gone. */
    private final String source;

    private final Shape input;

    private MinibatchFeatures(Network network, Class<? extends Layer> kind) {
        this.network = network;
        this.anatomy = new Anatomy(network);
        this.last = anatomy.lastWeighted();
        this.bare = last.layer().bare();
        String taken = last.inputs().get(0);
        Network.Node before = anatomy.node(taken);
        this.source = before != null && kind.isInstance(before.layer())
                ? before.inputs().get(0)
                : taken;
        this.input = anatomy.shape(source);
    }

    /**
     * The network with {@link MinibatchDiscrimination} before its last layer. An image is flattened for it, and a last
     * convolution, which must cover its whole input, becomes the linear layer that it is.
     *
     * @throws IllegalArgumentException if the last layer with weights is another one
     */
    static Network discrimination(Network network, int kernels, int dimensions) {
        MinibatchFeatures features = new MinibatchFeatures(network, MinibatchDiscrimination.class);
        int size = features.input.size();
        Linear grown = features.linear(size + kernels);
        List<Layer> chain = new ArrayList<>();
        if (features.input.rank() != 1) {
            chain.add(new Reshape(Shape.of(size)));
        }
        chain.add(MinibatchDiscrimination.of(size, kernels, dimensions));
        chain.add(features.last.layer().around(grown));
        return features.replace(chain, Shape.of(grown.outFeatures()));
    }

    /**
     * The network with {@link MinibatchStdDev} before its last layer; or where it has it already.
     *
     * @throws IllegalArgumentException if the last layer with weights is neither linear nor a convolution
     */
    static Network stdDev(Network network, MinibatchStdDev layer) {
        if (network.nodes().stream().anyMatch(node -> node.layer() instanceof MinibatchStdDev)) {
            return Rewriting.replace(
                    network, node -> List.of(node.layer() instanceof MinibatchStdDev ? layer : node.layer()));
        }
        MinibatchFeatures features = new MinibatchFeatures(network, MinibatchStdDev.class);
        Layer grown = features.bare instanceof Conv2d conv
                ? withInChannels(conv, features.input.channels() + 1)
                : features.linear(features.input.size() + 1);
        return features.replace(List.of(layer, features.last.layer().around(grown)), features.last.shape());
    }

    /** The last layer as a linear one of this number of inputs. */
    private Linear linear(int inFeatures) {
        if (bare instanceof Linear layer) {
            Init weights = weights(layer.weights(), layer.inFeatures(), inFeatures);
            return new Linear(inFeatures, layer.outFeatures(), weights);
        }
        checkArgument(
                bare instanceof Conv2d conv && conv.covers(input),
                "minibatch features go before a last layer that is linear or a convolution over its whole input; %s is %s",
                last.name(),
                last.layer());
        Conv2d layer = (Conv2d) bare;
        return new Linear(inFeatures, layer.outChannels(), weights(layer.weights(), fanIn(layer), inFeatures));
    }

    private static Conv2d withInChannels(Conv2d layer, int inChannels) {
        checkArgument(layer.groups() == 1, "minibatch features cannot be dealt into the groups of %s", layer);
        int fanIn = inChannels * layer.kernelHeight() * layer.kernelWidth();
        return new Conv2d(
                inChannels,
                layer.outChannels(),
                layer.kernelHeight(),
                layer.kernelWidth(),
                layer.stride(),
                layer.padding(),
                layer.bias(),
                weights(layer.weights(), fanIn(layer), fanIn));
    }

    private static int fanIn(Conv2d layer) {
        return layer.inChannels() * layer.kernelHeight() * layer.kernelWidth();
    }

    /** The same initial weights; those that depend on the number of inputs, for the new number. */
    private static Init weights(Init old, int oldFanIn, int fanIn) {
        return old.equals(Init.fanIn(oldFanIn)) ? Init.fanIn(fanIn) : old;
    }

    /** The network with a chain, whose output has this shape, in the last layer's place. */
    private Network replace(List<Layer> chain, Shape output) {
        boolean sameShape = output.equals(last.shape());
        List<Network.Node> takers = anatomy.takers(last);
        boolean flattened = !sameShape && !takers.isEmpty() && takers.stream().allMatch(node -> isTo(output, node));
        List<Layer> whole = new ArrayList<>(chain);
        if (!sameShape && !flattened) {
            whole.add(new Reshape(last.shape()));
        }
        return Rewriting.replace(network, node -> {
            if (node.equals(last)) {
                return whole;
            }
            boolean former = last.inputs().contains(node.name()) && !node.name().equals(source);
            boolean needless = flattened && takers.contains(node);
            return former || needless ? List.of() : List.of(node.layer());
        });
    }

    private static boolean isTo(Shape shape, Network.Node node) {
        return node.layer().equals(new Reshape(shape));
    }
}
