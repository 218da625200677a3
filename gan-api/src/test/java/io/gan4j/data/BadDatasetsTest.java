package io.gan4j.data;

import static io.gan4j.data.RawFiles.bytes;
import static io.gan4j.data.RawFiles.chunk;
import static io.gan4j.data.RawFiles.gzip;
import static io.gan4j.data.RawFiles.idat;
import static io.gan4j.data.RawFiles.ihdr;
import static io.gan4j.data.RawFiles.ofInts;
import static io.gan4j.data.RawFiles.png;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gan4j.image.Gif;
import io.gan4j.image.Images;
import io.gan4j.image.Pixels;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Data that is not what it should be, one way after the other: refused, and the message names the file and the fault. */
class BadDatasetsTest {
    private static final AtomicInteger REFUSED = new AtomicInteger();

    @TempDir
    Path folder;

    @AfterAll
    static void tell() {
        System.out.println("P17: " + REFUSED + " bad datasets, each refused by an error that names its file");
    }

    private interface Loader {
        Dataset load() throws IOException;
    }

    private void refused(Loader loader, Path named, String fault) {
        Throwable error = catchThrowable(loader::load);
        assertThat(error).isInstanceOf(IOException.class);
        assertThat(error.getMessage())
                .contains(named.toString())
                .contains(fault)
                .doesNotContain("null");
        REFUSED.incrementAndGet();
    }

    private Path add(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        return Files.write(file, content);
    }

    private static byte[] idx(int magic, int... extentsAndValues) {
        int axes = magic & 0xFF;
        Object[] extents = Arrays.stream(extentsAndValues).limit(axes).boxed().toArray();
        int[] values = Arrays.copyOfRange(extentsAndValues, axes, extentsAndValues.length);
        return bytes(magic, bytes(extents), ofInts(values));
    }

    private static byte[] twoImages() {
        return idx(0x803, 2, 1, 2, 1, 2, 3, 4);
    }

    private static byte[] twoLabels() {
        return idx(0x801, 2, 0, 1);
    }

    private static byte[] cut(byte[] whole, int length) {
        return Arrays.copyOf(whole, length);
    }

    private static byte[] changed(byte[] whole, int at, int value) {
        byte[] changed = whole.clone();
        changed[at] = (byte) value;
        return changed;
    }

