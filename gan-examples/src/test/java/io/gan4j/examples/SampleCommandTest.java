package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.image.Images;
import io.gan4j.inference.Conditions;
import io.gan4j.inference.Generator;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleCommandTest {
    @TempDir
    private Path folder;

    private Path model;
    private Path sheet;

    @BeforeEach
    void write() throws IOException {
        model = TinyModel.writeConditional(folder.resolve("model.onnx"));
        sheet = folder.resolve("sheet.png");
    }

    private void checkSheet(Function<Generator, Images> expected) throws IOException {
        BufferedImage written = ImageIO.read(sheet.toFile());
        try (Generator generator = Generator.load(model)) {
            BufferedImage image = expected.apply(generator).toBufferedImage();
            assertThat(written.getWidth()).isEqualTo(image.getWidth());
            assertThat(written.getHeight()).isEqualTo(image.getHeight());
            assertThat(pixels(written)).containsExactly(pixels(image));
        }
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    @Test
    void sample_intoAFileOfAnotherFormat_isWrongUsage() throws IOException {
        Path model = TinyModel.write(folder.resolve("named.onnx"));
        Path jpeg = folder.resolve("x.JPG");
        Cli cli = Cli.run("sample", model, "--out", jpeg);
        assertThat(cli.code()).isEqualTo(2);
        assertThat(cli.err())
                .startsWith("gan-examples sample: --out " + jpeg
                        + ": the sheet is a PNG image, give it a name that ends in" + " .png");
        assertThat(jpeg).doesNotExist();
    }

    @Test
    void sample_rowsOfStyles_areWrongUsage() throws IOException {
        Path model = TinyModel.write(folder.resolve("named.onnx"));
        Path rows = folder.resolve("rows.csv");
        Cli cli = Cli.run("sample", model, "--psi", 0.5, "--out", rows);
        assertThat(cli.code()).isEqualTo(2);
        assertThat(cli.err())
                .contains("rows of a table go with none of --class, --text, --text-file, --psi and --page");
        assertThat(Cli.run("sample", model, "--out", rows))
                .isEqualTo(new Cli(
                        1,
                        "",
                        "gan-examples sample: this generator was not trained on a table, and makes samples of shape (1, 28, 28):"
                                + " give --out a name that ends in .png\n"));
        assertThat(rows).doesNotExist();
    }

    /** Points of a conditional generator, whose classes come in turn. */
    @Test
    void sample_points_areRowsOfNumbers() throws IOException {
        Path points = TinyModel.writeConditionalPoints(folder.resolve("points.onnx"));
        Path rows = folder.resolve("points.csv");
        assertThat(Cli.run("sample", points, "--out", rows, "--count", 3, "--seed", 4))
                .isEqualTo(new Cli(0, "Wrote 3 rows to " + rows + "\n", ""));
        try (Generator generator = Generator.load(points)) {
            float[] made = generator.samples(generator.latents(3, 4));
            assertThat(Files.readAllLines(rows))
                    .containsExactly(
                            "x1,x2,class",
                            made[0] + "," + made[1] + ",cat",
                            made[2] + "," + made[3] + ",dog",
                            made[4] + "," + made[5] + ",fish");
        }
        assertThat(Cli.run("sample", points, "--out", sheet))
                .isEqualTo(new Cli(
                        1,
                        "",
                        "gan-examples sample: this generator makes points, samples of shape (2), and no images: give --out a"
                                + " name that ends in .csv\n"));
    }

    @Test
    void sample_conditionalGenerator_givesEachClassARow() throws IOException {
        Cli cli = Cli.run("sample", model, "--seed", 5, "--out", sheet);
        assertThat(cli).isEqualTo(new Cli(0, "Wrote 24 images of (1, 8, 8) to " + sheet + "\n", ""));
        checkSheet(generator -> generator.generateEveryClass(8, 5).grid(8));
    }

    @Test
    void sample_namedClasses_giveRowsInTheirOrder() throws IOException {
        Cli cli = Cli.run("sample", model, "--class", "fish", "--class", "cat", "--count", 4, "--out", sheet);
        assertThat(cli).isEqualTo(new Cli(0, "Wrote 8 images of (1, 8, 8) to " + sheet + "\n", ""));
        checkSheet(generator -> Images.concat(
                        generator.generate(4, 0, Conditions.of("fish")), generator.generate(4, 0, Conditions.of("cat")))
                .grid(4));
    }

    @Test
    void sample_unknownClass_isRefusedWithTheClassesThatThereAre() {
        Cli cli = Cli.run("sample", model, "--class", "dgo", "--out", sheet);
        assertThat(cli.code()).isEqualTo(1);
        assertThat(cli.err()).contains("dgo", "dog").hasLineCount(1);
        assertThat(sheet).doesNotExist();
    }

    @Test
    void sample_classOfAGeneratorWithoutClasses_isRefused() throws IOException {
        Path plain = TinyModel.write(folder.resolve("plain.onnx"));
        assertThat(Cli.run("sample", plain, "--class", "7", "--out", sheet))
                .isEqualTo(new Cli(
                        1,
                        "",
                        "gan-examples sample: this generator takes no conditions: it was trained without classes\n"));
        assertThat(sheet).doesNotExist();
    }

    @Test
    void sample_moreImagesThanASheetHolds_saysWhatToGive() {
        assertThat(Cli.run("sample", model, "--count", 5000, "--out", sheet))
                .isEqualTo(new Cli(
                        1,
                        "",
                        "gan-examples sample: 5000 images of each of 3 classes or texts are more than 10000, the most on a"
                                + " sheet: give a smaller --count, or fewer of them\n"));
    }

    @Test
    void sample_texts_giveRowsInTheirOrderAndAPage() throws IOException {
        model = TinyModel.writeOfTexts(folder.resolve("texts.onnx"));
        Path lines = Files.writeString(folder.resolve("captions.txt"), "a blue circle\n\n A RED circle \n");
        Path page = folder.resolve("page.html");

        Cli cli = Cli.run(
                "sample",
                model,
                "--text",
                "a <red> circle",
                "--text-file",
                lines,
                "--count",
                3,
                "--out",
                sheet,
                "--page",
                page);

        assertThat(cli).isEqualTo(new Cli(0, "Wrote 9 images of (1, 8, 8) to " + sheet + "\nWrote " + page + "\n", ""));
        checkSheet(generator -> Images.concat(
                        generator.generate(3, 0, Conditions.text("a red circle")),
                        generator.generate(3, 0, Conditions.text("a blue circle")),
                        generator.generate(3, 0, Conditions.text("a red circle")))
                .grid(3));
        assertThat(Files.readString(page))
                .contains("<figcaption>a &lt;red&gt; circle</figcaption>", "<figcaption>a blue circle</figcaption>")
                .doesNotContain("<red>")
                .containsPattern("src=\"data:image/png;base64,[A-Za-z0-9+/=]{50,}\"");
    }

    @Test
    void sample_ofTextsWithoutAny_takesCaptionsOfTheModel() throws IOException {
        model = TinyModel.writeOfTexts(folder.resolve("texts.onnx"));

        assertThat(Cli.run("sample", model, "--count", 4, "--out", sheet).code())
                .isZero();
        checkSheet(generator -> generator.generate(4, 0).grid());
    }

    @Test
    void sample_ofAnUnknownWord_namesTheNearestUnlessItIsLenient() throws IOException {
        model = TinyModel.writeOfTexts(folder.resolve("texts.onnx"));

        assertThat(Cli.run("sample", model, "--text", "a rod circle", "--out", sheet))
                .isEqualTo(new Cli(
                        1,
                        "",
                        "gan-examples sample: the word 'rod' is not known; the nearest known word is 'red'; the text is 'a"
                                + " rod circle'\n"));
        assertThat(sheet).doesNotExist();
        assertThat(Cli.run("sample", model, "--text", "a rod circle", "--lenient", "--count", 2, "--out", sheet)
                        .code())
                .isZero();
        checkSheet(generator ->
                generator.generate(2, 0, Conditions.text("a circle")).grid(2));
    }

    @Test
    void sample_ofTextsThatCannotBe_saysWhatIsWrong() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.txt"), "\n \n");
        Path bytes = Files.write(folder.resolve("bytes.txt"), new byte[] {'a', (byte) 0xFF});

        assertThat(Cli.run("sample", model, "--text-file", empty, "--out", sheet)
                        .err())
                .isEqualTo("gan-examples sample: --text-file " + empty + ": there is no text in it\n");
        assertThat(Cli.run("sample", model, "--text-file", bytes, "--out", sheet)
                        .err())
                .isEqualTo("gan-examples sample: --text-file " + bytes + " is no text in UTF-8\n");
        assertThat(Cli.run("sample", model, "--text", "a", "--class", "cat", "--out", sheet)
                        .err())
                .startsWith("gan-examples sample: --class and --text do not go together");
        assertThat(Cli.run("sample", model, "--page", folder.resolve("p.html"), "--out", sheet)
                        .err())
                .startsWith("gan-examples sample: --page needs texts, by --text or --text-file");
        assertThat(Cli.run("sample", model, "--text", "a", "--out", sheet).err())
                .isEqualTo(
                        "gan-examples sample: this network is asked by classes, not by texts: use Conditions.of(name)"
                                + " with one of [cat, dog, fish]\n");
    }

    @Test
    void sample_byATokenizerWithoutAnEncoder_isRefused() {
        assertThat(Cli.run("sample", model, "--tokenizer", "t.json", "--out", sheet)
                        .err())
                .isEqualTo("gan-examples sample: --tokenizer needs --encoder, whose tokenizer it is\n");
        assertThat(Cli.run("sample", model, "--encoder", folder.resolve("gone.onnx"), "--out", sheet)
                        .err())
                .contains("gone.onnx")
                .hasLineCount(1);
    }
}
