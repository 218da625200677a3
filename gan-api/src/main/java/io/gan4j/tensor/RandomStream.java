package io.gan4j.tensor;

import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * A reproducible sequence of random numbers that is named rather than stored: {@code RandomStream.of(seed, key...)}
 * gives the same numbers on every machine, JVM and thread. Everything random in the library (weights, latents, shuffles,
 * dropout masks, drawn digits) comes from the stream of its seed and its place (which player, step or index), so nothing
 * but counters needs to be saved to go on where a run stopped, and no result depends on what was drawn before it
 * elsewhere.
 *
 * <p>The algorithm: <b>SplitMix64</b> (Steele, Lea and Flood, OOPSLA 2014): the {@code n}-th number is {@code mix64(state +
 * n * 0x9E3779B97F4A7C15)}, {@code n} from 1. The state begins as the seed, and each key {@code k} replaces it by {@code
 * mix64(state + k * 0x9E3779B97F4A7C15 + 0x632BE59BD9B4E019)}. Floats take the upper 24 bits. Normal deviates come in
 * pairs by <b>Box and Muller's</b> transform in double precision with {@link StrictMath}, rounded to float.
 *
 * <p>Not thread-safe; make a stream where it is used, which costs nothing. Not for secrets.
 */
public final class RandomStream implements RandomGenerator {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final long KEY_OFFSET = 0x632BE59BD9B4E019L;
    private static final double TWO_TO_MINUS_53 = 0x1.0p-53;

    private long state;
    private boolean hasSpare;
    private double spare;

    private RandomStream(long state) {
        this.state = state;
    }

    /** The stream of a seed and a place: any number of keys, whose order matters. */
    public static RandomStream of(long seed, long... keys) {
        return new RandomStream(seed(seed, keys));
    }

    /** A seed of its own for the place named by the keys: what {@link #of} starts from. */
    public static long seed(long seed, long... keys) {
        long state = seed;
        for (long key : keys) {
            state = mix64(state + key * GOLDEN_GAMMA + KEY_OFFSET);
        }
        return state;
    }

    private static long mix64(long z) {
        long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }

    @Override
    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix64(state);
    }

    /** The upper 32 bits of the next number. */
    @Override
    public int nextInt() {
        return (int) (nextLong() >>> 32);
    }

    /**
     * A number drawn uniformly from 0 to {@code bound - 1}: for a power of two the lowest bits of {@link #nextInt()},
     * otherwise its upper 31 bits modulo {@code bound}, where bits from the largest multiple of {@code bound} up are passed
     * over, so that no outcome has more chances than another.
     *
     * @throws IllegalArgumentException if the bound is below 1
     */
    @Override
    public int nextInt(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("bound must be at least 1, was " + bound);
        }
        if (Integer.bitCount(bound) == 1) {
            return nextInt() & (bound - 1);
        }
        int last = (int) (Integer.MAX_VALUE - (1L << 31) % bound);
        int bits;
        do {
            bits = nextInt() >>> 1;
        } while (bits > last);
        return bits % bound;
    }

    /** A number drawn uniformly from [0, 1), a multiple of 2^-24. */
    @Override
    public float nextFloat() {
        return (nextLong() >>> 40) * 0x1.0p-24f;
    }

    /** A number drawn uniformly from [0, 1), a multiple of 2^-53. */
    @Override
    public double nextDouble() {
        return (nextLong() >>> 11) * TWO_TO_MINUS_53;
    }

    /** A deviate of the normal distribution with mean 0 and standard deviation 1. */
    @Override
    public double nextGaussian() {
        if (hasSpare) {
            hasSpare = false;
            return spare;
        }
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - nextDouble()));
        double angle = 2 * Math.PI * nextDouble();
        spare = radius * StrictMath.sin(angle);
        hasSpare = true;
        return radius * StrictMath.cos(angle);
    }

    /** Fills an array with deviates of the normal distribution of a mean and a standard deviation. */
    public void fillNormal(float[] values, double mean, double standardDeviation) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (mean + standardDeviation * nextGaussian());
        }
    }

    /**
     * Fills an array with numbers drawn uniformly from [low, high): {@code low + (high - low) nextFloat()} in single
     * precision, which may round up to {@code high} where the two are not symmetric.
     */
    public void fillUniform(float[] values, float low, float high) {
        for (int i = 0; i < values.length; i++) {
            values[i] = low + (high - low) * nextFloat();
        }
    }

    /**
     * The numbers 0 to {@code size - 1} in an order drawn uniformly from all orders (Fisher and Yates).
     *
     * @throws IllegalArgumentException if they do not fit Java's heap
     */
    public int[] permutation(int size) {
        String what = String.format(Locale.ROOT, "the order of %,d samples", size);
        String remedy = "choose fewer of them";
        int length = Memory.checkLength(size, what, remedy);
        int[] order = Memory.take(Memory.product(length, Integer.BYTES), what, remedy, () -> new int[length]);
        for (int i = 0; i < size; i++) {
            int j = nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
