package io.gan4j.architecture;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.layer.BatchNorm;
import io.gan4j.layer.Concat;
import io.gan4j.layer.Conv2d;
import io.gan4j.layer.ConvTranspose2d;
import io.gan4j.layer.Init;
import io.gan4j.layer.InstanceNorm2d;
import io.gan4j.layer.Layer;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.tensor.Shape;
import java.util.List;

/** Blocks of layers, and checks, that the recipes of networks between images share. */
final class ImageBlocks {
    /** The slope of LeakyReLU in discriminators and encoders. */
    static final float SLOPE = 0.2f;
    /**
     * The shortest side of what is normalized for each image by itself: an instance normalization of one pixel is 0, and one of
     * four leaves hardly more than their signs.
     */
    private static final int SHORTEST_NORMALIZED = 4;
    /** The initial weights of batch normalization (Isola et al. 2017, section 6.2). */
    private static final Init NORM = Init.normal(1, 0.02f);

    private ImageBlocks() {}

    /** Checks that networks for images of any size can be normalized so. */
    static void checkNormalization(Normalization kind) {
        checkArgument(
                kind == Normalization.INSTANCE || kind == Normalization.BATCH || kind == Normalization.NONE,
                "normalization must be INSTANCE, BATCH or NONE, was %s",
                kind);
    }

    static void atLeast(int least, int value, String what) {
        checkArgument(value >= least, "%s must be at least %s, was %s", what, least, value);
    }

    static void atMost(int most, int value, String what) {
        checkArgument(value <= most, "%s must be at most %s, was %s", what, most, value);
    }

    static void checkImage(String recipe, Shape shape) {
        checkArgument(shape.isImage(), "%s takes images (channels, height, width), not %s", recipe, shape);
    }

    /**
     * Checks that both sides of an image are multiples of a number.
     *
     * @param recipe begins the message
     * @param least the shortest side that is allowed, itself a multiple
     * @param advice ends the message
     */
    static void checkMultiples(String recipe, Shape image, int multiple, int least, String advice) {
        checkImage(recipe, image);
        for (int side : new int[] {image.height(), image.width()}) {
            int below = side / multiple * multiple;
            String nearest = below < least
                    ? "the nearest is " + least
                    : "the nearest are " + below + " and " + (below + multiple);
            checkArgument(
                    side % multiple == 0 && side >= least,
                    "%s needs sides that are multiples of %s and at least %s, %s has one of %s: %s%s",
                    recipe,
                    multiple,
                    least,
                    image,
                    side,
                    nearest,
                    advice);
        }
    }

    /** Checks that an image that is made is of the size of the one that is given. */
    static void checkSameSize(String recipe, Shape input, Shape output) {
        checkImage(recipe, input);
        checkImage(recipe, output);
        checkArgument(
                input.height() == output.height() && input.width() == output.width(),
                "%s needs images of one size, not %s and %s",
                recipe,
                input,
                output);
    }

    /**
     * The initial weights of He et al. 2015, section 2.2, times a factor, for outputs that are sums of {@code fanIn} products.
     */
    static Init he(int fanIn, double factor) {
        return Init.normal(0, (float) (factor * Math.sqrt(2.0 / fanIn)));
    }

    /** Begins a conditional discriminator: both images, one on top of the other. */
    static NetworkBuilder conditional(String recipe, Shape input, Shape output) {
        checkSameSize(recipe, input, output);
        return Network.from(DiscriminatorArchitecture.INPUT, input)
                .input(DiscriminatorArchitecture.OUTPUT, output)
                .join(new Concat(), DiscriminatorArchitecture.INPUT, DiscriminatorArchitecture.OUTPUT)
                .name("pair");
    }

    /**
     * Adds a convolution and a normalization; no instance normalization where there are fewer than 4x4 pixels.
     *
     * @return the name of the newer of the two
     */
    static String add(NetworkBuilder network, String name, Conv2d layer, Normalization kind) {
        return add(network, name, layer, layer.withoutBias(), kind);
    }

    /** Adds a transposed convolution in the same way. */
    static String add(NetworkBuilder network, String name, ConvTranspose2d layer, Normalization kind) {
        return add(network, name, layer, layer.withoutBias(), kind);
    }

    private static String add(NetworkBuilder network, String name, Layer biased, Layer unbiased, Normalization kind) {
        Shape shape = biased.outputShape(List.of(network.shape()));
        boolean tiny = Math.min(shape.height(), shape.width()) < SHORTEST_NORMALIZED;
        if (kind == Normalization.NONE || kind == Normalization.INSTANCE && tiny) {
            network.add(biased).name(name);
            return name;
        }
        String norm = name + "_norm";
        network.add(unbiased).name(name).add(layer(kind, shape.channels())).name(norm);
        return norm;
    }

    /** A bias before these would change nothing: instance normalization has neither weight nor bias here. */
    private static Layer layer(Normalization kind, int channels) {
        return kind == Normalization.BATCH
                ? BatchNorm.of(channels).weights(NORM)
                : InstanceNorm2d.of(channels).withoutAffine();
    }

    /**
     * Adds what doubles height and width.
     *
     * @param transposed the transposed convolution that does it in the paper
     * @return the name of the newest layer
     */
    static String doubled(
            NetworkBuilder network,
            String name,
            ConvTranspose2d transposed,
            Upsampling upsampling,
            Normalization kind) {
        if (upsampling == Upsampling.TRANSPOSED) {
            return add(network, name, transposed, kind);
        }
        network.upsampleNearest2d(2);
        Conv2d layer = Conv2d.of(transposed.inChannels(), transposed.outChannels(), 3, 1, 1);
        return add(network, name, layer.weights(transposed.weights()), kind);
    }
}
