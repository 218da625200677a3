package io.gan4j.game;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * Experience replay: the discriminator sees fakes of earlier steps among the present ones, so that the generator cannot win
 * by going in circles. The fakes that are kept are part of the game's state.
 *
 * @param kind how fakes are kept and shown
 * @param capacity how many fakes are kept
 */
public record Replay(Kind kind, int capacity) {
    private static final int POOL = 50;

    /** How fakes are kept and shown. */
    public enum Kind {
        /**
         * Half of each batch are present fakes, half are drawn from the buffer without repetition; then as many randomly
         * chosen entries of the buffer are replaced by present fakes (Shrivastava et al., CVPR 2017, section 2.3).
         */
        HALF,
        /**
         * Present fakes fill the pool and are shown themselves; once it is full, each is shown with probability 1/2, and
         * otherwise takes the place of a random one of the pool, which is shown instead (Zhu et al., CycleGAN, ICCV 2017,
         * section 4).
         */
        POOL
    }

    /**
     * Checks the capacity.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public Replay {
        checkArgument(capacity >= 1, "the capacity of a replay buffer must be at least 1, was %s", capacity);
    }

    /** Takes half of each batch from a buffer of this many fakes. */
    public static Replay half(int capacity) {
        return new Replay(Kind.HALF, capacity);
    }

    /** CycleGAN's pool of 50 fakes. */
    public static Replay pool() {
        return pool(POOL);
    }

    /** CycleGAN's pool of this many fakes. */
    public static Replay pool(int capacity) {
        return new Replay(Kind.POOL, capacity);
    }
}
