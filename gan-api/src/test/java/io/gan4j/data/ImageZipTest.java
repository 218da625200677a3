package io.gan4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.tensor.Shape;
import io.gan4j.testing.RealData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageZipTest {
    @TempDir
    Path folder;

    static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }

    static byte[] cats() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("pets/", new byte[0]);
        entries.put("pets/dogs/1.png", ImageFolderTest.grey(30));
        entries.put("pets/cats/2.png", ImageFolderTest.grey(20));
        entries.put("pets/cats/1.png", ImageFolderTest.grey(10));
        entries.put("__MACOSX/pets/._1.png", new byte[] {1});
        entries.put("../../pets/dogs/0.png", ImageFolderTest.grey(25));
        return zip(entries);
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("set.zip"), bytes);
    }

    @Test
    void zip_isReadLikeAFolder_withoutExtracting() throws IOException {
        Dataset dataset = Datasets.imageFolder(write(cats())).load();

        assertThat(dataset.name()).isEqualTo("set.zip, 4 images");
        assertThat(ImageFolderTest.firsts(dataset)).containsExactly(10, 20, 25, 30);
        assertThat(dataset.classes()).containsExactly("cats", "dogs");
        assertThat(folder.toFile().list()).containsExactly("set.zip");
    }

    @Test
    void entryThatIsNoImage_isNamedWithItsZip() throws IOException {
        Path zip = write(zip(Map.of("a/b.txt", new byte[] {1, 2, 3})));

        assertThatThrownBy(() -> Datasets.imageFolder(zip).load())
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(zip + "!/a/b.txt: is no PNG, JPEG, GIF or BMP image; damaged(SKIP) leaves such files out");
    }

    @Test
    void entryOfManyZeros_isRefusedByItsSize() throws IOException {
        Path zip = write(zip(Map.of("bomb.png", new byte[3_000_000])));

        assertThat(Files.size(zip)).isLessThan(5_000);
        assertThatThrownBy(() -> Datasets.imageFolder(zip).maxPixels(100_000).load())
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(zip + "!/bomb.png: has 3000000 bytes, more than the 400000 allowed for one image;"
                        + " damaged(SKIP) leaves such files out");
    }

    @Test
    void entryWithWrongChecksum_isRefused() throws IOException {
        byte[] bytes = zip(Map.of("a.png", ImageFolderTest.grey(1)));
        // the checksum in the central directory, 16 bytes after its signature
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        bytes[text.indexOf("PK\u0001\u0002") + 16] ^= 1;
        Path zip = write(bytes);

        assertThatThrownBy(() -> Datasets.imageFolder(zip).load())
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(zip + "!/a.png: is damaged: its length or checksum is not what the zip says;"
                        + " damaged(SKIP) leaves such files out");
    }

    @Test
    void fileThatIsNoZip_isRefused() throws IOException {
        Path file = write("no zip".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> Datasets.imageFolder(file).load())
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(file + ": is neither a folder nor a zip");
        write(new byte[0]);
        assertThatThrownBy(() -> Datasets.imageFolder(file).load())
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(file + ": is an empty file, neither a folder nor a zip");
    }

    @Test
    void realEmoji_areReadWithAlpha() throws IOException {
        Path emoji = RealData.find("emoji/emoji-72.zip");

        Dataset dataset = Datasets.imageFolder(emoji).size(16).channels(4).load();

        assertThat(dataset.size()).isEqualTo(3583);
        assertThat(dataset.shape()).isEqualTo(Shape.of(4, 16, 16));
        assertThat(dataset.classes()).isEmpty();
    }
}
