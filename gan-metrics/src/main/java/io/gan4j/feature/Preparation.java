package io.gan4j.feature;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import io.gan4j.image.Images;
import io.gan4j.inference.ModelFormat;
import io.gan4j.layer.Bias;
import io.gan4j.layer.Conv2d;
import io.gan4j.layer.Init;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;

/**
 * What is done with samples in [-1, 1] before a network takes them: resizing, grey repeated in red, green and blue, then
 * another range, and a mean and a deviation for each channel.
 *
 * @param sample the shape of a sample as it comes
 * @param taken the shape that the network takes
 * @param range the values that it takes, before mean and deviation
 * @param mean of each channel that it takes, subtracted
 * @param deviation of each, by which is divided
 */
record Preparation(
        Shape sample, Shape taken, NetworkFile.Range range, ImmutableDoubleArray mean, ImmutableDoubleArray deviation) {
    private static final String PREPARED = "prepared";
    /** Before the names of the layers of the file. */
    private static final String OF_FILE = "file_";

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
        if (isNothing()) {
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

    /** Layers behind one that does the same with images of their size: a convolution of one pixel. */
    ModelFormat.Layers before(ModelFormat.Layers layers) {
        if (isNothing()) {
            return layers;
        }
        Conv2d layer = new Conv2d(sample.channels(), taken.channels(), 1, 1, 1, 0, Bias.ZERO, Init.DCGAN);
        float[] factors = new float[taken.channels() * sample.channels()];
        float[] shifts = new float[taken.channels()];
        for (int channel = 0; channel < shifts.length; channel++) {
            int source = sample.channels() == taken.channels() ? channel : 0;
            shifts[channel] = scaled(0, channel);
            factors[channel * sample.channels() + source] = scaled(1, channel) - shifts[channel];
        }
        ImmutableMap.Builder<String, Tensor> weights = ImmutableMap.builder();
        weights.put(PREPARED + ".weight", Tensor.of(Shape.of(shifts.length, sample.channels(), 1, 1), factors));
        weights.put(PREPARED + ".bias", Tensor.of(Shape.of(shifts.length), shifts));
        layers.weights().forEach((name, tensor) -> weights.put(OF_FILE + name, tensor));
        return new ModelFormat.Layers(
                Network.from("image", sample)
                        .add(layer)
                        .name(PREPARED)
                        .append(OF_FILE, layers.network(), PREPARED)
                        .build(),
                weights.buildOrThrow(),
                layers.wanted().stream().map(name -> OF_FILE + name).collect(ImmutableList.toImmutableList()));
    }

    private boolean isNothing() {
        return sample.equals(taken) && range == NetworkFile.Range.MINUS_ONE_TO_ONE && mean.isEmpty();
    }

    private float scaled(float value, int channel) {
        double inRange = range.of(value);
        return (float) (mean.isEmpty() ? inRange : (inRange - mean.get(channel)) / deviation.get(channel));
    }
}
