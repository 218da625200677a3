package io.gan4j.djl;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.GanBuilder;
import io.gan4j.game.Adam;
import io.gan4j.inference.Conditions;
import io.gan4j.inference.Generator;
import io.gan4j.inference.Latents;
import io.gan4j.run.TrainedGan;
import io.gan4j.testing.Effort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the exported file gives is what the trainer gives, of every recipe, for many latents and in batches of any size. */
class ParityTest {
    private static final float TOLERANCE = 1e-5f;
    private static final int LATENTS = Effort.cases(1_000, 100_000);
    /** At a learning rate so high that the weights leave their small first values, of which all outputs are near 0. */
    private static final int STEPS = 60;

    private static final Adam FAST = Adam.of(5e-3).betas(0.5, 0.999);
    private static final int[] BATCHES = {1, 7, 64};

    private static final Map<String, Float> LARGEST = new TreeMap<>();

    @TempDir
    Path folder;

    @AfterAll
    static void tell() {
        System.out.println("P15: " + LARGEST.size() + " recipes x " + LATENTS + " latents in batches of 1, 7 and 64,"
                + " largest difference "
                + LARGEST.values().stream().max(Float::compare).orElseThrow() + ", of each "
                + LARGEST);
    }

    static Stream<Arguments> recipes() {
        return MemoryTest.recipes();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recipes")
    void exportedFile_givesWhatTheTrainerGives(String name, GanBuilder recipe) throws IOException {
        Path file = folder.resolve("generator.onnx");
        try (TrainedGan trained =
                RecipesTest.small(recipe).optimizer(FAST).steps(STEPS).train(RecipesTest.DIGITS)) {
            trained.export(file);
            Latents latents = trained.generator().latents(LATENTS, 21);
            float[] expected = samples(trained.generator(), latents, LATENTS);
            assertThat(expected).hasSize(LATENTS * 256);
            assertThat(deviation(expected)).as("there is something to compare").isGreaterThan(0.05);
            float largest = 0;
            try (Generator exported = Generator.load(file)) {
                for (int batch : BATCHES) {
                    largest = Math.max(largest, difference(samples(exported, latents, batch), expected));
                }
            }
            LARGEST.put(name, largest);
            assertThat(largest).isLessThanOrEqualTo(TOLERANCE);
        }
    }

    private static float[] samples(Generator generator, Latents latents, int batch) {
        int size = generator.shape().size();
        float[] all = new float[latents.count() * size];
        for (int from = 0; from < latents.count(); from += batch) {
            Latents slice = latents.slice(from, Math.min(latents.count(), from + batch));
            // classes that nobody asks for are drawn for each call
            float[] some = generator.card().isConditional()
                    ? generator.samples(slice, Conditions.of(1))
                    : generator.samples(slice);
            System.arraycopy(some, 0, all, from * size, some.length);
        }
        return all;
    }

    private static double deviation(float[] values) {
        double sum = 0;
        double squares = 0;
        for (float value : values) {
            sum += value;
            squares += value * value;
        }
        return Math.sqrt(squares / values.length - Math.pow(sum / values.length, 2));
    }

    private static float difference(float[] a, float[] b) {
        float largest = 0;
        for (int i = 0; i < a.length; i++) {
            // relative where values leave [-1, 1]; written so that NaN counts as a difference
            float difference = Math.abs(a[i] - b[i]) / Math.max(1, Math.abs(b[i]));
            largest = difference <= largest ? largest : difference;
        }
        return largest;
    }
}
