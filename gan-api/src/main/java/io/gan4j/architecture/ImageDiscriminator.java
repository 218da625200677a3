package io.gan4j.architecture;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.layer.Conv2d;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.tensor.Shape;

/**
 * The discriminator of SRGAN (Ledig et al., CVPR 2017, figure 4), which gives one score for the whole image: pairs of
 * convolutions of kernel 3, of which the second has stride 2, until a side is 4 or less; then a linear layer of eight times
 * {@code features} and the score. LeakyReLU of slope 0.2, channels doubled with each pair to at most eight times {@code
 * features}. Weights are normalized by {@link io.gan4j.layer.SpectralNorm} in place of the paper's batch normalization, which
 * mixes the samples.
 *
 * @param features channels of the first pair; 64 in the paper, 32 is enough for small images
 */
@CheckReturnValue
public record ImageDiscriminator(int features) implements DiscriminatorArchitecture {
    private static final String RECIPE = "an image discriminator";
    private static final int WIDEST = 8;
    private static final int SHORTEST = 8;
    /** Both sides are halved until the shorter one is this or less. */
    private static final int BASE = 4;

    /**
     * Checks the width.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public ImageDiscriminator {
        Widths.check(features, "features");
    }

    /** Returns the recipe with this many channels in the first pair. */
    public static ImageDiscriminator of(int features) {
        return new ImageDiscriminator(features);
    }

    /** Sets the number of channels of the first pair. */
    public ImageDiscriminator features(int number) {
        return new ImageDiscriminator(number);
    }

    @Override
    public Network discriminator(Shape sample) {
        ImageBlocks.checkImage(RECIPE, sample);
        return judge(Network.from("x", sample));
    }

    @Override
    public Network discriminator(Shape input, Shape output) {
        return judge(ImageBlocks.conditional(RECIPE, input, output));
    }

    private Network judge(NetworkBuilder network) {
        Shape image = network.shape();
        checkArgument(
                Math.min(image.height(), image.width()) >= SHORTEST,
                "%s takes images of at least %s pixels a side, not %s",
                RECIPE,
                SHORTEST,
                image);
        for (int pair = 0; Math.min(network.shape().height(), network.shape().width()) > BASE; pair++) {
            int channels = Resolutions.width(features, Math.min(pair, WIDEST), WIDEST);
            for (int stride = 1; stride <= 2; stride++) {
                int before = network.shape().channels();
                Conv2d layer = Conv2d.of(before, channels, 3, stride, 1).weights(ImageBlocks.he(9 * before, 1));
                network.add(layer).spectralNorm().leakyRelu(ImageBlocks.SLOPE);
            }
        }
        return network.flatten()
                .linear(WIDEST * features)
                .spectralNorm()
                .leakyRelu(ImageBlocks.SLOPE)
                .linear(1)
                .spectralNorm()
                .name("score")
                .build();
    }
}
