package io.gan4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.testing.GoldenModel;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Models that versions of this library exported, kept for ever in a folder for each version: they are loaded, and give what they
 * gave then. {@code GoldenFiles} in gan-djl's tests writes those of a new version.
 */
class GoldenModelsTest {
    /** The tolerance of a number, relative where it is above 1: that of a model's own test vectors. */
    private static final float TOLERANCE = 1e-4f;

    private static final long MOST_BYTES = 20_000;

    private static List<Path> versions() throws IOException, URISyntaxException {
        URL golden = Objects.requireNonNull(GoldenModelsTest.class.getResource("/golden"), "the golden files");
        try (Stream<Path> folders = Files.list(Path.of(golden.toURI()))) {
            return folders.sorted().toList();
        }
    }

    @TestFactory
    Stream<DynamicTest> models_ofEachVersion_giveWhatTheyGave() throws IOException, URISyntaxException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path version : versions()) {
            for (Map.Entry<String, float[]> expected :
                    GoldenModel.expected(version).entrySet()) {
                Path file = version.resolve(expected.getKey());
                tests.add(DynamicTest.dynamicTest(
                        version.getFileName() + " " + expected.getKey(), () -> check(file, expected.getValue())));
            }
        }
        System.out.println(
                "P16: " + tests.size() + " golden models of " + versions().size() + " versions loaded");
        return tests.stream();
    }

    private static void check(Path file, float[] expected) throws IOException {
        float[] output = GoldenModel.output(file);
        assertThat(output).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(output[i])
                    .as("%s", i)
                    .isCloseTo(expected[i], within(TOLERANCE * Math.max(1, Math.abs(expected[i]))));
        }
    }

    @Test
    void models_ofEachVersion_areAllExpectedAndSmall() throws IOException, URISyntaxException {
        for (Path version : versions()) {
            try (Stream<Path> files = Files.list(version)) {
                List<Path> models =
                        files.filter(file -> file.toString().endsWith(".onnx")).toList();
                assertThat(models)
                        .allSatisfy(model -> assertThat(Files.size(model)).isLessThan(MOST_BYTES));
                assertThat(models.stream().map(model -> model.getFileName().toString()))
                        .containsExactlyInAnyOrderElementsOf(
                                GoldenModel.expected(version).keySet());
            }
        }
        assertThat(versions())
                .extracting(version -> version.getFileName().toString())
                .contains("0.1.0");
    }
}
