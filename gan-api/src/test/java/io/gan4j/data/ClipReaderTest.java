package io.gan4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.image.Gif;
import io.gan4j.image.Images;
import io.gan4j.image.Pixels;
import io.gan4j.tensor.Shape;
import io.gan4j.testing.RealData;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipReaderTest {
    @TempDir
    Path folder;

    private void add(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.write(file, bytes);
    }

    private static int[] firsts(Dataset frames) {
        return ImageFolderTest.firsts(frames);
    }

    @Test
    void picturesOfAFolder_areAClip_inTheOrderOfTheirNumbers() throws IOException {
        for (int i : new int[] {1, 2, 9, 10, 11, 100}) {
            add("b/frame" + i + ".png", ImageFolderTest.grey(i));
        }
        for (int i = 0; i < 6; i++) {
            add("a/00" + i + ".png", ImageFolderTest.grey(200 + i));
        }
        Clips clips = Datasets.clips(folder);
        assertThat(clips.count()).isEqualTo(2);
        assertThat(firsts(clips.clip(0))).containsExactly(200, 201, 202, 203, 204, 205);
        assertThat(firsts(clips.clip(1))).containsExactly(1, 2, 9, 10, 11, 100);
        assertThat(clips.clip(1).name()).isEqualTo("b");
        assertThat(clips.name()).isEqualTo("4 windows of 5 frames of 2 clips of " + folder.getFileName());
    }

    @Test
    void foldersOfClips_areClasses_andCaptionsComeOfPaths() throws IOException {
        for (String clip : List.of("cats/1", "cats/2", "dogs/1")) {
            add(clip + "/a.png", ImageFolderTest.grey(1));
            add(clip + "/b.png", ImageFolderTest.grey(2));
        }
        Clips clips = Datasets.clips(Datasets.imageFolder(folder).captions(path -> "of " + path))
                .history(1);
        assertThat(clips.classes()).containsExactly("cats", "dogs");
        assertThat(IntStream.range(0, 3).map(clips::label)).containsExactly(0, 0, 1);
        assertThat(clips.caption(2)).isEqualTo("of dogs/1/b.png");
    }

    private static byte[] film(int... values) {
        float[] all = new float[values.length * 4];
        for (int i = 0; i < all.length; i++) {
            all[i] = values[i / 4] / 127.5f - 1;
        }
        return Gif.of(Images.of(Shape.of(1, 2, 2), all)).toBytes();
    }

    @Test
    void gifs_areClipsEach_inAZipOrAlone() throws IOException {
        Path zip = folder.resolve("films.zip");
        Files.write(zip, ImageZipTest.zip(Map.of("x/a.gif", film(0, 10, 20), "x/b.gif", film(30, 40))));
        Clips clips = Datasets.clips(zip).history(1);
        assertThat(clips.count()).isEqualTo(2);
        assertThat(firsts(clips.clip(0))).containsExactly(0, 10, 20);
        assertThat(firsts(clips.clip(1))).containsExactly(30, 40);
        assertThat(clips.shape()).isEqualTo(Shape.of(1, 2, 2));
        add("alone.gif", film(5, 6, 7));
        assertThat(firsts(Datasets.clips(folder.resolve("alone.gif")).clip(0))).containsExactly(5, 6, 7);
    }

    /**
     * Three pictures on a canvas of 3 x 1 with the colors 10, 20, 30, 40: all of color 0; then a pixel of color 1 at x, with
     * this disposal; then one of color 2 at the right.
     */
    private static byte[] gif(int disposal, int x) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {'G', 'I', 'F', '8', '9', 'a', 3, 0, 1, 0, (byte) 0x81, 0, 0});
        for (int color = 10; color <= 40; color += 10) {
            out.writeBytes(new byte[] {(byte) color, (byte) color, (byte) color});
        }
        picture(out, 1, 0, 0, 0, 0);
        picture(out, disposal, x, 1);
        picture(out, 1, 2, 2);
        out.write(0x3B);
        return out.toByteArray();
    }

    /** Each value is a code of three bits after one that clears the table, 4; 5 ends them. */
    private static void picture(ByteArrayOutputStream out, int disposal, int left, int... values) {
        out.writeBytes(new byte[] {0x21, (byte) 0xF9, 4, (byte) (disposal << 2), 0, 0, 0, 0});
        out.writeBytes(new byte[] {0x2C, (byte) left, 0, 0, 0, (byte) values.length, 0, 1, 0, 0, 2});
        long bits = 0;
        int length = 0;
        for (int value : values) {
            bits |= (4L | (long) value << 3) << length;
            length += 6;
        }
        bits |= 5L << length;
        int bytes = (length + 3 + 7) / 8;
        out.write(bytes);
        for (int i = 0; i < bytes; i++) {
            out.write((int) (bits >> 8 * i));
        }
        out.write(0);
    }

    @Test
    void picturesOfAGif_areSeenOverWhatTheOnesBeforeLeave() throws IOException {
        assertThat(pictures(gif(1, 0))).containsExactly(List.of(10, 10, 10), List.of(20, 10, 10), List.of(20, 10, 30));
        assertThat(pictures(gif(2, 0))).containsExactly(List.of(10, 10, 10), List.of(20, 10, 10), List.of(255, 10, 30));
        assertThat(pictures(gif(3, 0))).containsExactly(List.of(10, 10, 10), List.of(20, 10, 10), List.of(10, 10, 30));
        assertThat(pictures(gif(3, 2))).containsExactly(List.of(10, 10, 10), List.of(10, 10, 20), List.of(10, 10, 30));
    }

    private static List<List<Integer>> pictures(byte[] gif) throws IOException {
        return new ImageDecoder(1000, 0)
                .decodeAll("film", gif).stream()
                        .map(Pixels::toBytes)
                        .map(bytes -> List.of(bytes[0] & 0xFF, bytes[1] & 0xFF, bytes[2] & 0xFF))
                        .toList();
    }

    @Test
    void gifOfMorePixelsThanAllowed_isRefusedBeforeItIsDecoded() {
        assertThatThrownBy(() -> new ImageDecoder(8, 0).decodeAll("film", gif(1, 0)))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage("film: its 3 pictures of 3 pixels are more than 8 pixels, which are allowed");
    }

    @Test
    void gifCutShort_isRefused_neverHalfRead() {
        byte[] whole = gif(2, 0);
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> new ImageDecoder(1000, 0).decodeAll("film", part))
                    .as("%s bytes", length)
                    .isInstanceOf(MalformedDataException.class);
        }
    }

    @Test
    void strips_areCutIntoFrames() throws IOException {
        byte[] values = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(Pixels.of(Shape.of(1, 2, 6), values).toBufferedImage(), "png", png);
        add("walk.png", png.toByteArray());
        Clips clips = Clips.strips(Datasets.imageFolder(folder), 3).history(2);
        assertThat(clips.size()).isEqualTo(1);
        assertThat(PartsOf.pixels(clips, Part.HISTORY, 0)).containsExactly(1, 2, 7, 8, 3, 4, 9, 10);
        assertThat(PartsOf.pixels(clips, Part.FRAME, 0)).containsExactly(5, 6, 11, 12);
        assertThatThrownBy(() -> Clips.strips(Datasets.imageFolder(folder), 4))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(folder.resolve("walk.png") + ": is 6 pixels wide, and does not hold 4 frames side by side");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Clips.strips(Datasets.imageFolder(folder), 0))
                .withMessage("frames side by side must be at least 1, was 0");
    }

    @Test
    void framesOfUnequalSize_areRefused_unlessOneIsSet() throws IOException {
        add("a/1.png", ImageFolderTest.grey(1));
        add("b/1.png", ImageFolderTest.image("png", BufferedImage.TYPE_BYTE_GRAY, 3, 2, 1));
        assertThatThrownBy(() -> Datasets.clips(folder))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(
                        folder + ": frames differ in size: a/1.png is 2 x 2 (height x width), b/1.png is 3 x 2 (height"
                                + " x width): set one with ImageFolder.size");
        assertThat(Datasets.clips(Datasets.imageFolder(folder).size(4)).shape()).isEqualTo(Shape.of(1, 4, 4));
    }

    @Test
    void damagedFrames_andFoldersWithoutImages_areRefused() throws IOException {
        assertThatThrownBy(() -> Datasets.clips(folder))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(folder + ": there is no image in it");
        add("a/1.png", new byte[] {1, 2, 3});
        assertThatThrownBy(() -> Datasets.clips(folder))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(folder.resolve("a/1.png") + ": is no PNG, JPEG, GIF or BMP image");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Datasets.clips(Datasets.imageFolder(folder).damaged(ImageFolder.Damaged.SKIP)))
                .withMessage("clips need all their frames: damaged(SKIP) would leave gaps, remove damaged clips from "
                        + folder);
    }

    @Test
    void realFilms_areClips() throws IOException {
        Clips clips = Datasets.clips(RealData.find("video/clips-test.zip"));
        assertThat(clips.count()).isEqualTo(9);
        assertThat(clips.shape()).isEqualTo(Shape.of(3, 64, 112));
        assertThat(clips.size()).isEqualTo(204 - 9 * 4);
    }

    @Test
    void realSprites_areStrips() throws IOException {
        Clips clips = Clips.strips(Datasets.imageFolder(RealData.find("sprites/sprites-test.zip")), 8);
        assertThat(clips.count()).isEqualTo(480);
        assertThat(clips.shape()).isEqualTo(Shape.of(3, 64, 64));
        assertThat(clips.size()).isEqualTo(480 * 4);
    }
}
