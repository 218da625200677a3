package io.gan4j.inference;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.tensor.Memory;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.RandomStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;

/**
 * A batch of latent vectors {@code z}, shape {@code (N, size)}. Latent {@code i} of a seed is drawn from {@code
 * RandomStream.of(seed, 1, i)} ({@link RandomStream} names the algorithm), so it does not depend on how many are drawn, on
 * the backend or on the machine. Immutable and thread-safe.
 */
@CheckReturnValue
public final class Latents {
    private static final long STREAM = 1;
    private static final long TRUNCATION_STREAM = 3;

    private final int size;
    private final float[] values;

    private Latents(int size, float[] values) {
        this.size = size;
        this.values = values;
    }

    /**
     * Draws latents.
     *
     * @param prior the distribution of each element
     * @param size the length of each, at least 1
     * @param count how many, at least 1
     * @param seed the seed of all of them
     * @throws IllegalArgumentException if size or count is below 1, or Java's heap cannot hold them
     */
    public static Latents draw(Prior prior, int size, int count, long seed) {
        return draw(prior, size, 0, count, seed);
    }

    /** Memory for latents, which are refused if there is not enough of it. */
    private static float[] floats(long count, int size, String remedy) {
        long length = Memory.product(count, size);
        float[] zeros = Memory.floatsIfThereIsRoom(length);
        return zeros != null
                ? zeros
                : Memory.floats(
                        length, String.format(Locale.ROOT, "a batch of %,d latents of size %d", count, size), remedy);
    }

    /** Those of a seed from number {@code first} on. */
    static Latents draw(Prior prior, int size, long first, int count, long seed) {
        checkArgument(size >= 1, "the size of a latent must be at least 1, was %s", size);
        checkArgument(count >= 1, "count must be at least 1, was %s", count);
        float[] values = floats(count, size, "draw fewer at a time");
        float[] one = new float[size];
        for (int i = 0; i < count; i++) {
            prior.fill(one, RandomStream.of(seed, STREAM, first + i));
            System.arraycopy(one, 0, values, i * size, size);
        }
        return new Latents(size, values);
    }

    /**
     * Draws latents from the normal distribution cut off at plus and minus a threshold, by the truncation trick (Brock, Donahue
     * and Simonyan, ICLR 2019, section 3.1): the smaller the threshold, the more typical, and the more alike, are the images.
     * BigGAN goes down from 2 to 0.04.
     *
     * <p>They are those of {@link #draw}, but what lies beyond the threshold is drawn anew: element {@code k} of latent {@code
     * i} from {@code RandomStream.of(seed, 3, i, k)}, uniformly within the threshold, as often as it takes until a further
     * uniform number from [0, 1) is below {@code exp(-z^2 / 2)}. A latent does not depend on how many are drawn either.
     *
     * @param size the length of each, at least 1
     * @param count how many, at least 1
     * @param seed of all of them
     * @param threshold above 0; what is far above 5 truncates nothing
     * @throws IllegalArgumentException if an argument is out of range
     */
    public static Latents truncated(int size, int count, long seed, double threshold) {
        checkArgument(threshold > 0, "threshold must be above 0, was %s", threshold);
        Latents latents = draw(Prior.NORMAL, size, count, seed);
        float[] values = latents.values;
        for (int place = 0; place < values.length; place++) {
            if (Math.abs(values[place]) > threshold) {
                RandomStream random = RandomStream.of(seed, TRUNCATION_STREAM, place / size, place % size);
                values[place] = within(threshold, random);
            }
        }
        return latents;
    }

    /** A normal deviate within the threshold, by rejection from uniform ones, which is quick however small it is. */
    private static float within(double threshold, RandomStream random) {
        while (true) {
            float value = (float) ((2 * random.nextDouble() - 1) * threshold);
            boolean kept = random.nextDouble() < StrictMath.exp(-0.5 * value * value);
            // rounding may have lifted it above
            if (kept && Math.abs(value) <= threshold) {
                return value;
            }
        }
    }

    /**
     * Latents that you give, one array each.
     *
     * @throws IllegalArgumentException if there is none, if their lengths differ, or if a number is not finite
     */
    public static Latents of(float[]... latents) {
        checkArgument(latents.length >= 1 && latents[0].length >= 1, "at least one latent of at least one number");
        int size = latents[0].length;
        float[] values = new float[Math.multiplyExact(latents.length, size)];
        for (int i = 0; i < latents.length; i++) {
            checkArgument(
                    latents[i].length == size, "latents of one size: %s has %s, 0 has %s", i, latents[i].length, size);
            for (float value : latents[i]) {
                checkArgument(Float.isFinite(value), "latent %s holds %s", i, String.valueOf(value));
            }
            System.arraycopy(latents[i], 0, values, i * size, size);
        }
        return new Latents(size, values);
    }

    /** The length of each. */
    public int size() {
        return size;
    }

    /** How many there are. */
    public int count() {
        return values.length / size;
    }

    /** One of them alone. */
    public Latents get(int index) {
        return slice(index, index + 1);
    }

    /** Those from one place to before another. */
    public Latents slice(int from, int to) {
        Objects.checkFromToIndex(from, to, count());
        checkArgument(from < to, "a slice holds at least one latent, %s to %s holds none", from, to);
        return new Latents(size, Arrays.copyOfRange(values, from * size, to * size));
    }

    /** These latents, all of them this many times one after the other. */
    Latents repeated(int times) {
        float[] all = floats((long) times * count(), size, "take fewer at a time");
        for (int i = 0; i < times; i++) {
            System.arraycopy(values, 0, all, i * values.length, values.length);
        }
        return new Latents(size, all);
    }

    /** All numbers, {@code (N, size)} in row-major order, in a new array. */
    public float[] toFloats() {
        return values.clone();
    }

    /** The array itself, for the package's own use. */
    float[] values() {
        return values;
    }

    /**
     * A path of latents from one to another by spherical interpolation (White 2016, "Sampling generative networks"), {@code
     * sin((1 - t) w) / sin(w) a + sin(t w) / sin(w) b} with the angle {@code w} between them, which stays where a normal
     * prior has its mass; a straight line where the two are parallel.
     *
     * @param from the first, a single latent
     * @param to the last, a single latent of the same size
     * @param steps the number of latents on the path, both ends included; at least 2
     * @throws IllegalArgumentException if there are fewer steps, several latents at an end, or latents of two sizes
     */
    public static Latents slerp(Latents from, Latents to, int steps) {
        checkArgument(from.count() == 1 && to.count() == 1, "slerp goes from one latent to one latent; use get(i)");
        checkArgument(from.size == to.size, "latents of one size, were %s and %s", from.size, to.size);
        checkArgument(steps >= 2, "steps must be at least 2, was %s", steps);
        float[] path = floats(steps, from.size, "take fewer steps at a time");
        for (int step = 0; step < steps; step++) {
            float[] one = Prior.NORMAL.between(from.values, to.values, (double) step / (steps - 1));
            System.arraycopy(one, 0, path, step * from.size, from.size);
        }
        return new Latents(from.size, path);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Latents latents && size == latents.size && Arrays.equals(values, latents.values);
    }

    @Override
    public int hashCode() {
        return 31 * size + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Latents(" + count() + ", " + size + ")";
    }
}
