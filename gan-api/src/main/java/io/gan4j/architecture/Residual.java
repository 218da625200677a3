package io.gan4j.architecture;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.layer.AvgPool2d;
import io.gan4j.layer.BatchNorm;
import io.gan4j.layer.Conv2d;
import io.gan4j.layer.GlobalSum;
import io.gan4j.layer.Init;
import io.gan4j.layer.Linear;
import io.gan4j.layer.UpsampleNearest2d;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Residual networks (Miyato et al., "Spectral normalization for generative adversarial networks", ICLR 2018, appendix B.4; He
 * et al. 2016), for images whose shorter side is 4 to 7 times a power of two, such as 28, 32, 48 and 64, and whose longer side
 * is a multiple of the same power.
 *
 * <p>A block of the generator: batch normalization, ReLU, nearest neighbors to twice the size, a convolution with a kernel of
 * 3, batch normalization, ReLU and another one; beside it the doubled input through a convolution with a kernel of 1. A block
 * of the discriminator: ReLU, convolution, ReLU, convolution, and the means of tiles of 2x2; beside it a convolution with a
 * kernel of 1 and the same means. The discriminator's first block has no ReLU before its first convolution, its last one keeps
 * the size; then the features are rectified and summed over the image, and a linear layer makes a score of them. Weights begin
 * as Glorot's, those of the blocks' convolutions with a kernel of 3 the square root of 2 times as large.
 *
 * <p>Channels double from the image inwards, from {@code features} to at most four times that. With {@link #withAttention} both
 * networks have {@link SelfAttention} at the level below the image's, as {@link io.gan4j.Gan#sagan} does.
 *
 * @param generatorFeatures channels of the generator's features next to the image
 * @param discriminatorFeatures channels of the discriminator's features next to the image
 * @param attention whether there is self-attention
 */
@CheckReturnValue
public record Residual(int generatorFeatures, int discriminatorFeatures, Attention attention) implements Architecture {
    private static final int WIDEST = 4;
    private static final int INNERMOST = 8;
    private static final int KERNEL = 3;

    /** Whether there is self-attention. */
    public enum Attention {
        /** There is none. */
        NONE,
        /** In both networks, where the image is halved once. */
        HALF_SIZE
    }

    /**
     * Checks the widths.
     *
     * @throws IllegalArgumentException if one is below 1 or above 1,048,576
     */
    public Residual {
        Widths.check(generatorFeatures, discriminatorFeatures);
    }

    /** The recipe with one width for both networks, without attention. */
    public static Residual of(int features) {
        return new Residual(features, features, Attention.NONE);
    }

    /** Returns the same recipe with self-attention in both networks. */
    public Residual withAttention() {
        return new Residual(generatorFeatures, discriminatorFeatures, Attention.HALF_SIZE);
    }

    @Override
    public Residual features(int ofGenerator, int ofDiscriminator) {
        return new Residual(ofGenerator, ofDiscriminator, attention);
    }

    @Override
    public Network generator(int latent, Shape sample) {
        List<Shape> sizes = sizes(sample);
        int level = sizes.size() - 1;
        int channels = width(generatorFeatures, level);
        Shape size = sizes.get(level);
        Shape base = Shape.of(channels, size.height(), size.width());
        NetworkBuilder network = Network.from("z", Shape.of(latent))
                .add(new Linear(latent, base.size(), Init.glorot(latent, base.size())))
                .reshape(base);
        for (level--; level >= 0; level--) {
            int next = width(generatorFeatures, level);
            growing(network, channels, next);
            attend(network, level);
            channels = next;
        }
        return network.add(BatchNorm.of(channels))
                .relu()
                .add(conv(channels, sample.channels(), 1))
                .tanh()
                .build();
    }

    private static void growing(NetworkBuilder network, int channels, int next) {
        String source = network.top();
        network.add(BatchNorm.of(channels)).relu().add(UpsampleNearest2d.doubling());
        network.add(conv(channels, next, Math.sqrt(2)));
        network.add(BatchNorm.of(next)).relu().add(conv(next, next, Math.sqrt(2)));
        String branch = network.top();
        network.branch(source).add(UpsampleNearest2d.doubling()).add(shortcut(channels, next));
        network.plus(branch);
    }

    @Override
    public Network discriminator(Shape sample) {
        List<Shape> sizes = sizes(sample);
        NetworkBuilder network = Network.from("x", sample);
        int channels = sample.channels();
        for (int level = 1; level < sizes.size(); level++) {
            int next = width(discriminatorFeatures, level - 1);
            halving(network, channels, next, level);
            attend(network, level);
            channels = next;
        }
        int last = width(discriminatorFeatures, sizes.size() - 1);
        String source = network.top();
        judging(network, channels, last);
        if (channels != last) {
            String branch = network.top();
            network.branch(source).add(shortcut(channels, last)).plus(branch);
        } else {
            network.plus(source);
        }
        return network.relu()
                .add(new GlobalSum())
                .add(new Linear(last, 1, Init.glorot(last, 1)))
                .build();
    }

    private static void halving(NetworkBuilder network, int channels, int next, int level) {
        String source = network.top();
        if (level == 1) {
            network.add(conv(channels, next, Math.sqrt(2))).relu().add(conv(next, next, Math.sqrt(2)));
        } else {
            judging(network, channels, next);
        }
        network.add(new AvgPool2d(2));
        String branch = network.top();
        network.branch(source).add(shortcut(channels, next)).add(new AvgPool2d(2));
        network.plus(branch);
    }

    private static void judging(NetworkBuilder network, int channels, int next) {
        network.relu().add(conv(channels, next, Math.sqrt(2)));
        network.relu().add(conv(next, next, Math.sqrt(2)));
    }

    /** The generator's level 1 is behind its last block but one, the discriminator's behind its first. */
    private void attend(NetworkBuilder network, int level) {
        if (attention == Attention.HALF_SIZE && level == 1) {
            SelfAttention.add(network);
        }
    }

    private static Conv2d conv(int inChannels, int outChannels, double gain) {
        int area = KERNEL * KERNEL;
        double bound = gain * Math.sqrt(6.0 / ((double) area * (inChannels + outChannels)));
        return Conv2d.of(inChannels, outChannels, KERNEL, 1, 1).weights(Init.uniform((float) bound));
    }

    private static Conv2d shortcut(int inChannels, int outChannels) {
        return Conv2d.of(inChannels, outChannels, 1, 1, 0).weights(Init.glorot(inChannels, outChannels));
    }

    private static int width(int features, int level) {
        return Resolutions.width(features, level, WIDEST);
    }

    /** The sizes from the image's inwards, each half of the one before. */
    private static List<Shape> sizes(Shape sample) {
        checkArgument(
                sample.isImage(),
                "Residual makes images, the data's samples have shape %s; use Mlp or Modern for points and vectors",
                sample);
        List<Shape> sizes = new ArrayList<>(List.of(sample));
        Shape size = sample;
        while (Math.min(size.height(), size.width()) >= INNERMOST && size.height() % 2 == 0 && size.width() % 2 == 0) {
            size = Shape.of(sample.channels(), size.height() / 2, size.width() / 2);
            sizes.add(size);
        }
        checkArgument(
                sizes.size() > 1 && Math.min(size.height(), size.width()) < INNERMOST,
                "Residual halves images until a side is below 8, with no remainder, and the data's samples have shape %s: resize"
                        + " them while reading, to %sx%s",
                sample,
                fitting(sample.height(), sample),
                fitting(sample.width(), sample));
        return sizes;
    }

    /** The nearest side that can be halved as often as an image of that size should be. */
    private static int fitting(int side, Shape sample) {
        int step = 2;
        while (Math.min(sample.height(), sample.width()) / step >= INNERMOST) {
            step *= 2;
        }
        return Math.max(INNERMOST, Math.round((float) side / step) * step);
    }
}
