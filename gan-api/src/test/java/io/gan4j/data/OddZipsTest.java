package io.gan4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.primitives.Bytes;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Zips as other programs write them: every class and image is read, or an error or the log says what is not. */
class OddZipsTest {
    private static final int ENCRYPTED = 1;
    private static final int IN_UTF_8 = 1 << 11;
    private static final byte[] NONE = {};

    @TempDir
    Path folder;

    private Path write(ZipBytes zip) throws IOException {
        return write(zip.bytes());
    }

    private Path write(byte[] zip) throws IOException {
        return Files.write(folder.resolve("set.zip"), zip);
    }

    private static byte[] grey(int value) {
        return ImageFolderTest.grey(value);
    }

    private static ZipBytes petsNamed(String cat, String dog) {
        return new ZipBytes().add(cat, grey(10)).add(dog, grey(20));
    }

    private void assertPets(Dataset dataset) {
        assertThat(dataset.classes()).containsExactly("cats", "dogs");
        assertThat(ImageFolderTest.firsts(dataset)).containsExactly(10, 20);
        assertThat(dataset.label(1)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "cats\\1.png, dogs\\2.png",
        "cats/1.png, dogs\\2.png",
        "pets\\cats/1.png, pets/dogs\\2.png",
        "./cats/1.png, ./dogs/2.png",
        "./cats/1.png, dogs/2.png",
        ".\\cats\\1.png, .\\dogs\\2.png",
        "/cats/1.png, /dogs/2.png",
        "/cats/1.png, C:/dogs/2.png",
        "C:\\cats\\1.png, d:\\dogs\\2.png",
        "\\\\?\\C:\\cats\\1.png, dogs\\2.png",
        "//cats//1.png, dogs//2.png",
        "cats/./1.png, dogs/.//2.png",
        "../../cats/1.png, dogs/2.png",
        "..\\cats\\1.png, ..\\..\\dogs\\2.png",
        "mice/../cats/1.png, cats/../dogs/2.png",
        "cats/../../cats/1.png, dogs/2.png",
    })
    void path_inAnyForm_makesTheSameClasses(String cat, String dog) throws IOException {
        assertPets(Datasets.imageFolder(write(petsNamed(cat, dog))).load());
    }

    @ParameterizedTest
    @CsvSource({"cats/, dogs/", "cats\\, dogs\\", "./cats/, ./", "/, \\", "../, .."})
    void folderEntry_byEitherSlash_isNoImage(String first, String second) throws IOException {
        ZipBytes zip = new ZipBytes().add(first, NONE);
        if (!second.equals("..")) {
            zip.add(second, NONE);
        }
        zip.add("cats\\1.png", grey(10)).add("dogs\\2.png", grey(20));

        assertPets(Datasets.imageFolder(write(zip)).load());
    }

    @Test
    void entryWithContent_thatIsNamedAsAFolder_isAnImage() throws IOException {
        assertPets(Datasets.imageFolder(write(petsNamed("cats/1.png/", "dogs/2.png\\")))
                .load());
    }

    @Test
    void twoEntriesOfOnePath_areRefused() throws IOException {
        Path zip = write(new ZipBytes().add("cats/1.png", grey(1)).add("./cats\\1.png", grey(2)));

        assertThatThrownBy(() -> Datasets.imageFolder(zip).load())
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(zip + ": holds two entries named ./cats\\1.png and cats/1.png, which are one path");
    }

    @Test
    void entryWithoutAName_isRefused() throws IOException {
        Path zip = write(new ZipBytes().add("..", grey(1)));

        assertThatThrownBy(() -> Datasets.imageFolder(zip).load())
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(zip + ": holds an entry without a name");
    }

    @Test
    void error_namesTheEntryAsItStandsInTheZip() throws IOException {
        Path zip = write(new ZipBytes().add("./cats\\1.png", new byte[] {1}));

        assertThatThrownBy(() -> Datasets.imageFolder(zip).load())
                .hasMessageStartingWith(zip + "!/./cats\\1.png: is no PNG, JPEG, GIF or BMP image");
    }

