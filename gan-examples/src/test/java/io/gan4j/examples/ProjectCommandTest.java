package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.Gan;
import io.gan4j.architecture.StyleGan2;
import io.gan4j.data.Datasets;
import io.gan4j.data.PictureFile;
import io.gan4j.image.Images;
import io.gan4j.image.Pixels;
import io.gan4j.onnx.StyledGenerator;
import io.gan4j.onnx.Styles;
import io.gan4j.run.TrainedGan;
import io.gan4j.training.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that finds the latent of a picture, and what the others do with the latent. */
class ProjectCommandTest {
    @TempDir
    private static Path all;

    private static Path run;
    private static Path model;
    private static Path picture;

    @TempDir
    private Path folder;

    @BeforeAll
    static void train() throws IOException {
        run = all.resolve("run");
        model = all.resolve("model.onnx");
        picture = all.resolve("picture.png");
        try (TrainedGan gan = Gan.styleGan2()
                .architecture(StyleGan2.of(2).mapping(8, 1))
                .latent(4)
                .batch(4)
                .steps(1)
                .threads(1)
                .checkpoints(Checkpoints.in(run))
                .train(Datasets.resized(Datasets.digits(8), 16, 16))) {
            gan.export(model);
            gan.generator().generate(1, 5).writePng(picture);
        }
    }

    @Test
    void picture_isProjected_andMixedInAnApp() throws IOException {
        Path out = folder.resolve("out");
        Cli cli = Cli.run("project", run, picture, "--steps", 3, "--out", out);
        assertThat(cli.err()).isEmpty();
        assertThat(cli.code()).isZero();
        assertThat(cli.out())
                .matches(
                        "Wrote the latent to .*out; its image is off by 0\\.[0-9]{4} of the range \\(root mean square\\)\n");
        assertThat(ImageIO.read(out.resolve("image.png").toFile()).getWidth()).isEqualTo(16 + 2 + 16);
        assertThat(out.resolve("film.gif")).isNotEmptyFile();
        Path latent = out.resolve("latent.txt");
        Path sheet = folder.resolve("mix.png");
        assertThat(Cli.run("mix", model, "--latent", latent, "--latent", latent, "--columns", 2, "--out", sheet))
                .isEqualTo(new Cli(0, "Wrote 2 rows of 2 mixed images of (1, 16, 16) to " + sheet + "\n", ""));
        try (StyledGenerator generator = StyledGenerator.load(model)) {
            Images made = generator.generate(Styles.read(latent));
            int[] expected = made.toBufferedImage().getRGB(0, 0, 16, 16, null, 0, 16);
            assertThat(ImageIO.read(sheet.toFile()).getRGB(0, 18, 16, 16, null, 0, 16))
                    .containsExactly(expected);
        }
    }

    /** What train leaves is what project is for. */
    @Test
    void runThatTrainFinished_isProjectedInto_ifItsCheckpointWasKept() {
        Path out = folder.resolve("out");
        Path projected = folder.resolve("projected");
        List<String> training = List.of(
                "train --preset stylegan2 --data digits(8) --size 16 --steps 1 --set batch=4 --set threads=1 --set latent=4"
                        .split(" "));
        for (boolean isKept : new boolean[] {false, true}) {
            List<Object> arguments = new ArrayList<>(training);
            arguments.addAll(List.of("--set", "architecture=styleGan2(2)", "--out", out));
            arguments.addAll(isKept ? List.of("--keep-checkpoint") : List.of());
            assertThat(Cli.run(arguments.toArray()).code()).isZero();
            Cli cli = Cli.run("project", out.resolve("run"), picture, "--steps", 1, "--out", projected);
            assertThat(cli.err())
                    .isEqualTo(
                            isKept
                                    ? ""
                                    : "gan-examples project: there is no checkpoint in " + out.resolve("run")
                                            + ": give the folder run in that of train --out, of a run that was trained with"
                                            + " --keep-checkpoint\n");
            assertThat(cli.code()).isEqualTo(isKept ? 0 : 1);
        }
    }

    @Test
    void pictureOfAnotherSize_isRefusedWithTheFit() throws IOException {
        Path large = folder.resolve("large.png");
        Images.ofPixels(List.of(Pixels.of(PictureFile.read(picture), 1).fitted(20, 30)))
                .writePng(large);
        Path out = folder.resolve("out");
        assertThat(Cli.run("project", run, large, "--steps", 1, "--out", out))
                .isEqualTo(new Cli(
                        1,
                        "",
                        "gan-examples project: " + large
                                + " has 30 x 20 pixels, the generator makes 16 x 16: give --fit to"
                                + " have it resized and cut at the center\n"));
        assertThat(out).doesNotExist();
        assertThat(Cli.run("project", run, large, "--fit", "--space", "w", "--steps", 1, "--out", out)
                        .code())
                .isZero();
    }

    /** The picture has the name of a result. */
    @Test
    void picture_isNeverReplaced() throws IOException {
        Path own =
                Files.copy(picture, Files.createDirectory(folder.resolve("own")).resolve("image.png"));
        Cli cli = Cli.run("project", run, own, "--steps", 1, "--out", own.getParent());
        assertThat(cli.code()).isEqualTo(1);
        assertThat(cli.err())
                .isEqualTo("gan-examples project: " + own + " is read by this command, and cannot be replaced by its"
                        + " results: choose another name\n");
        assertThat(own).hasSameBinaryContentAs(picture);
    }

    @Test
    void folder_thatIsNotThere_isNotCalledOneWithoutCheckpoints() {
        Path none = folder.resolve("none");
        assertThat(Cli.run("project", none, picture, "--out", folder.resolve("out"))
                        .err())
                .isEqualTo("gan-examples project: " + none + " does not exist\n");
    }

    @Test
    void wrongUse_saysWhatToDo() throws IOException {
        Path out = folder.resolve("out");
        assertThat(Cli.run("project", model, picture, "--out", out).err())
                .isEqualTo("gan-examples project: " + model
                        + " is a file: a picture is projected by the folder of the run that made the model, that of train"
                        + " --out\n");
        assertThat(Cli.run("project", run, picture, "--steps", 0, "--out", out).err())
                .isEqualTo("gan-examples project: --steps must be from 1 to 100000, was 0 (gan-examples project --help"
                        + " shows the usage)\n");
        assertThat(Cli.run("project", run, picture, "--space", "z", "--out", out)
                        .err())
                .contains("must be latent, w or w_plus, was 'z'");
        Path latent = Files.writeString(folder.resolve("latent.txt"), "1,2\n3,4\n");
        assertThat(Cli.run("mix", model, "--latent", latent, "--out", folder.resolve("o.png"))
                        .err())
                .isEqualTo("gan-examples mix: " + latent
                        + " has styles of 2 layers and size 2, this generator takes 6 of 8:"
                        + " project the picture by the run that made the model\n");
    }
}
