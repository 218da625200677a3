package io.gan4j.architecture;

import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.layer.BatchNorm;
import io.gan4j.layer.Conv2d;
import io.gan4j.layer.ConvTranspose2d;
import io.gan4j.layer.Init;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * The deep convolutional GAN (Radford, Metz and Chintala, "Unsupervised representation learning with deep convolutional
 * generative adversarial networks", ICLR 2016), for images of any size from 8 to 256, with its five guidelines:
 *
 * <ol>
 *   <li>strided convolutions in the discriminator and transposed ones in the generator instead of pooling;
 *   <li>batch normalisation in both networks, except the generator's output and the discriminator's input;
 *   <li>no fully connected hidden layers: the latent enters through a transposed convolution, the score leaves through a
 *       convolution;
 *   <li>ReLU in the generator, tanh at its output;
 *   <li>LeakyReLU of slope 0.2 in the discriminator.
 * </ol>
 *
 * <p>The image is halved, rounding up, while both sides are above 5, so that 64 becomes 4 and 28 becomes 14, 7 and 4; the
 * generator retraces the same sizes upwards. All kernels are of 4, with stride 2 and padding 1, but of 3 along a side that is
 * odd before it is halved. Channels double from the image inwards, from {@code features} to at most eight times that.
 *
 * @param generatorFeatures channels of the generator's last hidden layer; 64 in the paper's family
 * @param discriminatorFeatures channels of the discriminator's first hidden layer
 * @param critic how the discriminator is normalised
 */
@CheckReturnValue
public record Dcgan(int generatorFeatures, int discriminatorFeatures, Critic critic) implements Architecture {
    private static final float SLOPE = 0.2f;
    private static final int WIDEST = 8;
    /** The usual initial weight of batch normalisation in DCGANs: normal with mean 1 and standard deviation 0.02. */
    private static final Init NORM = Init.normal(1, 0.02f);

    /** How the discriminator is normalised. */
    public enum Critic {
        /** By batch normalisation, the paper's way. */
        BATCH_NORM,
        /**
         * Not at all: what a penalty on each sample's gradient needs, since batch normalisation would mix the samples
         * (Gulrajani et al. 2017, section 4).
         */
        NO_NORM
    }

    /**
     * Checks the widths.
     *
     * @throws IllegalArgumentException if one is below 1 or above 1,048,576
     */
    public Dcgan {
        Widths.check(generatorFeatures, discriminatorFeatures);
    }

    /** The paper's networks with this many channels next to the image. */
    public static Dcgan of(int features) {
        return new Dcgan(features, features, Critic.BATCH_NORM);
    }

    /** The same recipe with a discriminator without normalisation. */
    public Dcgan withoutCriticNorm() {
        return new Dcgan(generatorFeatures, discriminatorFeatures, Critic.NO_NORM);
    }

    @Override
    public Dcgan features(int ofGenerator, int ofDiscriminator) {
        return new Dcgan(ofGenerator, ofDiscriminator, critic);
    }

    @Override
    public Network generator(int latent, Shape sample) {
        List<Shape> sizes = sizes(sample);
        int innermost = sizes.size() - 1;
        Shape base = sizes.get(innermost);
        int channels = width(generatorFeatures, innermost - 1);
        NetworkBuilder network = Network.from("z", Shape.of(latent)).reshape(Shape.of(latent, 1, 1));
        hidden(network, ConvTranspose2d.spreading(latent, Shape.of(channels, base.height(), base.width())));
        for (int level = innermost - 1; level > 0; level--) {
            int next = width(generatorFeatures, level - 1);
            hidden(network, Resolutions.growing(channels, next, sizes.get(level), Init.DCGAN));
            channels = next;
        }
        return network.add(Resolutions.growing(channels, sample.channels(), sample, Init.DCGAN))
                .tanh()
                .build();
    }

    @Override
    public Network discriminator(Shape sample) {
        List<Shape> sizes = sizes(sample);
        NetworkBuilder network = Network.from("x", sample);
        int channels = sample.channels();
        for (int level = 1; level < sizes.size(); level++) {
            int next = width(discriminatorFeatures, level - 1);
            Conv2d layer = Resolutions.shrinking(channels, next, sizes.get(level - 1), Init.DCGAN);
            if (level > 1 && critic == Critic.BATCH_NORM) {
                network.add(layer.withoutBias()).add(BatchNorm.of(next).weights(NORM));
            } else {
                network.add(layer);
            }
            network.leakyRelu(SLOPE);
            channels = next;
        }
        return network.add(Conv2d.covering(network.shape(), 1).weights(Init.DCGAN))
                .flatten()
                .build();
    }

    private static void hidden(NetworkBuilder network, ConvTranspose2d layer) {
        network.add(layer.withoutBias().weights(Init.DCGAN))
                .add(BatchNorm.of(layer.outChannels()).weights(NORM))
                .relu();
    }

    private static List<Shape> sizes(Shape sample) {
        return Resolutions.sizes("Dcgan", sample);
    }

    private static int width(int features, int level) {
        return Resolutions.width(features, level, WIDEST);
    }
}
