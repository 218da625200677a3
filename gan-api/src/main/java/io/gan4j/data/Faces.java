package io.gan4j.data;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import java.util.Objects;

/**
 * Faces of one drawn person, who is nobody, in random poses, with random expressions and light: what a face swap can be tried
 * and measured on without a photograph of anyone. RGB, shape {@code (3, size, size)}.
 *
 * <pre>{@code
 * Faces ofA = Faces.of(500).identity(3).seed(1);
 * Dataset a = ofA.draw();
 * Dataset b = Faces.of(500).identity(8).seed(2).draw();
 * Dataset truth = ofA.identity(8).draw(); // what a perfect swap makes of a
 * }</pre>
 *
 * <p>An identity decides skin, hair, brows, eyes, the forms of face, nose and mouth, glasses, beard and clothes. What the
 * picture with a number shows of the person at that moment, its {@link State}, depends on the seed and the number alone: so the
 * true swap of a picture exists, as the same number of the same seed and another identity. Give two identities different seeds
 * for training, so that no network can learn from pairs.
 *
 * <p>Sample {@code i} depends on identity, seed, size and {@code i} alone: not on the count, the platform or the number of
 * processors. Immutable: each setting returns a new value.
 *
 * @param identity which person; at least 0, default 0
 * @param count how many pictures; at least 1
 * @param size height and width in pixels; 16 to 256, default 64
 * @param seed the seed of all states; default 0
 */
@CheckReturnValue
public record Faces(int identity, int count, int size, long seed) {
    /** Height and width unless set otherwise. */
    public static final int DEFAULT_SIZE = 64;

    private static final int LEAST_SIZE = 16;
    private static final int MOST_SIZE = 256;
    private static final long STREAM = 0xFA5E;

    /** @throws IllegalArgumentException if a value is out of range */
    public Faces {
        checkArgument(identity >= 0, "identity must be at least 0, was %s", identity);
        checkArgument(count >= 1, "count must be at least 1, was %s", count);
        checkArgument(
                size >= LEAST_SIZE && size <= MOST_SIZE,
                "size must be from %s to %s pixels, was %s",
                LEAST_SIZE,
                MOST_SIZE,
                size);
    }

    /**
     * What a picture shows of a person at a moment; -1 to 1 each, 0 to 1 where it says so.
     *
     * @param yaw how far the head is turned, 1 to the right of the picture
     * @param pitch how far the head is bent, 1 down
     * @param roll how far the head is tilted, 1 clockwise
     * @param gazeX where the eyes look, 1 to the right of the picture
     * @param gazeY where the eyes look, 1 down
     * @param smile from the corners of the mouth down to up
     * @param mouth how far it is open, from 0
     * @param brows how far they are raised
     * @param light where it comes from, 1 from the right of the picture
     * @param backdrop the color behind, from 0 around the circle of hues
     */
    public record State(
            double yaw,
            double pitch,
            double roll,
            double gazeX,
            double gazeY,
            double smile,
            double mouth,
            double brows,
            double light,
            double backdrop) {
        private static State draw(RandomStream random) {
            return new State(
                    spread(random),
                    spread(random),
                    spread(random),
                    spread(random),
                    spread(random),
                    spread(random),
                    Math.max(0, 1.6 * random.nextDouble() - 0.6),
                    spread(random),
                    spread(random),
                    random.nextDouble());
        }

        private static double spread(RandomStream random) {
            return 2 * random.nextDouble() - 1;
        }
    }

    /**
     * This many pictures of 64 x 64 pixels of identity 0, seed 0.
     *
     * @throws IllegalArgumentException if below 1
     */
    public static Faces of(int count) {
        return new Faces(0, count, DEFAULT_SIZE, 0);
    }

    /**
     * Sets which person is drawn. The states stay the same.
     *
     * @throws IllegalArgumentException if below 0
     */
    public Faces identity(int newIdentity) {
        return new Faces(newIdentity, count, size, seed);
    }

    /**
     * Sets height and width, in pixels.
     *
     * @throws IllegalArgumentException if below 16 or above 256
     */
    public Faces size(int pixels) {
        return new Faces(identity, count, pixels, seed);
    }

    /** Sets the seed: another seed, other states. */
    public Faces seed(long newSeed) {
        return new Faces(identity, count, size, newSeed);
    }

    /**
     * What picture {@code index} shows.
     *
     * @throws IndexOutOfBoundsException if there is no such picture
     */
    public State state(int index) {
        return State.draw(RandomStream.of(seed, STREAM, Objects.checkIndex(index, count)));
    }

    /**
     * Draws the pictures.
     *
     * @throws IllegalStateException if count and size together exceed the 2 GiB that a dataset in memory may hold
     */
    public Dataset draw() {
        Shape shape = Shape.of(3, size, size);
        FaceLook look = FaceLook.of(identity);
        byte[] pixels = Canvas.paint(
                count, shape, (index, into, offset) -> new FacePainting(look, state(index), size).paint(into, offset));
        return MemoryDataset.ofPixels(Canvas.name("faces of person " + identity, count, shape, seed), shape, pixels);
    }
}
