package io.gan4j.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.classifier.Classifier;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.inference.Generator;
import io.gan4j.inference.Latents;
import java.util.stream.IntStream;

/** See {@link LabelledSource#labelledBy}. */
record ReferenceLabels(Classifier reference, Generator generator) implements LabelledSource {
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
        Dataset images =
                GeneratedImages.of(generator.shape(), count, (from, to) -> generator.generate(latents.slice(from, to)));
        int[] labels = new int[count];
        int step = GeneratedImages.atOnce(generator.shape());
        for (int from = 0; from < count; from += step) {
            int to = Math.min(count, from + step);
            int[] read = reference.classify(
                    Datasets.values(images, IntStream.range(from, to).toArray()));
            System.arraycopy(read, 0, labels, from, read.length);
        }
        return Datasets.labelled(images, reference.classNames(), labels);
    }
}
