package io.gan4j.metric;

import io.gan4j.image.Images;
import io.gan4j.measurement.Estimate;

/**
 * The ratio of the highest value to the error of images, in decibels (PSNR): {@code 10 log10(255^2 / MSE)}, the mean square
 * error being that over all pixels and channels of an image. The higher the better; it rewards what is blurred where the answer
 * is not certain, and so falls when a network learns to be crisp.
 */
public final class PeakSignalToNoise {
    /**
     * What equal images count, whose ratio is infinite. A difference of 1 in a single value of a color picture of 64 x 64
     * pixels is 89.0 dB.
     */
    public static final double MOST = 100;

    private static final double PEAK = 255;

    private PeakSignalToNoise() {}

    /**
     * The mean over pairs, with an interval by 1,000 resamplings of them if there are 10 or more.
     *
     * @param made images, in [-1, 1]
     * @param truth as many of the same shape: what they should be
     * @param how the protocol
     * @throws IllegalArgumentException if the two do not fit, the border leaves nothing, or a value is not finite
     */
    public static Estimate of(Images made, Images truth, ImageComparison how) {
        return ComparedImages.mean(each(made, truth, how));
    }

    /** The ratio of each pair, at most {@link #MOST}. Otherwise as {@link #of}. */
    public static double[] each(Images made, Images truth, ImageComparison how) {
        ComparedImages pairs = new ComparedImages(made, truth, how, 1, "PSNR");
        return pairs.each(pair -> Math.min(MOST, 10 * Math.log10(PEAK * PEAK / squareError(pairs, pair))));
    }

    private static double squareError(ComparedImages pairs, int pair) {
        double sum = 0;
        for (int channel = 0; channel < pairs.channels(); channel++) {
            double[] one = pairs.made(pair, channel);
            double[] other = pairs.truth(pair, channel);
            for (int i = 0; i < one.length; i++) {
                sum += (one[i] - other[i]) * (one[i] - other[i]);
            }
        }
        return sum / (pairs.channels() * pairs.height() * pairs.width());
    }
}
