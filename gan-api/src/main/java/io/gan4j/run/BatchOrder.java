package io.gan4j.run;

import io.gan4j.data.Dataset;
import io.gan4j.tensor.RandomStream;
import java.util.Arrays;

/**
 * The order in which a dataset's samples come: shuffled anew for each pass, from the seed and the number of the pass alone. Not
 * thread-safe.
 */
final class BatchOrder {
    private static final long SHUFFLE_STREAM = 11;
    private static final long VARIATION_STREAM = 17;

    private final Dataset data;
    private final int batch;
    private final long seed;
    private final int place;
    private long shuffledEpoch = -1;
    private int[] order = {};

    /** @param place the place of the dataset among those of the run, from 0: each has an order of its own */
    BatchOrder(Dataset data, int batch, long seed, int place) {
        this.data = data;
        this.batch = batch;
        this.seed = seed;
        this.place = place;
    }

    Dataset data() {
        return data;
    }

    /** The places in the data of the samples of a batch, counted from 0 over the whole run. */
    int[] batch(long number) {
        int batches = data.size() / batch;
        long epoch = number / batches;
        if (epoch != shuffledEpoch) {
            order = shuffle(epoch).permutation(data.size());
            shuffledEpoch = epoch;
        }
        int from = (int) (number % batches) * batch;
        return Arrays.copyOfRange(order, from, from + batch);
    }

    private RandomStream shuffle(long epoch) {
        return place == 0
                ? RandomStream.of(seed, SHUFFLE_STREAM, epoch)
                : RandomStream.of(seed, SHUFFLE_STREAM, epoch, place);
    }

    /** What decides how a sample of a batch is varied: the same for all its parts. */
    long variation(long number, int sample) {
        return RandomStream.seed(seed, VARIATION_STREAM, place, number, sample);
    }
}
