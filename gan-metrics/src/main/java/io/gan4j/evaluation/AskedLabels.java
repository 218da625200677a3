package io.gan4j.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.inference.Conditions;
import io.gan4j.inference.Generator;
import io.gan4j.inference.Latents;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Images of a conditional generator with the classes that it was asked for, in turn.
 *
 * @param generator the generator
 */
record AskedLabels(Generator generator) implements LabelledSource {
    /** Checks that the generator takes classes. */
    AskedLabels {
        checkArgument(!generator.classes().isEmpty(), "the generator takes no classes");
    }

    @Override
    public String name() {
        return "the classes that the generator was asked for";
    }

    @Override
    public String hash() {
        return "";
    }

    @Override
    public Dataset draw(int count, long seed) {
        Latents latents = generator.latents(count, seed);
        int classes = generator.classes().size();
        int[] labels = IntStream.range(0, count).map(i -> i % classes).toArray();
        Dataset images = GeneratedImages.of(
                generator.shape(),
                count,
                (from, to) -> generator.generate(
                        latents.slice(from, to), Conditions.each(Arrays.copyOfRange(labels, from, to))));
        return Datasets.labelled(images, generator.classes(), labels);
    }
}
