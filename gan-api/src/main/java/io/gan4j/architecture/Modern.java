package io.gan4j.architecture;

import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.layer.Conv2d;
import io.gan4j.layer.ConvTranspose2d;
import io.gan4j.layer.Init;
import io.gan4j.layer.Linear;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * Networks without any normalisation, after R3GAN (Huang et al., "The GAN is dead; long live the GAN! A modern GAN
 * baseline", NeurIPS 2024), whose loss and penalties keep such networks stable. LeakyReLU of slope 0.2 in both.
 *
 * <p>Images of 8 to 256 pixels a side go through the sizes of {@link Dcgan}, halved, rounding up, while both sides are above
 * 5, by one convolution a size: in the generator a linear layer to the innermost size, then transposed convolutions, and tanh
 * at the end; in the discriminator convolutions, and a linear layer at the end. Channels double from the image inwards, from
 * {@code features} to at most four times that. All layers have biases. Weights begin as normal deviates of standard deviation
 * {@code sqrt(2 / ((1 + 0.2^2) fanIn))} (He et al. 2015, section 2.2), but for the generator's last layer, which begins as
 * DCGAN's so that tanh is not saturated from the start, and the discriminator's, which begins as PyTorch's. R3GAN's residual
 * blocks are left out: at these sizes they made a step three times as expensive, and Adam moved their generator into the
 * saturated ends of tanh within 200 steps.
 *
 * <p>Samples of any other shape, points and vectors, go through three linear hidden layers of {@code features} each and leave
 * the generator unbounded; weights begin as PyTorch's.
 *
 * @param generatorFeatures channels of the generator's last hidden layer, or width of each of its hidden layers
 * @param discriminatorFeatures channels of the discriminator's first hidden layer, or width of each of its hidden layers
 */
@CheckReturnValue
public record Modern(int generatorFeatures, int discriminatorFeatures) implements Architecture {
    private static final float SLOPE = 0.2f;
    private static final int WIDEST = 4;
    private static final int HIDDEN = 3;

    /**
     * Checks the widths.
     *
     * @throws IllegalArgumentException if one is below 1 or above 1,048,576
     */
    public Modern {
        Widths.check(generatorFeatures, discriminatorFeatures);
    }

    /** The recipe with one width for both networks. */
    public static Modern of(int features) {
        return new Modern(features, features);
    }

    @Override
    public Modern features(int ofGenerator, int ofDiscriminator) {
        return new Modern(ofGenerator, ofDiscriminator);
    }

    @Override
    public Network generator(int latent, Shape sample) {
        NetworkBuilder network = Network.from("z", Shape.of(latent));
        if (sample.isImage()) {
            return image(network, sample);
        }
        connected(network, generatorFeatures).linear(sample.size());
        return sample.rank() == 1 ? network.build() : network.reshape(sample).build();
    }

    @Override
    public Network discriminator(Shape sample) {
        NetworkBuilder network = Network.from("x", sample);
        if (sample.isImage()) {
            return judge(network, sample);
        }
        if (sample.rank() != 1) {
            network.flatten();
        }
        return connected(network, discriminatorFeatures).linear(1).build();
    }

    private static NetworkBuilder connected(NetworkBuilder network, int features) {
        for (int layer = 0; layer < HIDDEN; layer++) {
            network.linear(features).leakyRelu(SLOPE);
        }
        return network;
    }

    private Network image(NetworkBuilder network, Shape sample) {
        List<Shape> sizes = sizes(sample);
        int innermost = sizes.size() - 1;
        int latent = network.shape().size();
        int channels = width(generatorFeatures, innermost);
        Shape size = sizes.get(innermost);
        Shape base = Shape.of(channels, size.height(), size.width());
        network.add(new Linear(latent, base.size(), weights(latent)))
                .reshape(base)
                .leakyRelu(SLOPE);
        for (int level = innermost - 1; level > 0; level--) {
            int next = width(generatorFeatures, level);
            network.add(growing(channels, next, sizes.get(level))).leakyRelu(SLOPE);
            channels = next;
        }
        return network.add(Resolutions.growing(channels, sample.channels(), sample, Init.DCGAN))
                .tanh()
                .build();
    }

    private Network judge(NetworkBuilder network, Shape sample) {
        List<Shape> sizes = sizes(sample);
        int channels = sample.channels();
        for (int level = 1; level < sizes.size(); level++) {
            int next = width(discriminatorFeatures, level);
            network.add(shrinking(channels, next, sizes.get(level - 1))).leakyRelu(SLOPE);
            channels = next;
        }
        return network.flatten().linear(1).build();
    }

    private static Conv2d shrinking(int inChannels, int outChannels, Shape source) {
        int kernel = Resolutions.kernel(source.height()) * Resolutions.kernel(source.width());
        return Resolutions.shrinking(inChannels, outChannels, source, weights((double) inChannels * kernel));
    }

    private static ConvTranspose2d growing(int inChannels, int outChannels, Shape target) {
        int kernel = Resolutions.kernel(target.height()) * Resolutions.kernel(target.width());
        // with a stride of 2 each pixel is reached by a quarter of the kernel
        return Resolutions.growing(inChannels, outChannels, target, weights(inChannels * kernel / 4.0));
    }

    /** The initial weights of a layer each of whose outputs is a sum of {@code fanIn} products. */
    private static Init weights(double fanIn) {
        return Init.normal(0, (float) Math.sqrt(2 / ((1 + 0.2 * 0.2) * fanIn)));
    }

    private static List<Shape> sizes(Shape sample) {
        return Resolutions.sizes("Modern", sample);
    }

    private static int width(int features, int level) {
        return Resolutions.width(features, level - 1, WIDEST);
    }
}
