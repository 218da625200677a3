package io.gan4j.architecture;

import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.layer.Conv2d;
import io.gan4j.layer.ConvTranspose2d;
import io.gan4j.layer.Init;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * The generator of CycleGAN (Zhu et al., "Unpaired image-to-image translation using cycle-consistent adversarial networks",
 * ICCV 2017, section 7.2), after Johnson, Alahi and Fei-Fei 2016, for images whose height and width it keeps: a convolution of
 * kernel 7, two of stride 2 that halve the image, residual blocks of two convolutions of kernel 3 each, two transposed
 * convolutions that double the image again, and a convolution of kernel 7 with tanh. Channels: {@code features}, twice and four
 * times that. ReLU behind each layer but the last and the ends of the blocks. What is padded is padded by reflection. Features
 * are normalized for each image by itself, without weight and bias, so the network does in evaluation what it does in training.
 * Weights begin normal with standard deviation 0.02.
 *
 * @param features channels of the first layer; 64 in the paper
 * @param blocks the number of residual blocks; null for 3 where the shorter side is below 64, 9 from 256 on and 6 in between,
 *     of which the latter two are the paper's
 * @param normalization {@link Normalization#INSTANCE}, {@link Normalization#BATCH} or {@link Normalization#NONE}
 * @param upsampling how the image is doubled
 */
@CheckReturnValue
public record ResidualTranslator(
        int features, @Nullable Integer blocks, Normalization normalization, Upsampling upsampling)
        implements TranslatorArchitecture {
    private static final String RECIPE = "a residual translator";
    private static final int MULTIPLE = 4;
    private static final int SHORTEST = 8;
    /** Rows and columns around a convolution of kernel 7. */
    private static final int BORDER = 3;

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if {@code features} or {@code blocks} is below 1, or the normalization none of those
     *     above
     */
    public ResidualTranslator {
        Widths.check(features, "features");
        if (blocks != null) {
            ImageBlocks.atLeast(1, blocks, "blocks");
        }
        ImageBlocks.checkNormalization(normalization);
    }

    /** Returns the recipe with this many channels in the first layer and all else at its default. */
    public static ResidualTranslator of(int features) {
        return new ResidualTranslator(features, null, Normalization.INSTANCE, Upsampling.TRANSPOSED);
    }

    /** Sets the number of channels of the first layer. */
    public ResidualTranslator features(int number) {
        return new ResidualTranslator(number, blocks, normalization, upsampling);
    }

    /** Sets the number of residual blocks. */
    public ResidualTranslator blocks(int number) {
        return new ResidualTranslator(features, number, normalization, upsampling);
    }

    /** Sets the normalization; see {@link UNet#normalization(Normalization)} for what batch normalization entails. */
    public ResidualTranslator normalization(Normalization kind) {
        return new ResidualTranslator(features, blocks, kind, upsampling);
    }

    /** Sets how the image is doubled. */
    public ResidualTranslator upsampling(Upsampling kind) {
        return new ResidualTranslator(features, blocks, normalization, kind);
    }

    @Override
    public Network translator(Shape input, Shape output) {
        ImageBlocks.checkSameSize(RECIPE, input, output);
        ImageBlocks.checkMultiples(RECIPE, input, MULTIPLE, SHORTEST, "");
        NetworkBuilder network = Network.from(INPUT, input).reflectionPad2d(BORDER);
        add(network, "stem", Conv2d.of(input.channels(), features, 2 * BORDER + 1, 1, 0));
        network.relu();
        add(network, "down_1", Conv2d.of(features, 2 * features, 3, 2, 1));
        network.relu();
        add(network, "down_2", Conv2d.of(2 * features, 4 * features, 3, 2, 1));
        String trunk = "trunk";
        network.relu().name(trunk);
        for (int block = 1; block <= number(input); block++) {
            trunk = block(network, "block_" + block, trunk);
        }
        doubled(network, "up_1", 4 * features, 2 * features);
        doubled(network, "up_2", 2 * features, features);
        Conv2d image = Conv2d.of(features, output.channels(), 2 * BORDER + 1, 1, 0);
        return network.reflectionPad2d(BORDER)
                .add(image.weights(Init.DCGAN))
                .name("image")
                .tanh()
                .build();
    }

    private String block(NetworkBuilder network, String name, String before) {
        Conv2d layer = Conv2d.of(4 * features, 4 * features, 3, 1, 0);
        add(network.reflectionPad2d(1), name + "_first", layer);
        network.relu();
        add(network.reflectionPad2d(1), name + "_second", layer);
        network.plus(before).name(name);
        return name;
    }

    private void add(NetworkBuilder network, String name, Conv2d layer) {
        ImageBlocks.add(network, name, layer.weights(Init.DCGAN), normalization);
    }

    private void doubled(NetworkBuilder network, String name, int from, int to) {
        ConvTranspose2d layer = ConvTranspose2d.of(from, to, 3, 2, 1).outputPadding(1, 1);
        ImageBlocks.doubled(network, name, layer.weights(Init.DCGAN), upsampling, normalization);
        network.relu();
    }

    private int number(Shape image) {
        if (blocks != null) {
            return blocks;
        }
        int side = Math.min(image.height(), image.width());
        if (side < 64) {
            return 3;
        }
        return side < 256 ? 6 : 9;
    }
}
