package io.gan4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.image.Pixels;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a JPEG is read to, and that none is read which lacks a pixel. */
class JpegTest {
    private static final byte[] END = {(byte) 0xFF, (byte) 0xD9};
    private static final byte[] TRAILER = "SEFH what a phone adds SEFT".getBytes(StandardCharsets.US_ASCII);

    private static Pixels read(byte[] file) throws IOException {
        return new ImageDecoder(64_000_000, 0).decode("photo", file);
    }

    private static BufferedImage picture(int type, int height, int width) {
        BufferedImage image = new BufferedImage(width, height, type);
        RandomStream random = RandomStream.of(height, width);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int base = 90 + 60 * (x / 8 % 2) + 40 * (y / 8 % 2);
                image.setRGB(x, y, base + random.nextInt(40) << 16 | base << 8 | 255 - base - random.nextInt(30));
            }
        }
        return image;
    }

    private static List<byte[]> everyCoding() {
        List<byte[]> files = new ArrayList<>();
        for (Jpegs.Coding coding : Jpegs.Coding.all()) {
            files.add(Jpegs.encode(picture(BufferedImage.TYPE_INT_RGB, 19, 37), coding));
            if (coding.across() == 1 && coding.down() == 1) {
                files.add(Jpegs.encode(picture(BufferedImage.TYPE_BYTE_GRAY, 19, 37), coding));
            }
        }
        return files;
    }

    private static boolean isProgressive(byte[] file) {
        return Jpegs.parts(file).stream().anyMatch(part -> part.length > 2 && (part[1] & 0xFF) == 0xC2);
    }

    @ParameterizedTest
    @MethodSource("everyCoding")
    void values_areThoseOfJavasReader(byte[] file) throws IOException {
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(file));

        assertThat(read(file)).isEqualTo(Pixels.of(read, read.getRaster().getNumBands()));
    }

    @ParameterizedTest
    @MethodSource("everyCoding")
    void scans_thatEndAnywhere_areRefused(byte[] file) {
        int first = Jpegs.find(Jpegs.SCAN, file);
        byte[] both = Jpegs.join(TRAILER, END);
        for (int cut = first; cut < file.length - 2; cut++) {
            byte[] start = Arrays.copyOf(file, cut);
            // a trailer's bytes could be the codes of a last block: of these no reader can tell
            boolean last = cut > first + (file.length - first) * 3 / 4;
            for (byte[] end : last ? List.of(new byte[0], END) : List.of(new byte[0], END, TRAILER, both)) {
                assertThatThrownBy(() -> read(Jpegs.join(start, end)))
                        .as("the first %s bytes of %s, and %s more", cut, file.length, end.length)
                        .isInstanceOf(MalformedDataException.class)
                        .hasMessageMatching("photo: (is cut short|is damaged: ).*");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everyCoding")
    void wholePicture_withoutAnEndMarker_isReadUnlessScansMayBeMissing(byte[] file) throws IOException {
        byte[] start = Arrays.copyOf(file, file.length - 2);
        for (byte[] end : new byte[][] {{}, TRAILER}) {
            byte[] open = Jpegs.join(start, end);
            if (isProgressive(file)) {
                assertThatThrownBy(() -> read(open)).hasMessage("photo: is cut short");
            } else {
                assertThat(read(open)).isEqualTo(read(file));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everyCoding")
    void oddities_thatTakeNoPixelAway_areRead(byte[] file) throws IOException {
        byte[] start = Arrays.copyOf(file, file.length - 2);
        Pixels whole = read(file);

        assertThat(read(Jpegs.join(file, TRAILER))).isEqualTo(whole);
        assertThat(read(Jpegs.join(start, new byte[] {-1, -1}, END)))
                .as("fill bytes")
                .isEqualTo(whole);
        assertThat(read(Jpegs.join(start, new byte[5], END))).as("zeros").isEqualTo(whole);
        assertThat(read(Jpegs.with(1, new byte[] {1, 2, 3}, file)))
                .as("bytes between segments")
                .isEqualTo(whole);
        if (!isProgressive(file)) {
            byte[] odd = file.clone();
            int at = Jpegs.find(Jpegs.SCAN, file);
            odd[at + 3 + (file[at + 3] & 0xFF) - 2] = 0;
            assertThat(read(odd)).as("another band in a sequential scan").isEqualTo(whole);
        }
    }

    @Test
    void damagedScans_areRefusedOrHoldEveryPixel() throws IOException {
        List<byte[]> files = everyCoding();
        int refused = 0;
        int count = 6_000;
        for (int i = 0; i < count; i++) {
            RandomStream random = RandomStream.of(14, i);
            byte[] file = files.get(i % files.size());
            int first = Jpegs.find(Jpegs.SCAN, file) + 20;
            int at = first + random.nextInt(file.length - 14 - first);
            byte[] damaged = file.clone();
            if (random.nextBoolean()) {
                for (int k = 0; k < 6; k++) {
                    damaged[at + k] = (byte) random.nextInt(256);
                }
            } else {
                damaged = Jpegs.join(Arrays.copyOf(file, at), Arrays.copyOfRange(file, at + 10, file.length));
            }
            try {
                JpegFile jpeg = JpegFile.open(damaged);
                assertThat(warning(jpeg.picture()))
                        .as("damage %s", i)
                        .doesNotContain("premature", "bad Huffman", "RST");
            } catch (IOException e) {
                refused++;
            }
        }
        // what is left has changed values and all pixels, of which no reader can tell
        assertThat(refused).isGreaterThan(count * 8 / 10);
    }

    /** What Java's decoder says first, which the walk through the codes must not contradict. */
    private static String warning(byte[] file) throws IOException {
        StringBuilder warnings = new StringBuilder();
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in, true, true);
            reader.addIIOReadWarningListener((source, warning) -> warnings.append(warning));
            reader.readRaster(0, null);
        } finally {
            reader.dispose();
        }
        return warnings.toString();
    }

    @Test
    void progressivePicture_thatLacksItsLastScans_isRefused() {
        byte[] file = Jpegs.encode(picture(BufferedImage.TYPE_INT_RGB, 19, 37), new Jpegs.Coding(true, 0, 2, 2));
        int scans = 0;
        for (int at = 2; at < file.length - 1; at++) {
            if (file[at] == (byte) 0xFF && (file[at + 1] & 0xFF) == Jpegs.SCAN && scans++ > 0) {
                byte[] first = Jpegs.join(Arrays.copyOf(file, at), END);
                assertThatThrownBy(() -> read(first)).hasMessage("photo: is cut short");
            }
        }
        assertThat(scans).isGreaterThan(5);
    }

    private static byte[] adobe(int transform) {
        return Jpegs.segment(0xEE, new byte[] {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) transform});
    }

    private static byte[] named(int first, int second, int third, byte[] file) {
        byte[] named = file.clone();
        int frame = Jpegs.find(0xC0, file);
        int scan = Jpegs.find(Jpegs.SCAN, file);
        int[] ids = {first, second, third};
        for (int i = 0; i < 3; i++) {
            named[frame + 10 + 3 * i] = (byte) ids[i];
            named[scan + 5 + 2 * i] = (byte) ids[i];
        }
        return named;
    }

    @ParameterizedTest
    @CsvSource({
        "true, -1, 1 2 3, false",
        "true, 0, 1 2 3, false",
        "true, 1, 1 2 3, false",
        "true, 2, 1 2 3, false",
        "true, -1, 82 71 66, false",
        "false, 0, 1 2 3, true",
        "false, 1, 82 71 66, false",
        "false, 2, 1 2 3, false",
        "false, -1, 1 2 3, false",
        "false, -1, 0 1 2, false",
        "false, -1, 82 71 66, true"
    })
    void colours_followMarkersAsInLibjpeg(boolean jfif, int transform, String ids, boolean rgb) throws IOException {
        byte[] plain = Jpegs.encode(picture(BufferedImage.TYPE_INT_RGB, 16, 16), Jpegs.Coding.PLAIN);
        int[] names = Arrays.stream(ids.split(" ")).mapToInt(Integer::parseInt).toArray();
        byte[] file = named(names[0], names[1], names[2], plain);
        file = jfif ? file : Jpegs.without(0xE0, file);
        file = transform < 0 ? file : Jpegs.with(jfif ? 2 : 1, adobe(transform), file);

        assertThat(read(file)).isEqualTo(rgb ? stored(plain) : read(plain));
    }

    /** The samples themselves. */
    private static Pixels stored(byte[] file) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in, true, true);
            Raster raster = reader.readRaster(0, null);
            byte[] planes = new byte[3 * 256];
            for (int i = 0; i < planes.length; i++) {
                planes[i] = (byte) raster.getSample(i % 16, i / 16 % 16, i / 256);
            }
            return Pixels.of(Shape.of(3, 16, 16), planes);
        } finally {
            reader.dispose();
        }
    }

    @Test
    void profiles_soundWrongOrDamaged_changeNothing() throws IOException {
        byte[] plain = Jpegs.encode(picture(BufferedImage.TYPE_INT_RGB, 16, 16), Jpegs.Coding.PLAIN);
        for (int space : new int[] {ColorSpace.CS_LINEAR_RGB, ColorSpace.CS_GRAY, ColorSpace.CS_sRGB}) {
            byte[] profile = ICC_Profile.getInstance(space).getData();
            for (byte[] data : List.of(profile, Arrays.copyOf(profile, 200), new byte[3])) {
                ByteArrayOutputStream content = new ByteArrayOutputStream();
                content.writeBytes("ICC_PROFILE\0\1\1".getBytes(StandardCharsets.US_ASCII));
                content.writeBytes(data);
                byte[] file = Jpegs.with(2, Jpegs.segment(0xE2, content.toByteArray()), plain);

                assertThat(read(file)).isEqualTo(read(plain));
            }
        }
    }

    @Test
    void kindsThatAreNotRead_areNamed() {
        byte[] plain = Jpegs.encode(picture(BufferedImage.TYPE_INT_RGB, 16, 16), Jpegs.Coding.PLAIN);
        int frame = Jpegs.find(0xC0, plain);
        byte[] two = plain.clone();
        two[frame + 9] = 2;
        byte[] deep = plain.clone();
        deep[frame + 4] = 12;
        byte[] arithmetic = plain.clone();
        arithmetic[frame + 1] = (byte) 0xC9;

        assertThatThrownBy(() -> read(two))
                .hasMessage("photo: has 2 components, read are 1 (grey) and 3 (colour): convert it to RGB first");
        assertThatThrownBy(() -> read(deep))
                .hasMessage("photo: has 12 bits a sample, read are 8: convert it to PNG first");
        assertThatThrownBy(() -> read(arithmetic))
                .hasMessage("photo: is a JPEG of a kind that is not read (arithmetically coded): convert it to PNG or"
                        + " to a baseline JPEG first");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4})
    void channels_asAsked_followTheRulesOfPixels(int channels) throws IOException {
        byte[] file = Jpegs.encode(picture(BufferedImage.TYPE_INT_RGB, 16, 16), Jpegs.Coding.PLAIN);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));

        assertThat(new ImageDecoder(1_000, channels).decode("photo", file)).isEqualTo(Pixels.of(image, channels));
    }
}
