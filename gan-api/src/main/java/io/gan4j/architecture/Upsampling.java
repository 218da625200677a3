package io.gan4j.architecture;

/** How a network between images doubles height and width. */
public enum Upsampling {
    /** By a transposed convolution of stride 2, as the papers do. */
    TRANSPOSED,
    /**
     * By repeating each pixel and a convolution of 3x3 behind it, which leaves no checkerboard (Odena, Dumoulin and Olah,
     * "Deconvolution and checkerboard artifacts", Distill 2016) and costs about as much.
     */
    NEAREST
}
