package io.gan4j.architecture;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.layer.Affine;
import io.gan4j.layer.AvgPool2d;
import io.gan4j.layer.Conv2d;
import io.gan4j.layer.Equalized;
import io.gan4j.layer.Fade;
import io.gan4j.layer.Fir2d;
import io.gan4j.layer.InstanceNorm2d;
import io.gan4j.layer.Layer;
import io.gan4j.layer.LeakyRelu;
import io.gan4j.layer.LearnedConstant;
import io.gan4j.layer.Linear;
import io.gan4j.layer.MinibatchStdDev;
import io.gan4j.layer.Modulate;
import io.gan4j.layer.Noise;
import io.gan4j.layer.Reshape;
import io.gan4j.layer.StyleMixing;
import io.gan4j.layer.UpsampleNearest2d;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * The first style-based GAN (Karras, Laine and Aila, "A style-based generator architecture for generative adversarial
 * networks", CVPR 2019, StyleGAN), grown progressively, for square images of 16 to 256 pixels a side that are 4 or 7 times a
 * power of two.
 *
 * <p>The generator: a mapping network of {@code mappingLayers} linear layers makes a style {@code w} of the normalised latent;
 * a learned constant of 4x4 or 7x7 pixels goes through two styled layers at each size, each a convolution with {@link Noise} of
 * a learned strength for each channel, LeakyReLU of slope 0.2, and adaptive instance normalization (AdaIN, section 2): {@link
 * InstanceNorm2d}, then {@link Modulate} by a scale and a shift of each channel that are linear in {@code w}. Of the first
 * layer only what follows the convolution is there. A convolution of one pixel makes the colors; there is no bound on the
 * output. The discriminator: at each size two convolutions, of which the second halves the image after low-pass filtering,
 * {@link MinibatchStdDev} at the innermost size, and two linear layers. All weights have an {@linkplain Equalized equalized
 * learning rate}, that of the mapping network a hundredth of the others'.
 *
 * <p>The networks grow: they learn at 8 or 14 pixels first; then the layers of twice the size are faded in, learn on, and so
 * forth up to the size of the data, see {@link Growth}. The real images are faded like the fakes.
 *
 * <p>Where the paper doubles by repeating pixels and filters by {@code [1, 2, 1]} behind the convolution, the filter {@code [1,
 * 3, 3, 1]} stands before it, {@link Fir2d}, which is the product of both: linear operations on each channel and convolutions
 * can be exchanged, but for a border of one pixel. The same holds for the discriminator, where the paper averages tiles of 2x2
 * pixels behind its convolution.
 *
 * <p>Channels double from the image inwards, from {@code features} to at most four times that, as in {@link StyleGan2}.
 *
 * @param generatorFeatures channels of the generator's layers next to the image
 * @param discriminatorFeatures channels of the discriminator's layers next to the image
 * @param style the length of the style {@code w} and the width of the mapping network; 128 by default, 512 in the paper
 * @param mappingLayers linear layers of the mapping network; 4 by default, 8 in the paper
 * @param mixing the probability with which the images of a batch are made of the styles of two latents, see {@link
 *     #mixing(double)}; 0 by default, 0.9 in the paper
 * @param fading the share of the time at each new size in which its layers are faded in; 0.5 by default and in the paper
 * @param lastSize the time at the last size divided by the time at each other; 1 by default
 */
@CheckReturnValue
public record StyleGan(
        int generatorFeatures,
        int discriminatorFeatures,
        int style,
        int mappingLayers,
        float mixing,
        float fading,
        float lastSize)
        implements GrowingArchitecture {
    private static final float SLOPE = 0.2f;
    private static final int WIDEST = 4;
    private static final int STANDARD_STYLE = 128;
    private static final int STANDARD_LAYERS = 4;
    private static final float STANDARD_FADING = 0.5f;
    /** Added to the variances that adaptive instance normalization divides by. */
    private static final float EPSILON = 1e-8f;
    /** What is learned before the networks grow: this side, or that of 7 times a power of two below twice of it. */
    private static final int FIRST = 8;

    /**
     * Checks the sizes and shares.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public StyleGan {
        Widths.check(generatorFeatures, discriminatorFeatures);
        StyleMapping.check(style, mappingLayers, mixing);
        checkArgument(fading >= 0 && fading < 1, "fading must be at least 0 and below 1, was %s", fading);
        checkArgument(lastSize > 0 && Float.isFinite(lastSize), "lastSize must be above 0, was %s", lastSize);
    }

    /** The recipe with one width for both networks, styles of 128, 4 layers that map to them, and the same time at each size. */
    public static StyleGan of(int features) {
        return new StyleGan(features, features, STANDARD_STYLE, STANDARD_LAYERS, 0, STANDARD_FADING, 1);
    }

    /**
     * Returns the same recipe with another mapping network.
     *
     * @param ofStyle the length of the style and the width of the network
     * @param layers its linear layers
     * @throws IllegalArgumentException if one is below 1
     */
    public StyleGan mapping(int ofStyle, int layers) {
        return new StyleGan(generatorFeatures, discriminatorFeatures, ofStyle, layers, mixing, fading, lastSize);
    }

    /**
     * Returns the same recipe with mixing regularization (section 3.1): in training, with this probability, the images of a
     * batch are made of the styles of one latent up to a layer, drawn uniformly, and of the styles of another from there on
     * ({@link StyleMixing}). Not for conditional networks, where the other latent may be of another class.
     *
     * @throws IllegalArgumentException if the probability is not in [0, 1]
     */
    public StyleGan mixing(double probability) {
        return new StyleGan(
                generatorFeatures, discriminatorFeatures, style, mappingLayers, (float) probability, fading, lastSize);
    }

    /**
     * Returns the same recipe with another share of the time at each new size in which its layers are faded in; with 0 they are
     * there at once.
     *
     * @throws IllegalArgumentException if the share is not at least 0 and below 1
     */
    public StyleGan fading(double share) {
        return new StyleGan(
                generatorFeatures, discriminatorFeatures, style, mappingLayers, mixing, (float) share, lastSize);
    }

    /**
     * Returns the same recipe with another time at the last size, fading included, divided by the time at each other size.
     *
     * @throws IllegalArgumentException if it is not above 0
     */
    public StyleGan lastSize(double times) {
        return new StyleGan(
                generatorFeatures, discriminatorFeatures, style, mappingLayers, mixing, fading, (float) times);
    }

    @Override
    public StyleGan features(int ofGenerator, int ofDiscriminator) {
        return new StyleGan(ofGenerator, ofDiscriminator, style, mappingLayers, mixing, fading, lastSize);
    }

    private static List<Integer> sides(Shape sample) {
        return StyleSides.of("styleGan", sample);
    }

    /** One stage at the first size; at each further size one in which layers are faded in, and one in which they learn on. */
    @Override
    public ImmutableList<Growth> growth(Shape sample) {
        List<Integer> sides = sides(sample);
        int full = sides.get(0);
        ImmutableList.Builder<Growth> stages = ImmutableList.builder();
        for (int level = sides.size() - 1; level >= 0; level--) {
            int side = sides.get(level);
            boolean isFirst = side >= FIRST && side < 2 * FIRST;
            float weight = side == full ? lastSize : 1;
            if (side >= 2 * FIRST && fading > 0) {
                stages.add(new Growth(side, full, Growth.Kind.FADING, weight * fading));
            }
            if (side >= FIRST) {
                stages.add(new Growth(side, full, Growth.Kind.STABLE, isFirst ? weight : weight * (1 - fading)));
            }
        }
        return stages.build();
    }

    /** The sides at which the networks of a stage work, from the innermost outwards. */
    private static List<Integer> outwards(Shape sample, Growth at) {
        return ImmutableList.copyOf(sides(sample)).reverse().stream()
                .filter(side -> side <= at.side())
                .toList();
    }

    private static int width(int features, int side, Growth at) {
        int level = Integer.numberOfTrailingZeros(at.fullSide() / side);
        return Resolutions.width(features, level, WIDEST);
    }

    @Override
    public Network generator(int latent, Shape sample, Growth at) {
        List<Integer> sides = outwards(sample, at);
        StyleMapping mapping = new StyleMapping(style, mappingLayers, mixing);
        NetworkBuilder network = mapping.begin(latent, SLOPE, 2 * sides.size());
        int innermost = sides.get(0);
        int channels = width(generatorFeatures, innermost, at);
        network.joinAs("constant", LearnedConstant.of(Shape.of(channels, innermost, innermost)), StyleGan2.STYLE);
        String image = "";
        for (int i = 0; i < sides.size(); i++) {
            int side = sides.get(i);
            if (i > 0) {
                if (at.isFading() && side == at.side()) {
                    image = colors(network, side / 2, sample.channels());
                    network.branch("second_" + side / 2);
                }
                on(network, "first_" + side + "_filter", new Fir2d(Fir2d.Use.UPSAMPLING));
                channels = width(generatorFeatures, side, at);
                convolution(network, "first_" + side, channels);
            }
            styled(network, "first_" + side, mapping.style(2 * i));
            convolution(network, "second_" + side, channels);
            styled(network, "second_" + side, mapping.style(2 * i + 1));
        }
        String own = colors(network, at.side(), sample.channels());
        if (at.isFading()) {
            network.joinAs("enlarged_" + at.side() / 2, UpsampleNearest2d.doubling(), image);
            network.joinAs("faded_" + at.side(), new Fade(), "enlarged_" + at.side() / 2, own);
        }
        if (at.reduction() > 1) {
            on(network, "image", new UpsampleNearest2d(at.reduction()));
        }
        return network.build();
    }

    /** Puts a layer on top under a name. */
    private static void on(NetworkBuilder network, String name, Layer layer) {
        network.joinAs(name, layer, network.top());
    }

    private static void convolution(NetworkBuilder network, String name, int channels) {
        Conv2d conv = Conv2d.of(network.shape().channels(), channels, 3, 1, 1);
        on(network, name + "_conv", Equalized.of(conv).rectified());
    }

    /** What follows a convolution: noise, an activation, and adaptive instance normalization by a style. */
    private void styled(NetworkBuilder network, String name, String ofStyle) {
        int channels = network.shape().channels();
        on(network, name + "_noise", Noise.ofChannels(network.shape()));
        on(network, name + "_active", new LeakyRelu(SLOPE));
        on(network, name + "_norm", new InstanceNorm2d(channels, EPSILON, Affine.NONE));
        Linear linear = Linear.of(style, channels);
        network.joinAs(name + "_style", Equalized.of(linear).firstBias(1), ofStyle);
        network.joinAs(name + "_shift", Equalized.of(linear), ofStyle);
        network.joinAs(name, new Modulate(), name + "_norm", name + "_style", name + "_shift");
    }

    private static String colors(NetworkBuilder network, int side, int colors) {
        String name = "colors_" + side;
        on(network, name, Equalized.of(Conv2d.of(network.shape().channels(), colors, 1, 1, 0)));
        return name;
    }

    @Override
    public Network discriminator(Shape sample, Growth at) {
        List<Integer> sides = ImmutableList.copyOf(outwards(sample, at)).reverse();
        NetworkBuilder network = Network.from("x", sample);
        String old = "";
        if (at.isFading()) {
            on(network, "small", new AvgPool2d(2 * at.reduction()));
            seen(network, at.side() / 2, at);
            old = network.top();
            network.branch("x");
        }
        if (at.reduction() > 1) {
            on(network, "reduced", new AvgPool2d(at.reduction()));
        }
        seen(network, at.side(), at);
        for (int side : sides.subList(0, sides.size() - 1)) {
            halved(network, side, at);
            if (at.isFading() && side == at.side()) {
                network.joinAs("faded_" + side, new Fade(), old, network.top());
            }
        }
        int channels = network.shape().channels();
        on(network, "deviation", MinibatchStdDev.standard());
        rectified(network, "last_conv", Conv2d.of(channels + 1, channels, 3, 1, 1));
        on(network, "line", new Reshape(Shape.of(network.shape().size())));
        rectified(network, "last_linear", Linear.of(network.shape().size(), channels));
        on(network, "score", Equalized.of(Linear.of(channels, 1)));
        return network.build();
    }

    private static void rectified(NetworkBuilder network, String name, Layer layer) {
        on(network, name, Equalized.of(layer).rectified());
        on(network, name + "_active", new LeakyRelu(SLOPE));
    }

    /** Adds the layers that make features of the colors of an image. */
    private void seen(NetworkBuilder network, int side, Growth at) {
        int colors = network.shape().channels();
        rectified(network, "from_" + side, Conv2d.of(colors, width(discriminatorFeatures, side, at), 1, 1, 0));
    }

    private void halved(NetworkBuilder network, int side, Growth at) {
        int channels = width(discriminatorFeatures, side, at);
        rectified(network, "first_" + side, Conv2d.of(channels, channels, 3, 1, 1));
        on(network, "second_" + side + "_filter", new Fir2d(Fir2d.Use.BEFORE_HALVING));
        rectified(network, "second_" + side, Conv2d.of(channels, width(discriminatorFeatures, side / 2, at), 3, 2, 0));
    }
}
