package io.gan4j.evaluation;

import com.google.common.collect.ImmutableList;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.image.Images;
import io.gan4j.inference.Latents;
import io.gan4j.tensor.Memory;
import io.gan4j.tensor.Shape;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a report shows beside numbers.
 *
 * @param real images of the data
 * @param generated as many generated ones
 * @param first the first generated images
 * @param nearest the image of the data that is nearest to each of them, by pixels
 * @param interpolation images on the way between latents, in rows of {@link #STEPS}
 * @param histogram how the images spread over the classes, if something tells them
 */
record Gallery(
        Images real,
        Images generated,
        Images first,
        Images nearest,
        Images interpolation,
        Optional<Histogram> histogram) {
    static final int STEPS = 10;
    private static final int SHOWN = 64;
    private static final int COMPARED = 10;
    private static final int STRIPS = 3;
    private static final int AT_ONCE = 500;
    /** The most values of the data that are compared at a time: 16 MiB. */
    private static final int VALUES_AT_ONCE = 1 << 22;
    /** The most values of a picture: 64 MiB, or a small part of the heap. */
    private static final long VALUES_SHOWN =
            Math.min(1 << 24, Runtime.getRuntime().maxMemory() / (24 * Float.BYTES));

    /**
     * How images spread over classes.
     *
     * @param classes their names
     * @param real how many of the data are of each; empty if it has no labels
     * @param generated how many generated ones are read as each
     */
    record Histogram(ImmutableList<String> classes, ImmutableList<Long> real, ImmutableList<Long> generated) {}

    static Gallery of(Subject subject) {
        Shape shape = subject.data().shape();
        int most = (int) Math.max(1, Math.min(SHOWN, VALUES_SHOWN / shape.size()));
        int shown = Math.min(most, subject.realSamples());
        int compared = Math.min(Math.min(COMPARED, most), subject.samples());
        float[] first = subject.generated(compared);
        return new Gallery(
                Images.of(shape, subject.real(shown)),
                Images.of(shape, subject.generated(shown)),
                Images.of(shape, first),
                Images.of(shape, Datasets.values(subject.data(), nearest(first, subject.data()))),
                interpolation(subject),
                subject.reader().map(reader -> histogram(subject, reader)));
    }

    private static Images interpolation(Subject subject) {
        Latents ends = subject.generator().latents(STRIPS + 1, subject.seed());
        return Images.concat(IntStream.range(0, STRIPS)
                .mapToObj(i -> subject.generator().interpolate(ends.get(i), ends.get(i + 1), STEPS))
                .toList());
    }

    /** The places of the samples that are nearest to given ones; the first of equals. */
    static int[] nearest(float[] samples, Dataset data) {
        int size = data.shape().size();
        int[] places = new int[samples.length / size];
        double[] least = new double[places.length];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        int step = Memory.samplesAtOnce(AT_ONCE, VALUES_AT_ONCE, data.shape());
        for (int from = 0; from < data.size(); from += step) {
            int to = Math.min(data.size(), from + step);
            float[] part = Datasets.values(data, IntStream.range(from, to).toArray());
            for (int i = 0; i < places.length; i++) {
                for (int j = 0; j < to - from; j++) {
                    double distance = distance(samples, i * size, part, j * size, size, least[i]);
                    if (distance < least[i]) {
                        least[i] = distance;
                        places[i] = from + j;
                    }
                }
            }
        }
        return places;
    }

    /** The square of the distance, or a part of it that is as much as what it has to be below. */
    private static double distance(float[] a, int fromA, float[] b, int fromB, int size, double below) {
        double sum = 0;
        for (int k = 0; k < size && sum < below; k++) {
            double difference = a[fromA + k] - b[fromB + k];
            sum += difference * difference;
        }
        return sum;
    }

    private static Histogram histogram(Subject subject, ClassReader reader) {
        long[] generated = new long[reader.classes().size()];
        for (int label : subject.generatedClasses()) {
            generated[label]++;
        }
        Dataset data = subject.data();
        long[] real = new long[data.classes().equals(reader.classes()) ? generated.length : 0];
        for (int i = 0; i < data.size() && real.length > 0; i++) {
            real[data.label(i)]++;
        }
        return new Histogram(ImmutableList.copyOf(reader.classes()), list(real), list(generated));
    }

    private static ImmutableList<Long> list(long[] counts) {
        return Arrays.stream(counts).boxed().collect(ImmutableList.toImmutableList());
    }
}
