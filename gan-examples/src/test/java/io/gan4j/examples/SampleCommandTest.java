package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.image.Images;
import io.gan4j.inference.Conditions;
import io.gan4j.inference.Generator;
import java.awt.image.BufferedImage;
import java.io.IOException;
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
                        "gan-examples sample: 5000 images of each of 3 classes are more than 10000, the most on a sheet: give"
                                + " a smaller --count, or fewer classes by --class\n"));
    }
}
