package io.gan4j.inference;

import io.gan4j.image.Pixels;
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
        // the picture's planes are not held while the result is made
        Pixels alpha = Pixels.of(picture, RGBA).channel(RGB);
        return made.withAlpha(alpha.fitted(made.shape().height(), made.shape().width()));
    }
}
