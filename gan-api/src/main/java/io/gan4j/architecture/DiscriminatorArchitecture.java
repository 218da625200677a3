package io.gan4j.architecture;

import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;

/**
 * A recipe for a discriminator of images: shapes in, network out. Its output is one score, {@code (1)}, or a map of scores,
 * {@code (1, h, w)}, each for a patch of the image. Implementations are immutable.
 */
public interface DiscriminatorArchitecture {
    /** The name of the first input of a conditional discriminator, the image that was translated. */
    String INPUT = "input";
    /** The name of its second input, the image that is judged. */
    String OUTPUT = "output";

    /**
     * The discriminator that judges an image by itself, with one input, {@code x}.
     *
     * @throws IllegalArgumentException if the recipe has no network for this shape; the message names the nearest that it has
     */
    Network discriminator(Shape sample);

    /**
     * The conditional discriminator, which judges whether an image goes with another one of its size. Its inputs are {@link
     * #INPUT} and {@link #OUTPUT}, which it concatenates along their channels.
     *
     * @param input the shape of the image that was translated
     * @param output the shape of the image that is judged
     * @throws IllegalArgumentException if the images differ in height or width, or the recipe has no network for them
     */
    Network discriminator(Shape input, Shape output);
}