    @Test
    void everythingLeftOut_isToldInTheError() throws IOException {
        Path zip = write(new ZipBytes()
                .add("__MACOSX/._1.png", grey(1))
                .add("cats/.1.png", grey(1))
                .add("cats/Thumbs.db", new byte[] {1}));

        assertThatThrownBy(() -> Datasets.imageFolder(zip).load())
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(zip + ": there is no image in it; left out 3 that are hidden or what systems leave beside"
                        + " images: __MACOSX/._1.png, cats/.1.png, cats/Thumbs.db");
    }

    @Test
    void everythingSkipped_isToldInTheError() throws IOException {
        Path zip = write(new ZipBytes().add("notes.txt", new byte[] {1}));

        assertThatThrownBy(() -> Datasets.imageFolder(zip)
                        .damaged(ImageFolder.Damaged.SKIP)
                        .load())
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(zip + ": there is no image in it; skipped 1, the first: " + zip
                        + "!/notes.txt: is no PNG, JPEG, GIF or BMP image");
    }

    /** The same words in code page 437 (DOS), GBK and Shift-JIS, which older programs write without saying so. */
    static Stream<Arguments> namesInOtherCharsets() {
        return Stream.of(
                Arguments.of("IBM437", "identit\u00E9", "\u00DFo\u00DF"),
                Arguments.of("GBK", "\u732B", "\u72D7"),
                Arguments.of("Shift_JIS", "\u732B", "\u72AC"));
    }

    @ParameterizedTest
    @MethodSource("namesInOtherCharsets")
    void namesNotInUtf8_areReadByTheCharsetGiven(String name, String first, String second) throws IOException {
        Charset charset = Charset.forName(name);
        Path zip = write(new ZipBytes()
                .add((first + "/1.png").getBytes(charset), 0, 0, NONE, grey(1))
                .add((second + "/2.png").getBytes(charset), 0, 0, NONE, grey(2)));

        Dataset dataset = Datasets.imageFolder(zip).zipNames(charset).load();

        assertThat(dataset.classes()).containsExactlyInAnyOrder(first, second);
        Logged logged = Logged.during(() -> Datasets.imageFolder(zip).load());
        assertThat(logged.dataset().classes()).hasSize(2);
        assertThat(logged.log())
                .contains("its names are not in UTF-8 and are read as CP437, such as ")
                .contains("zipNames(...) sets another character set");
    }

    @Test
    void namesNotInUtf8_areCp437ByDefault() throws IOException {
        Path zip = write(new ZipBytes()
                .add("identit\u0082/1.png".getBytes(StandardCharsets.ISO_8859_1), 0, 0, NONE, grey(1))
                .add("a/2.png", grey(2)));

        assertThat(Datasets.imageFolder(zip).load().classes()).containsExactly("a", "identit\u00E9");
    }

    @Test
    void namesInUtf8_withAFlagOrWithout_areReadSo() throws IOException {
        byte[] flagged = "\u72AC/1.png".getBytes(StandardCharsets.UTF_8);
        Path zip = write(new ZipBytes().add(flagged, IN_UTF_8, 0, NONE, grey(1)).add("\u732B/2.png", grey(2)));

        Logged logged = Logged.during(() -> Datasets.imageFolder(zip).load());

        assertThat(logged.dataset().classes()).containsExactly("\u72AC", "\u732B");
        assertThat(logged.log()).isEmpty();
    }

    @Test
    void namesFlaggedAsUtf8_stayApartFromThoseThatAreNot() throws IOException {
        byte[] flagged = "\u72AC/1.png".getBytes(StandardCharsets.UTF_8);
        byte[] wrong = {(byte) 0xFF, (byte) 0xFE, '/', '2'};
        Path zip =
                write(new ZipBytes().add(flagged, IN_UTF_8, 0, NONE, grey(1)).add(wrong, IN_UTF_8, 0, NONE, grey(2)));

        // CP437's 0xFF is a space that does not break, 0xFE a black square
        assertThat(Datasets.imageFolder(zip).load().classes()).containsExactly("\u00A0\u25A0", "\u72AC");
    }

