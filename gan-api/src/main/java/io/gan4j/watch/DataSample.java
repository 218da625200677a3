package io.gan4j.watch;

import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.tensor.RandomStream;
import java.util.Arrays;

/** Samples drawn at random from the training data, to hold generated ones against. */
final class DataSample {
    private static final long STREAM = 13;

    private DataSample() {}

    /** Returns {@code count} different samples as networks see them, {@code (count, shape)} in row-major order. */
    static float[] of(Dataset data, int count, long seed) {
        int[] order = RandomStream.of(seed, STREAM).permutation(data.size());
        return Datasets.values(data, Arrays.copyOf(order, count));
    }
}
