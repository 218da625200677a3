package io.gan4j.metric;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import io.gan4j.measurement.Estimate;
import io.gan4j.measurement.Protocol;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import java.util.Arrays;
import java.util.Optional;

/**
 * The sliced Wasserstein distance of patches of two sets of images, at several resolutions (Karras, Aila, Laine and
 * Lehtinen 2018, "Progressive growing of GANs", section 5): patches of 7 x 7 pixels are cut from random places of each
 * level of the images' Laplacian pyramids; each channel of a set's patches is given mean 0 and standard deviation 1;
 * the distance of a level is the {@linkplain SlicedWasserstein sliced Wasserstein distance} of the two sets of patches.
 * Fine levels tell of sharpness and noise, coarse ones of the shapes. 0 if the sets are equal; the lower the better; in
 * standard deviations of the pixels, of which the paper prints thousandths. It needs no network.
 *
 * <p>As each set is normalised by its own mean and deviation, it does not see that all images of one are brighter or
 * paler; and what it sees of an image is never larger than a patch: that one of MNIST's ten digits is missing does not
 * show, as its strokes are those of others. Two sets of one distribution lie a little apart too, the less the more
 * images there are: compare numbers of one count only, and best with that of two sets of the data.
 *
 * <p>The paper takes 16,384 images with 128 patches each, 512 directions, and levels of 16 pixels and more. Here they
 * are 16 patches and 128 directions, as patches of one image resemble each other and more of them add time rather than
 * certainty; and a level is halved as long as 14 pixels are left, two patches, so that images of 28 x 28 have two
 * levels, as those of 32 x 32 do: for powers of two the levels are the paper's. Its numbers cannot be compared with
 * these.
 *
 * <p>Intervals are two standard errors to either side, by the jackknife that leaves a tenth of the images of both sets
 * out in turn (Efron and Tibshirani 1993, chapter 11); there are none with fewer than 20 images. They hold what other
 * images would give, not what the distance of two equal distributions is at this number of images.
 *
 * @param mean over the levels
 * @param levels from the finest, that of the images' own size, to the coarsest; at least one
 */
public record PyramidWasserstein(Estimate mean, ImmutableList<Level> levels) {
    /** What sees the images, in a few words, for a {@link Protocol}. */
    public static final String VIEW = "7 x 7 patches of a Laplacian pyramid, 16 an image";

    private static final int PATCHES = 16;
    private static final int DIRECTIONS = 128;
    private static final int GROUPS = 10;
    private static final String WHAT = "a distance of patches";
    private static final int LEAST_SIDE = 2 * PyramidPatches.SIDE;
    private static final long STREAM = 0x97A3;

    /**
     * The distance of one level.
     *
     * @param height of the level, in pixels
     * @param width of the level, in pixels
     * @param distance of its patches
     */
    public record Level(int height, int width, Estimate distance) {}

    /** Why images of a shape have no such distance; empty if they have one. */
    public static Optional<String> missing(Shape shape) {
        return ImageSet.tooSmall(shape, PyramidPatches.SIDE, WHAT);
    }

    /**
     * Compares two sets of equally many images, on all cores, with the same bits on any number of them.
     *
     * @param real {@code (N, C, H, W)} in row-major order, in any range
     * @param generated as many images
     * @param shape {@code (C, H, W)}, at least 7 x 7 pixels
     * @param seed of the patches' places, which are the same in both sets, of the directions and of the tenths
     * @throws IllegalArgumentException if the shape is not that of an image or is smaller, the arrays do not hold
     *     equally many such images, at least one, or a value is not finite
     */
    public static PyramidWasserstein of(float[] real, float[] generated, Shape shape, long seed) {
        ImageSet ofReal = new ImageSet(real, shape);
        ImageSet ofGenerated = new ImageSet(generated, shape);
        checkArgument(
                ofReal.count() == ofGenerated.count(),
                "the sets must hold equally many images, were %s and %s",
                ofReal.count(),
                ofGenerated.count());
        ofReal.checkSide(PyramidPatches.SIDE, WHAT);
        int levels = levels(Math.min(shape.height(), shape.width()));
        // sets are often in an order, which the tenths must not follow
        int[] order = RandomStream.of(seed, STREAM).permutation(ofReal.count());
        int[] bounds = bounds(order.length);
        double[][] distances = new double[levels][];
        for (int level = 0; level < levels; level++) {
            float[] a = PyramidPatches.of(ofReal, order, level, levels, PATCHES, seed);
            float[] b = PyramidPatches.of(ofGenerated, order, level, levels, PATCHES, seed);
            int size = a.length / order.length / PATCHES;
            distances[level] = SlicedWasserstein.ofAllAndWithoutParts(
                    a, b, size, DIRECTIONS, RandomStream.seed(seed, STREAM, level), bounds);
        }
        return of(shape, distances);
    }

    private static PyramidWasserstein of(Shape shape, double[][] distances) {
        double[] means = new double[distances[0].length];
        ImmutableList.Builder<Level> levels = ImmutableList.builder();
        for (int level = 0; level < distances.length; level++) {
            levels.add(new Level(
                    LaplacianPyramid.side(shape.height(), level),
                    LaplacianPyramid.side(shape.width(), level),
                    estimate(distances[level])));
            for (int i = 0; i < means.length; i++) {
                means[i] += distances[level][i] / distances.length;
            }
        }
        return new PyramidWasserstein(estimate(means), levels.build());
    }

    /** From the distance of all, which comes first, and those without one part each. */
    private static Estimate estimate(double[] distances) {
        if (distances.length == 1) {
            return Estimate.without(distances[0]);
        }
        double[] parts = Arrays.copyOfRange(distances, 1, distances.length);
        return Estimate.of(distances[0], Resampling.standardErrorOfJackknife(parts))
                .within(0, Double.POSITIVE_INFINITY);
    }

    /** How many levels images have, of whose height and width the smaller one is given. */
    static int levels(int side) {
        int levels = 1;
        while (LaplacianPyramid.side(side, levels) >= LEAST_SIDE) {
            levels++;
        }
        return levels;
    }

    /**
     * Where the tenths of the patches begin, and where the last one ends; the beginning alone if there are too few
     * images.
     */
    private static int[] bounds(int images) {
        int[] bounds = new int[images < 2 * GROUPS ? 1 : GROUPS + 1];
        for (int group = 0; group < bounds.length; group++) {
            bounds[group] = PATCHES * (int) ((long) group * images / GROUPS);
        }
        return bounds;
    }
}
