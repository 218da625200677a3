package io.gan4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.tensor.RandomStream;
import io.gan4j.testing.Effort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of every kind, damaged at random: each is read, or refused by the exception that is documented, which names it. */
class DamagedDataTest {
    private static final long SEED = 7;

    @TempDir
    Path folder;

    /** Reads a damaged file; its size, or what it has of one, is positive. */
    private interface Reader {
        int read(byte[] damaged) throws IOException;
    }

    /** Damages each of some files as often as the others, and reads it; the name begins the message of what is refused. */
    private static void damage(String what, String name, int count, List<byte[]> whole, Reader reader) {
        int read = 0;
        for (int i = 0; i < count; i++) {
            byte[] damaged = Damage.to(whole.get(i % whole.size()), RandomStream.of(SEED, i));
            try {
                assertThat(reader.read(damaged)).isPositive();
                read++;
            } catch (MalformedDataException e) {
                assertThat(e).hasMessageStartingWith(name);
            } catch (IOException | RuntimeException | Error e) {
                throw new AssertionError("damage " + i + " of seed " + SEED, e);
            }
        }
        System.out.printf(
                "P8: %s, %,d damaged files, %,d of them read, seed %d, 0 undocumented exceptions%n",
                what, count, read, SEED);
        // some damage is to pixels alone: were there none, the reader was never reached
        assertThat(read).isBetween(count / 100, count * 9 / 10);
    }

    @Test
    void idx_damaged_isReadOrRefused() throws IOException {
        Path file = folder.resolve("images");
        damage(
                "IDX, plain and in gzip",
                file + ": ",
                Effort.cases(100_000, 2_000_000),
                List.of(IdxTest.threeImages(), IdxTest.gzip(IdxTest.threeImages())),
                damaged -> Idx.images(file, damaged).size());
    }

    @Test
    void labelsOfIdx_damaged_areReadOrRefused() throws IOException {
        Path images = Files.write(folder.resolve("images"), IdxTest.threeImages());
        Path labels = folder.resolve("labels");
        damage(
                "labels in IDX",
                folder.toString(),
                Effort.cases(5_000, 1_000_000),
                List.of(IdxTest.idx(0x801, new int[] {3}, 1, 0, 1)),
                damaged -> Idx.labelled("set", images, Files.write(labels, damaged), 2)
                        .size());
    }

    @Test
    void cifar_damaged_isReadOrRefused() throws IOException {
        Files.writeString(
                folder.resolve("batches.meta.txt"),
                String.join("\n", Integer.toString(1234567890).split("")));
        byte[] records = new byte[2 * 3073];
        records[0] = 3;
        Path batch = folder.resolve("test_batch.bin");
        damage("CIFAR-10", batch + ": ", Effort.cases(5_000, 1_000_000), List.of(records), damaged -> {
            Files.write(batch, damaged);
            return Datasets.cifar10Test(folder).size();
        });
    }

    @Test
    void namesOfCifar_damaged_areReadOrRefused() throws IOException {
        Files.write(folder.resolve("test_batch.bin"), new byte[3073]);
        Path names = folder.resolve("batches.meta.txt");
        byte[] whole = "airplane\nautomobile\nbird\ncat\ndeer\ndog\nfrog\nhorse\nship\ntr\u00fcck\n"
                .getBytes(StandardCharsets.UTF_8);
        damage("names of CIFAR-10", names + ": ", Effort.cases(5_000, 1_000_000), List.of(whole), damaged -> {
            Files.write(names, damaged);
            return Datasets.cifar10Test(folder).size();
        });
    }

    @Test
    void zip_damaged_isReadOrRefused() throws IOException {
        Path zip = folder.resolve("set.zip");
        damage(
                "zip of images",
                zip.toString(),
                Effort.cases(4_000, 1_000_000),
                List.of(ImageZipTest.cats()),
                damaged -> {
                    Files.write(zip, damaged);
                    return Datasets.imageFolder(zip).load().size();
                });
    }

    @Test
    void images_damaged_areReadOrRefused() {
        ImageDecoder decoder = new ImageDecoder(1_000_000, 0);
        damage(
                "PNG, JPEG, GIF and BMP",
                "image: ",
                Effort.cases(15_000, 1_000_000),
                List.of(
                        ImageFolderTest.image("png", 5, 8, 8, 9),
                        ImageFolderTest.image("jpg", 5, 8, 8, 9),
                        ImageFolderTest.image("gif", 5, 8, 8, 9),
                        ImageFolderTest.image("bmp", 5, 8, 8, 9)),
                damaged -> decoder.decode("image", damaged).fitted(8, 8).shape().size());
    }

    @Test
    void folder_ofDamagedImages_isReadOrRefused() {
        Path file = folder.resolve("image");
        damage(
                "folder of an image",
                file + ": ",
                Effort.cases(1_000, 200_000),
                List.of(ImageFolderTest.image("png", 5, 8, 8, 9), ImageFolderTest.image("jpg", 5, 8, 8, 9)),
                damaged -> {
                    Files.write(file, damaged);
                    return Datasets.imageFolder(folder)
                            .maxPixels(1_000_000)
                            .size(8)
                            .load()
                            .size();
                });
    }
}