    @Test
    void nameOfAUnicodePathField_isTaken() throws IOException {
        byte[] raw = {(byte) 0xFF, (byte) 0xFE, '/', '1'};
        Path zip = write(new ZipBytes()
                .add(raw, 0, 0, ZipBytes.unicodePath(raw, "\u732B/1.png"), grey(1))
                .add("a/2.png", grey(2)));

        Logged logged = Logged.during(() -> Datasets.imageFolder(zip).load());

        assertThat(logged.dataset().classes()).containsExactly("a", "\u732B");
        assertThat(logged.log()).isEmpty();
    }

    @Test
    void unicodePathField_ofAnotherName_isPassedOver() throws IOException {
        byte[] stale = ZipBytes.unicodePath(new byte[] {1}, "b/1.png");
        Path zip = write(new ZipBytes()
                .add("a/1.png".getBytes(StandardCharsets.UTF_8), 0, 0, stale, grey(1))
                .add("c/2.png", grey(2)));

        assertThat(Datasets.imageFolder(zip).load().classes()).containsExactly("a", "c");
    }

    static Stream<Arguments> entriesThatJavaCannotUnpack() {
        return Stream.of(
                Arguments.of(ENCRYPTED, 0, "is encrypted"),
                Arguments.of(ENCRYPTED, 8, "is encrypted"),
                Arguments.of(ENCRYPTED, 99, "is encrypted"),
                Arguments.of(0, 1, "is packed by Shrink, which Java cannot unpack"),
                Arguments.of(0, 9, "is packed by Deflate64, which Java cannot unpack"),
                Arguments.of(0, 12, "is packed by bzip2, which Java cannot unpack"),
                Arguments.of(0, 14, "is packed by LZMA, which Java cannot unpack"),
                Arguments.of(0, 93, "is packed by Zstandard, which Java cannot unpack"),
                Arguments.of(0, 95, "is packed by xz, which Java cannot unpack"),
                Arguments.of(0, 77, "is packed by method 77, which Java cannot unpack"));
    }

    @ParameterizedTest
    @MethodSource("entriesThatJavaCannotUnpack")
    void entryThatJavaCannotUnpack_isNamedOrSkipped(int flags, int method, String reason) throws IOException {
        Path zip = write(new ZipBytes()
                .add("cats/1.png", grey(1))
                .add("dogs/2.png".getBytes(StandardCharsets.UTF_8), flags, method, NONE, grey(2)));

        assertThatThrownBy(() -> Datasets.imageFolder(zip).load())
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(zip + "!/dogs/2.png: " + reason
                        + ": unpack the zip and give the folder; damaged(SKIP) leaves such files out");
        Logged skipping = Logged.during(() ->
                Datasets.imageFolder(zip).damaged(ImageFolder.Damaged.SKIP).load());
        assertThat(skipping.dataset().size()).isEqualTo(1);
        assertThat(skipping.log())
                .contains("skipped 1 of 2 files: " + zip + "!/dogs/2.png: " + reason)
                .contains("no image is in 1 of its folders, which make no class: dogs");
    }

    @Test
    void extraFieldWithoutItsHeader_isPassedOver() throws IOException {
        byte[] name = "cats/1.png".getBytes(StandardCharsets.UTF_8);
        for (byte[] extra :
                List.of(new byte[] {'n'}, "ke".getBytes(StandardCharsets.US_ASCII), new byte[] {1, 0, 99, 0})) {
            Path zip = write(new ZipBytes().add(name, 0, 0, extra, grey(10)).add("dogs/2.png", grey(20)));

            assertPets(Datasets.imageFolder(zip).load());
        }
    }

