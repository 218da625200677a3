package io.gan4j.layer;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;
import static java.util.stream.Collectors.joining;

import com.google.common.base.CaseFormat;
import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.CheckReturnValue;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.DoubleSupplier;

/**
 * Adaptive discriminator augmentation (Karras et al., "Training generative adversarial networks with limited data", NeurIPS
 * 2020): each change of {@link Kind} happens to each image, real or fake, with the probability {@code p}, so that most images
 * show what the data are like and the generator learns to make those, not the changed ones. As long as {@code p} is below
 * {@value #MOST}, even mirrored and turned images do not leak into what is generated; a kind that the data never show still
 * costs learning, and is left out by {@link #without}.
 *
 * <p>By {@link Followed} {@code p} begins at 0 and rises while the discriminator is sure of more of the real images than it
 * should be: it is a number that the game keeps, part of every checkpoint. By {@link Fixed} it stays as it is.
 *
 * <table>
 *   <caption>Kinds in the order in which they happen; u is uniform in [0, 1), n normal with mean 0 and standard deviation 1,
 *   drawn anew
 *       for each image</caption>
 *   <tr><th>kind</th><th>what happens</th></tr>
 *   <tr><td>mirror</td><td>left and right are exchanged, in half of the cases</td></tr>
 *   <tr><td>turn</td><td>0 to 3 quarter turns; of images that are not square a half turn in half of the cases</td></tr>
 *   <tr><td>shift</td><td>a shift by whole pixels, {@code round(side (2u - 1) / 8)} along each axis</td></tr>
 *   <tr><td>zoom</td><td>height and width become {@code 2^(n / 5)} times as large</td></tr>
 *   <tr><td>stretch</td><td>the width becomes {@code 2^(n / 5)} times as large, the height smaller by that factor</td></tr>
 *   <tr><td>drift</td><td>a shift by {@code side n / 8} along each axis, between pixels</td></tr>
 *   <tr><td>brightness</td><td>{@code x + n / 5}</td></tr>
 *   <tr><td>contrast</td><td>{@code x 2^(n / 2)}</td></tr>
 *   <tr><td>luma flip</td><td>{@code x - 2m} with each pixel's mean {@code m} over its colors, in half of the cases: light
 *   becomes dark
 *       and the hue stays</td></tr>
 *   <tr><td>hue</td><td>a rotation of the colors about the axis of grey by {@code (2u - 1) pi}</td></tr>
 *   <tr><td>saturation</td><td>{@code m + (x - m) 2^n}</td></tr>
 * </table>
 *
 * <p>Shifts and scales are one bilinear resampling along each axis, so that gradients of every order flow through them; the
 * paper's rotation by any angle and its low-pass filters are left out. Images of 3 or 4 channels are RGB and alpha, which
 * colors do not change; of any other number of channels the luma flip is {@code -x}, and hue and saturation do nothing.
 *
 * @param kinds what may happen, without repetitions; the order does not matter
 * @param control how {@code p} is found
 * @param border what comes in from outside of the image
 * @param background the value that comes in from outside, in [-1, 1], for {@link Border#BACKGROUND}; 0 for the other
 */
@CheckReturnValue
public record Ada(ImmutableList<Kind> kinds, Control control, Border border, float background) implements Augmentation {
    /** The largest probability: above it changes leak into what is generated. */
    public static final float MOST = 0.8f;

    /** The share that the paper takes for the sign that the discriminator is not sure of too many images. */
    private static final float STANDARD_TARGET = 0.6f;
    /** A run of an hour on two cores shows a discriminator some hundred thousand images; the paper's 500,000 are for days. */
    private static final int STANDARD_IMAGES = 20_000;

    /** What may happen to an image, see {@link Ada}. */
    public enum Kind {
        /** Left and right are exchanged. */
        MIRROR(2),
        /** Quarter turns. */
        TURN(2),
        /** A shift by whole pixels. */
        SHIFT(3),
        /** Another size. */
        ZOOM(2),
        /** Another ratio of width and height. */
        STRETCH(2),
        /** A shift between pixels. */
        DRIFT(3),
        /** Lighter or darker. */
        BRIGHTNESS(2),
        /** More or less contrast. */
        CONTRAST(2),
        /** Light becomes dark. */
        LUMA_FLIP(2),
        /** Other colors. */
        HUE(2),
        /** More or less colorful. */
        SATURATION(2);

        private final int numbers;

        Kind(int numbers) {
            this.numbers = numbers;
        }

        /**
         * Returns the place, among the numbers of an image, of the one that decides whether this happens; what is done follows
         * it.
         */
        public int place() {
            // the first number is the probability
            return 1
                    + Arrays.stream(values())
                            .limit(ordinal())
                            .mapToInt(kind -> kind.numbers)
                            .sum();
        }
    }

    /** What comes in from outside of an image that is shifted or made smaller. */
    public enum Border {
        /**
         * The image itself, mirrored at its border: black beside digits on black, and never a color that the data do not have.
         */
        REFLECTED,
        /** One value. */
        BACKGROUND
    }

