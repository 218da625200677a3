package io.gan4j.image;

/**
 * How pixels are weighed where an image is made smaller by a whole factor. A network for super-resolution learns to undo the
 * one that made its data, and does worse on images that were reduced by another.
 */
public enum Kernel {
    /** The mean of each square of pixels. */
    AREA,

    /**
     * Cubic convolution (Keys 1981, a = -0.5), widened by the factor so that nothing aliases: Pillow's {@code BICUBIC}, and
     * Matlab's {@code imresize} but for its rounding.
     */
    BICUBIC
}
