package io.gan4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GifTest {
    /** All 256 greys, forwards in one frame and backwards in the other. */
    private static Images greys() {
        float[] values = new float[512];
        for (int v = 0; v < 256; v++) {
            values[v] = v / 127.5f - 1;
            values[511 - v] = values[v];
        }
        return Images.of(Shape.of(1, 16, 16), values);
    }

    private static List<IIOMetadataNode> metadata(byte[] gif) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(gif))) {
            reader.setInput(in);
            List<IIOMetadataNode> nodes = new ArrayList<>();
            for (int i = 0; i < reader.getNumImages(true); i++) {
                nodes.add((IIOMetadataNode) reader.getImageMetadata(i).getAsTree("javax_imageio_gif_image_1.0"));
            }
            return nodes;
        } finally {
            reader.dispose();
        }
    }

    private static Images frames(byte[] gif) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(gif))) {
            reader.setInput(in);
            List<Pixels> frames = new ArrayList<>();
            for (int i = 0; i < reader.getNumImages(true); i++) {
                frames.add(Pixels.of(reader.read(i), 3));
            }
            return Images.ofPixels(frames);
        } finally {
            reader.dispose();
        }
    }

    private static Images rgb(Images images) {
        return Images.ofPixels(images.toBufferedImages().stream()
                .map(image -> Pixels.of(image, 3))
                .toList());
    }

    private static String delay(IIOMetadataNode frame) {
        return ((IIOMetadataNode)
                        frame.getElementsByTagName("GraphicControlExtension").item(0))
                .getAttribute("delayTime");
    }

    @Test
    void greyFrames_readBack_areExact() throws IOException {
        assertThat(frames(Gif.of(greys()).toBytes())).isEqualTo(rgb(greys()));
    }

    @Test
    void framesOfFewColours_readBack_areExact() throws IOException {
        float[] values = new float[2 * 3 * 8 * 8];
        RandomStream random = RandomStream.of(1);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(256) / 127.5f - 1;
        }
        Images images = Images.of(Shape.of(3, 8, 8), values);

        assertThat(frames(Gif.of(images).toBytes())).isEqualTo(images);
    }

    @Test
    void frameOfManyColours_readBack_isClose() throws IOException {
        int side = 64;
        float[] values = new float[3 * side * side];
        for (int i = 0; i < side * side; i++) {
            values[i] = i % side / 31.5f - 1;
            values[side * side + i] = i / side / 31.5f - 1;
            values[2 * side * side + i] = (i % side + i / side) / 63f - 1;
        }
        Images images = Images.of(Shape.of(3, side, side), values);

        float[] back = frames(Gif.of(images).toBytes()).toFloats();

        double squares = 0;
        for (int i = 0; i < back.length; i++) {
            squares += Math.pow((back[i] - values[i]) * 127.5, 2);
        }
        // 4,096 colours in 256: cells of 4 by 4 colours, 4 grey levels apart, have an error of about 5
        assertThat(Math.sqrt(squares / back.length)).isLessThan(7);
    }

    @Test
    void transparentFrames_showWhite() throws IOException {
        Images clear = Images.of(Shape.of(4, 1, 1), -1, -1, -1, -1);

        assertThat(frames(Gif.of(clear).toBytes()).toFloats()).containsExactly(1, 1, 1);
    }

    @Test
    void gif_repeatsForEver_withItsDelays() throws IOException {
        byte[] gif = Gif.of(List.of(greys(), greys()))
                .delay(Duration.ofMillis(54))
                .hold(Duration.ofSeconds(2))
                .toBytes();

        List<IIOMetadataNode> frames = metadata(gif);
        assertThat(frames).extracting(GifTest::delay).containsExactly("5", "5", "5", "200");
        IIOMetadataNode netscape = (IIOMetadataNode)
                frames.get(0).getElementsByTagName("ApplicationExtension").item(0);
        assertThat(netscape.getAttribute("applicationID")).isEqualTo("NETSCAPE");
        assertThat((byte[]) netscape.getUserObject()).containsExactly(1, 0, 0);
    }

    @Test
    void gif_byDefault_saysThatAModelMadeIt() {
        String text = new String(Gif.of(greys()).toBytes(), StandardCharsets.ISO_8859_1);
        String plain = new String(Gif.of(greys()).provenance(Provenance.NONE).toBytes(), StandardCharsets.ISO_8859_1);

        assertThat(text).contains("!\u00FF\u000BXMP DataXMP<?xpacket").contains("trainedAlgorithmicMedia");
        assertThat(text).endsWith("\u0002\u0001\u0000\u0000;");
        assertThat(plain).doesNotContain("XMP").endsWith(";");
    }

    @Test
    void settings_outOfRange_areRefused() {
        Gif gif = Gif.of(greys());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> gif.delay(Duration.ofMillis(19)))
                .withMessage("delay must be 20 ms to 655350 ms, was 19 ms");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gif.hold(Duration.ofDays(1)))
                .withMessage("hold must be 20 ms to 655350 ms, was 86400000 ms");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Gif.of(List.of()))
                .withMessage("images must hold at least one image, was empty");
    }

    @Test
    void write_writesTheBytes(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("a.gif");

        Gif.of(greys()).write(file);

        assertThat(Files.readAllBytes(file)).isEqualTo(Gif.of(greys()).toBytes());
    }
}
