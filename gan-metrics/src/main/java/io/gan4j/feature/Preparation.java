package io.gan4j.feature;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.ImmutableDoubleArray;
import io.gan4j.image.Images;
import io.gan4j.tensor.Shape;

/**
 * What is done with samples in [-1, 1] before a network takes them: resizing, grey repeated in red, green and blue, then another
 * range, and a mean and a deviation for each channel.
 *
 * @param sample the shape of a sample as it comes
 * @param taken the shape that the network takes
 * @param range the values that it takes, before mean and deviation
 * @param mean of each channel that it takes, subtracted
 * @param deviation of each, by which is divided
 */
record Preparation(
        Shape sample, Shape taken, NetworkFile.Range range, ImmutableDoubleArray mean, ImmutableDoubleArray deviation) {

    /** Checks that the channels fit. */
    Preparation {
        checkArgument(
                sample.equals(taken)
                        || sample.isImage()
                                && (sample.channels() == taken.channels()
                                        || sample.channels() == 1 && taken.channels() == 3),
                "the network takes images of shape %s, samples of shape %s cannot be made such",
                taken,
                sample);
        checkArgument(
                mean.length() == deviation.length() && (mean.isEmpty() || mean.length() == taken.channels()),
                "mean and deviation must be given for each of the %s channels, were %s and %s",
                taken.channels(),
                mean,
                deviation);
    }

    /** For a network that takes samples as they are. */
    static Preparation none(Shape sample) {
        ImmutableDoubleArray none = ImmutableDoubleArray.of();
        return new Preparation(sample, sample, NetworkFile.Range.MINUS_ONE_TO_ONE, none, none);
    }

    /** What it does with sizes, for people. */
    String resizing() {
        boolean same = sample.equals(taken) || sample.height() == taken.height() && sample.width() == taken.width();
        return same ? "none" : "bicubic to " + taken.height() + "x" + taken.width();
    }

    /** Samples as the network takes them. */
    float[] apply(float[] samples) {
        if (sample.equals(taken) && range == NetworkFile.Range.MINUS_ONE_TO_ONE && mean.isEmpty()) {
            return samples;
        }
        float[] resized = Images.of(sample, samples)
                .resized(taken.height(), taken.width())
                .toFloats();
        int area = taken.height() * taken.width();
        int count = samples.length / sample.size();
        float[] ready = new float[Math.multiplyExact(count, taken.size())];
        for (int plane = 0; plane < count * taken.channels(); plane++) {
            int channel = plane % taken.channels();
            int source = sample.channels() == taken.channels() ? plane : plane / taken.channels();
            for (int i = 0; i < area; i++) {
                ready[plane * area + i] = scaled(resized[source * area + i], channel);
            }
        }
        return ready;
    }

    private float scaled(float value, int channel) {
        double inRange = range.of(value);
        return (float) (mean.isEmpty() ? inRange : (inRange - mean.get(channel)) / deviation.get(channel));
    }
}
