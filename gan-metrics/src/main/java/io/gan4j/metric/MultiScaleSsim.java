package io.gan4j.metric;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.file.Plural;
import io.gan4j.image.Images;
import io.gan4j.measurement.Estimate;
import io.gan4j.measurement.Protocol;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * How much images of one set resemble each other: the mean multi-scale structural similarity of pairs (MS-SSIM; Wang,
 * Simoncelli and Bovik 2003, equation 7), as Odena, Olah and Shlens (2017, "Conditional image synthesis with auxiliary
 * classifier GANs", section 4.2) use it to find collapsed generators. From 0 to 1, which equal images have. It says
 * nothing of quality, and has a reference: the data's own value. A generator whose images are more alike than the
 * data's has lost some of its variety; one whose images are less alike makes what the data does not hold, like noise.
 *
 * <p>Windows are 11 x 11 pixels, Gaussian with a standard deviation of 1.5, and whole ones only; {@code K1 = 0.01},
 * {@code K2 = 0.03}; values in [-1, 1] are taken as [0, 1]. At each scale the structure is the mean over places and
 * channels; a negative one, of images that are each other's negative, counts as 0. The next scale is half as large:
 * means of 2 x 2 pixels, without the last row or column of an odd number. The paper's five scales, with its weights,
 * which add up to 1.0001, need 176 pixels. Smaller images have as many scales as hold a whole window, 2 at 28 or 32
 * pixels and 3 at 64, with the first of the weights, brought to a sum of 1: numbers of images of different sizes cannot
 * be compared.
 */
public final class MultiScaleSsim {
    /** Wang, Simoncelli and Bovik 2003, section 3.2. */
    private static final double[] WEIGHTS = {0.0448, 0.2856, 0.3001, 0.2363, 0.1333};

    /** Fewer images have no interval: ten pairs. */
    private static final int FEWEST_WITH_INTERVAL = 20;

    private static final String WHAT = "MS-SSIM";
    private static final long STREAM = 0x5517;

    private MultiScaleSsim() {}

    /**
     * The mean similarity of pairs, with an interval by 1,000 resamplings of them. Each image is in one pair, drawn at
     * random, so that pairs are independent; if their number is odd, one is left out. With fewer than 20 images there
     * is no interval.
     *
     * @param images {@code (N, C, H, W)} in row-major order, in [-1, 1], at least two
     * @param shape {@code (C, H, W)}, at least 11 x 11 pixels
     * @param seed of the pairs and of the resampling
     * @throws IllegalArgumentException if the shape is not that of an image or is smaller, the array does not hold at
     *     least two such images, or a value is not finite
     */
    public static Estimate of(float[] images, Shape shape, long seed) {
        ImageSet set = checked(images, shape);
        int count = set.count();
        checkArgument(count >= 2, "a similarity of pairs needs at least 2 images, had %s", count);
        int[] order = RandomStream.of(seed, STREAM).permutation(count);
        double[] similarities = IntStream.range(0, count / 2)
                .parallel()
                .mapToDouble(pair -> similarity(set, order[2 * pair], set, order[2 * pair + 1]))
                .toArray();
        return count < FEWEST_WITH_INTERVAL
                ? Estimate.without(Resampling.mean(similarities))
                : Resampling.ofMean(similarities, seed);
    }

    /**
     * The similarity of two images.
     *
     * @param one {@code (C, H, W)} in row-major order, in [-1, 1]
     * @param other of the same shape
     * @return from 0 to 1
     * @throws IllegalArgumentException if the shape is not that of an image of at least 11 x 11 pixels, an array is not
     *     one such image, or a value is not finite
     */
    public static double of(float[] one, float[] other, Shape shape) {
        ImageSet first = checked(one, shape);
        ImageSet second = checked(other, shape);
        checkArgument(
                first.count() == 1 && second.count() == 1,
                "one image is compared with one, were %s and %s",
                first.count(),
                second.count());
        return similarity(first, 0, second, 0);
    }

    /**
     * The mean similarity of images and their true ones, pair by pair, with an interval by 1,000 resamplings of the pairs if
     * there are 10 or more.
     *
     * @param made images, in [-1, 1]
     * @param truth as many of the same shape: what they should be
     * @param how the protocol, whose border leaves 11 x 11 pixels or more; what is left decides the number of scales
     * @throws IllegalArgumentException if the two do not fit, they are smaller, or a value is not finite
     */
    public static Estimate between(Images made, Images truth, ImageComparison how) {
        ComparedImages pairs = new ComparedImages(made, truth, how, Ssim.WINDOW, WHAT);
        int scales = scales(Shape.of(1, pairs.height(), pairs.width()));
        return ComparedImages.mean(pairs.each(pair -> similarity(
                new Scale(
                        planes(pairs.channels(), channel -> pairs.made(pair, channel)),
                        planes(pairs.channels(), channel -> pairs.truth(pair, channel)),
                        pairs.height(),
                        pairs.width()),
                scales)));
    }

    private static double[][] planes(int channels, IntFunction<double[]> plane) {
        return IntStream.range(0, channels)
                .mapToObj(channel -> StructuralSimilarity.scaled(plane.apply(channel)))
                .toArray(double[][]::new);
    }

    /** Why images of a shape have no such similarity; empty if they have one. */
    public static Optional<String> missing(Shape shape) {
        return ImageSet.tooSmall(shape, Ssim.WINDOW, WHAT);
    }

    /** What sees images of a shape, in a few words, for a {@link Protocol}. */
    public static String view(Shape shape) {
        int scales = scales(shape);
        return "MS-SSIM of " + Plural.of(scales, "scale");
    }

    private static ImageSet checked(float[] images, Shape shape) {
        ImageSet set = new ImageSet(images, shape);
        set.checkSide(Ssim.WINDOW, WHAT);
        return set;
    }

    private static int scales(Shape shape) {
        int scales = 1;
        int side = Math.min(shape.height(), shape.width()) / 2;
        while (scales < WEIGHTS.length && side >= Ssim.WINDOW) {
            scales++;
            side /= 2;
        }
        return scales;
    }

    private static double similarity(ImageSet ofOne, int one, ImageSet ofOther, int other) {
        return similarity(Scale.of(ofOne, one, ofOther, other), scales(ofOne.shape()));
    }

    private static double similarity(Scale largest, int scales) {
        double[] weights = weights(scales);
        Scale scale = largest;
        double product = 1;
        for (int i = 0; i < scales; i++) {
            Ssim ssim = scale.ssim();
            double similar = i == scales - 1 ? ssim.similarity() : ssim.structure();
            product *= Math.pow(Math.max(0, similar), weights[i]);
            scale = scale.half();
        }
        return product;
    }

    private static double[] weights(int scales) {
        double sum = 0;
        for (int i = 0; i < scales; i++) {
            sum += WEIGHTS[i];
        }
        double[] weights = new double[scales];
        for (int i = 0; i < scales; i++) {
            // all five stay as published
            weights[i] = scales == WEIGHTS.length ? WEIGHTS[i] : WEIGHTS[i] / sum;
        }
        return weights;
    }

    /** Two images at one scale: their channels' planes, in [0, 1]. */
    private record Scale(double[][] one, double[][] other, int height, int width) {
        static Scale of(ImageSet ofOne, int one, ImageSet ofOther, int other) {
            Shape shape = ofOne.shape();
            return new Scale(planes(ofOne, one), planes(ofOther, other), shape.height(), shape.width());
        }

        private static double[][] planes(ImageSet images, int image) {
            double[][] planes = new double[images.shape().channels()][];
            for (int channel = 0; channel < planes.length; channel++) {
                planes[channel] = images.plane(image, channel);
                for (int i = 0; i < planes[channel].length; i++) {
                    planes[channel][i] = (planes[channel][i] + 1) / 2;
                }
            }
            return planes;
        }

        Ssim ssim() {
            double similarity = 0;
            double structure = 0;
            for (int channel = 0; channel < one.length; channel++) {
                Ssim ssim = Ssim.of(one[channel], other[channel], height, width);
                similarity += ssim.similarity() / one.length;
                structure += ssim.structure() / one.length;
            }
            return new Ssim(similarity, structure);
        }

        Scale half() {
            double[][] halfOne = new double[one.length][];
            double[][] halfOther = new double[one.length][];
            for (int channel = 0; channel < one.length; channel++) {
                halfOne[channel] = half(one[channel], height, width);
                halfOther[channel] = half(other[channel], height, width);
            }
            return new Scale(halfOne, halfOther, height / 2, width / 2);
        }

        private static double[] half(double[] plane, int height, int width) {
            int columns = width / 2;
            double[] half = new double[height / 2 * columns];
            for (int i = 0; i < half.length; i++) {
                int at = i / columns * 2 * width + i % columns * 2;
                half[i] = (plane[at] + plane[at + 1] + plane[at + width] + plane[at + width + 1]) / 4;
            }
            return half;
        }
    }
}
