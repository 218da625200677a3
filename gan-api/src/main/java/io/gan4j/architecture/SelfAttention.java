package io.gan4j.architecture;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.layer.Attention;
import io.gan4j.layer.Conv2d;
import io.gan4j.layer.LearnedScale;
import io.gan4j.layer.MaxPool2d;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.tensor.Shape;

/**
 * Self-attention of an image's features for any network (Zhang et al., "Self-attention generative adversarial networks", ICML
 * 2019, section 3), as their released code has it, which differs from the paper's text: queries and keys are convolutions with
 * a kernel of 1 to an eighth of the channels, values to half of them; keys and values are the maxima of tiles of 2x2; what is
 * attended to comes back to all channels by one more convolution, and is added to the features times a {@linkplain LearnedScale
 * learned number} that begins with 0. No biases.
 *
 * <pre>{@code
 * NetworkBuilder network = Network.from("x", Shape.of(3, 32, 32)).conv2d(64, 4, 2, 1).leakyRelu(0.2f);
 * SelfAttention.add(network); // on 16x16 pixels
 * }</pre>
 *
 * <p>Each pixel sees all others, which convolutions do only across many layers. The cost grows with the fourth power of the
 * side: put it where features have 16 to 32 pixels a side. Spectral normalization that is set for the network holds for its
 * convolutions too.
 */
public final class SelfAttention {
    private static final int QUERIES = 8;
    private static final int VALUES = 2;
    private static final int TILE = 2;

    private SelfAttention() {}

    /**
     * Adds self-attention on top of a network's last layer, under names that begin with {@code attention_} and the height of
     * the features.
     *
     * @return the same builder
     * @throws IllegalArgumentException if that layer gives no image, or there is attention at this height already
     */
    public static NetworkBuilder add(NetworkBuilder network) {
        Shape shape = network.shape();
        checkArgument(shape.isImage(), "self-attention is for the features of images, was given %s", shape);
        int channels = shape.channels();
        int keys = Math.max(1, channels / QUERIES);
        int values = Math.max(1, channels / VALUES);
        String source = network.top();
        String name = "attention_" + shape.height();
        network.joinAs(name + "_queries", projection(channels, keys), source);
        String key = pooled(network, name + "_keys", projection(channels, keys), source);
        String value = pooled(network, name + "_values", projection(channels, values), source);
        network.joinAs(
                name,
                new Attention(Shape.of(keys, shape.height(), shape.width()), network.shape()),
                name + "_queries",
                key,
                value);
        network.joinAs(name + "_back", projection(values, channels), name);
        network.joinAs(name + "_scaled", new LearnedScale(0), name + "_back");
        return network.plus(source);
    }

    private static Conv2d projection(int inChannels, int outChannels) {
        return Conv2d.of(inChannels, outChannels, 1, 1, 0).withoutBias();
    }

    /** The maxima of tiles; of images of one row or column all pixels. */
    private static String pooled(NetworkBuilder network, String name, Conv2d projection, String source) {
        network.joinAs(name, projection, source);
        if (Math.min(network.shape().height(), network.shape().width()) < TILE) {
            return name;
        }
        network.joinAs(name + "_pooled", new MaxPool2d(TILE), name);
        return name + "_pooled";
    }
}
