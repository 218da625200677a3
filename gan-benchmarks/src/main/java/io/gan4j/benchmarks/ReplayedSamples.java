package io.gan4j.benchmarks;

import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.inference.Generator;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.Runner;
import io.gan4j.tensor.Prior;
import java.util.concurrent.atomic.AtomicInteger;

/** Gives the samples of a dataset one after the other, from the first again after the last, whatever it is asked. */
final class ReplayedSamples implements Runner.Single {
    private final Dataset data;
    private final AtomicInteger next = new AtomicInteger();

    private ReplayedSamples(Dataset data) {
        this.data = data;
    }

    /** The generator that a dataset is, for the metrics that look at samples alone. */
    static Generator of(Dataset data) {
        return Generator.of(ModelCard.generator(1, Prior.NORMAL, data.shape()), new ReplayedSamples(data));
    }

    @Override
    public float[] run(float[] input, int count) {
        int from = next.getAndAdd(count);
        int[] places = new int[count];
        for (int i = 0; i < count; i++) {
            places[i] = (from + i) % data.size();
        }
        return Datasets.values(data, places);
    }

    @Override
    public void close() {}
}
