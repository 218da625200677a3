package io.gan4j.testing;

import io.gan4j.inference.Discriminator;
import io.gan4j.inference.Generator;
import io.gan4j.inference.LoadOptions;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.Recogniser;
import io.gan4j.tensor.RandomStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Files that a version wrote, kept for ever: what each gives, and the text that says what it gave when it was written. The text has
 * a line for each file, its name and the numbers.
 */
public final class GoldenModel {
    /** The name of the text beside the files. */
    public static final String EXPECTED = "expected.txt";

    private static final long SEED = 11;

    private GoldenModel() {}

    /** What a model gives for an input that never changes. */
    public static float[] output(Path file) throws IOException {
        ModelCard card = ModelCard.read(file);
        float[] input = new float[card.input().size()];
        RandomStream.of(SEED).fillUniform(input, -1, 1);
        LoadOptions options = LoadOptions.defaults().threads(1);
        switch (card.kind()) {
            case GENERATOR -> {
                try (Generator generator = Generator.load(file, options)) {
                    return generator.samples(generator.latents(1, SEED));
                }
            }
            case DISCRIMINATOR -> {
                try (Discriminator discriminator = Discriminator.load(file, options)) {
                    return discriminator.score(input);
                }
            }
            default -> {
                try (Recogniser recogniser = Recogniser.load(Files.readAllBytes(file), options, card.kind())) {
                    Recogniser.Reading reading = recogniser.read(input);
                    float[] all =
                            Arrays.copyOf(reading.features(), reading.features().length + reading.scores().length);
                    System.arraycopy(reading.scores(), 0, all, reading.features().length, reading.scores().length);
                    return all;
                }
            }
        }
    }

    /** The text with these lines. */
    public static void write(Path folder, Map<String, float[]> outputs) throws IOException {
        List<String> lines = outputs.entrySet().stream()
                .map(entry -> entry.getKey() + " " + text(entry.getValue()))
                .toList();
        Files.write(folder.resolve(EXPECTED), lines);
    }

    private static String text(float[] values) {
        return Arrays.toString(values).replaceAll("[\\[\\],]", "");
    }

    /** The lines of the text in a folder. */
    public static Map<String, float[]> expected(Path folder) throws IOException {
        return Files.readAllLines(folder.resolve(EXPECTED)).stream()
                .map(line -> line.split(" "))
                .collect(Collectors.toMap(parts -> parts[0], GoldenModel::numbers, (a, b) -> a, LinkedHashMap::new));
    }

    private static float[] numbers(String[] parts) {
        float[] numbers = new float[parts.length - 1];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Float.parseFloat(parts[i + 1]);
        }
        return numbers;
    }
}