    /** How the probability is found. */
    public sealed interface Control {}

    /**
     * The probability follows the discriminator: every 4 steps it moves towards more augmentation if {@code r}, the mean sign
     * of the scores of the real images since the last move, is above the target, and towards less if it is below. {@code r} is
     * 1 for a discriminator that takes all real images for real, and 0 for one that cannot tell.
     *
     * @param target what {@code r} should be; 0.6 in the paper
     * @param images the number of images that the discriminator has to be shown for the probability to go from 0 to 1
     */
    public record Followed(float target, int images) implements Control {
        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if the target is not between 0 and 1, or there are no images
         */
        public Followed {
            checkArgument(target > 0 && target < 1, "target must be above 0 and below 1, was %s", target);
            checkArgument(images >= 1, "images must be at least 1, was %s", images);
        }
    }

    /**
     * The probability stays as it is.
     *
     * @param probability in [0, {@value Ada#MOST}]
     */
    public record Fixed(float probability) implements Control {
        /**
         * Checks the probability.
         *
         * @throws IllegalArgumentException if it is out of range
         */
        public Fixed {
            checkArgument(
                    probability >= 0 && probability <= MOST,
                    "probability must be in [0, %s], above which changes leak into what is generated, was %s",
                    MOST,
                    probability);
        }
    }

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if there is no kind, or one twice, or the background is not in [-1, 1]
     */
    public Ada {
        checkArgument(
                !kinds.isEmpty() && new HashSet<>(kinds).size() == kinds.size(),
                "kinds must be one or more of %s, each once, were %s",
                Arrays.asList(Kind.values()),
                kinds);
        checkArgument(background >= -1 && background <= 1, "background must be in [-1, 1], was %s", background);
        checkArgument(
                border == Border.BACKGROUND || background == 0,
                "a reflected border has no background, which was %s",
                background);
    }

    /**
     * Returns the augmentation of these kinds, whose probability follows the discriminator with a target of 0.6 and goes from 0
     * to 1 in 20,000 images, with a reflected border.
     *
     * @throws IllegalArgumentException if there is none, or one twice
     */
    public static Ada of(Kind... kinds) {
        return new Ada(
                ImmutableList.copyOf(kinds), new Followed(STANDARD_TARGET, STANDARD_IMAGES), Border.REFLECTED, 0);
    }

    /** Returns the augmentation of all kinds, see {@link #of}. */
    public static Ada all() {
        return of(Kind.values());
    }

    /**
     * Returns the same augmentation without some kinds: without {@link Kind#MIRROR} and {@link Kind#TURN} for writing, for
     * example.
     *
     * @throws IllegalArgumentException if no kind is left
     */
    public Ada without(Kind... others) {
        Set<Kind> left = Set.of(others);
        return new Ada(
                kinds.stream().filter(kind -> !left.contains(kind)).collect(toImmutableList()),
                control,
                border,
                background);
    }

    /**
     * Returns the same augmentation with a probability that does not change.
     *
     * @throws IllegalArgumentException if it is not in [0, {@value #MOST}]
     */
    public Ada fixed(double probability) {
        return new Ada(kinds, new Fixed((float) probability), border, background);
    }

    /**
     * Returns the same augmentation with a probability that follows the discriminator.
     *
     * @param target what the mean sign of the scores of real images should be
     * @param images the number of images that the discriminator has to be shown for the probability to go from 0 to 1
     * @throws IllegalArgumentException if the target is not between 0 and 1, or there are no images
     */
    public Ada following(double target, int images) {
        return new Ada(kinds, new Followed((float) target, images), border, background);
    }

    /**
     * Returns the same augmentation with one value outside of images instead of a reflected border.
     *
     * @throws IllegalArgumentException if it is not in [-1, 1]
     */
    public Ada background(double value) {
        return new Ada(kinds, control, Border.BACKGROUND, (float) value);
    }

    @Override
    public String describe() {
        String named = kinds.size() == Kind.values().length
                ? "all kinds"
                : kinds.stream()
                        .sorted()
                        .map(kind -> CaseFormat.UPPER_UNDERSCORE.to(CaseFormat.LOWER_CAMEL, kind.name()))
                        .collect(joining(", "));
        String chance = control instanceof Followed followed
                ? "following a mean sign of " + followed.target() + " within " + followed.images() + " images"
                : "with a probability of " + ((Fixed) control).probability();
        return "adaptive augmentation by " + named + ", " + chance
                + (border == Border.REFLECTED ? "" : ", on a background of " + background) + " (Karras et al. 2020)";
    }

    /** Returns the same augmentation: a reflected border has the data's colors already, and a background is set. */
    @Override
    public Ada onBorder(DoubleSupplier color) {
        return this;
    }

    @Override
    public Layer layer(int images) {
        return new AdaptiveAugment(this, images);
    }
}
