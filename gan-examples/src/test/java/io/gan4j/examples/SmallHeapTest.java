package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.data.Dataset;
import io.gan4j.evaluation.Evaluation;
import io.gan4j.evaluation.EvaluationReport;
import io.gan4j.image.Gif;
import io.gan4j.image.Images;
import io.gan4j.inference.Generator;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.Runner;
import io.gan4j.measurement.Measurement;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.testing.ChildJvm;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Color images that fill a small heap several times over: each metric gives a number, or says before the work why it does not. */
class SmallHeapTest {
    /** What is measured part by part, however many samples there are. */
    private static final String MEASURED =
            "measured: Frechet distance, kernel distance, precision, recall, density, coverage, perceptual path length,"
                    + " memorisation\n";

    /** All samples of one kind would fill more than 0.3 of the heap, which is as much as one set may fill. */
    @ParameterizedTest
    @CsvSource({"64, 3, 96, 720", "128, 4, 128, 180", "256, 4, 192, 70"})
    void evaluation_ofImagesThatFillTheHeap_measuresOrSaysWhyNot(
            int side, int channels, int mebibytes, int samples, @TempDir Path folder) throws Exception {
        String output = ChildJvm.of(Evaluating.class)
                .option("-Xmx" + mebibytes + "m")
                .option("-XX:+UseSerialGC")
                .option("-Djava.awt.headless=true")
                .output(folder, String.valueOf(side), String.valueOf(channels), String.valueOf(samples));
        assertThat(output).contains(MEASURED).contains("\npage, film and sheet: true\n");
        for (String metric : new String[] {"sliced-wasserstein", "pyramid-wasserstein", "ms-ssim"}) {
            assertThat(output)
                    .contains(metric + ": it sees all samples at once: two sets of " + samples + " samples of shape ("
                            + channels + ", " + side + ", " + side + ") take ")
                    .doesNotContain("OutOfMemoryError")
                    .doesNotContain("does not fit");
        }
    }

    /** Evaluates a generator of noise against noise of another kind, and prints what was measured and what was not. */
    static final class Evaluating {
        private Evaluating() {}

        public static void main(String[] arguments) {
            int side = Integer.parseInt(arguments[0]);
            Shape shape = Shape.of(Integer.parseInt(arguments[1]), side, side);
            int samples = Integer.parseInt(arguments[2]);
            Dataset data = new Noise(shape, samples, 1);
            ModelCard card = ModelCard.generator(4, Prior.NORMAL, shape);
            try (Generator generator = Generator.of(card, new NoiseOfLatents(shape.size()))) {
                EvaluationReport report = Evaluation.of(generator)
                        .against(data)
                        .heldOut(new Noise(shape, 100, 2))
                        .samples(samples)
                        .run();
                System.out.println("measured: "
                        + report.measurements().stream()
                                .map(Measurement::metric)
                                // the child's output may be in a charset without the letter
                                .map(metric -> metric.replace('\u00e9', 'e'))
                                .filter(metric -> !metric.endsWith("100 bins") && !metric.startsWith("different bins"))
                                .collect(Collectors.joining(", ")));
                report.skipped()
                        .forEach(skipped -> System.out.println(skipped.metric().key() + ": " + skipped.reason()));
                boolean whole = report.toHtml().endsWith("</html>\n");
                Images sheet = generator.generate(4, 1);
                Gif film = Gif.of(sheet);
                System.out.println("page, film and sheet: "
                        + (whole && film.toBytes().length > 0 && sheet.grid().toPng().length > 0));
            }
        }
    }

    /** Images that are computed when they are read. */
    private record Noise(Shape shape, int size, int seed) implements Dataset {
        @Override
        public String name() {
            return String.format(Locale.ROOT, "noise %d", seed);
        }

        @Override
        public Encoding encoding() {
            return Encoding.PIXELS;
        }

        @Override
        public void read(int index, ByteBuffer into) {
            int state = index * 31 + seed;
            for (int i = 0; i < shape.size(); i++) {
                state = state * 1_664_525 + 1_013_904_223;
                // of 16 levels, so that pictures stay small
                into.put((byte) (state >>> 24 & 0xF0));
            }
        }
    }

    private record NoiseOfLatents(int size) implements Runner.Single {
        @Override
        public float[] run(float[] input, int count) {
            float[] output = new float[count * size];
            for (int i = 0; i < count; i++) {
                float[] latent = Arrays.copyOfRange(input, i * 4, i * 4 + 4);
                for (int k = 0; k < size; k++) {
                    output[i * size + k] = (float) Math.tanh(latent[k & 3] + 0.01 * (k % 89 - 44));
                }
            }
            return output;
        }

        @Override
        public void close() {
            // holds nothing
        }
    }
}
