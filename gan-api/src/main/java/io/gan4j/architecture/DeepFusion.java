package io.gan4j.architecture;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.layer.Concat;
import io.gan4j.layer.Conv2d;
import io.gan4j.layer.Init;
import io.gan4j.layer.Linear;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.tensor.Shape;

/**
 * The networks of DF-GAN (Tao et al., "DF-GAN: a simple and effective baseline for text-to-image synthesis", CVPR 2022), for
 * square images of 8 to 256 pixels a side that can be halved until 4 to 7 are left.
 *
 * <p>The generator: a linear layer makes of the latent an image of the innermost size; blocks double it, and at each two
 * convolutions of kernel 3 follow, each behind two affine layers with LeakyReLU, and a way past them. An affine layer scales
 * and shifts each channel by what a small network computes from the latent and the sentence vector, so that the text has its
 * say at every depth: deep fusion. At first it leaves the features as they are. There is no normalization.
 *
 * <p>The discriminator is two networks. The trunk sees the image alone: blocks halve it by a convolution of kernel 4 and one of
 * 3 behind it, added, times a learned number that begins as 0, to what average pooling gives. The head judges the trunk's
 * features together with the sentence vector, which is repeated for every pixel. Parted so, features can be judged beside
 * another caption without a second pass through the trunk.
 *
 * <p>The learned number is one for each channel here, and one for all in the paper. LeakyReLU of slope 0.2 throughout. Channels
 * double from the image inwards, from {@code features} to at most eight times that.
 *
 * @param generatorFeatures channels of the generator's layers next to the image; 32 in the paper
 * @param discriminatorFeatures channels of the discriminator's layers next to the image; 32 in the paper
 */
@CheckReturnValue
public record DeepFusion(int generatorFeatures, int discriminatorFeatures) implements TextArchitecture {
    private static final String RECIPE = "deepFusion";
    private static final int WIDEST = 8;
    private static final int LARGEST_BASE = 7;
    private static final int SMALLEST_BASE = 4;
    private static final int SMALLEST = 8;
    private static final int LARGEST = 256;

    /**
     * Checks the widths.
     *
     * @throws IllegalArgumentException if one is below 1 or above 1,048,576
     */
    public DeepFusion {
        Widths.check(generatorFeatures, discriminatorFeatures);
    }

    /** Returns the recipe with this many channels next to the image in both networks. */
    public static DeepFusion of(int features) {
        return new DeepFusion(features, features);
    }

    @Override
    public DeepFusion features(int ofGenerator, int ofDiscriminator) {
        return new DeepFusion(ofGenerator, ofDiscriminator);
    }

    @Override
    public Network generator(int latent, int sentence, Shape sample) {
        int halvings = halvings(sample);
        int base = sample.height() >> halvings;
        int channels = width(generatorFeatures, halvings);
        NetworkBuilder network = Network.from(LATENT, Shape.of(latent)).input(SENTENCE, Shape.of(sentence));
        network.join(new Concat(), LATENT, SENTENCE).name("condition");
        network.branch(LATENT).linear(channels * base * base).reshape(Shape.of(channels, base, base));
        for (int level = halvings - 1; level >= 0; level--) {
            int next = width(generatorFeatures, level);
            growing(network, next, "up_" + (sample.height() >> level));
            channels = next;
        }
        return network.leakyRelu(ImageBlocks.SLOPE)
                .conv2d(sample.channels(), 3, 1, 1)
                .tanh()
                .build();
    }

    /** A block that doubles the image. */
    private static void growing(NetworkBuilder network, int next, String name) {
        network.upsampleNearest2d(2);
        String source = network.top();
        boolean changes = network.shape().channels() != next;
        fusion(network, name + "_fusion_1");
        network.conv2d(next, 3, 1, 1);
        fusion(network, name + "_fusion_2");
        network.conv2d(next, 3, 1, 1);
        String branch = network.top();
        network.branch(source);
        if (changes) {
            network.conv2d(next, 1, 1, 0);
        }
        network.plus(branch);
    }

    /** Two affine layers with LeakyReLU behind each. */
    private static void fusion(NetworkBuilder network, String name) {
        for (int place = 1; place <= 2; place++) {
            String source = network.top();
            int channels = network.shape().channels();
            String affine = name + "_affine_" + place;
            factors(network, channels, affine + "_gamma", 1);
            factors(network, channels, affine + "_beta", 0);
            network.branch(source).modulate(affine + "_gamma", affine + "_beta").leakyRelu(ImageBlocks.SLOPE);
        }
    }

    /** What scales or shifts each channel: computed from the condition, and a constant at first. */
    private static void factors(NetworkBuilder network, int channels, String name, float first) {
        network.branch("condition")
                .linear(channels)
                .relu()
                .add(Linear.constant(channels, channels, first))
                .name(name);
    }

    @Override
    public Network trunk(Shape sample) {
        int halvings = halvings(sample);
        NetworkBuilder network = Network.from("x", sample).conv2d(width(discriminatorFeatures, 0), 3, 1, 1);
        for (int level = 1; level <= halvings; level++) {
            shrinking(network, width(discriminatorFeatures, level), "down_" + (sample.height() >> level));
        }
        return network.build();
    }

    /** A block that halves the image. */
    private static void shrinking(NetworkBuilder network, int next, String name) {
        String source = network.top();
        boolean changes = network.shape().channels() != next;
        network.conv2d(next, 4, 2, 1).leakyRelu(ImageBlocks.SLOPE);
        network.conv2d(next, 3, 1, 1).leakyRelu(ImageBlocks.SLOPE);
        network.add(Conv2d.depthwise(next, 1, 1, 0).withoutBias().weights(Init.constant(0)))
                .name(name + "_gate");
        network.branch(source);
        if (changes) {
            network.conv2d(next, 1, 1, 0);
        }
        network.avgPool2d(2).plus(name + "_gate");
    }

    @Override
    public Network head(int sentence, Shape sample) {
        Shape features = trunk(sample).outputShape();
        NetworkBuilder network = Network.from(FEATURES, features)
                .input(SENTENCE, Shape.of(sentence))
                .reshape(Shape.of(sentence, 1, 1))
                .upsampleNearest2d(features.height())
                .name("sentence_everywhere");
        network.join(new Concat(), FEATURES, "sentence_everywhere");
        Conv2d joining = Conv2d.of(network.shape().channels(), 2 * discriminatorFeatures, 3, 1, 1);
        network.add(joining.withoutBias()).leakyRelu(ImageBlocks.SLOPE);
        return network.add(Conv2d.covering(network.shape(), 1).withoutBias())
                .flatten()
                .name("score")
                .build();
    }

    private static int width(int features, int level) {
        return Resolutions.width(features, level, WIDEST);
    }

    /** How often an image is halved. */
    private static int halvings(Shape sample) {
        boolean fits = sample.isImage() && sample.height() == sample.width();
        int side = fits ? sample.height() : 0;
        fits = side >= SMALLEST && side <= LARGEST;
        int halvings = 0;
        for (; fits && side > LARGEST_BASE; halvings++) {
            fits = side % 2 == 0;
            side /= 2;
        }
        checkArgument(
                fits && side >= SMALLEST_BASE,
                "%s makes square images of %s to %s pixels a side that can be halved until 4 to 7 are left, such as 28, 32, 48"
                        + " or 64, the data's samples have shape %s: resize them while reading",
                RECIPE,
                SMALLEST,
                LARGEST,
                sample);
        return halvings;
    }
}
