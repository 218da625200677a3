package io.gan4j.metric;

/**
 * Inputs that another language makes bit by bit alike: the numbers of a linear congruential generator in [-1, 1), {@code s =
 * 1664525 s + 1013904223 mod 2^32}.
 */
final class Congruential {
    static final int SIZE = 4;
    static final int COUNT = 64;

    private Congruential() {}

    static double[] numbers(long seed, int count) {
        double[] values = new double[count];
        long state = seed;
        for (int i = 0; i < count; i++) {
            state = (1_664_525 * state + 1_013_904_223) & 0xFFFF_FFFFL;
            values[i] = state / 0x1.0p32 * 2 - 1;
        }
        return values;
    }

    static Features features(long seed, int count, int dimensions, double factor, double shift) {
        double[] values = numbers(seed, count * dimensions);
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] * factor + shift;
        }
        return Features.of(values, dimensions);
    }

    /** 64 samples of 4 features. */
    static Features real() {
        return features(1, COUNT, SIZE, 1, 0);
    }

    /** 64 others, moved and a little narrower. */
    static Features generated() {
        return features(2, COUNT, SIZE, 0.8, 0.3);
    }
}
