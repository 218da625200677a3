package io.gan4j.live;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.gan4j.image.Images;
import io.gan4j.inference.Conditions;
import io.gan4j.inference.Generator;
import io.gan4j.inference.LatentDirections;
import io.gan4j.inference.Latents;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Samples of latents that somebody who watches chooses, made by the generator as it is at that moment: images as PNG, points of
 * the plane as 32-bit floats, little end first. They are made one after the other, four a second at most, and out of the same
 * {@link Budget} as all that is watched; a run that is paused is not held up, and gives them as fast as they are asked for.
 */
final class Sampler {
    /** The directions that there are sliders for. */
    private static final int DIRECTIONS = 8;

    /** The values of one picture. */
    private static final int MOST_VALUES = 1 << 20;

    /** The images of one picture. */
    private static final int MOST_IMAGES = 64;

    private static final double FAR_NORMAL = 4;
    private static final double FAR_UNIFORM = 1.5;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long SHORTEST_WAIT = TimeUnit.MILLISECONDS.toNanos(250);

    private final Generator generator;
    private final Budget budget;
    private final BooleanSupplier paused;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable LatentDirections directions;
    private long due = System.nanoTime();

    /**
     * Makes pictures.
     *
     * @param paused whether the run stands still, so that nothing holds it up
     */
    Sampler(Generator generator, Budget budget, BooleanSupplier paused) {
        this.generator = generator;
        this.budget = budget;
        this.paused = paused;
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
        return makesPoints(generator)
                || Images.canHold(generator.shape()) && generator.shape().size() <= MOST_VALUES;
    }

    private static boolean makesPoints(Generator generator) {
        return generator.shape().equals(Shape.of(2));
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

    /**
     * The picture, or the status that refuses it.
     *
     * @param bytes a PNG, or points
     * @param seconds after which it may be asked again; 0 if that is not known
     */
    record Made(int status, byte[] bytes, long seconds) {
        private static Made refused(int status) {
            return new Made(status, new byte[0], 0);
        }

        private static Made tooEarly(long nanos) {
            return new Made(429, new byte[0], (nanos + SECOND - 1) / SECOND);
        }
    }

    Made make(Wish wish) {
        boolean fits = wish.place() < generator.classes().size()
                && wish.amounts().length <= Math.min(DIRECTIONS, generator.latentSize());
        int most = makesPoints(generator) ? Camera.POINTS : MOST_IMAGES;
        if (!fits
                || wish.count() > most
                || (long) wish.count() * generator.shape().size() > MOST_VALUES) {
            return Made.refused(400);
        }
        if (!lock.tryLock()) {
            return Made.refused(429);
        }
        try {
            boolean holds = !paused.getAsBoolean();
            long rest = Math.max(due - System.nanoTime(), holds ? budget.rest() : 0);
            if (rest > 0) {
                return Made.tooEarly(rest);
            }
            long began = System.nanoTime();
            float[] samples = samples(wish);
            if (holds) {
                budget.held(System.nanoTime() - began);
            }
            Made made = new Made(200, picture(samples), 0);
            due = System.nanoTime() + SHORTEST_WAIT;
            return made;
        } catch (IllegalStateException e) {
            // the run is over, or what it makes is not finite
            return Made.refused(409);
        } finally {
            lock.unlock();
        }
    }

    private float[] samples(Wish wish) {
        Latents latents = moved(wish);
        return generator.classes().isEmpty()
                ? generator.samples(latents)
                : generator.samples(latents, conditions(wish));
    }

    private byte[] picture(float[] samples) {
        return makesPoints(generator)
                ? Camera.bytes(samples)
                : Images.of(generator.shape(), samples).grid().toPng();
    }

    private Conditions conditions(Wish wish) {
        return wish.place() < 0 ? generator.conditions(wish.count(), wish.seed()) : Conditions.of(wish.place());
    }

    /**
     * The directions are found when latents are first moved, which takes four times as many samples as a latent has elements.
     */
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
