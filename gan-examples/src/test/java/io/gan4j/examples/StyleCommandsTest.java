package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.image.Images;
import io.gan4j.onnx.StyledGenerator;
import io.gan4j.onnx.Styles;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line makes of the styles of a style-based generator: {@code sample --psi}, {@code mix}, {@code interpolate}. */
class StyleCommandsTest {
    private static final int SIDE = 16;
    /** Between the images of a sheet. */
    private static final int GAP = 2;

    @TempDir
    private Path folder;

    private Path model;

    @BeforeEach
    void write() throws IOException {
        model = TinyModel.writeStyled(folder.resolve("model.onnx"));
    }

    private static int[] pixels(BufferedImage image, int column, int row, int side) {
        return image.getRGB(column * (side + GAP), row * (side + GAP), side, side, null, 0, side);
    }

    private static int[] pixels(Images images, int index) {
        return pixels(images.get(index).toBufferedImage(), 0, 0, images.shape().height());
    }

    @Test
    void sample_withPsi_writesTruncatedImages() throws IOException {
        Path sheet = folder.resolve("sheet.png");
        assertThat(Cli.run("sample", model, "--psi", 0.5, "--count", 4, "--seed", 3, "--out", sheet))
                .isEqualTo(new Cli(0, "Wrote 4 images of (1, 16, 16) to " + sheet + "\n", ""));
        try (StyledGenerator generator = StyledGenerator.load(model)) {
            Images expected = generator.generate(4, 3, 0.5);
            BufferedImage written = ImageIO.read(sheet.toFile());
            assertThat(pixels(written, 1, 1, SIDE)).containsExactly(pixels(expected, 3));
        }
    }

    @Test
    void sample_withPsiOfAnotherGenerator_isRefused() throws IOException {
        Path plain = TinyModel.write(folder.resolve("plain.onnx"));
        Path sheet = folder.resolve("sheet.png");
        Cli cli = Cli.run("sample", plain, "--psi", 0.5, "--out", sheet);
        assertThat(cli.code()).isEqualTo(1);
        assertThat(cli.err())
                .startsWith("gan-examples sample: " + plain + ": it is no style-based generator")
                .hasLineCount(1);
        assertThat(sheet).doesNotExist();
    }

    @Test
    void mix_ofAnEmptyFile_namesTheFile() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.onnx"));
        assertThat(Cli.run("mix", empty, "--out", folder.resolve("mix.png")))
                .isEqualTo(new Cli(1, "", "gan-examples mix: " + empty + ": it is empty\n"));
    }

    /** Layers 0 and 1 of the row, the others of the column; the pure images at the edges, nothing in the corner. */
    @Test
    void mix_ofNamedLayers_writesTheMatrixBetweenItsSources() throws IOException {
        Path sheet = folder.resolve("mix.png");
        assertThat(Cli.run("mix", model, "--rows", 2, "--columns", 3, "--layers", "0-1", "--seed", 5, "--out", sheet))
                .isEqualTo(new Cli(0, "Wrote 2 rows of 3 mixed images of (1, 16, 16) to " + sheet + "\n", ""));
        BufferedImage written = ImageIO.read(sheet.toFile());
        assertThat(written.getWidth()).isEqualTo(4 * SIDE + 3 * GAP);
        assertThat(written.getHeight()).isEqualTo(3 * SIDE + 2 * GAP);
        try (StyledGenerator generator = StyledGenerator.load(model)) {
            Styles columns = generator.styles(3, 5);
            Styles rows = generator.styles(2, 6);
            assertThat(pixels(written, 0, 0, SIDE)).containsOnly(0xff000000);
            assertThat(pixels(written, 3, 0, SIDE)).containsExactly(pixels(generator.generate(columns), 2));
            assertThat(pixels(written, 0, 2, SIDE)).containsExactly(pixels(generator.generate(rows), 1));
            Images mixed = generator.generate(columns.get(2).mixed(rows.get(1), 0, 2));
            assertThat(pixels(written, 3, 2, SIDE)).containsExactly(pixels(mixed, 0));
        }
    }

    @Test
    void mix_ofLayersThatThereAreNot_saysWhichThereAre() {
        Path sheet = folder.resolve("mix.png");
        for (String layers : new String[] {"0-6", "4-3", "coarse"}) {
            assertThat(Cli.run("mix", model, "--layers", layers, "--out", sheet))
                    .isEqualTo(new Cli(
                            2,
                            "",
                            "gan-examples mix: --layers must be two layers from 0 to 5 such as 0-2, the first not behind the"
                                    + " second, was '" + layers + "' (gan-examples mix --help shows the usage)\n"));
        }
        assertThat(sheet).doesNotExist();
    }

    @Test
    void interpolate_ofAStyledGenerator_goesBetweenStyles() throws IOException {
        Path film = folder.resolve("film.gif");
        assertThat(Cli.run("interpolate", model, "--count", 3, "--steps", 4, "--out", film))
                .isEqualTo(new Cli(0, "Wrote a film of 12 images of (1, 16, 16) to " + film + "\n", ""));
        assertThat(frames(film)).isEqualTo(12);
    }

    @Test
    void interpolate_ofAnotherGenerator_goesBetweenLatents() throws IOException {
        Path plain = TinyModel.write(folder.resolve("plain.onnx"));
        Path film = folder.resolve("film.gif");
        assertThat(Cli.run("interpolate", plain, "--count", 2, "--steps", 2, "--seed", 4, "--out", film))
                .isEqualTo(new Cli(0, "Wrote a film of 4 images of (1, 28, 28) to " + film + "\n", ""));
        assertThat(frames(film)).isEqualTo(4);
    }

    private static int frames(Path film) throws IOException {
        ImageReader reader = ImageIO.getImageReadersBySuffix("gif").next();
        reader.setInput(ImageIO.createImageInputStream(film.toFile()));
        return reader.getNumImages(true);
    }

    @Test
    void interpolate_withPsiOfAnotherGenerator_isRefused() throws IOException {
        Path plain = TinyModel.write(folder.resolve("plain.onnx"));
        Cli cli = Cli.run("interpolate", plain, "--psi", 0.5, "--out", folder.resolve("film.gif"));
        assertThat(cli.code()).isEqualTo(1);
        assertThat(cli.err()).contains("it is no style-based generator").hasLineCount(1);
    }
}
