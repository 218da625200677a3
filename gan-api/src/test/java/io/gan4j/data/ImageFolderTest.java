package io.gan4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gan4j.tensor.Shape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFolderTest {
    @TempDir
    Path folder;

    /** A uniform image. */
    static byte[] image(String format, int type, int height, int width, int grey) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int i = 0; i < height * width; i++) {
            if (type == BufferedImage.TYPE_BYTE_GRAY) {
                image.getRaster().setSample(i % width, i / width, 0, grey);
            } else {
                image.setRGB(i % width, i / width, 0xFF000000 | grey * 0x010101);
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            assertThat(ImageIO.write(image, format, bytes)).isTrue();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    static byte[] grey(int value) {
        return image("png", BufferedImage.TYPE_BYTE_GRAY, 2, 2, value);
    }

    private Path add(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(folder.resolve(name).resolveSibling("."));
        return Files.write(file, bytes);
    }

    /** The first value of every sample. */
    static int[] firsts(Dataset dataset) {
        int[] firsts = new int[dataset.size()];
        Arrays.setAll(firsts, i -> {
            ByteBuffer sample = ByteBuffer.allocate(dataset.shape().size());
            dataset.read(i, sample);
            return sample.get(0) & 0xFF;
        });
        return firsts;
    }

    /** Found before a picture is enlarged to it, and where a picture would hold more numbers than an array. */
    @ParameterizedTest
    @ValueSource(ints = {20_000, 99_999_999, Integer.MAX_VALUE})
    void size_thatNoHeapHolds_isRefusedWithTheNeed(int side) throws IOException {
        for (int i = 0; i < 300; i++) {
            Files.write(folder.resolve(i + ".png"), grey(i % 200));
        }
        assertThatThrownBy(() -> Datasets.imageFolder(folder).size(side).load())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(folder + ": 300 images of ")
                .hasMessageMatching("(?s).* MiB, but Java's heap has [\\d,]+ MiB: set a smaller size\\(...\\), or a"
                        + " larger heap with -Xmx");
    }

    @Test
    void files_areOrderedByCodePointsOfTheirPath() throws IOException {
        add("b/1.png", grey(4));
        add("a-z/2.png", grey(1));
        add("a/2.png", grey(3));
        add("a/10.png", grey(2));
        // U+1F600 comes after U+FF5E by code points, before it by UTF-16 units
        add("\uD83D\uDE00/1.png", grey(6));
        add("\uFF5E/1.png", grey(5));

        Dataset dataset = Datasets.imageFolder(folder).load();

        assertThat(firsts(dataset)).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(dataset.classes()).containsExactly("a", "a-z", "b", "\uFF5E", "\uD83D\uDE00");
        assertThat(dataset.label(0)).isEqualTo(1);
        assertThat(dataset.label(1)).isZero();
        assertThat(dataset.name()).isEqualTo(folder.getFileName() + ", 6 images");
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif", "bmp"})
    void format_whateverTheName_isRead(String format) throws IOException {
        add("image.dat", image(format, BufferedImage.TYPE_3BYTE_BGR, 3, 5, 255));

        Dataset dataset = Datasets.imageFolder(folder).channels(3).load();

        assertThat(dataset.shape()).isEqualTo(Shape.of(3, 3, 5));
        assertThat(firsts(dataset)).containsExactly(255);
    }

    @Test
    void images_allInOneFolderOrLoose_haveNoClasses() throws IOException {
        add("all/one.png", grey(1));
        assertThat(Datasets.imageFolder(folder).load().classes()).isEmpty();
        add("all/cats/two.png", grey(1));
        assertThat(Datasets.imageFolder(folder).load().classes()).isEmpty();
    }

    @Test
    void classFolders_withinACommonFolder_areFound() throws IOException {
        add("set/train/dogs/one.png", grey(1));
        add("set/train/cats/deep/two.png", grey(2));

        Dataset dataset = Datasets.imageFolder(folder).load();

        assertThat(dataset.classes()).containsExactly("cats", "dogs");
        assertThat(dataset.label(0)).isZero();
    }

    @Test
    void hiddenFiles_areLeftOut() throws IOException {
        add("one.png", grey(1));
        add(".DS_Store", new byte[] {1});
        add(".cache/two.png", grey(2));
        add("__MACOSX/three.png", grey(3));

        assertThat(firsts(Datasets.imageFolder(folder).load())).containsExactly(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Thumbs.db",
                "thumbs.db",
                "ehthumbs.db",
                "desktop.ini",
                "Desktop.ini",
                "@eaDir/1.png/SYNOPHOTO_THUMB_M.png",
                "#recycle/2.png",
                "@Recycle/2.png",
                "$RECYCLE.BIN/2.png",
                "__MACOSX/2.png",
                "System Volume Information/IndexerVolumeGuid",
                "lost+found/2.png",
                "1.png:Zone.Identifier",
            })
    void leftoverOfASystem_isLeftOut(String name) throws IOException {
        assumeTrue(File.separatorChar == '/' || !name.contains(":"), "skipped: no such name on Windows");
        add("cats/1.png", grey(1));
        add("dogs/2.png", grey(2));
        add(name, grey(3));
        add("dogs/" + name, grey(4));

        Dataset dataset = Datasets.imageFolder(folder).load();

        assertThat(dataset.classes()).containsExactly("cats", "dogs");
        assertThat(firsts(dataset)).containsExactly(1, 2);
        try (ImageSource source = ImageSource.open(folder, null)) {
            String top = name.replaceFirst("/.*", "");
            assertThat(source.leftOut()).containsExactlyInAnyOrder(top, "dogs/" + top);
        }
    }

    @Test
    void folderWithoutImages_isTold() throws IOException {
        add("cats/1.png", grey(1));
        add("dogs/2.png", grey(2));
        Files.createDirectories(folder.resolve("birds/red"));

        Logged logged = Logged.during(() -> Datasets.imageFolder(folder).load());

        assertThat(logged.dataset().classes()).containsExactly("cats", "dogs");
        assertThat(logged.log()).contains(folder + ": no image is in 1 of its folders, which make no class: birds");
    }

    @Test
    void channels_byDefault_areGreyOnlyIfAllAreGrey() throws IOException {
        add("1.png", grey(7));
        assertThat(Datasets.imageFolder(folder).load().shape()).isEqualTo(Shape.of(1, 2, 2));
        add("2.png", image("png", BufferedImage.TYPE_INT_ARGB, 2, 2, 8));
        Dataset mixed = Datasets.imageFolder(folder).load();

        assertThat(mixed.shape()).isEqualTo(Shape.of(3, 2, 2));
        assertThat(firsts(mixed)).containsExactly(7, 8);
        assertThat(Datasets.imageFolder(folder).channels(4).load().shape()).isEqualTo(Shape.of(4, 2, 2));
        assertThat(firsts(Datasets.imageFolder(folder).channels(1).load())).containsExactly(7, 8);
    }

    @Test
    void sizes_thatDiffer_areAnErrorThatNamesTheFirstTwo() throws IOException {
        Path first = add("a.png", image("png", BufferedImage.TYPE_INT_RGB, 4, 4, 0));
        add("b.png", image("png", BufferedImage.TYPE_INT_RGB, 4, 4, 0));
        Path other = add("c.png", image("png", BufferedImage.TYPE_INT_RGB, 4, 6, 0));
        add("d.png", image("png", BufferedImage.TYPE_INT_RGB, 9, 9, 0));

        assertThatThrownBy(() -> Datasets.imageFolder(folder).load())
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(folder + ": images differ in size: " + first + " is 4 x 4, " + other
                        + " is 4 x 6 (height x width): set one with size(...)");
        assertThat(Datasets.imageFolder(folder).size(3).load().shape()).isEqualTo(Shape.of(3, 3, 3));
        assertThat(Datasets.imageFolder(folder).size(3, 5).load().shape()).isEqualTo(Shape.of(3, 3, 5));
    }

    @Test
    void fileThatIsNoImage_isAnErrorOrSkipped() throws IOException {
        add("a.png", grey(1));
        Path text = add("readme.txt", "these are my images".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> Datasets.imageFolder(folder).load())
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(text + ": is no PNG, JPEG, GIF or BMP image; damaged(SKIP) leaves such files out");
        assertThat(firsts(Datasets.imageFolder(folder)
                        .damaged(ImageFolder.Damaged.SKIP)
                        .load()))
                .containsExactly(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "bmp"})
    void image_cutShort_isAnErrorThatNamesIt(String format) throws IOException {
        byte[] whole = image(format, BufferedImage.TYPE_3BYTE_BGR, 64, 64, 99);
        Path file = add("cut", Arrays.copyOf(whole, whole.length * 3 / 4));

        assertThatThrownBy(() -> Datasets.imageFolder(folder).load())
                .isInstanceOf(MalformedDataException.class)
                .hasMessageStartingWith(file + ": ");
    }

    @Test
    void headerThatClaimsTooMuch_isRefusedBeforeMemoryIsTaken() throws IOException {
        byte[] png = grey(1);
        // the header's width and height
        ByteBuffer.wrap(png).putInt(16, 20_000).putInt(20, 20_000);
        Path file = add("bomb.png", png);

        assertThatThrownBy(() -> Datasets.imageFolder(folder).load())
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(file + ": claims 20000 x 20000 pixels, allowed are 1 to 64000000;"
                        + " damaged(SKIP) leaves such files out");
        add("bomb.png", grey(1));
        assertThatThrownBy(() -> Datasets.imageFolder(folder).maxPixels(3).load())
                .hasMessage(file + ": has " + grey(1).length + " bytes, more than the 12 allowed for one image;"
                        + " damaged(SKIP) leaves such files out");
    }

    @Test
    void captions_areMadeOfPaths() throws IOException {
        add("a/red.png", grey(1));
        add("b/blue.png", grey(2));

        Dataset dataset = Datasets.imageFolder(folder)
                .captions(path -> path.replaceAll(".*/|[.]png", ""))
                .load();

        assertThat(dataset.caption(0)).isEqualTo("red");
        assertThat(dataset.caption(1)).isEqualTo("blue");
    }

    @Test
    void folder_emptyOrMissing_isAnError() {
        assertThatThrownBy(() -> Datasets.imageFolder(folder).load())
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(folder + ": there is no image in it");
        assertThatThrownBy(() -> Datasets.imageFolder(folder.resolve("none")).load())
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void settings_outOfRange_areRefused() {
        ImageFolder images = Datasets.imageFolder(folder);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> images.size(0))
                .withMessage("size must be at least 1 x 1, was 0 x 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> images.channels(2))
                .withMessage("channels must be 1 (grey), 3 (RGB) or 4 (RGB and alpha), was 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> images.maxPixels(0))
                .withMessage("maxPixels must be 1 to 500000000, was 0");
    }

    @Test
    void setting_onABase_leavesTheBase() throws IOException {
        add("a.png", grey(1));
        ImageFolder base = Datasets.imageFolder(folder);
        base.size(9).channels(3);

        assertThat(base.load().shape()).isEqualTo(Shape.of(1, 2, 2));
    }
}
