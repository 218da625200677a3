package io.gan4j.examples;

import io.gan4j.image.Gif;
import io.gan4j.inference.Generator;
import io.gan4j.inference.Latents;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What an app does that only generates; it needs gan-onnx and nothing else: {@code EmbedGenerator digits.onnx FOLDER}.
 */
public final class EmbedGenerator {
    private static final long SEED = 42;

    private EmbedGenerator() {}

    /** Writes a sheet, a single image and a film from one image to another into the folder that the second argument names. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[1]);
        try (Generator generator = Generator.load(Path.of(args[0]))) {
            generator.generate(64, SEED).grid().writePng(folder.resolve("sheet.png"));
            generator.generate(1, SEED).enlarged(8).writePng(folder.resolve("first.png"));
            Latents ends = generator.latents(2, SEED);
            Gif.of(generator.interpolate(ends.get(0), ends.get(1), 30)).write(folder.resolve("between.gif"));
        }
    }
}
