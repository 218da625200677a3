package io.gan4j.watch;

import io.gan4j.tensor.Shape;

/**
 * What tells pictures from static.
 *
 * @param contrast the standard deviation of the values of an image around its mean, channel by channel
 * @param roughness the mean squared difference of neighboring pixels over twice the variance: 1 for white noise, 0.1 to 0.3 for
 *     most pictures
 */
record Texture(double contrast, double roughness) {
    /** A contrast below this share of the data's shows nothing. */
    private static final double LEAST_CONTRAST = 0.25;

    /**
     * Measures images.
     *
     * @param images {@code (N, C, H, W)} in row-major order
     * @param shape of one of them, of at least two pixels
     */
    static Texture of(float[] images, Shape shape) {
        int height = shape.height();
        int width = shape.width();
        double variance = 0;
        double differences = 0;
        long neighbors = 0;
        for (int plane = 0; plane < images.length; plane += height * width) {
            double mean = 0;
            for (int i = 0; i < height * width; i++) {
                mean += images[plane + i] / (double) (height * width);
            }
            for (int i = 0; i < height * width; i++) {
                double value = images[plane + i];
                variance += (value - mean) * (value - mean);
                if (i % width > 0) {
                    differences += square(value - images[plane + i - 1]);
                    neighbors++;
                }
                if (i >= width) {
                    differences += square(value - images[plane + i - width]);
                    neighbors++;
                }
            }
        }
        double ofPixel = variance / images.length;
        return new Texture(Math.sqrt(ofPixel), ofPixel == 0 ? 0 : differences / neighbors / (2 * ofPixel));
    }

    private static double square(double value) {
        return value * value;
    }

    /** True if neighbors have no more to do with each other than half way from these pictures to white noise. */
    boolean isNoiseBeside(Texture pictures) {
        return roughness > (1 + pictures.roughness) / 2;
    }

    /** True if there is next to nothing to be seen, where these pictures show something. */
    boolean isBlankBeside(Texture pictures) {
        return contrast < LEAST_CONTRAST * pictures.contrast;
    }
}
