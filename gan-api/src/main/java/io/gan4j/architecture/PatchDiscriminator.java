package io.gan4j.architecture;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.layer.Conv2d;
import io.gan4j.layer.Init;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * PatchGAN, the discriminator of pix2pix and CycleGAN (Isola et al., CVPR 2017, section 3.2.2): it gives a map of raw scores
 * {@code (1, h, w)}, each of which judges a patch of the image. Convolutions of kernel 4: {@code layers} of stride 2, then one
 * of stride 1, then the scores; padding 1. LeakyReLU of slope 0.2 behind each, channels doubled from {@code features} to at
 * most eight times that. All but the first and the last are normalized, images by themselves where the map has sides of at
 * least 4. Weights begin normal with standard deviation 0.02. A patch is 16 pixels a side with one layer, 34 with two, 70 with
 * three.
 *
 * @param features channels of the first layer; 64 in the paper
 * @param layers how many convolutions have stride 2; null for as many as leave at least 16 scores a side, from 1 to the paper's
 *     3
 * @param normalization {@link Normalization#INSTANCE}, the default, without weight and bias; {@link Normalization#BATCH} or
 *     {@link Normalization#NONE}
 */
@CheckReturnValue
public record PatchDiscriminator(int features, @Nullable Integer layers, Normalization normalization)
        implements DiscriminatorArchitecture {
    private static final int WIDEST = 8;
    private static final int MOST = 3;
    private static final int DEEPEST = 8;
    /** The side of the map before the last two layers, each of which takes one off. */
    private static final int SMALLEST_MAP = 3;

    private static final int WANTED_MAP = 16;
    private static final String RECIPE = "a patch discriminator";

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if {@code features} or {@code layers} is below 1, or the normalization none of those
     *     above
     */
    public PatchDiscriminator {
        Widths.check(features, "features");
        if (layers != null) {
            checkArgument(layers >= 1 && layers <= DEEPEST, "layers must be 1 to %s, was %s", DEEPEST, layers);
        }
        ImageBlocks.checkNormalization(normalization);
    }

    /** Returns the recipe with this many channels in the first layer and all else at its default. */
    public static PatchDiscriminator of(int features) {
        return new PatchDiscriminator(features, null, Normalization.INSTANCE);
    }

    /** Sets the number of channels of the first layer. */
    public PatchDiscriminator features(int number) {
        return new PatchDiscriminator(number, layers, normalization);
    }

    /** Sets how many convolutions have stride 2, 1 to 8, which sets the size of a patch. */
    public PatchDiscriminator layers(int number) {
        return new PatchDiscriminator(features, number, normalization);
    }

    /**
     * Sets the normalization. A penalty on each sample's gradient needs another one than batch normalization, which mixes the
     * samples.
     */
    public PatchDiscriminator normalization(Normalization kind) {
        return new PatchDiscriminator(features, layers, kind);
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
        int number = number(network.shape());
        for (int layer = 0; layer <= number; layer++) {
            int before = network.shape().channels();
            int stride = layer < number ? 2 : 1;
            Conv2d convolution = Conv2d.of(before, Resolutions.width(features, layer, WIDEST), 4, stride, 1);
            Normalization kind = layer == 0 ? Normalization.NONE : normalization;
            ImageBlocks.add(network, "patch_" + (layer + 1), convolution.weights(Init.DCGAN), kind);
            network.leakyRelu(ImageBlocks.SLOPE);
        }
        Conv2d scores = Conv2d.of(network.shape().channels(), 1, 4, 1, 1);
        return network.add(scores.weights(Init.DCGAN)).name("scores").build();
    }

    private int number(Shape image) {
        int side = Math.min(image.height(), image.width());
        checkArgument(
                side >= SMALLEST_MAP * 2,
                "%s takes images of at least %s pixels a side, not %s",
                RECIPE,
                SMALLEST_MAP * 2,
                image);
        if (layers == null) {
            return Math.max(1, Math.min(MOST, log(side / WANTED_MAP)));
        }
        checkArgument(
                side >> layers >= SMALLEST_MAP,
                "%s of %s layers takes images of at least %s pixels a side, not %s: it can have %s at most",
                RECIPE,
                layers,
                SMALLEST_MAP << layers,
                image,
                log(side / SMALLEST_MAP));
        return layers;
    }

    /** The logarithm to base 2, rounded down; 0 of 0. */
    private static int log(int number) {
        return number == 0 ? 0 : Integer.SIZE - 1 - Integer.numberOfLeadingZeros(number);
    }
}
