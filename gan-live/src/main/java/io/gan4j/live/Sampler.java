package io.gan4j.live;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.gan4j.image.Images;
import io.gan4j.inference.Conditions;
import io.gan4j.inference.Generator;
import io.gan4j.inference.LatentDirections;
import io.gan4j.inference.Latents;
import io.gan4j.tensor.Prior;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Pictures of latents that somebody who watches chooses, made by the generator as it is at that moment. One is made at a time, and
 * no more than four a second, so that whoever asks can hold the run up for a share of its time only; the share that it was counts as
 * the cost of watching.
 */
final class Sampler {
    /** The directions that there are sliders for. */
    private static final int DIRECTIONS = 8;

    /** The values of one picture. */
    private static final int MOST_VALUES = 1 << 20;

    private static final double FAR_NORMAL = 4;
    private static final double FAR_UNIFORM = 1.5;
    private static final long SHORTEST_WAIT = TimeUnit.MILLISECONDS.toNanos(250);

    private final Generator generator;
    private final Budget budget;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable LatentDirections directions;
    private long due = System.nanoTime();

    Sampler(Generator generator, Budget budget) {
        this.generator = generator;
        this.budget = budget;
    }

    /**
     * What is asked for.
     *
     * @param seed of the latents
     * @param count how many
     * @param place the class; -1 for those that the seed draws
     * @param amounts how far the latents move along each direction
     * @param anew whether the directions are to be found anew
     */
    record Wish(long seed, int count, int place, double[] amounts, boolean anew) {}

    /** True if it makes pictures of what the generator makes. */
    static boolean shows(Generator generator) {
        return Images.canHold(generator.shape()) && generator.shape().size() <= MOST_VALUES;
    }

    /** Says what can be asked for. */
    void describe(JsonObject head) {
        JsonObject sampler = new JsonObject();
        sampler.addProperty("directions", Math.min(DIRECTIONS, generator.latentSize()));
        sampler.addProperty("far", generator.card().prior() == Prior.NORMAL ? FAR_NORMAL : FAR_UNIFORM);
        JsonArray classes = new JsonArray();
        generator.classes().forEach(name -> classes.add(StoryLines.text(name)));
        sampler.add("classes", classes);
        head.add("sampler", sampler);
    }

    /** The picture, or the status that refuses it. */
    record Made(int status, byte[] png) {
        private static Made refused(int status) {
            return new Made(status, new byte[0]);
        }
    }

    Made make(Wish wish) {
        boolean fits = wish.place() < generator.classes().size()
                && wish.amounts().length <= Math.min(DIRECTIONS, generator.latentSize());
        if (!fits || (long) wish.count() * generator.shape().size() > MOST_VALUES) {
            return Made.refused(400);
        }
        if (!lock.tryLock()) {
            return Made.refused(429);
        }
        try {
            if (System.nanoTime() - due < 0) {
                return Made.refused(429);
            }
            Made made = made(wish);
            due = System.nanoTime() + SHORTEST_WAIT;
            return made;
        } catch (IllegalStateException e) {
            // the run is over, or what it makes is not finite
            return Made.refused(409);
        } finally {
            lock.unlock();
        }
    }

    private Made made(Wish wish) {
        long began = System.nanoTime();
        Latents latents = moved(wish);
        boolean asDrawn = generator.classes().isEmpty();
        Images images = asDrawn ? generator.generate(latents) : generator.generate(latents, conditions(wish));
        budget.asked(System.nanoTime() - began);
        return new Made(200, images.grid().toPng());
    }

    private Conditions conditions(Wish wish) {
        return wish.place() < 0 ? generator.conditions(wish.count(), wish.seed()) : Conditions.of(wish.place());
    }

    /** The directions are found when latents are first moved, which takes four times as many samples as a latent has elements. */
    private Latents moved(Wish wish) {
        Latents latents = generator.latents(wish.count(), wish.seed());
        boolean still = true;
        for (double amount : wish.amounts()) {
            still &= amount == 0;
        }
        if (still && !wish.anew()) {
            return latents;
        }
        LatentDirections found = directions;
        if (found == null || wish.anew()) {
            found = LatentDirections.of(generator, DIRECTIONS);
            directions = found;
        }
        return found.moved(latents, wish.amounts());
    }
}
