package io.gan4j.benchmarks;

import io.gan4j.classifier.Classifier;
import io.gan4j.data.Dataset;
import io.gan4j.inference.Generator;
import io.gan4j.inference.Latents;
import java.util.Arrays;

/**
 * How far one of the latent's first elements sets the slant of a generated digit: the largest correlation, in absolute value,
 * of such an element with the shear of the ink, after the mean shear of the digit that a classifier reads was taken off.
 *
 * @param numbers the number of elements that are tried
 * @param classifier reads which digit an image shows
 */
record SlantOfCodes(int numbers, Classifier classifier) {
    private static final int SAMPLES = 1_000;
    private static final long SEED = 0;

    /** Measures a generator of images like those of the data. */
    double of(Generator generator, Dataset data) {
        Latents latents = generator.latents(SAMPLES, SEED);
        float[] images = generator.samples(latents, generator.conditions(SAMPLES, SEED));
        int[] digits = classifier.classify(images);
        double[] slants = slants(images, data.shape().height(), data.shape().width());
        double[] within = withoutMeans(slants, digits, classifier.classes());
        double most = 0;
        for (int number = 0; number < numbers; number++) {
            double[] values = new double[SAMPLES];
            for (int i = 0; i < SAMPLES; i++) {
                values[i] = latents.toFloats()[i * latents.size() + number];
            }
            most = Math.max(most, Math.abs(correlation(values, within)));
        }
        return most;
    }

    /**
     * The shear of the ink in each image of values from -1, black, to 1: how far it moves to the right from one row to the one
     * above.
     */
    static double[] slants(float[] images, int height, int width) {
        double[] slants = new double[images.length / (height * width)];
        for (int i = 0; i < slants.length; i++) {
            slants[i] = slant(images, i * height * width, height, width);
        }
        return slants;
    }

    private static double slant(float[] images, int offset, int height, int width) {
        double ink = 0;
        double atX = 0;
        double atY = 0;
        double xy = 0;
        double yy = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double dark = (images[offset + y * width + x] + 1) / 2;
                ink += dark;
                atX += dark * x;
                atY += dark * y;
                xy += dark * x * y;
                yy += dark * y * y;
            }
        }
        if (ink == 0) {
            return 0;
        }
        double variance = yy / ink - atY / ink * (atY / ink);
        double covariance = xy / ink - atX / ink * (atY / ink);
        return variance == 0 ? 0 : -covariance / variance;
    }

    /** Takes off each value the mean of its class. */
    static double[] withoutMeans(double[] values, int[] classes, int count) {
        double[] sums = new double[count];
        int[] counts = new int[count];
        for (int i = 0; i < values.length; i++) {
            sums[classes[i]] += values[i];
            counts[classes[i]]++;
        }
        double[] within = new double[values.length];
        Arrays.setAll(within, i -> values[i] - sums[classes[i]] / counts[classes[i]]);
        return within;
    }

    static double correlation(double[] a, double[] b) {
        double meanA = Arrays.stream(a).average().orElseThrow();
        double meanB = Arrays.stream(b).average().orElseThrow();
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - meanA) * (b[i] - meanB);
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
        }
        return aa == 0 || bb == 0 ? 0 : ab / Math.sqrt(aa * bb);
    }
}
