package io.gan4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.image.Pixels;
import io.gan4j.tensor.Shape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No BMP is read that lacks a pixel, whatever stores it. */
class BmpFileTest {
    private static Pixels read(byte[] file) throws IOException {
        return new ImageDecoder(1_000, 1).decode("picture", file);
    }

    /** A BMP of 4 x 2 pixels with a palette of 16 greys, whose place times 16 is the grey. */
    private static byte[] runs(int compression, int... data) {
        ByteBuffer file = ByteBuffer.allocate(14 + 40 + 64 + data.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 'B').put((byte) 'M').putInt(file.capacity()).putInt(0).putInt(118);
        file.putInt(40).putInt(4).putInt(2).putShort((short) 1).putShort((short) (compression == 1 ? 8 : 4));
        file.putInt(compression)
                .putInt(data.length)
                .putInt(0)
                .putInt(0)
                .putInt(16)
                .putInt(16);
        for (int i = 0; i < 16; i++) {
            file.putInt(i * 0x101010);
        }
        for (int value : data) {
            file.put((byte) value);
        }
        return file.array();
    }

    @Test
    void runs_thatHoldEveryPixel_areRead() throws IOException {
        // the lower row comes first: four of 5; three as they are, one of 7
        assertThat(read(runs(1, 4, 5, 0, 0, 0, 3, 1, 2, 3, 0, 1, 7, 0, 1)))
                .isEqualTo(Pixels.of(Shape.of(1, 2, 4), bytes(16, 32, 48, 112, 80, 80, 80, 80)));
        assertThat(read(runs(2, 4, 0x56, 0, 0, 0, 3, 0x12, 0x30, 1, 0x70, 0, 1)))
                .isEqualTo(Pixels.of(Shape.of(1, 2, 4), bytes(16, 32, 48, 112, 80, 96, 80, 96)));
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void runs_thatLeavePixelsOut_areRefused(int compression) {
        assertThatThrownBy(() -> read(runs(compression, 4, 0x55, 0, 1)))
                .as("the upper row")
                .hasMessage("picture: leaves out 4 of its 8 pixels");
        assertThatThrownBy(() -> read(runs(compression, 3, 0x55, 0, 0, 4, 0x55, 0, 1)))
                .as("the end of a row")
                .hasMessage("picture: leaves out 1 of its 8 pixels");
        assertThatThrownBy(() -> read(runs(compression, 1, 0x55, 0, 2, 2, 0, 1, 0x55, 0, 0, 4, 0x55, 0, 1)))
                .as("a jump")
                .hasMessage("picture: leaves out 2 of its 8 pixels");
        assertThatThrownBy(() -> read(runs(compression, 4, 0x55)))
                .as("the file's end")
                .hasMessage("picture: is cut short");
        assertThatThrownBy(() -> read(runs(compression, 9, 0x55, 0, 1)))
                .as("a run longer than its row")
                .hasMessage("picture: leaves out 4 of its 8 pixels");
    }

    @Test
    void filesInside_areRefused() {
        byte[] jpeg = runs(1, 1, 1);
        jpeg[30] = 4;
        byte[] png = runs(1, 1, 1);
        png[30] = 5;

        assertThatThrownBy(() -> read(jpeg))
                .hasMessage("picture: is a BMP with a JPEG inside: take that out, or convert the file first");
        assertThatThrownBy(() -> read(png))
                .hasMessage("picture: is a BMP with a PNG inside: take that out, or convert the file first");
    }

    @ParameterizedTest
    @CsvSource({"5, BI_RGB", "1, BI_RGB", "8, BI_BITFIELDS", "12, BI_RGB", "13, BI_RGB", "13, BI_RLE8", "10, BI_RLE8"})
    void file_cutAnywhere_isRefusedOrWhole(int type, String compression) throws IOException {
        BufferedImage image = new BufferedImage(11, 7, type);
        for (int i = 0; i < 77; i++) {
            image.setRGB(i % 11, i / 11, i % 2 == 0 ? -1 : 0x010203 * i);
        }
        byte[] file = encode(image, compression);
        Pixels whole = Pixels.of(ImageIO.read(new ByteArrayInputStream(file)), 1);

        assertThat(read(file)).isEqualTo(whole);
        for (int cut = 0; cut < file.length; cut++) {
            try {
                assertThat(read(Arrays.copyOf(file, cut)))
                        .as("%s of %s bytes", cut, file.length)
                        .isEqualTo(whole);
                assertThat(cut).as("rows are filled up to four bytes").isGreaterThan(file.length - 4);
            } catch (MalformedDataException e) {
                assertThat(e).hasMessageStartingWith("picture: is ");
            }
        }
    }

    private static byte[] encode(BufferedImage image, String compression) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("bmp").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionType(compression);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), param);
        } catch (IOException e) {
            throw new AssertionError(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
