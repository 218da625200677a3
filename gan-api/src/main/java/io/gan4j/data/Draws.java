package io.gan4j.data;

import io.gan4j.tensor.RandomStream;

/** The numbers that decide how a sample is varied, see {@link Dataset#read(String, int, long, java.nio.ByteBuffer)}. */
final class Draws {
    private Draws() {}

    /** The variation of the sample at a place: another for each place, but {@link Dataset#UNVARIED} stays. */
    static long of(long variation, int index) {
        return variation == Dataset.UNVARIED ? Dataset.UNVARIED : RandomStream.seed(variation, index);
    }
}
