package io.gan4j.inference;

import io.gan4j.image.Pixels;
import io.gan4j.tensor.Shape;
import java.awt.image.BufferedImage;

/** Gives an image without alpha the alpha of the picture that it was made of. */
final class AlphaOf {
    private static final int RGB = 3;
    private static final int RGBA = 4;

    private AlphaOf() {}

    /** The image with the picture's alpha, fitted to its size; the image itself where there is none to keep. */
    static Pixels picture(BufferedImage picture, Pixels made) {
        if (!picture.getColorModel().hasAlpha() || made.shape().channels() != RGB) {
            return made;
        }
        int height = made.shape().height();
        int width = made.shape().width();
        byte[] whole = Pixels.of(picture, RGBA).fitted(height, width).toBytes();
        int area = height * width;
        byte[] both = new byte[RGBA * area];
        System.arraycopy(made.toBytes(), 0, both, 0, RGB * area);
        System.arraycopy(whole, RGB * area, both, RGB * area, area);
        return Pixels.of(Shape.of(RGBA, height, width), both);
    }
}
