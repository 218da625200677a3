package io.gan4j.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.classifier.Classifier;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.image.Images;
import io.gan4j.inference.Generator;
import io.gan4j.inference.Latents;
import java.util.stream.IntStream;

/** See {@link LabelledSource#labelledBy}. */
record ReferenceLabels(Classifier reference, Generator generator) implements LabelledSource {
    private static final int AT_ONCE = 500;

    /** Checks that the classifier reads what the generator makes. */
    ReferenceLabels {
        checkArgument(
                reference.shape().equals(generator.shape()),
                "the classifier reads images of shape %s, the generator makes samples of shape %s",
                reference.shape(),
                generator.shape());
    }

    @Override
    public String name() {
        return "labels of a classifier trained on " + reference.card().origin().dataset();
    }

    @Override
    public String hash() {
        return reference.hash();
    }

    @Override
    public Dataset draw(int count, long seed) {
        Latents latents = generator.latents(count, seed);
        byte[][] pixels = new byte[count][];
        int[] labels = new int[count];
        for (int from = 0; from < count; from += AT_ONCE) {
            int to = Math.min(count, from + AT_ONCE);
            Images images = generator.generate(latents.slice(from, to));
            for (int i = from; i < to; i++) {
                pixels[i] = images.get(i - from).toPixels().toBytes();
            }
        }
        Dataset images = Datasets.named(Datasets.pixels(generator.shape(), pixels), count + " generated images");
        for (int from = 0; from < count; from += AT_ONCE) {
            int to = Math.min(count, from + AT_ONCE);
            int[] read = reference.classify(
                    Datasets.values(images, IntStream.range(from, to).toArray()));
            System.arraycopy(read, 0, labels, from, read.length);
        }
        return Datasets.labelled(images, reference.classNames(), labels);
    }
}
