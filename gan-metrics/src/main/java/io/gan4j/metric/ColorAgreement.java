package io.gan4j.metric;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.image.Images;

/**
 * How far the colors of images agree with those of their true ones, wherever they lie: the intersection of the histograms of
 * all their pixels in CIELAB (Isola et al. 2017, section 4.3 and figure 7), 1 if the images hold the same colors, 0 if they
 * have none in common. It finds what {@link PeakSignalToNoise} rewards: a network that learns by the mean error alone, when it
 * is not certain of a color, paints grey.
 *
 * <p>Histograms have bins of 2 for lightness, 0 to 100, and of 4 for the two axes of color, -130 to 130, so that greys lie
 * in the middle of one. sRGB becomes CIELAB by the white of D65. Numbers of other bins cannot be compared, nor can those of
 * different numbers of pixels, strictly: the fewer there are, the less two halves of one set agree.
 *
 * @param lightness of the histograms of L
 * @param greenToRed of the histograms of a
 * @param blueToYellow of the histograms of b
 */
public record ColorAgreement(double lightness, double greenToRed, double blueToYellow) {
    private static final int LIGHTNESS_BINS = 50;
    private static final int COLOR_BINS = 65;

    /**
     * Compares the colors of two sets of images.
     *
     * @param made RGB images, in [-1, 1], any number of them
     * @param truth RGB images, any number, of any size
     * @param how the protocol: its border and rounding; channels must be all
     * @throws IllegalArgumentException if images are not RGB, the protocol asks for luma, the border leaves nothing, or a value
     *     is not finite
     */
    public static ColorAgreement of(Images made, Images truth, ImageComparison how) {
        checkArgument(
                how.channels() == ImageComparison.Channels.ALL,
                "colors cannot be compared by their luma, use all channels");
        double[][] one = histograms(made, how);
        double[][] other = histograms(truth, how);
        return new ColorAgreement(
                intersection(one[0], other[0]), intersection(one[1], other[1]), intersection(one[2], other[2]));
    }

    private static double intersection(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += Math.min(one[i], other[i]);
        }
        return sum;
    }

    private static double[][] histograms(Images images, ImageComparison how) {
        checkArgument(
                images.shape().channels() == 3,
                "colors need images of 3 channels, red, green and blue, had %s",
                images.shape().channels());
        ComparedImages seen = new ComparedImages(images, images, how, 1, "a comparison of colors");
        double[][] histograms = {new double[LIGHTNESS_BINS], new double[COLOR_BINS], new double[COLOR_BINS]};
        double share = 1.0 / ((double) seen.count() * seen.height() * seen.width());
        for (int image = 0; image < seen.count(); image++) {
            double[] red = seen.made(image, 0);
            double[] green = seen.made(image, 1);
            double[] blue = seen.made(image, 2);
            for (int i = 0; i < red.length; i++) {
                double[] lab = Cielab.of(red[i] / 255, green[i] / 255, blue[i] / 255);
                histograms[0][bin(lab[0] / 2, LIGHTNESS_BINS)] += share;
                histograms[1][bin((lab[1] + 130) / 4, COLOR_BINS)] += share;
                histograms[2][bin((lab[2] + 130) / 4, COLOR_BINS)] += share;
            }
        }
        return histograms;
    }

    private static int bin(double place, int bins) {
        return Math.max(0, Math.min(bins - 1, (int) Math.floor(place)));
    }
}
