package io.gan4j.architecture;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.file.Plural;
import io.gan4j.layer.Add;
import io.gan4j.layer.Channels;
import io.gan4j.layer.Concat;
import io.gan4j.layer.Conv2d;
import io.gan4j.layer.ConvTranspose2d;
import io.gan4j.layer.Init;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The generator of pix2pix (Isola et al., "Image-to-image translation with conditional adversarial networks", CVPR 2017,
 * section 6.1.1), for images whose height and width it keeps: convolutions of kernel 4 and stride 2 halve the image level by
 * level, transposed ones double it again, and at each level what went down is concatenated with what comes up. LeakyReLU of
 * slope 0.2 before each convolution but the first, ReLU before each transposed one, tanh at the end. Channels double from the
 * image inwards, from {@code features} to at most eight times that. Weights begin normal with standard deviation 0.02.
 *
 * <p>By default features are normalized for each image by itself, by {@link io.gan4j.layer.InstanceNorm2d} without weight and
 * bias, and nothing is dropped: so the network does in evaluation what it does in training, whereas the paper's tests with
 * batch statistics and dropout, and gives other images without. Neither the first layer is normalized nor the innermost, nor,
 * for an image by itself, what has a side below 4.
 *
 * @param features channels of the level next to the image; 64 in the paper
 * @param levels how often the image is halved; null for as often as both sides are even, at most 8 times as in the paper
 * @param normalization {@link Normalization#INSTANCE}, {@link Normalization#BATCH} or {@link Normalization#NONE}
 * @param dropout the probability of dropout in the three innermost levels of the way up; 0 by default, 0.5 in the paper
 * @param upsampling how the image is doubled
 * @param output what the last layer's numbers become
 */
@CheckReturnValue
public record UNet(
        int features,
        @Nullable Integer levels,
        Normalization normalization,
        float dropout,
        Upsampling upsampling,
        Output output)
        implements TranslatorArchitecture {
    private static final int WIDEST = 8;
    private static final int DEEPEST = 8;
    private static final int SHALLOWEST = 2;
    /** In the paper, counted from the innermost level. */
    private static final int DROPPING_LEVELS = 3;

    private static final String RECIPE = "a U-Net";

    /** What becomes of the numbers that the last layer gives. */
    public enum Output {
        /** Their hyperbolic tangent, in (-1, 1). */
        TANH,
        /**
         * They are added to the last channels of the input, as many as the output has, and nothing bounds the sum: of frames
         * that are stacked on channels the network predicts how the last one changes.
         */
        RESIDUAL
    }

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if {@code features} is below 1, {@code levels} below 2, {@code dropout} outside [0, 1),
     *     or the normalization none of those above
     */
    public UNet {
        Widths.check(features, "features");
        if (levels != null) {
            checkArgument(
                    levels >= SHALLOWEST && levels <= DEEPEST,
                    "levels must be %s to %s, was %s",
                    SHALLOWEST,
                    DEEPEST,
                    levels);
        }
        ImageBlocks.checkNormalization(normalization);
        checkArgument(dropout >= 0 && dropout < 1, "dropout must be in [0, 1), was %s", dropout);
    }

    /** Returns the recipe with this many channels next to the image and all else at its default. */
    public static UNet of(int features) {
        return new UNet(features, null, Normalization.INSTANCE, 0, Upsampling.TRANSPOSED, Output.TANH);
    }

    /** Sets the number of channels next to the image. */
    public UNet features(int number) {
        return new UNet(number, levels, normalization, dropout, upsampling, output);
    }

    /** Sets how often the image is halved: 2 to 8 times. Both sides must then be multiples of two to that power. */
    public UNet levels(int number) {
        return new UNet(features, number, normalization, dropout, upsampling, output);
    }

    /**
     * Sets the normalization. With batch normalization the network gives other images in evaluation than in training, most
     * of all where batches are small.
     */
    public UNet normalization(Normalization kind) {
        return new UNet(features, levels, kind, dropout, upsampling, output);
    }

    /** Sets the probability of dropout in the three innermost levels of the way up. It is off in evaluation. */
    public UNet dropout(double probability) {
        return new UNet(features, levels, normalization, (float) probability, upsampling, output);
    }

    /** Sets how the image is doubled. */
    public UNet upsampling(Upsampling kind) {
        return new UNet(features, levels, normalization, dropout, kind, output);
    }

    /** Has the network predict how the last channels of its input change, see {@link Output#RESIDUAL}. */
    public UNet residual() {
        return new UNet(features, levels, normalization, dropout, upsampling, Output.RESIDUAL);
    }

    @Override
    public Network translator(Shape input, Shape made) {
        ImageBlocks.checkSameSize(RECIPE, input, made);
        int depth = depth(input);
        NetworkBuilder network = Network.from(INPUT, input);
        List<String> down = down(network, input.channels(), depth);
        for (int level = depth - 2; level >= 0; level--) {
            int channels = network.relu().shape().channels();
            String up = doubled(network, "up_" + (level + 1), channels, width(level), normalization);
            if (dropout > 0 && level > depth - 2 - DROPPING_LEVELS) {
                up = "up_" + (level + 1) + "_dropout";
                network.dropout(dropout).name(up);
            }
            network.join(new Concat(), down.get(level), up);
        }
        int channels = network.relu().shape().channels();
        String last = doubled(network, "image", channels, made.channels(), Normalization.NONE);
        return (output == Output.TANH ? network.tanh() : added(network, last, input, made)).build();
    }

    /** The way down; gives the names of what each level made. */
    private List<String> down(NetworkBuilder network, int channels, int depth) {
        List<String> made = new ArrayList<>();
        int before = channels;
        for (int level = 0; level < depth; level++) {
            if (level > 0) {
                network.leakyRelu(ImageBlocks.SLOPE);
            }
            Conv2d layer = Conv2d.halving(before, width(level)).weights(Init.DCGAN);
            boolean bare = level == 0 || level == depth - 1;
            Normalization kind = bare ? Normalization.NONE : normalization;
            made.add(ImageBlocks.add(network, "down_" + (level + 1), layer, kind));
            before = width(level);
        }
        return made;
    }

    private String doubled(NetworkBuilder network, String name, int from, int to, Normalization kind) {
        ConvTranspose2d layer = ConvTranspose2d.doubling(from, to).weights(Init.DCGAN);
        return ImageBlocks.doubled(network, name, layer, upsampling, kind);
    }

    private static NetworkBuilder added(NetworkBuilder network, String change, Shape input, Shape made) {
        int given = input.channels();
        checkArgument(
                given >= made.channels(),
                "a residual U-Net adds to the last channels of its input, which has %s of them, too few for %s",
                given,
                made);
        if (given == made.channels()) {
            return network.join(new Add(), INPUT, change);
        }
        network.branch(INPUT).add(new Channels(given - made.channels(), given)).name("last");
        return network.join(new Add(), "last", change);
    }

    private int width(int level) {
        return Resolutions.width(features, level, WIDEST);
    }

    private int depth(Shape input) {
        if (levels != null) {
            int multiple = 1 << levels;
            ImageBlocks.checkMultiples(
                    RECIPE + " of " + Plural.of(levels, "level"),
                    input,
                    multiple,
                    multiple,
                    "; fewer levels take more sizes");
            return levels;
        }
        int least = 1 << SHALLOWEST;
        ImageBlocks.checkMultiples(RECIPE, input, least, least, "");
        int twos = Integer.numberOfTrailingZeros(input.height() | input.width());
        return Math.min(DEEPEST, twos);
    }
}
