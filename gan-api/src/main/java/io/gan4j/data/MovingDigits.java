package io.gan4j.data;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.tensor.Shape;
import java.util.Arrays;
import java.util.Optional;

/**
 * Clips of two digits that move over each other and turn back at the border: a film whose next frame has one right answer.
 * White on black, shape {@code (1, size, size)}.
 *
 * <pre>{@code
 * Clips training = MovingDigits.of(1_000).draw();
 * Clips test = MovingDigits.of(100).seed(1).draw();
 * }</pre>
 *
 * <p>Each digit moves by a whole number of pixels a frame, -4 to 4 along each axis and not 0 along both, from a place drawn at
 * random. A step that would leave the frame is taken the other way, so two frames tell the next one and a perfect network has
 * no error; where digits overlap, the brighter pixel is seen. Unlike Moving MNIST (Srivastava et al. 2015), whose digits turn
 * at fractions of a pixel; results on the two cannot be compared.
 *
 * <p>Clip {@code i} depends on the digits, the seed, the number of frames, the size and {@code i} alone. Frames are drawn
 * whenever they are read, so that clips take no memory, however many there are. With another seed, the digits are other
 * drawn ones too. Immutable: each setting returns a new value.
 *
 * @param count how many clips; at least 1
 * @param frames how many frames a clip has; at least 1, default 20
 * @param size height and width in pixels; 32 to 256, default 64
 * @param seed the seed of all randomness; default 0
 * @param digits the images that move; empty for 1,000 drawn ones of 28/64 of the size
 */
@CheckReturnValue
public record MovingDigits(int count, int frames, int size, long seed, Optional<Dataset> digits) {
    /** The frames of a clip unless set otherwise, those of Moving MNIST. */
    public static final int DEFAULT_FRAMES = 20;

    /** Height and width unless set otherwise, those of Moving MNIST. */
    public static final int DEFAULT_SIZE = 64;

    static final int FASTEST = 4;

    private static final int LEAST_SIZE = 32;
    private static final int MOST_SIZE = 256;
    private static final int DRAWN_DIGITS = 1_000;

    /** @throws IllegalArgumentException if a value is out of range, or the digits cannot move */
    public MovingDigits {
        checkArgument(count >= 1, "count must be at least 1, was %s", count);
        checkArgument(frames >= 1, "frames must be at least 1, was %s", frames);
        checkArgument(
                (long) count * frames <= Integer.MAX_VALUE,
                "count times frames must be at most %s, was %s",
                Integer.MAX_VALUE,
                (long) count * frames);
        checkArgument(
                size >= LEAST_SIZE && size <= MOST_SIZE,
                "size must be from %s to %s pixels, was %s",
                LEAST_SIZE,
                MOST_SIZE,
                size);
        if (digits.isPresent()) {
            checkDigits(digits.get(), size);
        }
    }

    private static void checkDigits(Dataset digits, int size) {
        Shape shape = Parts.onlyImages(digits, "moved");
        checkArgument(
                shape.channels() == 1, "%s cannot be moved: its images must be grey, were %s", digits.name(), shape);
        int room = size - Math.max(shape.height(), shape.width());
        checkArgument(
                room >= 2 * FASTEST,
                "the images of %s are %s, size must be at least %s for them to move, was %s",
                digits.name(),
                Parts.extent(shape),
                size - room + 2 * FASTEST,
                size);
    }

    /**
     * This many clips of 20 frames of 64 x 64 pixels, seed 0, of drawn digits.
     *
     * @throws IllegalArgumentException if below 1
     */
    public static MovingDigits of(int count) {
        return new MovingDigits(count, DEFAULT_FRAMES, DEFAULT_SIZE, 0, Optional.empty());
    }

    /**
     * Sets how many frames a clip has.
     *
     * @throws IllegalArgumentException if below 1
     */
    public MovingDigits frames(int newFrames) {
        return new MovingDigits(count, newFrames, size, seed, digits);
    }

    /**
     * Sets height and width, in pixels.
     *
     * @throws IllegalArgumentException if below 32 or above 256, or digits that have been set do not fit
     */
    public MovingDigits size(int pixels) {
        return new MovingDigits(count, frames, pixels, seed, digits);
    }

    /** Sets the seed: another seed, other clips. */
    public MovingDigits seed(long newSeed) {
        return new MovingDigits(count, frames, size, newSeed, digits);
    }

    /**
     * Sets the images that move, such as MNIST's. Take others for tests than for training.
     *
     * @throws IllegalArgumentException if they are no grey images of 8-bit pixels, or not at least 8 pixels smaller than the
     *     frame
     */
    public MovingDigits digits(Dataset images) {
        return new MovingDigits(count, frames, size, seed, Optional.of(images));
    }

    /** The clips. */
    public Clips draw() {
        Dataset images = digits.orElseGet(() -> Digits.of(DRAWN_DIGITS)
                .size(size * Digits.DEFAULT_SIZE / DEFAULT_SIZE)
                .seed(seed)
                .draw());
        int[] lengths = new int[count];
        Arrays.fill(lengths, frames);
        return Clips.of(new MovingFrames(this, images), lengths);
    }
}
