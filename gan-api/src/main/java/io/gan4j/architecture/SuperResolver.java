package io.gan4j.architecture;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.layer.Add;
import io.gan4j.layer.Concat;
import io.gan4j.layer.Conv2d;
import io.gan4j.layer.Init;
import io.gan4j.layer.UpsampleNearest2d;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The generator of SRGAN (Ledig et al., "Photo-realistic single image super-resolution using a generative adversarial network",
 * CVPR 2017, section 2.1.1), which makes an image twice or four times as high and wide, without its batch normalization; or,
 * with {@link #dense}, that of ESRGAN (Wang et al., "ESRGAN: Enhanced super-resolution generative adversarial networks", ECCV
 * workshops 2018, section 3.1). All but the last layers work at the small size. Images of any size.
 *
 * <p>Nothing bounds the output: a tanh would cost contrast at both ends. By default it is added to the input with each pixel
 * repeated, so that training begins near that and not at noise.
 *
 * @param scale by how much height and width grow, 2 or 4
 * @param features channels of the trunk; 64 in the papers, 32 is enough for small images
 * @param blocks the number of blocks; 5 by default, 16 in SRGAN's paper and 23 in ESRGAN's
 * @param trunk what a block is
 * @param output what the last layer's numbers become
 */
@CheckReturnValue
public record SuperResolver(int scale, int features, int blocks, Trunk trunk, Output output)
        implements TranslatorArchitecture {
    private static final int BLOCKS = 5;
    /** ESRGAN's factor of what is added to a trunk, and that of its initial weights (section 3.1). */
    private static final float RESIDUAL_SCALE = 0.2f;

    private static final double SMALL = 0.1;
    /** Convolutions of a dense block, and dense blocks of a block. */
    private static final int DENSE_CONVOLUTIONS = 5;

    private static final int DENSE_BLOCKS = 3;

    /** What a block of the trunk is. */
    public enum Trunk {
        /** Two convolutions with a parametric rectifier in between, added to what they were given: SRGAN's. */
        RESIDUAL,
        /**
         * Three dense blocks of five convolutions each, of which every one sees all before it, scaled by 0.2 and added to what
         * they were given, and so is the whole: ESRGAN's. About ten times as expensive as a residual one.
         */
        DENSE
    }

    /** What becomes of the numbers that the last layer gives. */
    public enum Output {
        /** They are added to the input with each pixel repeated. */
        RESIDUAL,
        /** They are the image, as in the papers. */
        PLAIN
    }

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if {@code scale} is neither 2 nor 4, {@code features} below 2 or {@code blocks} below 1
     */
    public SuperResolver {
        checkArgument(scale == 2 || scale == 4, "scale must be 2 or 4, was %s", scale);
        ImageBlocks.atLeast(2, features, "features");
        ImageBlocks.atLeast(1, blocks, "blocks");
    }

    /** Returns the recipe for this scale with this many channels, five of SRGAN's blocks and all else at its default. */
    public static SuperResolver of(int scale, int features) {
        return new SuperResolver(scale, features, BLOCKS, Trunk.RESIDUAL, Output.RESIDUAL);
    }

    /** Sets the number of channels of the trunk. */
    public SuperResolver features(int number) {
        return new SuperResolver(scale, number, blocks, trunk, output);
    }

    /** Sets the number of blocks. */
    public SuperResolver blocks(int number) {
        return new SuperResolver(scale, features, number, trunk, output);
    }

    /** Uses ESRGAN's blocks, see {@link Trunk#DENSE}, and its way to enlarge: repeated pixels with a convolution behind. */
    public SuperResolver dense() {
        return new SuperResolver(scale, features, blocks, Trunk.DENSE, output);
    }

    /** Has the network make the whole image and not what is added to the enlarged input. */
    public SuperResolver plain() {
        return new SuperResolver(scale, features, blocks, trunk, Output.PLAIN);
    }

    @Override
    public Network translator(Shape input, Shape made) {
        ImageBlocks.checkImage("a super-resolver", input);
        Shape expected = Shape.of(input.channels(), scale * input.height(), scale * input.width());
        checkArgument(
                made.equals(expected),
                "a super-resolver of scale %s makes %s of %s, not %s",
                scale,
                expected,
                input,
                made);
        NetworkBuilder network = Network.from(INPUT, input);
        if (trunk == Trunk.RESIDUAL) {
            residual(network, input.channels());
        } else {
            dense(network, input.channels());
        }
        network.name("image");
        if (output == Output.PLAIN) {
            return network.build();
        }
        network.branch(INPUT).add(new UpsampleNearest2d(scale)).name("enlarged");
        return network.join(new Add(), "enlarged", "image").build();
    }

    private void residual(NetworkBuilder network, int channels) {
        network.add(conv(channels, features, 9, 1)).pRelu().name("stem");
        String end = "stem";
        for (int block = 1; block <= blocks; block++) {
            network.add(conv(features, features, 3, SMALL)).pRelu().add(conv(features, features, 3, SMALL));
            network.plus(end).name("block_" + block);
            end = "block_" + block;
        }
        network.add(conv(features, features, 3, SMALL)).plus("stem");
        for (int grown = 1; grown < scale; grown *= 2) {
            Conv2d layer = conv(features, 4 * features, 3, 1);
            network.add(layer.weights(Init.repeated(layer.weights(), 4)))
                    .pixelShuffle(2)
                    .pRelu();
        }
        network.add(conv(features, channels, 9, SMALL));
    }

    private void dense(NetworkBuilder network, int channels) {
        network.add(conv(channels, features, 3, 1)).name("stem");
        String end = "stem";
        for (int block = 1; block <= blocks; block++) {
            String before = end;
            for (int part = 1; part <= DENSE_BLOCKS; part++) {
                end = denseBlock(network, "block_" + block + "_" + part, end);
            }
            network.scale(RESIDUAL_SCALE).plus(before).name("block_" + block);
            end = "block_" + block;
        }
        network.add(conv(features, features, 3, SMALL)).plus("stem");
        for (int grown = 1; grown < scale; grown *= 2) {
            network.upsampleNearest2d(2).add(conv(features, features, 3, 1)).leakyRelu(ImageBlocks.SLOPE);
        }
        network.add(conv(features, features, 3, 1)).leakyRelu(ImageBlocks.SLOPE);
        network.add(conv(features, channels, 3, SMALL));
    }

    /** Each convolution sees the block's input and what all before it made. */
    private String denseBlock(NetworkBuilder network, String name, String before) {
        int growth = features / 2;
        List<String> seen = new ArrayList<>(List.of(before));
        for (int i = 1; i < DENSE_CONVOLUTIONS; i++) {
            network.add(conv(network.shape().channels(), growth, 3, SMALL)).leakyRelu(ImageBlocks.SLOPE);
            network.name(name + "_" + i);
            seen.add(name + "_" + i);
            network.join(new Concat(), seen.toArray(String[]::new));
        }
        network.add(conv(network.shape().channels(), features, 3, SMALL))
                .scale(RESIDUAL_SCALE)
                .plus(before)
                .name(name);
        return name;
    }

    /** A convolution that keeps the size, whose weights begin as those of He et al. 2015, section 2.2, times a factor. */
    private static Conv2d conv(int inChannels, int outChannels, int kernel, double factor) {
        Conv2d layer = Conv2d.of(inChannels, outChannels, kernel, 1, kernel / 2);
        return layer.weights(ImageBlocks.he(inChannels * kernel * kernel, factor));
    }
}
