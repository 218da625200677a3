package io.gan4j.run;

import io.gan4j.game.PhasePlan;
import io.gan4j.game.Replay;
import io.gan4j.tensor.RandomStream;
import java.util.Arrays;

/**
 * Which samples a replay buffer shows and which it keeps, at each play. How full a buffer is follows from how often it was
 * played, so that nothing but the step needs to be known.
 *
 * @param take for each sample that is shown, the place that it is taken from, or -1
 * @param put for each present sample, the place that it is put into, or -1
 */
record ReplayOrders(int[] take, int[] put) {
    private static final int NONE = -1;

    /**
     * The orders of a play.
     *
     * @param replay the buffer
     * @param samples in a batch
     * @param play how many plays of it there were before
     * @param random the stream of this play
     */
    static ReplayOrders of(Replay replay, int samples, long play, RandomStream random) {
        int[] take = new int[samples];
        int[] put = new int[samples];
        Arrays.fill(take, NONE);
        Arrays.fill(put, NONE);
        ReplayOrders orders = new ReplayOrders(take, put);
        int perPlay = replay.kind() == Replay.Kind.HALF ? Math.max(1, samples / 2) : samples;
        int filled = (int) Math.min(replay.capacity(), play * perPlay);
        switch (replay.kind()) {
            case HALF -> orders.half(replay.capacity(), filled, perPlay, random);
            case POOL -> orders.pool(replay.capacity(), filled, random);
        }
        return orders;
    }

    /** The last samples of the batch are taken from the buffer; then random ones of it are kept. */
    private void half(int capacity, int filled, int kept, RandomStream random) {
        int[] taken = random.permutation(filled);
        for (int i = 0; i < Math.min(samples() / 2, filled); i++) {
            take[samples() - 1 - i] = taken[i];
        }
        int[] sources = random.permutation(samples());
        int[] replaced = random.permutation(filled);
        int free = capacity - filled;
        for (int i = 0; i < Math.min(kept, capacity); i++) {
            put[sources[i]] = i < free ? filled + i : replaced[i - free];
        }
    }

    private void pool(int capacity, int filled, RandomStream random) {
        int[] places = random.permutation(filled);
        int next = filled;
        int used = 0;
        for (int i = 0; i < samples(); i++) {
            if (next < capacity) {
                put[i] = next++;
            } else if (random.nextInt(2) == 1 && used < places.length) {
                take[i] = places[used];
                put[i] = places[used++];
            }
        }
    }

    private int samples() {
        return take.length;
    }

    /** The places of one of the two orders. */
    int[] of(PhasePlan.ReplayOrder order) {
        return order == PhasePlan.ReplayOrder.TAKE ? take : put;
    }
}
