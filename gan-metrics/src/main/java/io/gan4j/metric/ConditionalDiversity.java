package io.gan4j.metric;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.image.Images;
import io.gan4j.measurement.Estimate;
import java.util.List;

/**
 * How much images differ that were made of one caption, or of one class: the mean over conditions of the mean distance of pairs
 * of images. The distance is the root of the mean square difference of their values, from 0, for equal images, to 2. A
 * generator that takes no notice of its latent makes one image of a caption and has 0; the number to compare with is that of
 * real images of one caption. It says nothing of quality, and images that have nothing to do with the caption differ most.
 */
public final class ConditionalDiversity {
    private ConditionalDiversity() {}

    /**
     * The mean over conditions, with an interval by 1,000 resamplings of them if there are 10 or more.
     *
     * @param images for each condition the images that were made of it, at least two
     * @param seed of the resampling
     * @throws IllegalArgumentException if there is no condition, or fewer than two images of one
     */
    public static Estimate of(List<Images> images, long seed) {
        checkArgument(!images.isEmpty(), "the diversity under conditions needs at least one of them");
        double[] means = new double[images.size()];
        for (int i = 0; i < means.length; i++) {
            means[i] = ofOne(images.get(i));
        }
        return means.length < FEWEST_WITH_INTERVAL
                ? Estimate.without(Resampling.mean(means))
                : Resampling.ofMean(means, seed);
    }

    private static final int FEWEST_WITH_INTERVAL = 10;

    private static double ofOne(Images images) {
        int count = images.count();
        checkArgument(count >= 2, "the diversity under a condition needs at least 2 images of it, there is %s", count);
        float[] values = images.toFloats();
        int size = values.length / count;
        double sum = 0;
        for (int i = 0; i < count; i++) {
            for (int j = i + 1; j < count; j++) {
                sum += distance(values, i * size, j * size, size);
            }
        }
        return sum / (count * (count - 1) / 2.0);
    }

    private static double distance(float[] values, int one, int other, int size) {
        double squares = 0;
        for (int k = 0; k < size; k++) {
            double difference = values[one + k] - values[other + k];
            squares += difference * difference;
        }
        return Math.sqrt(squares / size);
    }
}