    static Stream<Arguments> badImagesOfIdx() {
        byte[] zipped = gzip(twoImages());
        return Stream.of(
                Arguments.of("empty", new byte[0], "is cut short"),
                Arguments.of("ends in its header", cut(twoImages(), 9), "is cut short"),
                Arguments.of("of floats", idx(0xD03, 2, 1, 2, 0, 0), "is an IDX file of 32-bit floats with 3 axes"),
                Arguments.of("of four axes", idx(0x804, 1, 1, 1, 1, 0), "is an IDX file of unsigned bytes with 4 axes"),
                Arguments.of("little-endian", idx(0x03080000), "is no IDX file"),
                Arguments.of("a web page", bytes("<!DOCTYPE html><title>404</title>"), "is no IDX file"),
                Arguments.of("of labels", twoLabels(), "is an IDX file of labels"),
                Arguments.of("an image too many in the header", changed(twoImages(), 7, 3), "is cut short"),
                Arguments.of("an image too few in the header", changed(twoImages(), 7, 1), "is too long"),
                Arguments.of("of no images", idx(0x803, 0, 28, 28), "is empty"),
                Arguments.of("of images of 0 x 0", idx(0x803, 2, 0, 0), "is empty"),
                Arguments.of("20000 x 20000 in 16 bytes", idx(0x803, 1, 20_000, 20_000), "is cut short"),
                Arguments.of("2^31 images", idx(0x803, Integer.MIN_VALUE, 1, 1), "2147483648 x 1 x 1"),
                Arguments.of("2^32-1 in each axis", idx(0x803, -1, -1, -1), "more than an array holds"),
                Arguments.of("gzip, cut short", cut(zipped, zipped.length - 9), "gzip data is damaged or cut short"),
                Arguments.of("gzip without content", cut(zipped, 4), "gzip data is damaged or cut short"),
                Arguments.of(
                        "gzip, wrong checksum",
                        changed(zipped, zipped.length - 6, ~zipped[zipped.length - 6]),
                        "gzip data is damaged"),
                Arguments.of("gzip in gzip", gzip(zipped), "is no IDX file: it begins with 0x1F8B"),
                Arguments.of("gzip, 2^30 values claimed", gzip(idx(0x803, 1, 1 << 15, 1 << 15)), "is cut short"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badImagesOfIdx")
    void idxOfImages(String name, byte[] content, String fault) throws IOException {
        Path file = add("train-images-idx3-ubyte", content);
        add("train-labels-idx1-ubyte", twoLabels());
        refused(() -> Datasets.idx(file), file, fault);
        refused(() -> Datasets.mnist(folder), file, fault);
    }

    static Stream<Arguments> badLabelsOfIdx() {
        return Stream.of(
                Arguments.of("empty", new byte[0], "is cut short"),
                Arguments.of("of images", twoImages(), "is an IDX file of images"),
                Arguments.of("one fewer", idx(0x801, 1, 0), "holds 1 label, but"),
                Arguments.of("one more", idx(0x801, 3, 0, 1, 2), "holds 3 labels, but"),
                Arguments.of("of none", idx(0x801, 0), "is empty"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badLabelsOfIdx")
    void idxOfLabels(String name, byte[] content, String fault) throws IOException {
        Path images = add("train-images-idx3-ubyte", twoImages());
        Path labels = add("train-labels-idx1-ubyte", content);
        refused(() -> Datasets.idx(images, labels), labels, fault);
        refused(() -> Datasets.mnist(folder), labels, fault);
    }

    @Test
    void idxThatIsAFolder() throws IOException {
        Path file = Files.createDirectory(folder.resolve("images"));
        refused(() -> Datasets.idx(file), file, "is a folder");
    }

    @Test
    void folderWithoutTheFilesOfASet() throws IOException {
        add("train-images-idx3-ubyte", twoImages());
        refused(() -> Datasets.mnist(folder), folder, "there is neither train-labels-idx1-ubyte nor");
        refused(() -> Datasets.mnistTest(folder), folder, "there is neither t10k-images-idx3-ubyte nor");
        refused(() -> Datasets.cifar10(folder), folder, "there is no data_batch_1.bin of CIFAR-10");
    }

    static Stream<Arguments> badCifar() {
        byte[] record = new byte[3073];
        return Stream.of(
                Arguments.of("empty", new byte[0], "has 0 bytes"),
                Arguments.of("cut short", cut(record, 3072), "has 3072 bytes"),
                Arguments.of("a byte too many", cut(record, 3074), "has 3074 bytes"),
                Arguments.of("of CIFAR-100", new byte[3074 * 2], "has 6148 bytes"),
                Arguments.of("of an eleventh class", changed(record, 0, 10), "the class of image 0 must be 0 to 9"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badCifar")
    void cifar(String name, byte[] content, String fault) throws IOException {
        Path file = add("test_batch.bin", content);
        refused(() -> Datasets.cifar10Test(folder), file, fault);
    }

    private static byte[] grey(int width, int height) {
        return ImageFolderTest.image("png", BufferedImage.TYPE_BYTE_GRAY, height, width, 9);
    }

    private static byte[] jpeg() {
        return ImageFolderTest.image("jpg", BufferedImage.TYPE_3BYTE_BGR, 16, 16, 99);
    }

    /** With the frame header's height and width, which come after its marker, length and precision. */
    private static byte[] jpeg(int height, int width) {
        byte[] jpeg = jpeg();
        for (int i = 0; i < jpeg.length - 1; i++) {
            if ((jpeg[i] & 0xFF) == 0xFF && (jpeg[i + 1] & 0xFF) == 0xC0) {
                System.arraycopy(bytes((short) height, (short) width), 0, jpeg, i + 5, 4);
                return jpeg;
            }
        }
        throw new AssertionError("no frame header");
    }

    static Stream<Arguments> badImages() {
        byte[] jpeg = jpeg();
        byte[] large = ImageFolderTest.image("jpg", BufferedImage.TYPE_3BYTE_BGR, 200, 200, 99);
        byte[] gif = ImageFolderTest.image("gif", BufferedImage.TYPE_BYTE_GRAY, 4, 4, 9);
        byte[] bmp = ImageFolderTest.image("bmp", BufferedImage.TYPE_3BYTE_BGR, 4, 4, 9);
        return Stream.of(
                Arguments.of("empty", new byte[0], "is an empty file"),
                Arguments.of("a text", bytes("my images"), "is no PNG, JPEG, GIF or BMP image"),
                Arguments.of("a web page", bytes("<!DOCTYPE html><title>404</title>"), "is a page in HTML"),
                Arguments.of("WebP", bytes("RIFF", 26, "WEBPVP8L"), "is a WebP image, which is not read"),
                Arguments.of("TIFF", bytes("II*\0", 8, new byte[64]), "is a TIFF image"),
                Arguments.of("SVG", bytes("<svg xmlns='http://www.w3.org/2000/svg'/>"), "is an SVG drawing"),
                Arguments.of("a zip", bytes("PK\3\4", new byte[40]), "is an archive"),
                Arguments.of("PNG, signature alone", RawFiles.PNG_SIGNATURE, "is cut short"),
                Arguments.of("PNG, cut in its pixels", cut(grey(64, 64), 60), "is cut short"),
                Arguments.of("PNG of 0 x 0", png(ihdr(0, 0, 8, 0), idat()), "cannot be decoded: "),
                Arguments.of("PNG of 0 columns", png(ihdr(0, 2, 8, 0), idat(0, 0)), "cannot be decoded: "),
                Arguments.of("PNG of 20000 x 20000", png(ihdr(20_000, 20_000, 8, 0), idat(0)), "20000 x 20000"),
                Arguments.of("PNG of 2^31-1 columns", png(ihdr(Integer.MAX_VALUE, 2, 8, 0), idat(0)), "2147483647 x"),
                Arguments.of("PNG of -1 rows", png(ihdr(2, -1, 8, 0), idat(0)), "cannot be decoded: "),
                Arguments.of("PNG without pixels", png(ihdr(2, 2, 8, 0)), "is cut short"),
                Arguments.of("PNG, pixels for one row of two", png(ihdr(2, 2, 8, 0), idat(0, 1, 2)), "is cut short"),
                Arguments.of("PNG, pixels that are no zlib data", png(ihdr(2, 2, 8, 0), chunk("IDAT", 1, 2)), "cannot"),
                Arguments.of("PNG with a depth of 3 bits", png(ihdr(2, 2, 3, 0), idat(0, 1, 0, 2)), "cannot"),
                Arguments.of("PNG of colour type 5", png(ihdr(2, 2, 8, 5), idat(0, 1, 2, 0, 3, 4)), "cannot"),
                Arguments.of("PNG of a palette, without it", png(ihdr(2, 1, 8, 3), idat(0, 1, 2)), "cannot"),
                Arguments.of("PNG without a header", png(idat(0, 1, 2)), "cannot be decoded: "),
                Arguments.of("JPEG, cut short", cut(large, large.length - 40), "is cut short"),
                Arguments.of("JPEG, marker alone", cut(jpeg, 2), "is cut short"),
                Arguments.of("JPEG without a scan", cut(jpeg, 20), "is cut short"),
                Arguments.of("JPEG of 0 columns", jpeg(16, 0), "claims 0 x 16 pixels"),
                Arguments.of("JPEG of 65500 x 65500", jpeg(65_500, 65_500), "65500 x 65500"),
                Arguments.of("GIF, header alone", cut(gif, 13), "is cut short"),
                Arguments.of(
                        "GIF of 0 x 0", bytes("GIF89a", new byte[7], ",", new byte[9], "\2\0;"), "claims 0 x 0 pixels"),
                Arguments.of("BMP, cut short", cut(bmp, 60), "is cut short"),
                Arguments.of("BMP of 2^30 columns", changed(bmp, 21, 0x40), "cannot be decoded: "));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badImages")
    void imageOfAFolder(String name, byte[] content, String fault) throws IOException {
        add("good/1.png", grey(2, 2));
        Path file = add("good/2.png", content);
        refused(() -> Datasets.imageFolder(folder).size(2).load(), file, fault);
        assertThat(Datasets.imageFolder(folder)
                        .size(2)
                        .damaged(ImageFolder.Damaged.SKIP)
                        .load()
                        .size())
                .isEqualTo(1);
    }

    /** Four components and Adobe's marker, as printers' software writes; Java's decoder has no colours for it. */
    @Test
    void jpegOfCmyk() throws IOException {
        byte[] table = new byte[64];
        Arrays.fill(table, (byte) 1);
        byte[] cmyk = bytes(
                (short) 0xFFD8,
                bytes((short) 0xFFEE, (short) 14, "Adobe", (short) 100, (short) 0, (short) 0, (byte) 0),
                bytes((short) 0xFFDB, (short) 67, (byte) 0, table),
                bytes((short) 0xFFC0, (short) 20, (byte) 8, (short) 8, (short) 8, (byte) 4),
                ofInts(1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 4, 0x11, 0),
                bytes((short) 0xFFC4, (short) 20, (byte) 0, ofInts(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)),
                bytes((short) 0xFFC4, (short) 20, (byte) 16, ofInts(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)),
                bytes((short) 0xFFDA, (short) 14, (byte) 4, ofInts(1, 0, 2, 0, 3, 0, 4, 0, 0, 63, 0)),
                ofInts(0, 0xFF, 0xD9));
        Path file = add("print.jpg", cmyk);
        refused(() -> Datasets.imageFolder(folder).load(), file, "CMYK");
    }

    @Test
    void foldersWithoutImages() throws IOException {
        refused(() -> Datasets.imageFolder(folder).load(), folder, "there is no image in it");
        add(".hidden/1.png", grey(2, 2));
        refused(() -> Datasets.imageFolder(folder).load(), folder, "there is no image in it");
        Path missing = folder.resolve("missing");
        refused(() -> Datasets.imageFolder(missing).load(), missing, "");
    }

    @Test
    void imagesOfDifferentSizes() throws IOException {
        add("a.png", grey(2, 2));
        Path other = add("b.png", grey(3, 2));
        refused(() -> Datasets.imageFolder(folder).load(), other, "is 2 x 3 (height x width)");
    }

    @Test
    void linkToAFolderAboveItself() throws IOException {
        add("a/1.png", grey(2, 2));
        Path loop = link(folder.resolve("a/loop"), folder);
        refused(() -> Datasets.imageFolder(folder).load(), loop, "is a link to a folder that it lies in: remove it");
    }

    @Test
    void linkToNothing() throws IOException {
        add("1.png", grey(2, 2));
        Path broken = link(folder.resolve("2.png"), folder.resolve("moved/2.png"));
        refused(() -> Datasets.imageFolder(folder).load(), broken, "is a link to what does not exist");
        link(folder.resolve(".hidden"), folder.resolve("moved"));
        Files.delete(broken);
        assertThat(Datasets.imageFolder(folder).load().size()).isEqualTo(1);
    }

    private static Path link(Path link, Path target) throws IOException {
        try {
            return Files.createSymbolicLink(link, target);
        } catch (UnsupportedOperationException e) {
            assumeTrue(false, "skipped: this file system has no links");
            throw e;
        }
    }

    /** Made by a shell, because Java cannot write such names; two of them would look the same to it. */
    @Test
    void namesThatAreNoText() throws IOException, InterruptedException {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "skipped: names are bytes on Linux alone");
        Path image = add("1.png", grey(2, 2));
        for (String octal : List.of("376", "377")) {
            String command = "cp \"$0\" \"$(printf 'caf\\" + octal + ".png')\"";
            Process copy = new ProcessBuilder("sh", "-c", command, image.toString())
                    .directory(folder.toFile())
                    .inheritIO()
                    .start();
            assertThat(copy.waitFor()).isZero();
        }
        assertThat(folder.toFile().list()).hasSize(3);
        refused(() -> Datasets.imageFolder(folder).load(), folder.resolve("caf"), "its name is no text in");
    }

    static Stream<Arguments> badZips() {
        byte[] end = bytes("PK\5\6", new byte[18]);
        return Stream.of(
                Arguments.of("empty", new byte[0], "is an empty file"),
                Arguments.of("a text", bytes("no zip"), "is neither a folder nor a zip"),
                Arguments.of("a gzip", gzip(new byte[9]), "is neither a folder nor a zip"),
                Arguments.of("of nothing", end, "there is no image in it"),
                Arguments.of(
                        "of entries that are not there",
                        changed(end, 10, 5),
                        "says 5 entries, its table of contents holds 0"),
                Arguments.of(
                        "a directory beyond the file",
                        bytes("PK", changed(end, 13, 9)),
                        "is a damaged zip: its table of contents lies outside of the file"),
                Arguments.of("an image", grey(2, 2), "is neither a folder nor a zip"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badZips")
    void zip(String name, byte[] content, String fault) throws IOException {
        Path file = add("images.zip", content);
        refused(() -> Datasets.imageFolder(file).load(), file, fault);
    }

    static Stream<Arguments> unusualImages() {
        return Stream.of(
                Arguments.of("of 16 bits", png(ihdr(1, 1, 16, 0), idat(0, 120, 200)), 120),
                Arguments.of("of 1 bit", png(ihdr(1, 1, 1, 0), idat(0, 0x80)), 255),
                Arguments.of(
                        "animated PNG",
                        png(
                                ihdr(1, 1, 8, 0),
                                chunk("acTL", 2, 0),
                                idat(0, 120),
                                chunk("fdAT", 1, RawFiles.deflated(ofInts(0, 7)))),
                        120),
                Arguments.of(
                        "of a palette",
                        png(ihdr(1, 1, 8, 3), chunk("PLTE", ofInts(1, 1, 1, 120, 120, 120)), idat(0, 1)),
                        120));
    }

    /** What is unusual and yet has a meaning is read. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("unusualImages")
    void unusualImage_isRead(String name, byte[] content, int value) throws IOException {
        add("1.png", content);
        assertThat(ImageFolderTest.firsts(
                        Datasets.imageFolder(folder).channels(1).load()))
                .containsExactly(value);
    }

    @Test
    void animatedGif_isItsFirstFrame() throws IOException {
        List<Pixels> frames = new ArrayList<>();
        for (int value : new int[] {120, 7}) {
            BufferedImage frame = new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_GRAY);
            frame.getRaster().setSamples(0, 0, 2, 2, 0, new int[] {value, value, value, value});
            frames.add(Pixels.of(frame, 1));
        }
        Gif.of(Images.ofPixels(frames)).write(folder.resolve("a.gif"));
        assertThat(ImageFolderTest.firsts(
                        Datasets.imageFolder(folder).channels(1).load()))
                .containsExactly(120);
    }
}
