package io.gan4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.image.Pixels;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureFileTest {
    @TempDir
    Path folder;

    private Path written(BufferedImage image) throws IOException {
        Path file = folder.resolve("picture.png");
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    private static BufferedImage image(int type, int argb) {
        BufferedImage image = new BufferedImage(3, 2, type);
        for (int i = 0; i < 6; i++) {
            image.setRGB(i % 3, i / 3, argb);
        }
        return image;
    }

    @Test
    void transparency_isKept_whereThereIsAny() throws IOException {
        BufferedImage image = image(BufferedImage.TYPE_INT_ARGB, 0xFF102030);
        assertThat(Pixels.channelsOf(PictureFile.read(written(image)))).isEqualTo(3);
        image.setRGB(2, 1, 0x80405060);
        BufferedImage read = PictureFile.read(written(image));
        assertThat(Pixels.channelsOf(read)).isEqualTo(4);
        assertThat(read.getRGB(2, 1)).isEqualTo(0x80405060);
        assertThat(read.getRGB(0, 0)).isEqualTo(0xFF102030);
    }

    @Test
    void grey_staysGrey() throws IOException {
        BufferedImage grey = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setSample(1, 1, 0, 0x77);
        BufferedImage read = PictureFile.read(written(grey));
        assertThat(Pixels.channelsOf(read)).isEqualTo(1);
        assertThat(Pixels.of(read, 1).toBytes()).containsExactly(0, 0, 0, 0, 0x77, 0);
    }

    @Test
    void jpeg_isReadAsAFolderReadsIt() throws IOException {
        Path file = folder.resolve("only/photo.jpg");
        Files.createDirectory(file.getParent());
        ImageIO.write(image(BufferedImage.TYPE_INT_RGB, 0xFF3355AA), "jpg", file.toFile());
        Pixels learned = Datasets.images(Datasets.imageFolder(file.getParent()).load(), 0, 1)
                .toPixels();
        assertThat(Pixels.of(PictureFile.read(file), 3)).isEqualTo(learned);
    }

    @Test
    void damagedFiles_areRefusedByName() throws IOException {
        Path whole = written(image(BufferedImage.TYPE_INT_RGB, 0xFF3355AA));
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(folder.resolve("cut.png"), Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> PictureFile.read(cut))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(cut + ": is cut short");
        assertThatThrownBy(() -> PictureFile.read(folder)).hasMessage(folder + ": is a folder, not a picture");
        Path none = folder.resolve("none.png");
        assertThatThrownBy(() -> PictureFile.read(none)).isInstanceOf(NoSuchFileException.class);
    }
}
