package io.gan4j.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.tensor.Shape;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files are read by hand here, chunk by chunk, not by the library that wrote them. */
class PngTest {
    private static final String XMP_CHUNK = "iTXt";

    private static Images sample(int channels) {
        Shape shape = Shape.of(channels, 3, 5);
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 4 / 127.5f - 1;
        }
        return Images.of(shape, values);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4})
    void png_readBack_hasTheSamePixels(int channels) throws IOException {
        Images images = sample(channels);

        Images back = Images.of(ImageIO.read(new ByteArrayInputStream(images.toPng())));

        assertThat(back).isEqualTo(images);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4})
    void png_header_hasSizeDepthAndColourType(int channels) throws IOException {
        byte[] header = chunks(sample(channels).toPng()).get("IHDR");

        byte colourType = (byte) Map.of(1, 0, 3, 2, 4, 6).get(channels).intValue();
        assertThat(header).containsExactly(0, 0, 0, 5, 0, 0, 0, 3, 8, colourType, 0, 0, 0);
    }

    @Test
    void png_byDefault_saysThatAModelMadeIt() throws IOException {
        byte[] chunk = chunks(sample(3).toPng()).get(XMP_CHUNK);

        String text = new String(chunk, StandardCharsets.UTF_8);
        // keyword, NUL, not compressed, method 0, no language, no translated keyword
        assertThat(text).startsWith("XML:com.adobe.xmp\0\0\0\0\0<?xpacket begin=");
        assertThat(text)
                .contains("Iptc4xmpExt:DigitalSourceType="
                        + "\"http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia\"");
    }

    @Test
    void png_withProvenanceNone_saysNothing() throws IOException {
        assertThat(chunks(sample(3).toPng(Provenance.NONE))).doesNotContainKey(XMP_CHUNK);
    }

    @Test
    void writePng_intoMissingFolder_writesTheFileAlone(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("samples/epoch-1.png");
        Images images = sample(1);

        images.get(0).writePng(file, Provenance.NONE);
        images.writePng(file);

        assertThat(Files.readAllBytes(file)).isEqualTo(images.toPng());
        assertThat(file.getParent().toFile().list()).containsExactly("epoch-1.png");
    }

    private static Map<String, byte[]> chunks(byte[] png) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(png));
        assertThat(in.readLong()).isEqualTo(0x89504E470D0A1A0AL);
        Map<String, byte[]> chunks = new LinkedHashMap<>();
        while (in.available() > 0) {
            byte[] body = new byte[in.readInt()];
            byte[] type = in.readNBytes(4);
            in.readFully(body);
            CRC32 crc = new CRC32();
            crc.update(type);
            crc.update(body);
            assertThat(in.readInt()).isEqualTo((int) crc.getValue());
            chunks.put(new String(type, StandardCharsets.US_ASCII), body);
        }
        assertThat(chunks).containsKey("IEND");
        return chunks;
    }
}
