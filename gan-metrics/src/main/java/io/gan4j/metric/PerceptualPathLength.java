package io.gan4j.metric;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.measurement.Estimate;

/**
 * How much images change on the way between two latents (Karras, Laine and Aila 2019, "A style-based generator architecture for
 * generative adversarial networks", section 4.1): the mean of {@code d(G(z(t)), G(z(t + epsilon))) / epsilon^2} over the steps
 * of {@link LatentPaths}, where {@code d} is the <b>squared Euclidean distance of an extractor's features</b>, each feature
 * with the weight 1. The paper takes the weighted features of a network for photographs instead (LPIPS over VGG16), so that
 * published numbers cannot be compared with these, nor can those of two extractors.
 *
 * <p>At least 0, in the square of the features' unit; the lower, the smoother is the way, and the better are the latents
 * disentangled. A generator that always makes one image has 0: read it beside a metric of what is missing. If features are a
 * matrix {@code A} times the latent, and the ways are straight, it is the mean of {@code |A (z2 - z1)|^2}, whatever epsilon is.
 *
 * <p>The mean is of all steps, as in the paper. The paper's code leaves out the lowest and the highest hundredth, which takes
 * away the jumps that the metric is there to see.
 */
public final class PerceptualPathLength {
    /**
     * How long a step is by default: 0.001 of the way, ten times the paper's. Samples and features are of single precision, and
     * the rounding of both ends, over epsilon squared, adds to the length; long steps cut corners. Measured on two generators
     * of MNIST, one of which hardly changes its images, with pixels, a random network and a classifier: 0.001 is within about 2
     * % of what lengths settle at in all six. 0.0001 is within 0.3 % for images that change, but more than twice too high over
     * the classifier's features of those that hardly do; 0.00001 is up to 21 % too high for the former; 0.01 is up to 2 % too
     * low.
     */
    public static final double EPSILON = 1e-3;

    /** The number of steps that are made at a time by default. */
    public static final int AT_ONCE = 125;

    private PerceptualPathLength() {}

    /** Makes samples of latents: a generator, as far as this metric knows it. */
    @FunctionalInterface
    public interface Synthesis {
        /**
         * The samples of latents, one after the other.
         *
         * @param latents {@code (count, size)} in row-major order
         * @param count how many
         */
        float[] samples(float[] latents, int count);
    }

    /**
     * The length, with an interval from the 2.5th to the 97.5th percentile of 1,000 resamplings of the steps. It makes two
     * samples a step, some hundreds at a time, on the calling thread.
     *
     * @param paths where the steps are
     * @param count how many of them, at least 2; the paper takes 100,000
     * @param generator makes samples that the extractor takes
     * @throws IllegalArgumentException if {@code count} is below 2, or a feature is not finite
     */
    public static Estimate of(LatentPaths paths, int count, Synthesis generator, FeatureExtractor extractor) {
        return of(paths, count, AT_ONCE, generator, extractor);
    }

    /**
     * The length, made with another number of samples at a time; otherwise as {@link #of(LatentPaths, int, Synthesis,
     * FeatureExtractor)}.
     *
     * @param atOnce how many steps are made at a time, at least 1; each has two samples
     * @throws IllegalArgumentException if {@code count} is below 2, {@code atOnce} below 1, or a feature is not finite
     */
    public static Estimate of(
            LatentPaths paths, int count, int atOnce, Synthesis generator, FeatureExtractor extractor) {
        checkArgument(count >= 2, "count must be at least 2, was %s", count);
        checkArgument(atOnce >= 1, "atOnce must be at least 1, was %s", atOnce);
        double[] lengths = new double[count];
        for (int from = 0; from < count; from += atOnce) {
            int to = Math.min(count, from + atOnce);
            int ends = 2 * (to - from);
            Features features = extractor.features(generator.samples(paths.steps(from, to), ends), ends);
            for (int i = from; i < to; i++) {
                lengths[i] = length(features, 2 * (i - from), paths.epsilon());
            }
        }
        return Resampling.ofMean(lengths, paths.seed());
    }

    private static double length(Features features, int at, double epsilon) {
        double sum = 0;
        for (int d = 0; d < features.dimensions(); d++) {
            double speed = (features.at(at + 1, d) - features.at(at, d)) / epsilon;
            sum += speed * speed;
        }
        return sum;
    }
}
