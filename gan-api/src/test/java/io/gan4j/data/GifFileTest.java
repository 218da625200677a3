package io.gan4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.image.Pixels;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A GIF's picture is its canvas, and none is read that lacks a pixel. */
class GifFileTest {
    @TempDir
    Path folder;

    private static Pixels read(byte[] file, int channels) throws IOException {
        return new ImageDecoder(1_000_000, channels).decode("picture", file);
    }

    /** Random places in a palette of random colours; place 0 is transparent if that is asked for. */
    private static BufferedImage picture(int colours, int height, int width, boolean transparent) {
        RandomStream random = RandomStream.of(colours, height, width);
        byte[][] palette = new byte[3][colours];
        for (byte[] channel : palette) {
            for (int i = 0; i < colours; i++) {
                channel[i] = (byte) random.nextInt(256);
            }
        }
        int bits = Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(colours - 1));
        IndexColorModel model =
                new IndexColorModel(bits, colours, palette[0], palette[1], palette[2], transparent ? 0 : -1);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, model);
        for (int i = 0; i < height * width; i++) {
            // runs and noise, so that codes of all lengths occur
            image.getRaster()
                    .setSample(i % width, i / width, 0, i % 50 < 25 ? i / 50 % colours : random.nextInt(colours));
        }
        return image;
    }

    private static byte[] encode(BufferedImage image, boolean interlaced) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setProgressiveMode(interlaced ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), param);
        } catch (IOException e) {
            throw new AssertionError(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** 4 x 4 pixels of the second colour of two, on a canvas. */
    private static byte[] small(int canvasHeight, int canvasWidth, int top, int left) {
        byte[] head = {
            'G',
            'I',
            'F',
            '8',
            '9',
            'a',
            (byte) canvasWidth,
            0,
            (byte) canvasHeight,
            0,
            (byte) 0x80,
            0,
            0,
            10,
            20,
            30,
            40,
            50,
            60
        };
        byte[] frame = {0x2C, (byte) left, 0, (byte) top, 0, 4, 0, 4, 0, 0};
        // with a clear before each pair of pixels codes stay 3 bits long: 4 1 1, eight times, then the end, 5
        byte[] codes = new byte[10];
        int bit = 0;
        for (int i = 0; i <= 24; i++) {
            int code = i == 24 ? 5 : i % 3 == 0 ? 4 : 1;
            for (int k = 0; k < 3; k++, bit++) {
                codes[bit / 8] |= (byte) ((code >> k & 1) << bit % 8);
            }
        }
        return Jpegs.join(head, frame, new byte[] {2, (byte) codes.length}, codes, new byte[] {0, 0x3B});
    }

    @ParameterizedTest
    @CsvSource({
        "2, 1, 1",
        "2, 9, 30",
        "4, 16, 16",
        "16, 3, 100",
        "100, 33, 17",
        "256, 8, 8",
        "256, 64, 100",
        "256, 200, 200"
    })
    void fullFrames_areReadExactly(int colours, int height, int width) throws IOException {
        for (boolean interlaced : new boolean[] {false, true}) {
            for (boolean transparent : new boolean[] {false, true}) {
                BufferedImage picture = picture(colours, height, width, transparent);
                byte[] file = encode(picture, interlaced);

                for (int channels : new int[] {1, 3, 4}) {
                    assertThat(read(file, channels)).isEqualTo(Pixels.of(picture, channels));
                }
            }
        }
    }

    @Test
    void smallFrame_isReadOnItsCanvas() throws IOException {
        Pixels rgb = read(small(16, 16, 8, 5), 0);
        Pixels alpha = read(small(16, 16, 8, 5), 4);

        assertThat(rgb.shape()).isEqualTo(Shape.of(3, 16, 16));
        for (int i = 0; i < 256; i++) {
            int y = i / 16;
            int x = i % 16;
            boolean inside = y >= 8 && y < 12 && x >= 5 && x < 9;
            assertThat(rgb.toBytes()[i]).isEqualTo((byte) (inside ? 40 : 255));
            assertThat(rgb.toBytes()[512 + i]).isEqualTo((byte) (inside ? 60 : 255));
            assertThat(alpha.toBytes()[768 + i]).isEqualTo((byte) (inside ? 255 : 0));
        }
    }

    @Test
    void canvas_tooSmallForTheFrame_grows() throws IOException {
        assertThat(read(small(0, 0, 0, 0), 3).shape()).isEqualTo(Shape.of(3, 4, 4));
        assertThat(read(small(6, 6, 4, 1), 3).shape()).isEqualTo(Shape.of(3, 8, 6));
    }

    @Test
    void pictures_ofOneCanvas_loadTogether() throws IOException {
        Files.write(folder.resolve("a.gif"), small(16, 16, 0, 0));
        Files.write(folder.resolve("b.gif"), small(16, 16, 12, 12));
        Files.write(folder.resolve("c.gif"), encode(picture(16, 16, 16, false), false));

        assertThat(Datasets.imageFolder(folder).load().shape()).isEqualTo(Shape.of(3, 16, 16));
    }

    @Test
    void canvas_beyondTheLimit_isRefused() {
        byte[] file = small(16, 16, 8, 8);
        file[7] = 100;
        file[9] = 100;

        assertThatThrownBy(() -> read(file, 3))
                .hasMessage("picture: claims 25616 x 25616 pixels, allowed are 1 to 1000000");
    }

    @Test
    void pixelsThatAreMissing_areRefused() throws IOException {
        for (boolean interlaced : new boolean[] {false, true}) {
            byte[] file = encode(picture(100, 33, 17, false), interlaced);
            // the last code, the end of the codes, may be missing with what comes after it
            int least = file.length - 6;
            for (int cut = 6; cut < least; cut++) {
                byte[] open = Arrays.copyOf(file, cut);
                byte[] closed = Arrays.copyOf(file, cut + 2);
                closed[cut] = 0;
                closed[cut + 1] = 0x3B;
                for (byte[] damaged : List.of(open, closed)) {
                    assertThatThrownBy(() -> read(damaged, 3))
                            .as("%s of %s bytes", damaged.length, file.length)
                            .isInstanceOf(MalformedDataException.class);
                }
            }
            assertThat(read(Arrays.copyOf(file, file.length - 1), 3))
                    .as("without its trailer")
                    .isEqualTo(read(file, 3));
        }
    }

    @Test
    void codesThatEndInTheMiddle_areCutShort() {
        byte[] file = small(16, 16, 0, 0);
        // the block of codes, halved: the rest is a comment, and the trailer stands where it should
        byte[] halved = file.clone();
        int codes = 13 + 6 + 10 + 2;
        halved[codes - 1] = 5;
        halved[codes + 5] = 0;
        halved[codes + 6] = 0x3B;

        assertThatThrownBy(() -> read(halved, 3)).hasMessage("picture: is cut short");
    }

    @Test
    void colourOutsideThePalette_isRefused() {
        byte[] file = small(4, 4, 0, 0);
        // literal 3 in a palette of 2 colours: codes 4 3
        file[13 + 6 + 10 + 2] = 4 | 3 << 3;

        assertThatThrownBy(() -> read(file, 3)).hasMessageStartingWith("picture: is damaged: a pixel has colour 3");
    }

    @Test
    void files_withoutPictureOrPalette_areRefused() {
        byte[] file = small(4, 4, 0, 0);
        byte[] empty = Jpegs.join(Arrays.copyOf(file, 19), new byte[] {0x3B});
        byte[] bare = Jpegs.join(Arrays.copyOf(file, 13), Arrays.copyOfRange(file, 19, file.length));
        bare[10] = 0;

        assertThatThrownBy(() -> read(empty, 3)).hasMessage("picture: is a GIF without a picture");
        assertThatThrownBy(() -> read(bare, 3)).hasMessage("picture: has no palette");
    }
}
