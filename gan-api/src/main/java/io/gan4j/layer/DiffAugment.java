package io.gan4j.layer;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.tensor.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/**
 * Differentiable augmentation of images (Zhao et al., "Differentiable augmentation for data-efficient GAN training", NeurIPS
 * 2020, section 3.3) in front of a discriminator: while the network is played, each image that it is given, real or fake, in
 * its own phase or in the generator's, is changed at random, and gradients flow through the change. In evaluation and after
 * export nothing happens. Images {@code (C, H, W)} in [-1, 1], any number of channels.
 *
 * <table>
 *   <caption>Kinds, in the order in which they happen; u is uniform in [0, 1), drawn anew for each image</caption>
 *   <tr><th>kind</th><th>what happens</th></tr>
 *   <tr><td>color</td><td>brightness {@code x + u - 0.5}; then saturation {@code m + 2 u (x - m)} with each pixel's mean {@code
 *   m}
 *       over its channels; then contrast {@code m + (u + 0.5)(x - m)} with the image's mean</td></tr>
 *   <tr><td>translation</td><td>a shift by whole pixels, up to an eighth of each side, rounded</td></tr>
 *   <tr><td>cutout</td><td>a rectangle of half the sides becomes background; it may hang over the edge</td></tr>
 * </table>
 *
 * @param kinds what is done, without repetitions; the order does not matter
 * @param background what comes in from outside the image and what is left where it is cut out, in [-1, 1]: the paper's 0 is
 *     grey, -1 is black
 * @param fill whether that is the background of all data
 */
@CheckReturnValue
public record DiffAugment(ImmutableList<Kind> kinds, float background, Fill fill) implements Layer, Augmentation {
    /** The number of uniform numbers that are drawn for each image. */
    public static final int DRAWN = 7;
    /** The part of a side that an image may be shifted by. */
    private static final double SHIFT = 0.125;

    /** What is done to an image, see {@link DiffAugment}. */
    public enum Kind {
        /** Brightness, saturation and contrast. */
        COLOR,
        /** A shift. */
        TRANSLATION,
        /** A rectangle is cut out. */
        CUTOUT
    }

    /** How the background is found. */
    public enum Fill {
        /** It is the color of the images' border where nearly all of them have the same one, and else grey. */
        BORDER,
        /** It is the one that is set, whatever the images. */
        SET
    }

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if there is no kind, or one twice, or the background is not in [-1, 1], or not 0 where
     *     the images' border is to say it
     */
    public DiffAugment {
        checkArgument(
                !kinds.isEmpty() && new HashSet<>(kinds).size() == kinds.size(),
                "kinds must be one or more of COLOR, TRANSLATION and CUTOUT, each once, were %s",
                kinds);
        checkArgument(background >= -1 && background <= 1, "background must be in [-1, 1], was %s", background);
        checkArgument(
                fill == Fill.SET || background == 0,
                "a background of %s is one that is set: take Fill.SET, or background(%s)",
                background,
                background);
    }

    /**
     * Returns the augmentation of these kinds, with the background of the images' border.
     *
     * @throws IllegalArgumentException if there is none, or one twice
     */
    public static DiffAugment of(Kind... kinds) {
        return new DiffAugment(ImmutableList.copyOf(kinds), 0, Fill.BORDER);
    }

    /**
     * Returns all three kinds, which the paper takes for fewer than 1,000 images, with the background of the images' border.
     */
    public static DiffAugment all() {
        return of(Kind.values());
    }

    /**
     * Returns the same kinds with this background, whatever the images: 0 is the paper's.
     *
     * @throws IllegalArgumentException if it is not in [-1, 1]
     */
    public DiffAugment background(float value) {
        return new DiffAugment(kinds, value, Fill.SET);
    }

    @Override
    public String describe() {
        String named = kinds.stream()
                .sorted()
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .collect(joining(", "));
        return "augmentation by " + named + (fill == Fill.BORDER ? "" : " on a background of " + background)
                + " (Zhao et al. 2020)";
    }

    /** The most pixels that an image is shifted along a side of this length. */
    public static int shift(int side) {
        return (int) Math.round(side * SHIFT);
    }

    /** The length of what is cut out of a side of this length, at least 1. */
    public static int hole(int side) {
        return Math.max(1, (side + 1) / 2);
    }

    @Override
    public DiffAugment onBorder(DoubleSupplier color) {
        return fill == Fill.BORDER ? background((float) color.getAsDouble()) : this;
    }

    @Override
    public DiffAugment layer(int images) {
        return this;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape input = Checks.single(this, inputs);
        if (!input.isImage()) {
            throw new ShapeException(kind(), "(channels, height, width)", input.toString());
        }
        return input;
    }

    @Override
    public Traits traits() {
        return Traits.of(Traits.Purpose.AUGMENTATION).drawing(new Traits.Uniforms(DRAWN));
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.diffAugment(this);
    }
}
