package io.gan4j.metric;

import io.gan4j.image.Images;
import io.gan4j.measurement.Estimate;

/**
 * How alike images and their true ones are in brightness, contrast and structure (SSIM; Wang, Bovik, Sheikh and Simoncelli
 * 2004): 1 if they are equal. Windows are 11 x 11 pixels, Gaussian with a standard deviation of 1.5, and whole ones only;
 * {@code K1 = 0.01}, {@code K2 = 0.03}, the range being 255; the mean over places, then over channels. {@code
 * scikit-image} gives the same with {@code gaussian_weights=True, use_sample_covariance=False}.
 */
public final class StructuralSimilarity {
    private StructuralSimilarity() {}

    /**
     * The mean over pairs, with an interval by 1,000 resamplings of them if there are 10 or more.
     *
     * @param made images, in [-1, 1]
     * @param truth as many of the same shape: what they should be
     * @param how the protocol, whose border leaves 11 x 11 pixels or more
     * @throws IllegalArgumentException if the two do not fit, they are smaller, or a value is not finite
     */
    public static Estimate of(Images made, Images truth, ImageComparison how) {
        return ComparedImages.mean(each(made, truth, how));
    }

    /** The similarity of each pair. Otherwise as {@link #of}. */
    public static double[] each(Images made, Images truth, ImageComparison how) {
        ComparedImages pairs = new ComparedImages(made, truth, how, Ssim.WINDOW, "SSIM");
        return pairs.each(pair -> {
            double sum = 0;
            for (int channel = 0; channel < pairs.channels(); channel++) {
                double[] one = scaled(pairs.made(pair, channel));
                double[] other = scaled(pairs.truth(pair, channel));
                sum += Ssim.of(one, other, pairs.height(), pairs.width()).similarity();
            }
            return sum / pairs.channels();
        });
    }

    /** From 0 to 255 to the range of {@link Ssim}. */
    static double[] scaled(double[] plane) {
        for (int i = 0; i < plane.length; i++) {
            plane[i] /= 255;
        }
        return plane;
    }
}