    @Test
    void zip_withWhatIsUnusualAroundIt_isRead() throws IOException {
        ZipBytes pets = petsNamed("cats/1.png", "dogs/2.png");
        byte[] program = "#!/bin/sh unpack me\n".getBytes(StandardCharsets.US_ASCII);

        assertPets(Datasets.imageFolder(
                        write(pets.bytes(2, "PK\u0005\u0006 is how an end begins, and more of the comment")))
                .load());
        assertPets(
                Datasets.imageFolder(write(Bytes.concat(program, pets.bytes()))).load());
        assertPets(Datasets.imageFolder(write(Bytes.concat(pets.bytes(), new byte[100])))
                .load());
        assertPets(Datasets.imageFolder(write(pets.bytes64())).load());
        assertPets(Datasets.imageFolder(write(Bytes.concat(program, pets.bytes64())))
                .load());
    }

    @Test
    void manyEntries_whoseNumberIsCutTo16Bits_areRead() throws IOException {
        ZipBytes zip = new ZipBytes();
        for (int i = 0; i < 65_536 + 2; i++) {
            zip.add(i + "/", NONE);
        }
        zip.add("1.png", grey(3));

        assertThat(Datasets.imageFolder(write(zip.bytes(3, ""))).load().size()).isEqualTo(1);
    }

    @Test
    void numberOfEntries_otherThanTheEndSays_isRefused() throws IOException {
        Path zip = write(petsNamed("cats/1.png", "dogs/2.png").bytes(3, ""));

        assertThatThrownBy(() -> Datasets.imageFolder(zip).load())
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(zip + ": is a damaged zip: its end says 3 entries, its table of contents holds 2");
    }

    @Test
    void zipCutShort_isSaidToBeOne() throws IOException {
        byte[] whole = petsNamed("cats/1.png", "dogs/2.png").bytes();
        for (int length : new int[] {4, 30, whole.length / 2, whole.length - 1}) {
            Path zip = write(Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Datasets.imageFolder(zip).load())
                    .isInstanceOf(MalformedDataException.class)
                    .hasMessage(zip + ": is a zip that is cut short: its table of contents, which ends the file, is"
                            + " missing");
        }
    }

    @Test
    void lastPartOfSeveral_isSaidToBeOne() throws IOException {
        byte[] zip = petsNamed("cats/1.png", "dogs/2.png").bytes();
        zip[zip.length - 22 + 4] = 2;
        Path path = write(zip);

        assertThatThrownBy(() -> Datasets.imageFolder(path).load())
                .hasMessage(path + ": is the last part of a zip in 3 parts, which is not read: unpack it and give the"
                        + " folder");
    }

    static Stream<Arguments> otherArchives() {
        return Stream.of(
                Arguments.of("Rar!\u001A\u0007\u0001\u0000", "a RAR archive"),
                Arguments.of("7z\u00BC\u00AF\u0027\u001C\u0000\u0004", "a 7z archive"),
                Arguments.of("\u001F\u008B\u0008\u0000", "a gzip or tar.gz archive"),
                Arguments.of("\u00FD7zXZ\u0000\u0000", "an xz or tar.xz archive"));
    }

    @ParameterizedTest
    @MethodSource("otherArchives")
    void otherArchive_isNamed(String head, String kind) throws IOException {
        Path path = write(Bytes.concat(head.getBytes(StandardCharsets.ISO_8859_1), new byte[50]));

        assertThatThrownBy(() -> Datasets.imageFolder(path).load())
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(path + ": is neither a folder nor a zip, but " + kind + ": unpack it and give the folder");
    }

    @Test
    void looseImage_thatLeavesTheOthersWithoutClasses_isTold() throws IOException {
        Path zip = write(petsNamed("cats/1.png", "dogs/2.png").add("cover.png", grey(3)));

        Logged logged = Logged.during(() -> Datasets.imageFolder(zip).load());

        assertThat(logged.dataset().classes()).isEmpty();
        assertThat(logged.log())
                .contains(
                        "its images have no classes, because not all lie in folders of one level: cover.png does not");
    }
}
