package io.gan4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.image.Pixels;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures stand upright, however the camera was held. */
class OrientationTest {
    private static final int HEIGHT = 16;
    private static final int WIDTH = 24;
    /** Where the first row and the first column of what is stored belong, by the Exif specification's table. */
    private static final String[] SIDES = {
        "top left", "top right", "bottom right", "bottom left", "left top", "right top", "right bottom", "left bottom"
    };

    @TempDir
    Path folder;

    /** 3 x 2 blocks of 8 x 8 pixels, each of a grey of its own, as they should be seen. */
    private static int grey(int y, int x) {
        return 20 + 40 * (y / 8 * 3 + x / 8);
    }

    private static Pixels upright() {
        byte[] values = new byte[HEIGHT * WIDTH];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) grey(i / WIDTH, i % WIDTH);
        }
        return Pixels.of(Shape.of(1, HEIGHT, WIDTH), values);
    }

    private static BufferedImage stored(int orientation) {
        String[] sides = SIDES[orientation - 1].split(" ");
        boolean turned = orientation > 4;
        BufferedImage image =
                new BufferedImage(turned ? HEIGHT : WIDTH, turned ? WIDTH : HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        for (int row = 0; row < image.getHeight(); row++) {
            for (int column = 0; column < image.getWidth(); column++) {
                int[] seen = new int[2];
                place(seen, sides[0], row);
                place(seen, sides[1], column);
                image.getRaster().setSample(column, row, 0, grey(seen[0], seen[1]));
            }
        }
        return image;
    }

    /** Sets one coordinate, y or x, of what lies at a distance from a side. */
    private static void place(int[] seen, String side, int distance) {
        switch (side) {
            case "top" -> seen[0] = distance;
            case "bottom" -> seen[0] = HEIGHT - 1 - distance;
            case "left" -> seen[1] = distance;
            default -> seen[1] = WIDTH - 1 - distance;
        }
    }

    /** TIFF's form, with another tag before the one that is meant. */
    private static byte[] tiff(int orientation, ByteOrder order) {
        ByteBuffer tiff = ByteBuffer.allocate(8 + 2 + 2 * 12 + 4).order(order);
        tiff.put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(StandardCharsets.US_ASCII));
        tiff.putShort((short) 42).putInt(8).putShort((short) 2);
        tiff.putShort((short) 0x0100).putShort((short) 4).putInt(1).putInt(WIDTH);
        tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation);
        return tiff.array();
    }

    private static byte[] app1(byte[] tiff) {
        return Jpegs.segment(0xE1, Jpegs.join("Exif\0\0".getBytes(StandardCharsets.US_ASCII), tiff));
    }

    private static byte[] chunk(byte[] tiff) {
        ByteBuffer chunk = ByteBuffer.allocate(12 + tiff.length);
        chunk.putInt(tiff.length)
                .put("eXIf".getBytes(StandardCharsets.US_ASCII))
                .put(tiff);
        CRC32 crc = new CRC32();
        crc.update(chunk.array(), 4, 4 + tiff.length);
        return chunk.putInt((int) crc.getValue()).array();
    }

    private static byte[] png(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            assertThat(ImageIO.write(image, "png", bytes)).isTrue();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] insert(byte[] file, int at, byte[] piece) {
        return Jpegs.join(Arrays.copyOf(file, at), piece, Arrays.copyOfRange(file, at, file.length));
    }

    private static Pixels read(byte[] file) throws IOException {
        return new ImageDecoder(1_000, 0).decode("photo", file);
    }

    private static List<ByteOrder> orders() {
        return List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void jpeg_storedForAnOrientation_isRead(int orientation) throws IOException {
        for (boolean progressive : new boolean[] {false, true}) {
            byte[] file = Jpegs.encode(stored(orientation), new Jpegs.Coding(progressive, 0, 1, 1));
            for (ByteOrder order : orders()) {
                byte[] exif = app1(tiff(orientation, order));
                int segments = Jpegs.parts(file).size() - 2;
                for (int after = 1; after <= segments; after++) {
                    assertThat(read(Jpegs.with(after, exif, file))).isEqualTo(upright());
                }
                assertThat(read(Jpegs.with(1, exif, Jpegs.without(0xE0, file))))
                        .as("without JFIF")
                        .isEqualTo(upright());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void png_storedForAnOrientation_isRead(int orientation) throws IOException {
        byte[] file = png(stored(orientation));
        for (ByteOrder order : orders()) {
            byte[] exif = chunk(tiff(orientation, order));

            assertThat(read(insert(file, 33, exif))).as("before the pixels").isEqualTo(upright());
            assertThat(read(insert(file, file.length - 12, exif)))
                    .as("after the pixels")
                    .isEqualTo(upright());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void colours_areTurnedTogether(int orientation) {
        byte[] grey = Pixels.of(stored(orientation), 1).toBytes();
        byte[] planes = new byte[3 * grey.length];
        for (int c = 0; c < 3; c++) {
            for (int i = 0; i < grey.length; i++) {
                planes[c * grey.length + i] = (byte) (grey[i] + c);
            }
        }
        BufferedImage image = stored(orientation);
        Pixels colour = Pixels.of(Shape.of(3, image.getHeight(), image.getWidth()), planes);

        byte[] turned = Orientation.of(orientation).upright(colour).toBytes();

        byte[] expected = upright().toBytes();
        for (int i = 0; i < turned.length; i++) {
            assertThat(turned[i]).isEqualTo((byte) (expected[i % expected.length] + i / expected.length));
        }
    }

    /** A photo that is given to a translator must stand as those that it learned from. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 6, 8})
    void pictureFile_isUpright(int orientation) throws IOException {
        byte[] png = png(stored(orientation));
        byte[] turned = insert(png, 33, chunk(tiff(orientation, ByteOrder.BIG_ENDIAN)));
        BufferedImage picture = PictureFile.read(Files.write(folder.resolve("photo.png"), turned));

        assertThat(Pixels.of(picture, 1)).isEqualTo(upright());
    }

    @Test
    void folder_ofAllOrientations_holdsEqualPictures() throws IOException {
        for (int orientation = 1; orientation <= 8; orientation++) {
            byte[] file = Jpegs.encode(stored(orientation), Jpegs.Coding.PLAIN);
            Files.write(
                    folder.resolve(orientation + ".jpg"),
                    Jpegs.with(2, app1(tiff(orientation, ByteOrder.BIG_ENDIAN)), file));
        }

        Dataset dataset = Datasets.imageFolder(folder).load();

        assertThat(dataset.shape()).isEqualTo(Shape.of(1, HEIGHT, WIDTH));
        for (int i = 0; i < 8; i++) {
            assertThat(Pictures.pixels(dataset, i)).isEqualTo(Pictures.pixels(dataset, 0));
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "9", "-1", "32767"})
    void orientation_thatDoesNotExist_isUpright(int orientation) throws IOException {
        byte[] file = Jpegs.encode(stored(1), Jpegs.Coding.PLAIN);

        assertThat(read(Jpegs.with(1, app1(tiff(orientation, ByteOrder.BIG_ENDIAN)), file)))
                .isEqualTo(upright());
    }

    @Test
    void exif_damaged_isNeverAnError() throws IOException {
        byte[] jpeg = Jpegs.encode(stored(1), Jpegs.Coding.PLAIN);
        byte[] png = png(stored(1));
        for (int i = 0; i < 4_000; i++) {
            RandomStream random = RandomStream.of(6, i);
            byte[] damaged = Damage.to(tiff(1 + random.nextInt(8), orders().get(i % 2)), random);

            // read in some orientation: by its sorted values the picture is whole
            for (byte[] file : List.of(Jpegs.with(2, app1(damaged), jpeg), insert(png, 33, chunk(damaged)))) {
                byte[] values = read(file).toBytes();
                byte[] expected = upright().toBytes();
                Arrays.sort(values);
                Arrays.sort(expected);
                assertThat(values).as("damage %s", i).isEqualTo(expected);
            }
        }
    }
}
