package io.gan4j.layer;

import java.util.function.DoubleSupplier;

/**
 * A way to change at random all images that a discriminator is given while it is trained on few of them: {@link DiffAugment}
 * changes every image, {@link Ada} each with a probability that follows how far the discriminator has learned the images by
 * heart.
 */
public sealed interface Augmentation permits DiffAugment, Ada {
    /** Returns the augmentation in a phrase with its source. */
    String describe();

    /**
     * Returns the augmentation for images with a border of one color: what comes in from outside of them then has it, unless it
     * is set.
     *
     * @param color gives the color of the border, in [-1, 1], or 0, which is grey, if the images have none; not asked where it
     *     would make no difference
     */
    Augmentation onBorder(DoubleSupplier color);

    /**
     * Returns the layer in front of a discriminator that changes the images.
     *
     * @param images the number of images that the discriminator is given as one sample, their channels one behind the other
     */
    Layer layer(int images);
}
