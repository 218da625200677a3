package io.gan4j.architecture;

import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.layer.Add;
import io.gan4j.layer.Conv2d;
import io.gan4j.layer.Equalized;
import io.gan4j.layer.Fir2d;
import io.gan4j.layer.Layer;
import io.gan4j.layer.LearnedConstant;
import io.gan4j.layer.Linear;
import io.gan4j.layer.MinibatchStdDev;
import io.gan4j.layer.ModulatedConv2d;
import io.gan4j.layer.Noise;
import io.gan4j.layer.StyleMixing;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * The style-based GAN (Karras et al., "Analyzing and improving the image quality of StyleGAN", CVPR 2020, StyleGAN2), for
 * square images of 16 to 256 pixels a side that are 4 or 7 times a power of two.
 *
 * <p>The generator: a mapping network of {@code mappingLayers} linear layers makes a style {@code w} of the normalised latent;
 * a learned constant of 4x4 or 7x7 pixels goes through {@linkplain ModulatedConv2d modulated convolutions}, one at the
 * innermost size and two at each further one, each with a style that is linear in {@code w}, and with {@link Noise}. At each
 * size a modulated convolution makes colors, which are added to the upsampled colors of the size before; there is no bound on
 * the output. The discriminator: residual blocks that halve the image after {@linkplain Fir2d low-pass filtering}, {@link
 * MinibatchStdDev} at the innermost size, and two linear layers. All weights have an {@linkplain Equalized equalized learning
 * rate}, that of the mapping network a hundredth of the others'. LeakyReLU of slope 0.2 throughout, times the square root of 2.
 *
 * <p>Channels double from the image inwards, from {@code features} to at most four times that: with 32 those of the paper's
 * networks for small images, divided by 16.
 *
 * @param generatorFeatures channels of the generator's layers next to the image
 * @param discriminatorFeatures channels of the discriminator's layers next to the image
 * @param style the length of the style {@code w} and the width of the mapping network; 128 by default, 512 in the paper
 * @param mappingLayers linear layers of the mapping network; 4 by default, 8 in the paper
 * @param mixing the probability with which the images of a batch are made of the styles of two latents, see {@link
 *     #mixing(double)}; 0 by default, 0.9 in the paper
 */
@CheckReturnValue
public record StyleGan2(int generatorFeatures, int discriminatorFeatures, int style, int mappingLayers, float mixing)
        implements Architecture {
    /** The name of the generator's layer that gives the style, from which all layers' styles follow. */
    public static final String STYLE = "w";

    private static final float SLOPE = 0.2f;
    private static final int WIDEST = 4;
    private static final int STANDARD_STYLE = 128;
    private static final int STANDARD_LAYERS = 4;
    /** What keeps the mean square of the sum of a block's two branches. */
    private static final float HALF = (float) Math.sqrt(0.5);

    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException if one is below 1 or above 1,048,576
     */
    public StyleGan2 {
        Widths.check(generatorFeatures, discriminatorFeatures);
        StyleMapping.check(style, mappingLayers, mixing);
    }

    private StyleMapping mapping() {
        return new StyleMapping(style, mappingLayers, mixing);
    }

    /** The recipe with one width for both networks, styles of 128 and 4 layers that map to them. */
    public static StyleGan2 of(int features) {
        return new StyleGan2(features, features, STANDARD_STYLE, STANDARD_LAYERS, 0);
    }

    /**
     * Returns the same recipe with another mapping network.
     *
     * @param ofStyle the length of the style and the width of the network
     * @param layers its linear layers
     * @throws IllegalArgumentException if one is below 1 or above 1,048,576
     */
    public StyleGan2 mapping(int ofStyle, int layers) {
        return new StyleGan2(generatorFeatures, discriminatorFeatures, ofStyle, layers, mixing);
    }

    /**
     * Returns the same recipe with mixing regularization (StyleGAN, 2019, section 3.1): in training, with this probability, the
     * images of a batch are made of the styles of one latent up to a layer, drawn uniformly, and of the styles of another from
     * there on ({@link StyleMixing}), so that the layers learn to take styles that do not belong together. It serves {@code
     * StyledGenerator.mixingMatrix}; NVIDIA leaves it out for CIFAR-10. Not for conditional networks, where the other latent
     * may be of another class.
     *
     * @throws IllegalArgumentException if the probability is not in [0, 1]
     */
    public StyleGan2 mixing(double probability) {
        return new StyleGan2(generatorFeatures, discriminatorFeatures, style, mappingLayers, (float) probability);
    }

    @Override
    public StyleGan2 features(int ofGenerator, int ofDiscriminator) {
        return new StyleGan2(ofGenerator, ofDiscriminator, style, mappingLayers, mixing);
    }

    @Override
    public Network generator(int latent, Shape sample) {
        List<Integer> sides = StyleSides.of("styleGan2", sample);
        int level = sides.size() - 1;
        int side = sides.get(level);
        NetworkBuilder network = mapping().begin(latent, SLOPE, 2 * sides.size());
        network.joinAs("constant", LearnedConstant.of(Shape.of(width(generatorFeatures, level), side, side)), STYLE);
        int channels = width(generatorFeatures, level);
        styled(network, "conv_" + side, ModulatedConv2d.of(channels, channels, 3), 0);
        String image = colors(network, side, sample.channels(), 1);
        int layer = 1;
        for (level--; level >= 0; level--) {
            side = sides.get(level);
            int next = width(generatorFeatures, level);
            network.branch("features_" + side / 2);
            styled(network, "up_" + side, ModulatedConv2d.doubling(channels, next), layer++);
            styled(network, "conv_" + side, ModulatedConv2d.of(next, next, 3), layer++);
            String added = colors(network, side, sample.channels(), layer);
            network.joinAs("upsampled_" + side, new Fir2d(Fir2d.Use.UPSAMPLING), image);
            image = "image_" + side;
            network.joinAs(image, new Add(), "upsampled_" + side, added);
            channels = next;
        }
        return network.build();
    }

    /** A modulated convolution of what is on top, with noise and a rectifier behind it. */
    private void styled(NetworkBuilder network, String name, ModulatedConv2d conv, int layer) {
        String features = name.replaceFirst("^conv", "features").replaceFirst("^up", "grown");
        modulated(network, name, Equalized.of(conv).rectified(), layer);
        network.add(Noise.of(network.shape())).leakyRelu(SLOPE).name(features);
    }

    /** Adds a layer with a style of its own, which is 1 for every channel at first but for what depends on the sample. */
    private void modulated(NetworkBuilder network, String name, Equalized conv, int layer) {
        int channels = network.shape().channels();
        String source = network.top();
        network.joinAs(
                name + "_style",
                Equalized.of(Linear.of(style, channels)).firstBias(1),
                mapping().style(layer));
        network.joinAs(name, conv, source, name + "_style");
    }

    private String colors(NetworkBuilder network, int side, int colors, int layer) {
        String name = "colors_" + side;
        modulated(
                network,
                name,
                Equalized.of(ModulatedConv2d.toColors(network.shape().channels(), colors)),
                layer);
        return name;
    }

    @Override
    public Network discriminator(Shape sample) {
        List<Integer> sides = StyleSides.of("styleGan2", sample);
        NetworkBuilder network = Network.from("x", sample);
        int channels = width(discriminatorFeatures, 0);
        rectified(network, Conv2d.of(sample.channels(), channels, 1, 1, 0));
        for (int level = 1; level < sides.size(); level++) {
            int next = width(discriminatorFeatures, level);
            block(network, channels, next);
            channels = next;
        }
        network.add(MinibatchStdDev.standard());
        rectified(network, Conv2d.of(channels + 1, channels, 3, 1, 1));
        network.flatten();
        rectified(network, Linear.of(network.shape().size(), channels));
        return network.add(Equalized.of(Linear.of(channels, 1))).build();
    }

    private static void rectified(NetworkBuilder network, Layer layer) {
        network.add(Equalized.of(layer).rectified()).leakyRelu(SLOPE);
    }

    /** A block that halves the image: two convolutions, and beside them one that sees each pixel alone. */
    private static void block(NetworkBuilder network, int channels, int next) {
        String source = network.top();
        rectified(network, Conv2d.of(channels, channels, 3, 1, 1));
        network.add(new Fir2d(Fir2d.Use.BEFORE_HALVING));
        // a gain of the root of 2 for the rectifier, and of the root of a half for the sum of two branches
        network.add(Equalized.of(Conv2d.of(channels, next, 3, 2, 0))).leakyRelu(SLOPE);
        String branch = network.top();
        network.branch(source).add(new Fir2d(Fir2d.Use.DOWNSAMPLING));
        network.add(
                Equalized.of(Conv2d.of(channels, next, 1, 1, 0).withoutBias()).gain(HALF));
        network.plus(branch);
    }

    private static int width(int features, int level) {
        return Resolutions.width(features, level, WIDEST);
    }
}
