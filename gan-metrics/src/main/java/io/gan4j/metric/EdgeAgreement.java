package io.gan4j.metric;

import io.gan4j.image.Images;
import io.gan4j.measurement.Estimate;

/**
 * Whether the edges of images lie where those of their true ones do: where {@code a} and {@code b} are the lengths of the
 * gradients of the two at a pixel, by Sobel's operator, the sum of {@code min(a, b)} over all pixels and channels over that of
 * {@code max(a, b)}. 1 if all edges agree, 0 if none do; what is blurred and what is moved by some pixels both lose. Two images
 * without any edge agree. It completes {@link GradientEnergy}, which does not ask where edges are.
 */
public final class EdgeAgreement {
    private static final int LEAST_SIDE = 3;

    private EdgeAgreement() {}

    /**
     * The mean over pairs, with an interval by 1,000 resamplings of them if there are 10 or more.
     *
     * @param made images, in [-1, 1]
     * @param truth as many of the same shape: what they should be
     * @param how the protocol, whose border leaves 3 x 3 pixels or more
     * @throws IllegalArgumentException if the two do not fit, they are smaller, or a value is not finite
     */
    public static Estimate of(Images made, Images truth, ImageComparison how) {
        return ComparedImages.mean(each(made, truth, how));
    }

    /** The agreement of each pair. Otherwise as {@link #of}. */
    public static double[] each(Images made, Images truth, ImageComparison how) {
        ComparedImages pairs = new ComparedImages(made, truth, how, LEAST_SIDE, "edge agreement");
        return pairs.each(pair -> {
            double common = 0;
            double all = 0;
            for (int channel = 0; channel < pairs.channels(); channel++) {
                double[] one = edges(pairs.made(pair, channel), pairs.width());
                double[] other = edges(pairs.truth(pair, channel), pairs.width());
                for (int i = 0; i < one.length; i++) {
                    common += Math.min(one[i], other[i]);
                    all += Math.max(one[i], other[i]);
                }
            }
            return all == 0 ? 1 : common / all;
        });
    }

    /** The lengths of the gradients of all pixels but those of the border. */
    private static double[] edges(double[] plane, int width) {
        int height = plane.length / width;
        double[] edges = new double[(height - 2) * (width - 2)];
        for (int i = 0; i < edges.length; i++) {
            int at = (i / (width - 2) + 1) * width + i % (width - 2) + 1;
            double across = column(plane, at + 1, width) - column(plane, at - 1, width);
            double down = row(plane, at + width) - row(plane, at - width);
            edges[i] = Math.hypot(across, down);
        }
        return edges;
    }

    private static double column(double[] plane, int at, int width) {
        return plane[at - width] + 2 * plane[at] + plane[at + width];
    }

    private static double row(double[] plane, int at) {
        return plane[at - 1] + 2 * plane[at] + plane[at + 1];
    }
}
