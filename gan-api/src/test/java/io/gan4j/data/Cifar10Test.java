package io.gan4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Cifar10Test {
    private static final int RECORD = 3073;

    @TempDir
    Path folder;

    private void write(String name, int... labels) throws IOException {
        byte[] bytes = new byte[labels.length * RECORD];
        for (int i = 0; i < labels.length; i++) {
            bytes[i * RECORD] = (byte) labels[i];
            bytes[i * RECORD + 1] = (byte) (10 + labels[i]);
            bytes[i * RECORD + 3072] = (byte) (20 + labels[i]);
        }
        Files.write(folder.resolve(name), bytes);
    }

    @Test
    void trainingBatches_areReadInOrder() throws IOException {
        for (int batch = 1; batch <= 5; batch++) {
            write("data_batch_" + batch + ".bin", batch, 9);
        }

        Dataset dataset = Datasets.cifar10(folder);

        assertThat(dataset.name()).isEqualTo("CIFAR-10, 10 images");
        assertThat(dataset.shape()).isEqualTo(Shape.of(3, 32, 32));
        assertThat(dataset.classes()).hasSize(10).startsWith("airplane").endsWith("truck");
        assertThat(dataset.label(2)).isEqualTo(2);
        ByteBuffer sample = ByteBuffer.allocate(3072);
        dataset.read(2, sample);
        assertThat(sample.get(0)).isEqualTo((byte) 12);
        assertThat(sample.get(3071)).isEqualTo((byte) 22);
    }

    @Test
    void testBatch_withNamesOfClasses_takesThem() throws IOException {
        write("test_batch.bin", 3);
        Files.writeString(folder.resolve("batches.meta.txt"), "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n\n");

        assertThat(Datasets.cifar10Test(folder).classes())
                .containsExactly("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
    }

    @Test
    void namesOfClasses_otherThanTen_areRefused() throws IOException {
        write("test_batch.bin", 3);
        Path names = Files.writeString(folder.resolve("batches.meta.txt"), "cat\ndog\n");

        assertThatThrownBy(() -> Datasets.cifar10Test(folder))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(names + ": must name the 10 classes of CIFAR-10, one a line, but names 2");
    }

    @Test
    void file_missing_isAnErrorThatNamesIt() throws IOException {
        write("data_batch_1.bin", 1);

        assertThatThrownBy(() -> Datasets.cifar10(folder))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(folder + ": there is no data_batch_2.bin of CIFAR-10 in this folder");
    }

    @Test
    void file_cutShortOrEmpty_isRefused() throws IOException {
        Path file = folder.resolve("test_batch.bin");
        for (int length : new int[] {0, 1, RECORD - 1, RECORD + 2}) {
            Files.write(file, new byte[length]);
            assertThatThrownBy(() -> Datasets.cifar10Test(folder))
                    .isInstanceOf(MalformedDataException.class)
                    .hasMessage(file + ": has " + length + (length == 1 ? " byte" : " bytes")
                            + ", which is no positive multiple of the 3073 of one image");
        }
    }

    @Test
    void class_outOfRange_isRefused() throws IOException {
        write("test_batch.bin", 3, 10);

        assertThatThrownBy(() -> Datasets.cifar10Test(folder))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(folder.resolve("test_batch.bin") + ": the class of image 1 must be 0 to 9, was 10");
    }

    @Test
    void namesOfClasses_afterAByteOrderMark_areReadWithoutIt() throws IOException {
        write("test_batch.bin", 3);
        Files.writeString(folder.resolve("batches.meta.txt"), "\uFEFFa\r\nb\nc\nd\ne\nf\ng\nh\ni\nj\n");

        assertThat(Datasets.cifar10Test(folder).classes())
                .containsExactly("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE"})
    void namesOfClasses_inUtf16_areRefused(String charset) throws IOException {
        write("test_batch.bin", 3);
        Path names = Files.writeString(
                folder.resolve("batches.meta.txt"), "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n", Charset.forName(charset));

        assertThatThrownBy(() -> Datasets.cifar10Test(folder))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageStartingWith(names + ": is no text in UTF-8");
    }

    @Test
    void cifar100_isNamed() throws IOException {
        Path file = Files.write(folder.resolve("test_batch.bin"), new byte[10 * 3074]);
        assertThatThrownBy(() -> Datasets.cifar10Test(folder))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(file + ": has 30740 bytes, which is no positive multiple of the 3073 of one image, but one"
                        + " of the 3074 of CIFAR-100, which is not read");

        Files.move(file, folder.resolve("train.bin"));
        assertThatThrownBy(() -> Datasets.cifar10(folder))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(folder + ": holds train.bin of CIFAR-100, which is not read: download the binary version of"
                        + " CIFAR-10");
    }

    @Test
    void pythonVersion_isNamed() throws IOException {
        Files.write(folder.resolve("data_batch_1"), new byte[] {(byte) 0x80, 2});

        assertThatThrownBy(() -> Datasets.cifar10(folder))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(folder + ": holds data_batch_1 of the Python version of CIFAR-10, which is not read:"
                        + " download the binary version, whose files end in .bin");
    }
}
