package io.gan4j.architecture;

import com.google.common.collect.ImmutableMap;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.file.Plural;
import io.gan4j.layer.Concat;
import io.gan4j.layer.Conv2d;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.tensor.Shape;

/**
 * The multi-scale generator of next frames (Mathieu, Couprie and LeCun, "Deep multi-scale video prediction beyond mean square
 * error", ICLR 2016, section 3.1), for images whose height and width it keeps. The input is averaged down to a half, a quarter
 * and an eighth of its size. At the coarsest scale a few convolutions make a small image; at each finer one a network is given
 * the input of that size and the coarser image, enlarged, to which it adds what that lacks (equation 2). So the coarse networks
 * see far, and the finest one, which has no stride at all, only has to put details in their places.
 *
 * <p>Kernels and channels are those of the published code, where {@code features} is 16: convolutions of 3 at an eighth, of 5
 * and 3 at a quarter and a half, of 7 and 5 at the full size, with ReLU between them and channels of {@code features} at the
 * ends that grow to two and four times that in the middle. The sum is left as it is, as in the paper's equations, whereas the
 * code applies tanh at each scale. Weights begin as those of He et al. 2015.
 *
 * <p>Where there are pairs, the image of each scale is compared with the truth of that size, see {@link #smallerImages}. One
 * discriminator judges the full image, where the paper has one for each scale.
 *
 * @param features channels of the first and the last hidden layer at each scale; 16 in the published code
 * @param scales the number of sizes, each half of the one before; 4 in the paper
 */
@CheckReturnValue
public record MultiScaleTranslator(int features, int scales) implements TranslatorArchitecture {
    private static final int PAPERS_SCALES = 4;
    private static final int MOST_SCALES = 6;
    /** At the full size, a half, a quarter and an eighth; further scales are like the last. */
    private static final int[][] KERNELS = {{7, 5, 5, 5, 5, 7}, {5, 3, 3, 3, 3, 5}, {5, 3, 3, 5}, {3, 3, 3, 3}};

    /** The scale of the initial weights that make what is added to an enlarged image, so that it begins small. */
    private static final double SMALL = 0.1;

    private static final String RECIPE = "a multi-scale translator";

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if {@code features} is below 1 or above 1,048,576, or {@code scales} not from 2 to 6
     */
    public MultiScaleTranslator {
        Widths.check(features, "features");
        ImageBlocks.atMost(MOST_SCALES, scales, "scales");
        ImageBlocks.atLeast(2, scales, "scales");
    }

    /** Returns the recipe with this many channels at the ends of each scale, and the paper's four scales. */
    public static MultiScaleTranslator of(int features) {
        return new MultiScaleTranslator(features, PAPERS_SCALES);
    }

    /** Sets the number of channels at the ends of each scale. */
    public MultiScaleTranslator features(int number) {
        return new MultiScaleTranslator(number, scales);
    }

    /** Sets the number of sizes, 2 to 6. Both sides of an image must then be multiples of two to that power, halved. */
    public MultiScaleTranslator scales(int number) {
        return new MultiScaleTranslator(features, number);
    }

    @Override
    public Network translator(Shape input, Shape made) {
        ImageBlocks.checkSameSize(RECIPE, input, made);
        int multiple = 1 << scales - 1;
        ImageBlocks.checkMultiples(
                RECIPE + " of " + Plural.of(scales, "scale"),
                input,
                multiple,
                multiple,
                "; fewer scales take more sizes");
        NetworkBuilder network = Network.from(INPUT, input);
        for (int scale = 1; scale < scales; scale++) {
            network.branch(given(scale - 1)).avgPool2d(2).name(given(scale));
        }
        network.branch(given(scales - 1));
        for (int scale = scales - 1; scale >= 0; scale--) {
            boolean refines = scale < scales - 1;
            String enlarged = "enlarged_" + (1 << scale);
            if (refines) {
                network.branch(image(scale + 1)).upsampleNearest2d(2).name(enlarged);
                network.join(new Concat(), given(scale), enlarged);
            }
            convolutions(network, scale, made.channels(), refines ? SMALL : 1);
            if (refines) {
                network.plus(enlarged);
            }
            network.name(image(scale));
        }
        return network.build();
    }

    /** The layers that hold the image at each coarser scale: {@code image_8} is an eighth of its size. */
    @Override
    public ImmutableMap<String, Integer> smallerImages() {
        ImmutableMap.Builder<String, Integer> images = ImmutableMap.builder();
        for (int scale = 1; scale < scales; scale++) {
            images.put(image(scale), 1 << scale);
        }
        return images.buildOrThrow();
    }

    /** The name of the layer that holds the input at a scale, 0 at its full size. */
    private static String given(int scale) {
        return scale == 0 ? INPUT : "input_" + (1 << scale);
    }

    private static String image(int scale) {
        return "image_" + (1 << scale);
    }

    private void convolutions(NetworkBuilder network, int scale, int channels, double last) {
        int[] kernels = KERNELS[Math.min(scale, KERNELS.length - 1)];
        int hidden = kernels.length - 1;
        for (int i = 0; i < hidden; i++) {
            int fromEnd = Math.min(i, hidden - 1 - i);
            network.add(convolution(network, kernels[i], features << fromEnd, 1))
                    .relu();
        }
        network.add(convolution(network, kernels[hidden], channels, last));
    }

    private static Conv2d convolution(NetworkBuilder network, int kernel, int channels, double factor) {
        int before = network.shape().channels();
        return Conv2d.of(before, channels, kernel, 1, kernel / 2)
                .weights(ImageBlocks.he(before * kernel * kernel, factor));
    }
}
