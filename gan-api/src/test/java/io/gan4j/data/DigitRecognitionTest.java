package io.gan4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Whether the drawn digits can be told apart, by the label of the nearest image in squared distance of pixels. */
class DigitRecognitionTest {
    @Test
    void digit_comparedWithDigitsOfAnotherSeed_isRecognised() {
        Labelled templates = Labelled.of(Digits.of(3000).seed(1).draw());
        Labelled drawn = Labelled.of(Digits.of(1000).seed(2).draw());
        assertThat(recognised(drawn, templates)).isGreaterThan(0.95); // measured: 0.985
    }

    @Test
    void digit_comparedWithHandwrittenOnes_isRecognised() throws IOException {
        Path folder =
                Path.of(System.getProperty("gan4j.data", "../../shared/data")).resolve("mnist");
        assumeTrue(
                Files.isDirectory(folder),
                () -> "skipped: no folder " + folder + "; -Dgan4j.data=FOLDER names the one that has mnist/ in it");
        Labelled templates = mnist(folder, 10_000);
        Labelled drawn = Labelled.of(Digits.of(1000).seed(2).draw());
        assertThat(recognised(drawn, templates)).isGreaterThan(0.80); // measured: 0.868
    }

    private record Labelled(int[][] images, int[] labels) {
        static Labelled of(Dataset dataset) {
            return new Labelled(
                    IntStream.range(0, dataset.size())
                            .mapToObj(i -> Pictures.pixels(dataset, i))
                            .toArray(int[][]::new),
                    IntStream.range(0, dataset.size()).map(dataset::label).toArray());
        }
    }

    private static double recognised(Labelled drawn, Labelled templates) {
        long right = IntStream.range(0, drawn.images.length)
                .parallel()
                .filter(i -> nearest(drawn.images[i], templates) == drawn.labels[i])
                .count();
        return (double) right / drawn.images.length;
    }

    private static int nearest(int[] image, Labelled templates) {
        int best = 0;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < templates.images.length; i++) {
            int distance = squaredDistance(image, templates.images[i]);
            if (distance < least) {
                least = distance;
                best = i;
            }
        }
        return templates.labels[best];
    }

    private static int squaredDistance(int[] a, int[] b) {
        int sum = 0;
        for (int i = 0; i < a.length; i++) {
            int difference = a[i] - b[i];
            sum += difference * difference;
        }
        return sum;
    }

    private static Labelled mnist(Path folder, int count) throws IOException {
        byte[] images = content(folder.resolve("train-images-idx3-ubyte.gz"), 16, count * 784);
        byte[] labels = content(folder.resolve("train-labels-idx1-ubyte.gz"), 8, count);
        int[][] pixels = new int[count][784];
        for (int i = 0; i < count * 784; i++) {
            pixels[i / 784][i % 784] = Byte.toUnsignedInt(images[i]);
        }
        return new Labelled(
                pixels, IntStream.range(0, count).map(i -> labels[i]).toArray());
    }

    private static byte[] content(Path file, int header, int length) throws IOException {
        try (DataInputStream in = new DataInputStream(new GZIPInputStream(Files.newInputStream(file)))) {
            in.readNBytes(header);
            return in.readNBytes(length);
        }
    }
}
