package io.gan4j.architecture;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.layer.Bias;
import io.gan4j.layer.Conv2d;
import io.gan4j.layer.ConvTranspose2d;
import io.gan4j.layer.Init;
import io.gan4j.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The sizes that convolutional recipes go through: an image of 8 to 256 pixels a side is halved, rounding up, while both
 * sides are above 5. All kernels are of 4, with stride 2 and padding 1, but of 3 along a side that is odd before it is halved.
 */
final class Resolutions {
    private static final int SMALLEST = 8;
    private static final int LARGEST = 256;
    /** No base is larger than this along its shorter side, nor smaller than 3; DCGAN's is 4. */
    private static final int LARGEST_BASE = 5;

    private Resolutions() {}

    /**
     * The sizes from the image inwards, at each level half of the one before, rounded up; at least two.
     *
     * @param recipe its name, for the message if the sample does not fit
     */
    static List<Shape> sizes(String recipe, Shape sample) {
        checkArgument(
                sample.isImage() && inRange(sample.height()) && inRange(sample.width()),
                "the networks of %s make images of %s to %s pixels a side, the data's samples have shape %s: %sset"
                        + " architecture(Mlp.of(256)), whose networks make samples of any shape",
                recipe,
                SMALLEST,
                LARGEST,
                sample,
                sample.isImage() ? "resize them while reading (size(...), Datasets.resized), or " : "");
        List<Shape> sizes = new ArrayList<>(List.of(sample));
        Shape newest = sample;
        while (Math.min(newest.height(), newest.width()) > LARGEST_BASE) {
            newest = Shape.of(newest.channels(), (newest.height() + 1) / 2, (newest.width() + 1) / 2);
            sizes.add(newest);
        }
        return sizes;
    }

    private static boolean inRange(int side) {
        return side >= SMALLEST && side <= LARGEST;
    }

    /** The channels at a level, counted from 0 at the hidden layer next to the image: doubled at each, up to a limit. */
    static int width(int features, int level, int widest) {
        return features * Math.min(widest, 1 << level);
    }

    /** The convolution that halves an image of this size, rounding up. */
    static Conv2d shrinking(int inChannels, int outChannels, Shape source, Init weights) {
        return new Conv2d(
                inChannels, outChannels, kernel(source.height()), kernel(source.width()), 2, 1, Bias.ZERO, weights);
    }

    /** The transposed convolution that makes an image of this size of one of half the size. */
    static ConvTranspose2d growing(int inChannels, int outChannels, Shape target, Init weights) {
        int height = kernel(target.height());
        int width = kernel(target.width());
        return new ConvTranspose2d(inChannels, outChannels, height, width, 2, 1, 0, 0, Bias.ZERO, weights);
    }

    /** The kernel along a side of this length before it is halved. */
    static int kernel(int side) {
        return side % 2 == 0 ? 4 : 3;
    }
}
