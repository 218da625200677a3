package com.example.app;

import io.gan4j.inference.Generator;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Draws a sheet of images: the model's file and the picture's file are its arguments. */
public final class DrawDigits {
    private static final long SEED = 42;

    private DrawDigits() {}

    public static void main(String[] args) throws IOException {
        try (Generator generator = Generator.load(Path.of(args[0]))) {
            BufferedImage sheet = generator.generate(64, SEED).grid().toBufferedImage();
            ImageIO.write(sheet, "png", Path.of(args[1]).toFile());
        }
    }
}
