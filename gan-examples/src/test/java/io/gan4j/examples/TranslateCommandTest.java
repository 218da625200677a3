package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.Gan;
import io.gan4j.checkpoint.RunFolder;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.data.MovingDigits;
import io.gan4j.image.Provenance;
import io.gan4j.training.Checkpoints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Trains tiny translators by the command line, then uses what came of it. */
class TranslateCommandTest {
    @TempDir
    private Path work;

    private Path out() {
        return work.resolve("out");
    }

    /** Two steps of tiny networks on one thread, and the given arguments. */
    private Cli train(String preset, String translator, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("train", "--out", out(), "--preset", preset));
        for (String setting : List.of("translator=" + translator, "discriminator=patch(4)", "threads=1", "batch=2")) {
            arguments.addAll(List.of("--set", setting));
        }
        arguments.addAll(Arrays.asList(more));
        return Cli.run(arguments.toArray());
    }

    private static void assertSucceeded(Cli cli) {
        assertThat(cli.err()).isEmpty();
        assertThat(cli.code()).isZero();
    }

    private int[] sheet() throws IOException {
        return size(out().resolve("samples.png"));
    }

    private static int[] size(Path file) throws IOException {
        BufferedImage picture = ImageIO.read(file.toFile());
        return new int[] {picture.getWidth(), picture.getHeight()};
    }

    private static void assertMarked(Path picture) throws IOException {
        assertThat(Files.readString(picture, StandardCharsets.ISO_8859_1)).contains("trainedAlgorithmicMedia");
    }

    /** Writes the images of a dataset as the files of a folder, without a mark. */
    private Path pictures(String name, Dataset images) throws IOException {
        Path folder = Files.createDirectories(work.resolve(name));
        for (int i = 0; i < images.size(); i++) {
            Datasets.images(images, i, i + 1).writePng(folder.resolve(i + ".png"), Provenance.NONE);
        }
        return folder;
    }

    @Test
    void outlines_areTrained_andPicturesAreTranslated() throws IOException {
        Cli cli = train("pix2pix", "unet(4)", "--data", "outlines(6)", "--steps", 2);
        assertSucceeded(cli);
        assertThat(cli.out())
                .contains("Finished all 2 steps, after ")
                .endsWith("Wrote model.onnx (verified), samples.png, progress.gif and run/history.jsonl to " + out()
                        + "\n");
        assertThat(out().toFile().list()).containsExactlyInAnyOrder("model.onnx", "samples.png", "progress.gif", "run");
        assertThat(sheet()).containsExactly((3 * 32 + 2 * 2) * 2, (6 * 32 + 5 * 2) * 2);
        assertThat(out().resolve("run").toFile().list())
                .contains(
                        "history.jsonl", "samples-0000000000.png", "samples-0000000001.png", "samples-0000000002.png");
        assertThat(size(out().resolve("run").resolve("samples-0000000002.png")))
                .containsExactly(3 * 32 + 2 * 2, 6 * 32 + 5 * 2);
        assertThat(Cli.run("describe", out().resolve("model.onnx")).out())
                .contains(
                        "kind            translator\ntranslates      grey images of 32 x 32 to RGB images of 32 x 32\n")
                .endsWith("all pass within 1.0E-4\n");

        Path sketches = pictures("sketches", Datasets.digits(2));
        Path made = work.resolve("made.png");
        Cli one = Cli.run("translate", out().resolve("model.onnx"), sketches.resolve("0.png"), "--out", made);
        assertSucceeded(one);
        assertThat(one.out()).isEqualTo("Wrote 1 image of (3, 28, 28) to " + made + "\n");
        assertThat(size(made)).containsExactly(28, 28);
        assertMarked(made);
        Path all = work.resolve("all");
        Files.writeString(sketches.resolve("notes.txt"), "no picture");
        Cli folder = Cli.run("translate", out().resolve("model.onnx"), sketches, "--out", all);
        assertSucceeded(folder);
        assertThat(folder.out()).isEqualTo("Wrote 2 pictures to " + all + "\n");
        assertThat(all.toFile().list()).containsExactlyInAnyOrder("0.png", "1.png");
        assertMarked(all.resolve("1.png"));
    }

    @Test
    void pairsOfTwoFolders_areMatchedByName() throws IOException {
        Path inputs = pictures("inputs", Datasets.digits(3));
        Path targets = pictures("targets", Datasets.digits(3));
        assertSucceeded(train("pix2pix", "unet(4)", "--data", inputs, "--target", targets, "--size", 16, "--steps", 1));
        assertThat(sheet()).containsExactly((3 * 16 + 2 * 2) * 2, (3 * 16 + 2 * 2) * 2);
        Files.delete(targets.resolve("1.png"));
        Cli unmatched = train("pix2pix", "unet(4)", "--data", inputs, "--target", targets, "--size", 16, "--steps", 1);
        assertThat(unmatched.code()).isEqualTo(1);
        assertThat(unmatched.err()).contains("1.png").hasLineCount(1);
    }

    @Test
    void unpairedSets_giveATranslatorForEachWay() throws IOException {
        assertSucceeded(train(
                "cyclegan",
                "residual(4, blocks=1)",
                "--data",
                "digits(4)",
                "--other",
                "digits(5)",
                "--size",
                16,
                "--steps",
                1));
        assertThat(out().toFile().list())
                .containsExactlyInAnyOrder("a-to-b.onnx", "b-to-a.onnx", "samples.png", "progress.gif", "run");
        assertThat(sheet()).containsExactly((4 * 16 + 3 * 2) * 2, (4 * 16 + 3 * 2) * 2);
    }

    @Test
    void drawnFaces_areSwapped() throws IOException {
        assertSucceeded(train(
                "faceswap",
                "swapAutoencoder(4)",
                "--data",
                "faces(1, 4)",
                "--other",
                "faces(2, 4)",
                "--size",
                32,
                "--steps",
                1));
        assertThat(sheet()).containsExactly((4 * 32 + 3 * 2) * 2, (4 * 32 + 3 * 2) * 2);
        assertThat(Cli.run("describe", out().resolve("b-to-a.onnx")).out())
                .contains("translates      RGB images of 32 x 32 to RGB images of 32 x 32\n");
    }

    @Test
    void photos_areEnlarged() throws IOException {
        assertSucceeded(train(
                "superresolution", "superResolver(2, 4, blocks=1)", "--data", "shapes(4)", "--scale", 2, "--steps", 1));
        assertThat(sheet()).containsExactly((3 * 32 + 2 * 2) * 2, (4 * 32 + 3 * 2) * 2);
        assertThat(Cli.run("describe", out().resolve("model.onnx")).out())
                .contains(
                        "translates      RGB images of 16 x 16 to RGB images of 32 x 32; larger pictures tile by tile, 2"
                                + " times as high and wide\n");
        Path small = pictures("small", Datasets.shapes(1)).resolve("0.png");
        Path large = work.resolve("large.png");
        assertSucceeded(Cli.run("translate", out().resolve("model.onnx"), small, "--out", large));
        assertThat(size(large)).containsExactly(64, 64);
        Path tiny = work.resolve("tiny.png");
        ImageIO.write(new BufferedImage(5, 5, BufferedImage.TYPE_INT_RGB), "png", tiny.toFile());
        assertThat(Cli.run("translate", out().resolve("model.onnx"), tiny, "--out", large))
                .isEqualTo(new Cli(
                        1,
                        "",
                        "gan-examples translate: " + tiny
                                + ": the picture is 5 x 5 pixels, but this translator takes tiles"
                                + " of 16 x 16: enlarge it first\n"));
    }

    /** First faithful, then crisp: the three translators that can be had of such a run are all written. */
    @Test
    void photos_areEnlargedFaithfullyAndCrisply() throws IOException {
        assertSucceeded(train(
                "superresolution",
                "superResolver(2, 4, blocks=1)",
                "--data",
                "shapes(4)",
                "--steps",
                2,
                "--set",
                "reconstructions=l1(1), features(random(1), weight=0.1)",
                "--set",
                "adversarial=0.01",
                "--set",
                "pretraining=0.5"));
        for (String file : List.of("model.onnx", "faithful-model.onnx", "halfway-model.onnx")) {
            assertThat(Cli.run("describe", out().resolve(file)).out()).contains("RGB images of 32 x 32");
        }
    }

    @Test
    void films_areContinued() throws IOException {
        assertSucceeded(train(
                "nextframe",
                "unet(4, output=residual)",
                "--clips",
                "moving-digits(2)",
                "--history",
                3,
                "--size",
                48,
                "--steps",
                1));
        assertThat(sheet()).containsExactly(3 * 48 + 2 * 2, 8 * 48 + 7 * 2);
        Path model = out().resolve("model.onnx");
        assertThat(Cli.run("describe", model).out())
                .contains("translates      3 grey frames of 48 x 48 that follow each other to the next one\n");
        Path frames = pictures("frames", MovingDigits.of(1).size(48).draw().clip(0));
        Path film = work.resolve("film");
        Cli cli = Cli.run("translate", model, frames, "--out", film, "--frames", 2);
        assertSucceeded(cli);
        assertThat(cli.out()).isEqualTo("Wrote 00001.png to 00002.png and film.gif to " + film + "\n");
        assertThat(film.toFile().list()).containsExactlyInAnyOrder("00001.png", "00002.png", "film.gif");
        assertMarked(film.resolve("00002.png"));
        assertMarked(film.resolve("film.gif"));
        // its own film is a film too
        assertThat(Cli.run("translate", model, film.resolve("film.gif"), "--out", film))
                .isEqualTo(new Cli(
                        1,
                        "",
                        "gan-examples translate: " + film.resolve("film.gif")
                                + ": a film goes on from 3 frames, there are 2\n"));
        assertThat(Cli.run("translate", model, frames, "--out", frames))
                .isEqualTo(new Cli(
                        1,
                        "",
                        "gan-examples translate: the output folder " + frames + " is in the folder of the data, "
                                + frames
                                + ": results would replace files there, and be read as data the next time; choose one"
                                + " elsewhere\n"));
        Path two = work.resolve("two");
        pictures("two/first", MovingDigits.of(1).size(48).frames(3).draw().clip(0));
        pictures("two/second", MovingDigits.of(1).size(48).frames(3).draw().clip(0));
        assertThat(Cli.run("translate", model, two, "--out", film))
                .isEqualTo(new Cli(
                        1,
                        "",
                        "gan-examples translate: " + two
                                + ": there are 2 films in it: give the folder, zip or GIF of one\n"));
    }

    @Test
    void run_thatWasInterrupted_goesOnWithTheSameOptions() throws IOException {
        Object[] arguments = {"--data", "outlines(6)", "--steps", 3, "--seed", 5};
        assertSucceeded(train("pix2pix", "unet(4)", arguments));
        byte[] straight = Files.readAllBytes(out().resolve("model.onnx"));
        assertThat(RunFolder.list(out().resolve("run"))).isEmpty();
        List<Object> resume = new ArrayList<>(Arrays.asList(arguments));
        resume.add("--resume");
        assertThat(train("pix2pix", "unet(4)", resume.toArray()).err())
                .isEqualTo("gan-examples train: there is no unfinished run in " + out().resolve("run")
                        + " that --resume could go on with\n");
        Files.delete(out().resolve("model.onnx"));
        interrupt();
        assertThat(train("pix2pix", "unet(4)", arguments).err())
                .startsWith("gan-examples train: there is an unfinished run in " + out().resolve("run")
                        + ": --resume goes on with it; delete ");
        Cli other = train("pix2pix", "unet(6)", resume.toArray());
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.err()).endsWith(" (without --preset, --resume takes the recorded settings)\n");
        assertSucceeded(train("pix2pix", "unet(4)", resume.toArray()));
        assertThat(Files.readAllBytes(out().resolve("model.onnx"))).isEqualTo(straight);
    }

    @Test
    void run_thatWasInterrupted_goesOnAsItWasRecorded() throws IOException {
        interrupt();
        assertSucceeded(train("pix2pix", "unet(4)", "--data", "outlines(6)", "--steps", 3, "--seed", 5, "--resume"));
        byte[] asSaid = Files.readAllBytes(out().resolve("model.onnx"));
        interrupt();
        assertThat(Cli.run("train", "--data", "outlines(6)", "--scale", 2, "--resume", "--out", out())
                        .err())
                .startsWith("gan-examples train: --scale is recorded in the run that goes on: leave it out (");
        assertThat(Cli.run("train", "--data", "outlines(6)", "--set", "translator=unet(6)", "--resume", "--out", out())
                        .err())
                .startsWith("gan-examples train: the run in " + out().resolve("run")
                        + " cannot go on with other settings: ");
        assertSucceeded(Cli.run("train", "--data", "outlines(6)", "--resume", "--out", out()));
        assertThat(Files.readAllBytes(out().resolve("model.onnx"))).isEqualTo(asSaid);
    }

    /** Leaves the run folder of a run that played one step of three. */
    private void interrupt() {
        try (var run = TranslatorPreset.set(
                        Gan.pix2pix().checkpoints(Checkpoints.in(out().resolve("run"))),
                        Map.of(
                                "translator", "unet(4)",
                                "discriminator", "patch(4)",
                                "threads", "1",
                                "batch", "2",
                                "steps", "3",
                                "seed", "5",
                                "checkpoints", "everySteps(1)"))
                .start(Datasets.outlines(Datasets.shapes(6)))) {
            run.play();
        }
    }

    @Test
    void dryRun_showsNetworksAndSettings_andWritesNothing() {
        Cli cli = train("pix2pix", "unet(4)", "--data", "outlines(6)", "--steps", 2, "--dry-run");
        assertSucceeded(cli);
        assertThat(cli.out())
                .startsWith("Would train pix2pix on ")
                .contains("2 steps", "\ntranslator\n", "\ndiscriminator\n", "  translator = unet(4)\n")
                .contains("nothing was written");
        assertThat(out()).doesNotExist();
    }

    @Test
    void listSettings_showsThoseOfTranslators() {
        assertThat(Cli.run("train", "--preset", "cyclegan", "--list-settings").out())
                .startsWith("Settings for --set NAME=VALUE, with their values in cyclegan.\n")
                .contains(
                        "\ntranslator = residual(32)\n",
                        "\ndiscriminator = patch(32)\n",
                        "\nloss = leastSquares(0)\n",
                        "\nreconstructions = cycleConsistency(10), identityMapping(5)\n",
                        "\nbatch = 8\n")
                .doesNotContain("packing")
                .satisfies(text -> assertThat(text.lines())
                        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80)));
    }

    static Stream<String> misuses() {
        return Stream.of(
                "--preset pix2pix --out o | --preset pix2pix needs --data",
                "--preset cyclegan --out o --data digits | --preset cyclegan needs --data and --other",
                "--preset faceswap --out o --data faces(1) | --preset faceswap needs --data and --other",
                "--preset nextframe --out o --data digits | --data is not for --preset nextframe, which takes --clips and"
                        + " --history",
                "--preset pix2pix --out o --data outlines --other digits | --other is not for --preset pix2pix, which takes"
                        + " --data and --target",
                "--preset pix2pix --data outlines | Missing required option: '--out=DIR'",
                "--preset superresolution --out o --data shapes --scale 3 | scale must be 2 or 4, was 3",
                "--preset pix2pix --out o --data outlines --set rollout=2 | --set rollout=... is for translators"
                        + " that continue films: begin with --preset nextframe",
                "--preset superresolution --out o --data shapes --set pretraining=1 | pretraining must be a share of the"
                        + " run from 0 up to, but without, 1, was 1.0",
                "--preset pix2pix --out o --data outlines --set reconstructions=features(vgg) | reconstructions: features's"
                        + " network: there is no network of features 'vgg'; the nearest is",
                "--preset nextframe --out o --clips moving-digits --history 1 | history must be at least 2 frames, was 1",
                "--preset pix2pix --out o --data outlines --conditional | --conditional is for GANs, and --preset pix2pix"
                        + " trains a translator of images: leave it out",
                "--preset pix2pix --out o --data outlines --set packing=2 | there is no setting 'packing'",
                "--preset pix2pix --out o --data outlines --set checkpoints=none | checkpoints must not be none: a run that"
                        + " is stopped goes on from them",
                "--preset pix2pix --out o --data outlines(0) | --data: count must be at least 1, was 0",
                "--preset faceswap --out o --data faces --other faces(2) | --data: faces needs a identity: faces(identity,"
                        + " count=500)",
                "--out o --data digits --target x | --target is for --preset pix2pix",
                "--out o --data digits --other x | --other is for --preset cyclegan or faceswap");
    }

    @ParameterizedTest
    @MethodSource("misuses")
    void wrongUsage_isExplainedInOneLine(String misuse) {
        String[] parts = misuse.split(" \\| ");
        Cli cli = Cli.run((Object[]) ("train " + parts[0]).split(" "));
        assertThat(cli.code()).isEqualTo(2);
        assertThat(cli.err())
                .startsWith("gan-examples train: " + parts[1])
                .endsWith(" (gan-examples train --help shows the usage)\n")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--preset pix2pix --data nowhere | nowhere: does not exist",
                "--preset pix2pix --data nowhere --target nowhere | nowhere: does not exist",
                "--preset nextframe --clips nowhere | nowhere: does not exist"
            })
    void dataThatIsMissing_isToldInOneLine(String line, String expected) {
        Cli cli = Cli.run((Object[]) ("train --out " + out() + " " + line).split(" "));
        assertThat(cli).isEqualTo(new Cli(1, "", "gan-examples train: " + expected + "\n"));
    }

    @Test
    void translate_ofWhatItCannotTake_saysSo() throws IOException {
        Path missing = work.resolve("nowhere.png");
        assertThat(Cli.run("translate", "m.onnx", missing, "--out", "o.png"))
                .isEqualTo(new Cli(1, "", "gan-examples translate: " + missing + ": does not exist\n"));
        assertSucceeded(train("pix2pix", "unet(4)", "--data", "outlines(4)", "--steps", 1));
        Path model = out().resolve("model.onnx");
        Path text = Files.writeString(work.resolve("text.png"), "text");
        Path made = work.resolve("made.png");
        assertThat(Cli.run("translate", model, text, "--out", made).err())
                .isEqualTo("gan-examples translate: " + text + ": is no PNG, JPEG, GIF or BMP image\n");
        Path empty = Files.createDirectories(work.resolve("empty"));
        assertThat(Cli.run("translate", model, empty, "--out", made).err())
                .isEqualTo("gan-examples translate: " + empty
                        + ": there is no picture in it whose name ends in .png, .jpg, .gif or .bmp\n");
        assertThat(Cli.run("translate", model, text, "--out", made, "--frames", 3)
                        .err())
                .startsWith("gan-examples translate: --frames is for translators of films, and this one takes single"
                        + " pictures");
        assertThat(Cli.run("translate", model, text, "--out", "made.jpg").err())
                .startsWith(
                        "gan-examples translate: --out made.jpg: what is made of one picture is a PNG image, give it a"
                                + " name that ends in .png");
        assertThat(Cli.run("translate", model, text, "--out", made, "--frames", 0)
                        .err())
                .startsWith("gan-examples translate: --frames must be from 1 to 10000, was 0");
        assertThat(made).doesNotExist();
    }
}
