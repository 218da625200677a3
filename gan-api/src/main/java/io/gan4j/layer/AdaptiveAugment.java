package io.gan4j.layer;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * {@link Ada} in front of a discriminator: while the network is played, images are changed at random, and gradients flow
 * through the change. In evaluation and after export nothing happens. Samples {@code (images C, H, W)} in [-1, 1] of {@code
 * images} images each, which are changed each in its own way.
 *
 * <p>A probability that follows the discriminator is the number {@value #PROBABILITY} of the game.
 *
 * @param policy what is done
 * @param images the number of images that make one sample
 */
@CheckReturnValue
public record AdaptiveAugment(Ada policy, int images) implements Layer {
    /** The number of the game that the probability is. */
    public static final String PROBABILITY = "augmentation";

    /** The length of what is drawn for each image: the place of the probability, and uniform numbers. */
    public static final int DRAWN = 25;

    /** Images need a pixel beside another to be reflected. */
    private static final int LEAST_SIDE = 2;

    /**
     * Checks the number of images.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public AdaptiveAugment {
        checkArgument(images >= 1, "images must be at least 1, was %s", images);
    }

    /** Returns true if the probability is a number that the game keeps. */
    public boolean isFollowing() {
        return policy.control() instanceof Ada.Followed;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape input = Checks.single(this, inputs);
        if (!input.isImage()
                || input.height() < LEAST_SIDE
                || input.width() < LEAST_SIDE
                || input.channels() % images != 0) {
            throw new ShapeException(
                    kind(),
                    "(channels, height, width) of "
                            + (images == 1 ? "an image" : images + " images")
                            + " of at least 2x2 pixels",
                    input.toString());
        }
        return input;
    }

    @Override
    public Traits traits() {
        return Traits.of(Traits.Purpose.AUGMENTATION)
                .drawing(new Traits.Uniforms(DRAWN * images, isFollowing() ? PROBABILITY : null));
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.adaptiveAugment(this);
    }
}
