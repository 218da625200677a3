package io.gan4j.metric;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.tensor.Prior;
import io.gan4j.tensor.RandomStream;

/**
 * Short steps on the ways between random latents. Step {@code i} goes from {@code t} to {@code t + epsilon} on the way between
 * two latents, where {@code t} is uniform in [0, 1) and the way is {@link Prior#between}. All three come from {@code
 * RandomStream.of(seed, 0x9A7F, i)}, so that a step depends on no other.
 *
 * @param prior of the latents at both ends
 * @param size of a latent, at least 1
 * @param epsilon how long a step is, in parts of the way; above 0 and at most 1
 * @param seed of the ends and the places
 */
public record LatentPaths(Prior prior, int size, double epsilon, long seed) {
    private static final long STREAM = 0x9A7F;

    /** @throws IllegalArgumentException if a number is out of its range */
    public LatentPaths {
        checkArgument(size >= 1, "the size of a latent must be at least 1, was %s", size);
        checkArgument(epsilon > 0 && epsilon <= 1, "epsilon must be above 0 and at most 1, was %s", epsilon);
    }

    /** Both ends of the steps from one to before another, {@code (2 (to - from), size)}: the ends of a step are neighbours. */
    float[] steps(int from, int to) {
        float[] ends = new float[Math.multiplyExact(2 * (to - from), size)];
        float[] start = new float[size];
        float[] goal = new float[size];
        for (int i = from; i < to; i++) {
            RandomStream random = RandomStream.of(seed, STREAM, i);
            prior.fill(start, random);
            prior.fill(goal, random);
            double t = random.nextDouble();
            int at = 2 * (i - from) * size;
            System.arraycopy(prior.between(start, goal, t), 0, ends, at, size);
            System.arraycopy(prior.between(start, goal, t + epsilon), 0, ends, at + size, size);
        }
        return ends;
    }
}
