package io.gan4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.testing.RealData;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaptionFilesTest {
    @TempDir
    Path folder;

    private void image(String name) throws IOException {
        Path file = folder.resolve("pictures").resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.write(file, ImageFolderTest.grey(9));
    }

    private Path text(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        return Files.writeString(file, text);
    }

    private ImageFolder pictures() {
        return Datasets.imageFolder(folder.resolve("pictures"));
    }

    private static List<List<String>> captions(Dataset dataset) {
        List<List<String>> captions = new ArrayList<>();
        for (int i = 0; i < dataset.size(); i++) {
            captions.add(dataset.captions(i));
        }
        return captions;
    }

    @ParameterizedTest
    @CsvSource({
        "captions.txt, 'a.png\tone\nb/c.png\ttwo\n\na.png\tthree\n'",
        "captions.tsv, 'FILE\tgroup\tcaption\n./a.png\tg\tone\nb\\c.png\tg\ttwo\na.png\tg\tthree'",
        "captions.tsv, '\uFEFFfile\tcaption\r\na.png\t one \r\nc.png\ttwo\r\na.png\tthree'",
        "captions.csv, 'file,caption\na.png,one\n\n\"c.png\",\"two\"\na.png,three'",
        "metadata.csv, '\uFEFFfile_name;text\r\n./a.png;one\r\nb/c.png;two\r\na.png;three\r\n'",
        "captions.txt, 'image,caption\na.png,one\nb/c.png,two\na.png,three'",
        "captions.jsonl, '{\"file\":\"a.png\",\"caption\":[\"one\",\"three\"],\"x\":{}}\n{\"text\":\"two\",\"file_name\":\"c.png\"}'",
    })
    void captions_ofAFile_areThoseOfTheirPictures(String name, String text) throws IOException {
        image("a.png");
        image("b/c.png");

        assertThat(captions(pictures().captions(text(name, text)).load()))
                .containsExactly(List.of("one", "three"), List.of("two"));
        text("pictures/" + name, text);
        assertThat(captions(pictures().captionsInside().load()))
                .containsExactly(List.of("one", "three"), List.of("two"));
    }

    /** A caption with a comma and a line end, and a file that has no ending of a text. */
    @Test
    void captions_ofAFileAmongThePictures_areNotReadAsAPicture() throws IOException {
        image("a.png");
        Path table = text("pictures/list.csv", "id,file,caption\n1,a.png,\"one, or\n\"\"two\"\"\"\n");
        Path list = text("pictures/labels", "a.png\tone");

        assertThatThrownBy(() -> pictures().captions(table).load()).hasMessageContaining("labels: is no PNG");
        Files.delete(list);
        assertThat(captions(pictures().captions(table).load())).containsExactly(List.of("one, or\n\"two\""));
        text("pictures/labels", "a.png\tone");
        assertThat(captions(pictures().captions(list).load())).containsExactly(List.of("one"));
    }

    @Test
    void captionsInside_besideThePictures_areLinesOfTheirTextFiles() throws IOException {
        image("a.png");
        image("b/c.jpg");
        text("pictures/a.txt", "one\n\n three \n");
        text("pictures/b/c.jpg.txt", "two");

        assertThat(captions(pictures().captionsInside().load()))
                .containsExactly(List.of("one", "three"), List.of("two"));
    }

    @Test
    void captionsInside_ofAZip_areRead() throws IOException {
        Path zip = folder.resolve("pictures.zip");
        try (OutputStream file = Files.newOutputStream(zip);
                ZipOutputStream out = new ZipOutputStream(file)) {
            out.putNextEntry(new ZipEntry("set/a.png"));
            out.write(ImageFolderTest.grey(9));
            out.putNextEntry(new ZipEntry("set/captions.tsv"));
            out.write("a.png\tone".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(captions(Datasets.imageFolder(zip).captionsInside().load())).containsExactly(List.of("one"));
    }

    @ParameterizedTest
    @CsvSource({
        "captions.txt, '', there is no caption in it",
        "captions.txt, 'a.png one', 'line 1 has 1 column: a line is a file, a tab and a caption, or the first line names the"
                + " columns, two of them ''file'' and ''caption'''",
        "captions.txt, 'a.png\tone\nb.png', 'line 2 has 1 column, not 2'",
        "captions.txt, 'a.png\tone\nb.png\t ', 'line 2 has an empty caption, of b.png'",
        "captions.txt, ' \tone', line 1 names no file",
        "captions.txt, 'b.png\tone', 'has no caption of 1 of 1 image (a.png)'",
        "captions.csv, 'a.png;one\nb.png', 'row 2 has 1 column, not 2'",
        "captions.csv, a.png, 'row 1 has 1 column: a row is a file, a comma and a caption, or the first line names the"
                + " columns, two of them ''file'' and ''caption'''",
        "captions.csv, 'file,caption\na.png,\"one', a value in quotes that begins in line 2 has no closing quote",
        "captions.jsonl, '{\"file\":\"a.png\"}', line 1 has no 'caption'",
        "captions.jsonl, '{\"caption\":\"one\"}', line 1 has no 'file'",
    })
    void captions_ofABadFile_nameTheLine(String name, String text, String problem) throws IOException {
        image("a.png");
        Path file = text(name, text);

        assertThatThrownBy(() -> pictures().captions(file).load())
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(file + ": " + problem);
    }

    @Test
    void captions_ofBadJson_nameTheLine() throws IOException {
        image("a.png");
        Path file = text("captions.jsonl", "{\"file\":\"a.png\",\"caption\":\"one\"}\n{\"file\":3,\"caption\":{}}");

        assertThatThrownBy(() -> pictures().captions(file).load())
                .isInstanceOf(MalformedDataException.class)
                .hasMessageStartingWith(file + ": line 2 is no JSON object with 'file' and 'caption', texts both: ");
    }

    @Test
    void captions_ofAFolder_areRefusedByItsName() throws IOException {
        image("a.png");
        assertThatThrownBy(() -> pictures().captions(folder).load()).hasMessage(folder + ": is a folder, not a file");
    }

    @Test
    void captions_thatAreNoText_areRefused() throws IOException {
        image("a.png");
        Path file = Files.write(folder.resolve("captions.txt"), new byte[] {'a', (byte) 0xFF});

        assertThatThrownBy(() -> pictures().captions(file).load())
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(file + ": is no text in UTF-8");
    }

    @Test
    void captionsInside_ofAPictureThatIsNotThere_areRefused() throws IOException {
        image("a.png");
        Path file = text("pictures/captions.txt", "a.png\tone\ngone.png\ttwo");

        assertThatThrownBy(() -> pictures().captionsInside().load())
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(file + ": there is no image for 1 of its captions' files (gone.png)");
        assertThat(captions(pictures().captions(file).load())).containsExactly(List.of("one"));
    }

    @Test
    void captionsInside_thatAreNot_sayWhereTheyAreLookedFor() throws IOException {
        image("a.png");
        image("b.png");
        text("pictures/b.txt", "two");

        assertThatThrownBy(() -> pictures().captionsInside().load())
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(folder.resolve("pictures/a.png")
                        + ": has no caption: there is neither a text file of its name beside it nor a list of captions"
                        + " (captions.txt, captions.tsv, captions.csv, captions.jsonl, metadata.csv, metadata.jsonl) in the"
                        + " folder");
    }

    @Test
    void captions_ofADamagedPicture_areLeftOutWithIt() throws IOException {
        image("a.png");
        text("pictures/b.png", "no picture");
        text("pictures/captions.txt", "a.png\tone\nb.png\ttwo");

        assertThat(captions(pictures()
                        .damaged(ImageFolder.Damaged.SKIP)
                        .captionsInside()
                        .load()))
                .containsExactly(List.of("one"));
    }

    @Test
    void captions_ofOpenMoji_areRead() throws IOException {
        Path data = RealData.find("openmoji");
        Dataset emoji = Datasets.imageFolder(data.resolve("colour-test.zip"))
                .captions(data.resolve("captions.tsv"))
                .load();

        assertThat(emoji.size()).isEqualTo(197);
        assertThat(emoji.caption(0)).isEqualTo("O button (blood type)");
        assertThat(Captions.tokenized(emoji).vocabulary().orElseThrow().words()).contains("blood", "face");
    }
}
