package io.gan4j.metric;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.data.Points;
import java.util.Arrays;

/**
 * How well generated points of the plane cover a mixture of Gaussians, judged as by VEEGAN (Srivastava et al. 2017) and
 * PacGAN (Lin et al. 2018). A point is of high quality if it lies nearer than three standard deviations to
 * the mode that is nearest to it; a mode is found if at least one point of high quality belongs to it. Both papers judge
 * 2,500 points.
 *
 * <p>The mixture itself does not reach the ends of the scales: 1.11 % of its points, {@code exp(-9 / 2)}, lie beyond three
 * deviations, so that a share above 98.89 % tells of a generator that is narrower than the data; and of 2,500 of its points
 * the divergence is 0.0014 with 8 modes and 0.0048 with 25, {@code (modes - 1) / (2 points)}.
 *
 * @param modes how many modes the mixture has
 * @param found how many of them were found
 * @param highQuality the share of points of high quality, 0 to 1
 * @param reverseKl how unevenly the points of high quality fall on the modes: the divergence {@code sum p ln(modes p)} of
 *     their shares {@code p} from equal ones, in nats; 0 if even, {@code ln(modes)} if all are of one mode, infinite if there
 *     is no point of high quality
 */
public record ModeCoverage(int modes, int found, double highQuality, double reverseKl) {
    /** A point within this number of standard deviations of a mode is of high quality. */
    private static final double HIGH_QUALITY_DEVIATIONS = 3;

    /**
     * Judges points by the mixture that they should be of.
     *
     * @param points {@code (N, 2)} in row-major order, at least one
     */
    public static ModeCoverage of(float[] points, Points.Mixture mixture) {
        return of(points, mixture.centres(), mixture.standardDeviation());
    }

    /**
     * Judges points by the modes that they should be of. A point that is not finite is of low quality.
     *
     * @param points {@code (N, 2)} in row-major order, at least one
     * @param centres {@code {x, y}} of each mode
     * @param standardDeviation of every mode along each axis; above 0
     * @throws IllegalArgumentException if an argument is not as said
     */
    public static ModeCoverage of(float[] points, double[][] centres, double standardDeviation) {
        checkArgument(
                points.length > 0 && points.length % 2 == 0,
                "points must hold two coordinates each of at least one point, were %s numbers",
                points.length);
        checkArgument(centres.length > 0, "centres must hold at least one mode, was empty");
        for (double[] centre : centres) {
            checkArgument(centre.length == 2, "a centre must have 2 coordinates, had %s", centre.length);
        }
        checkArgument(
                standardDeviation > 0 && Double.isFinite(standardDeviation),
                "standardDeviation must be above 0 and finite, was %s",
                standardDeviation);
        long[] counts = count(points, centres, HIGH_QUALITY_DEVIATIONS * standardDeviation);
        int found = (int) Arrays.stream(counts).filter(count -> count > 0).count();
        double share = Arrays.stream(counts).sum() / (points.length / 2.0);
        return new ModeCoverage(centres.length, found, share, KullbackLeibler.fromUniform(counts));
    }

    /** The points of high quality of each mode. */
    private static long[] count(float[] points, double[][] centres, double reach) {
        long[] counts = new long[centres.length];
        for (int i = 0; i < points.length; i += 2) {
            int nearest = -1;
            double least = reach * reach;
            for (int mode = 0; mode < centres.length; mode++) {
                double dx = points[i] - centres[mode][0];
                double dy = points[i + 1] - centres[mode][1];
                double distance = dx * dx + dy * dy;
                if (distance < least) {
                    least = distance;
                    nearest = mode;
                }
            }
            if (nearest >= 0) {
                counts[nearest]++;
            }
        }
        return counts;
    }
}
