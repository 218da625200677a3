package io.gan4j.metric;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.image.Images;
import io.gan4j.measurement.Estimate;

/**
 * How crisp images are beside their true ones: the energy of their gradients, the sum of the squares of differences between
 * neighbours along rows and columns, over that of the true images. 1 is right; what is blurred has less, noise has more.
 * Unlike {@link PeakSignalToNoise} it does not ask whether edges lie where they should.
 */
public final class GradientEnergy {
    private GradientEnergy() {}

    /**
     * The energy of all images over that of all true ones, with an interval by 1,000 resamplings of the pairs if
     * there are 10 or more.
     *
     * @param made images, in [-1, 1]
     * @param truth as many of the same shape: what they should be
     * @param how the protocol, whose border leaves 2 x 2 pixels or more
     * @throws IllegalArgumentException if the two do not fit, they are smaller, a value is not finite, or the true images have
     *     no gradients
     */
    public static Estimate ratio(Images made, Images truth, ImageComparison how) {
        ComparedImages pairs = new ComparedImages(made, truth, how, 2, "gradient energy");
        double[] ofMade = pairs.each(pair -> energy(pairs, pairs::made, pair));
        double[] ofTruth = pairs.each(pair -> energy(pairs, pairs::truth, pair));
        checkArgument(
                Resampling.mean(ofTruth) > 0,
                "the true images have no gradients: each of them is of one color throughout");
        return ofTruth.length < ComparedImages.FEWEST_WITH_INTERVAL
                ? Estimate.without(Resampling.mean(ofMade) / Resampling.mean(ofTruth))
                : Resampling.ofRatio(ofMade, ofTruth, 0);
    }

    /** Gives one channel of an image. */
    @FunctionalInterface
    private interface Planes {
        double[] of(int image, int channel);
    }

    private static double energy(ComparedImages pairs, Planes planes, int pair) {
        double energy = 0;
        int width = pairs.width();
        for (int channel = 0; channel < pairs.channels(); channel++) {
            double[] plane = planes.of(pair, channel);
            for (int i = 0; i < plane.length; i++) {
                double right = i % width == width - 1 ? 0 : plane[i + 1] - plane[i];
                double down = i + width >= plane.length ? 0 : plane[i + width] - plane[i];
                energy += right * right + down * down;
            }
        }
        return energy;
    }
}
