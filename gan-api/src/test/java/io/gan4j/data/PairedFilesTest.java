package io.gan4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.image.Pixels;
import io.gan4j.tensor.Shape;
import io.gan4j.testing.RealData;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairedFilesTest {
    @TempDir
    Path folder;

    private Path inputs;
    private Path targets;

    @BeforeEach
    void makeFolders() throws IOException {
        inputs = Files.createDirectory(folder.resolve("sketches"));
        targets = Files.createDirectory(folder.resolve("photos"));
    }

    private static void add(Path folder, String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.write(file, bytes);
    }

    private static byte[] grey(int value) {
        return ImageFolderTest.grey(value);
    }

    private static int first(Dataset pairs, String part, int index) {
        return PartsOf.pixels(pairs, part, index)[0];
    }

    @Test
    void foldersAndZips_arePairedByNameWhateverTheEnding() throws IOException {
        add(inputs, "b.png", grey(2));
        add(inputs, "a.b.bmp", ImageFolderTest.image("bmp", BufferedImage.TYPE_3BYTE_BGR, 2, 2, 1));
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("set/photos/b.jpeg.png", grey(9));
        entries.put("set/photos/b.png", grey(20));
        entries.put("set/photos/a.b.png", grey(10));
        entries.put("set/photos/sub/c.png", grey(30));
        Path zip = folder.resolve("photos.zip");
        Files.write(zip, ImageZipTest.zip(entries));
        add(inputs, "b.jpeg.png", grey(8));
        add(inputs, "sub/c.gif", ImageFolderTest.image("gif", BufferedImage.TYPE_BYTE_GRAY, 2, 2, 3));

        Dataset pairs = Datasets.pairs(inputs, zip);

        assertThat(pairs.name()).isEqualTo("4 pairs of sketches and photos.zip");
        for (int i = 0; i < 4; i++) {
            int target = first(pairs, Part.TARGET, i);
            assertThat(first(pairs, Part.INPUT, i)).isEqualTo(target == 9 ? 8 : target / 10);
        }
        assertThat(pairs.parts().get(0).shape()).isEqualTo(Shape.of(1, 2, 2));
        assertThat(pairs.parts().get(1).shape()).isEqualTo(Shape.of(3, 2, 2));
    }

    @Test
    void classesOfTheTargets_areThePairs() throws IOException {
        for (Path side : new Path[] {inputs, targets}) {
            add(side, "cats/1.png", grey(1));
            add(side, "dogs/1.png", grey(2));
        }
        Dataset pairs = Datasets.pairs(inputs, targets);
        assertThat(pairs.classes()).containsExactly("cats", "dogs");
        assertThat(pairs.label(1)).isEqualTo(1);
    }

    @Test
    void imagesWithoutPartner_areListedUpToFive() throws IOException {
        add(targets, "both.png", grey(0));
        add(inputs, "both.png", grey(0));
        for (int i = 0; i < 7; i++) {
            add(inputs, "in" + i + ".png", grey(i));
        }
        refused("7 images (in0.png, in1.png, in2.png, in3.png, in4.png, ...) have no partner in " + targets
                + ": pairs have the same name in both");
        add(targets, "alone.png", grey(0));
        refused("7 images (in0.png, in1.png, in2.png, in3.png, in4.png, ...) have no partner in " + targets
                + "; and it lacks the partners of 1 image (alone.png) in " + targets
                + ": pairs have the same name in both");
    }

    @Test
    void targetsWithoutPartner_areListed() throws IOException {
        add(inputs, "a.png", grey(0));
        add(targets, "a.png", grey(0));
        add(targets, "b.png", grey(0));
        refused("lacks the partners of 1 image (b.png) in " + targets + ": pairs have the same name in both");
    }

    @Test
    void sizesThatDiffer_areRefused() throws IOException {
        add(inputs, "a.png", grey(0));
        add(targets, "a.png", ImageFolderTest.image("png", BufferedImage.TYPE_BYTE_GRAY, 4, 2, 0));
        refused("its images are 2 x 2 (height x width), but their partners in " + targets
                + " are 4 x 2 (height x width): set one size with ImageFolder.size");
        Dataset pairs = Datasets.pairs(
                Datasets.imageFolder(inputs), Datasets.imageFolder(targets).size(2));
        assertThat(pairs.shape()).isEqualTo(Shape.of(1, 2, 2));
    }

    @Test
    void namesThatDifferInTheirEndingAlone_areRefused() throws IOException {
        add(inputs, "a.png", grey(0));
        add(inputs, "a.bmp", ImageFolderTest.image("bmp", BufferedImage.TYPE_3BYTE_BGR, 2, 2, 0));
        add(targets, "a.png", grey(0));
        refused("two images have one name but for its ending: a.bmp and a.png");
    }

    @Test
    void partnersOfSkippedImages_areLeftOutToo() throws IOException {
        for (int i = 0; i < 3; i++) {
            add(inputs, i + ".png", i == 1 ? new byte[] {1, 2, 3} : grey(i));
            add(targets, i + ".png", grey(10 * i));
        }
        Dataset pairs = Datasets.pairs(
                Datasets.imageFolder(inputs).damaged(ImageFolder.Damaged.SKIP), Datasets.imageFolder(targets));
        assertThat(pairs.size()).isEqualTo(2);
        assertThat(first(pairs, Part.INPUT, 1)).isEqualTo(2);
        assertThat(first(pairs, Part.TARGET, 1)).isEqualTo(20);
    }

    private void refused(String problem) {
        assertThatThrownBy(() -> Datasets.pairs(inputs, targets))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(inputs + ": " + problem);
    }

    private static byte[] png(int height, int width, int... values) throws IOException {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(Pixels.of(Shape.of(1, height, width), bytes).toBufferedImage(), "png", png);
        return png.toByteArray();
    }

    @Test
    void halves_areInputAtTheLeftAndTargetAtTheRight() throws IOException {
        add(inputs, "a.png", png(2, 4, 1, 2, 3, 4, 5, 6, 7, 8));

        Dataset pairs = Datasets.halves(inputs);

        assertThat(PartsOf.pixels(pairs, Part.INPUT, 0)).containsExactly(1, 2, 5, 6);
        assertThat(PartsOf.pixels(pairs, Part.TARGET, 0)).containsExactly(3, 4, 7, 8);
        assertThat(pairs.name()).isEqualTo("1 pair of the halves of sketches");
    }

    @Test
    void sizeOfHalves_isThatOfEach() throws IOException {
        add(inputs, "a.png", png(1, 4, 0, 100, 50, 200));
        add(inputs, "b.png", png(2, 4, 0, 100, 50, 200, 0, 100, 50, 200));
        Dataset pairs = Datasets.halves(Datasets.imageFolder(inputs).size(2));
        assertThat(pairs.shape()).isEqualTo(Shape.of(1, 2, 2));
        assertThat(PartsOf.pixels(pairs, Part.INPUT, 1)).containsExactly(0, 100, 0, 100);
    }

    @Test
    void picturesWithoutTwoHalves_areRefusedOrLeftOut() throws IOException {
        add(inputs, "a.png", png(1, 3, 0, 100, 50));
        refusedHalves("a.png", "is 3 pixels wide, an odd number, and has no two halves side by side");
        add(inputs, "a.png", png(1, 4, 7, 7, 50, 60));
        refusedHalves("a.png", "its left half is empty: one color throughout");
        add(inputs, "a.png", png(1, 4, 7, 8, 60, 60));
        refusedHalves("a.png", "its right half is empty: one color throughout");
        add(inputs, "b.png", png(1, 4, 1, 2, 3, 4));
        Dataset pairs = Datasets.halves(Datasets.imageFolder(inputs).damaged(ImageFolder.Damaged.SKIP));
        assertThat(pairs.size()).isEqualTo(1);
        assertThat(PartsOf.pixels(pairs, Part.TARGET, 0)).containsExactly(3, 4);
    }

    private void refusedHalves(String file, String problem) {
        assertThatThrownBy(() -> Datasets.halves(inputs))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(inputs.resolve(file) + ": " + problem + "; damaged(SKIP) leaves such files out");
    }

    @Test
    void realOutlinesAndTheirPictures_arePaired() throws IOException {
        Dataset pairs =
                Datasets.pairs(RealData.find("openmoji/outline-test.zip"), RealData.find("openmoji/colour-test.zip"));
        assertThat(pairs.name()).isEqualTo("197 pairs of outline-test.zip and colour-test.zip");
        assertThat(pairs.parts())
                .containsExactly(
                        new Part(Part.TARGET, Shape.of(3, 64, 64), Dataset.Encoding.PIXELS),
                        new Part(Part.INPUT, Shape.of(1, 64, 64), Dataset.Encoding.PIXELS));
    }

    @Test
    void realHeads_inTheSameStates_arePaired() throws IOException {
        Dataset pairs = Datasets.pairs(RealData.find("heads/a-test.zip"), RealData.find("heads/b-test.zip"));
        assertThat(pairs.size()).isEqualTo(200);
    }
}
