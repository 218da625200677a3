package io.gan4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.tensor.Shape;
import io.gan4j.testing.RealData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdxTest {
    private static final int IMAGES = 0x803;
    private static final int LABELS = 0x801;

    @TempDir
    Path folder;

    static byte[] idx(int magic, int[] extents, int... values) {
        ByteBuffer bytes =
                ByteBuffer.allocate(4 + 4 * extents.length + values.length).putInt(magic);
        Arrays.stream(extents).forEach(bytes::putInt);
        Arrays.stream(values).forEach(value -> bytes.put((byte) value));
        return bytes.array();
    }

    static byte[] threeImages() {
        return idx(IMAGES, new int[] {3, 1, 2}, 0, 1, 2, 3, 254, 255);
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(bytes);
        }
        return zipped.toByteArray();
    }

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private static byte[] sample(Dataset dataset, int index) {
        byte[] sample = new byte[dataset.shape().size()];
        dataset.read(index, ByteBuffer.wrap(sample));
        return sample;
    }

    private void assertMalformed(byte[] images, String problem) throws IOException {
        Path file = file("images", images);
        assertThatThrownBy(() -> Datasets.idx(file))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(file + ": " + problem);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void images_plainOrInGzip_areRead(boolean zipped) throws IOException {
        Dataset dataset = Datasets.idx(file("digits", zipped ? gzip(threeImages()) : threeImages()));

        assertThat(dataset.name()).isEqualTo("digits, 3 images");
        assertThat(dataset.size()).isEqualTo(3);
        assertThat(dataset.shape()).isEqualTo(Shape.of(1, 1, 2));
        assertThat(dataset.encoding()).isEqualTo(Dataset.Encoding.PIXELS);
        assertThat(sample(dataset, 2)).containsExactly((byte) 254, (byte) 255);
        assertThat(dataset.classes()).isEmpty();
    }

    @Test
    void labels_ofAnotherFile_nameClassesByNumber() throws IOException {
        Path labels = file("labels", idx(LABELS, new int[] {3}, 2, 0, 2));

        Dataset dataset = Datasets.idx(file("images", threeImages()), labels);

        assertThat(dataset.classes()).containsExactly("0", "1", "2");
        assertThat(dataset.label(0)).isEqualTo(2);
        assertThat(dataset.label(1)).isZero();
    }

    @Test
    void labels_ofAnotherNumber_areRefused() throws IOException {
        Path images = file("images", threeImages());
        Path labels = file("labels", idx(LABELS, new int[] {2}, 1, 1));

        assertThatThrownBy(() -> Datasets.idx(images, labels))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(
                        labels + ": holds 2 labels, but " + images + " holds 3 images: their numbers must be equal");
    }

    @Test
    void magic_ofOtherFiles_isRefusedByName() throws IOException {
        assertMalformed(
                idx(LABELS, new int[] {1}, 1),
                "is an IDX file of labels (0x00000801), not an IDX file of images (0x00000803)");
        assertMalformed(
                "not an IDX file".getBytes(StandardCharsets.US_ASCII),
                "is no IDX file: it begins with 0x6E6F7420, not as an IDX file of images (0x00000803)");
    }

    @ParameterizedTest
    @CsvSource({
        "0x08, 2, unsigned bytes with 2 axes (6 x 8)",
        "0x08, 4, unsigned bytes with 4 axes (6 x 8 x 10 x 12)",
        "0x09, 3, signed bytes with 3 axes (6 x 8 x 10)",
        "0x0B, 3, 16-bit integers with 3 axes (6 x 8 x 10)",
        "0x0C, 1, 32-bit integers with 1 axis (6)",
        "0x0C, 2, 32-bit integers with 2 axes (6 x 8)",
        "0x0D, 3, 32-bit floats with 3 axes (6 x 8 x 10)",
        "0x0E, 4, 64-bit floats with 4 axes (6 x 8 x 10 x 12)",
    })
    void idxOfAnotherKind_isNamed(String type, int axes, String kind) throws IOException {
        byte[] other = idx(Integer.decode(type) << 8 | axes, Arrays.copyOf(new int[] {6, 8, 10, 12}, axes), 1, 2, 3);

        assertMalformed(other, "is an IDX file of " + kind + "; images are read from unsigned bytes with 3 axes");
        assertMalformed(gzip(other), "is an IDX file of " + kind + "; images are read from unsigned bytes with 3 axes");
        Path images = file("three", threeImages());
        Path labels = file("labels", other);
        assertThatThrownBy(() -> Datasets.idx(images, labels))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(
                        labels + ": is an IDX file of " + kind + "; labels are read from unsigned bytes with 1 axis");
    }

    @Test
    void idxOfAnotherKind_cutShort_isNamed() throws IOException {
        assertMalformed(
                new byte[] {0, 0, 0x0D, 3, 0, 0, 0, 5, 0},
                "is an IDX file of 32-bit floats with 3 axes; images are read from unsigned bytes with 3 axes");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00000A03, 0x00000F03, 0x00000703, 0x00000800, 0x01000803, 0x00010803, 0x03080000})
    void startOfNoIdxFile_isShown(int magic) throws IOException {
        assertMalformed(
                idx(magic, new int[] {1, 1, 1}, 1),
                String.format(
                        Locale.ROOT,
                        "is no IDX file: it begins with 0x%08X, not as an IDX file of images (0x00000803)",
                        magic));
    }

    @Test
    void length_otherThanTheHeaderSays_isRefused() throws IOException {
        byte[] whole = threeImages();

        assertMalformed(new byte[0], "is cut short: it ends within the header of an IDX file");
        assertMalformed(
                Arrays.copyOf(whole, whole.length - 1),
                "is cut short: its header says 3 x 1 x 2 values, but fewer follow");
        assertMalformed(
                Arrays.copyOf(whole, whole.length + 1),
                "is too long: its header says 3 x 1 x 2 values, but more follow");
        assertMalformed(
                gzip(Arrays.copyOf(whole, whole.length - 1)),
                "is cut short: its header says 3 x 1 x 2 values, but fewer follow");
        assertMalformed(
                gzip(Arrays.copyOf(whole, whole.length + 1)),
                "is too long: its header says 3 x 1 x 2 values, but more follow");
    }

    @Test
    void gzip_cutShort_isRefused() throws IOException {
        byte[] zipped = gzip(threeImages());

        assertMalformed(Arrays.copyOf(zipped, zipped.length - 12), "its gzip data is damaged or cut short");
    }

    @Test
    void everyTruncation_isRefused() throws IOException {
        for (byte[] whole : new byte[][] {threeImages(), gzip(threeImages())}) {
            for (int length = 0; length < whole.length; length++) {
                Path file = file("images", Arrays.copyOf(whole, length));
                assertThatThrownBy(() -> Datasets.idx(file)).isInstanceOf(MalformedDataException.class);
            }
        }
    }

    @Test
    void extents_emptyOrHuge_areRefusedBeforeMemoryIsTaken() throws IOException {
        assertMalformed(idx(IMAGES, new int[] {0, 28, 28}), "is empty: its header says 0 x 28 x 28 values");
        assertMalformed(
                idx(IMAGES, new int[] {-1, -1, -1}),
                "its header says 4294967295 x 4294967295 x 4294967295 values, more than an array holds");
        assertMalformed(
                gzip(idx(IMAGES, new int[] {2_000_000, 32, 32}, 1, 2, 3)),
                "is cut short: its header says 2000000 x 32 x 32 values, but fewer follow");
    }

    @Test
    void mnistFolder_withFilesByEitherName_isRead() throws IOException {
        file("train-images.idx3-ubyte", threeImages());
        file("train-labels-idx1-ubyte.gz", gzip(idx(LABELS, new int[] {3}, 5, 0, 4)));

        Dataset dataset = Datasets.mnist(folder);

        assertThat(dataset.name()).isEqualTo("MNIST, 3 images");
        assertThat(dataset.classes()).hasSize(10);
        assertThat(dataset.label(0)).isEqualTo(5);
    }

    @Test
    void mnistFolder_withoutTheFiles_isAnErrorThatNamesThem() {
        assertThatThrownBy(() -> Datasets.mnistTest(folder))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(folder + ": there is neither t10k-images-idx3-ubyte nor t10k-images-idx3-ubyte.gz"
                        + " in this folder");
    }

    @Test
    void realMnist_isReadWhole() throws IOException {
        Path mnist = RealData.find("mnist");

        Dataset training = Datasets.mnist(mnist);
        Dataset test = Datasets.mnistTest(mnist);

        assertThat(training.size()).isEqualTo(60_000);
        assertThat(training.shape()).isEqualTo(Shape.of(1, 28, 28));
        assertThat(training.label(0)).isEqualTo(5);
        assertThat(test.size()).isEqualTo(10_000);
        assertThat(test.label(0)).isEqualTo(7);
    }
}
