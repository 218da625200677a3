package io.gan4j.onnx;

import io.gan4j.inference.ImageTranslator;
import io.gan4j.inference.LoadOptions;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Translates one picture of a size in a JVM of its own, and says what came out. */
final class LargePicture {
    private LargePicture() {}

    /** @param arguments the model, the side of the picture, and its type, a constant of {@link BufferedImage} */
    public static void main(String... arguments) throws IOException {
        int side = Integer.parseInt(arguments[1]);
        BufferedImage picture = new BufferedImage(side, side, Integer.parseInt(arguments[2]));
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                picture.setRGB(x, y, (y & 0xFF) << 24 | (x & 0xFF) << 16 | (y & 0xFF) << 8 | 0x40);
            }
        }
        byte[] file = Files.readAllBytes(Path.of(arguments[0]));
        try (ImageTranslator translator =
                ImageTranslator.load(file, LoadOptions.defaults().threads(1))) {
            BufferedImage made = translator.translate(picture);
            System.out.println(made.getWidth() + " x " + made.getHeight() + ", different pixels: "
                    + differences(picture, made, translator.scale()));
        }
    }

    /** How many of every 11th pixel along both axes are not the one that was repeated. */
    private static int differences(BufferedImage picture, BufferedImage made, int scale) {
        int differences = 0;
        for (int y = 0; y < made.getHeight(); y += 11) {
            for (int x = 0; x < made.getWidth(); x += 11) {
                differences += made.getRGB(x, y) == picture.getRGB(x / scale, y / scale) ? 0 : 1;
            }
        }
        return differences;
    }
}
