package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.gan4j.Gan;
import io.gan4j.GanBuilder;
import io.gan4j.checkpoint.RunFolder;
import io.gan4j.data.Datasets;
import io.gan4j.inference.Generator;
import io.gan4j.inference.ModelCard;
import io.gan4j.run.TrainedGan;
import io.gan4j.run.TrainingRun;
import io.gan4j.tensor.Shape;
import io.gan4j.training.Checkpoints;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trains a few steps of tiny networks on data of every kind, then uses what came of it. */
class TrainCommandTest {
    @TempDir
    private Path work;

    private Path out() {
        return work.resolve("out");
    }

    /** Tiny networks on one thread, and the given arguments. */
    private Cli train(Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("train", "--out", out()));
        for (String setting : List.of("latent=6", "generatorFeatures=4", "discriminatorFeatures=4", "threads=1")) {
            arguments.addAll(List.of("--set", setting));
        }
        arguments.addAll(Arrays.asList(more));
        return Cli.run(arguments.toArray());
    }

    private static void assertSucceeded(Cli cli) {
        assertThat(cli.err()).isEmpty();
        assertThat(cli.code()).isZero();
    }

    private ModelCard card() throws IOException {
        return ModelCard.read(out().resolve("model.onnx"));
    }

    private int[] sheet() throws IOException {
        BufferedImage sheet = ImageIO.read(out().resolve("samples.png").toFile());
        return new int[] {sheet.getWidth(), sheet.getHeight()};
    }

    @Test
    void folderWithDamagedPictures_isTrainedIfTheyMayBeLeftOut_andTheyAreListed() throws IOException {
        Path photos = Files.createDirectory(work.resolve("photos"));
        for (int i = 0; i < 4; i++) {
            Datasets.images(Datasets.digits(4), i, i + 1).writePng(photos.resolve(i + ".png"));
        }
        Files.writeString(photos.resolve("notes.png"), "taken in May");
        Files.createFile(photos.resolve("empty.png"));
        Cli refused = train("--data", photos, "--steps", 1, "--set", "batch=4");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).hasLineCount(1).endsWith("; --skip-damaged leaves such files out\n");
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            assertSucceeded(train("--data", photos, "--steps", 1, "--set", "batch=4", "--skip-damaged"));
        } finally {
            System.setErr(before);
        }
        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains(photos + ": skipped 2 of 6 files: " + photos.resolve("empty.png") + ": is an empty file; "
                        + photos.resolve("notes.png") + ": is no PNG, JPEG, GIF or BMP image");
        assertThat(card().origin().dataset()).isEqualTo("photos, 4 images");
    }

    /** Pictures with the names of results, which would be replaced. */
    @Test
    void output_amongThePictures_isRefused_andThePicturesStay() throws IOException {
        Path photos = Files.createDirectory(work.resolve("out"));
        for (String name : List.of("samples.png", "b.png", "c.png", "d.png")) {
            Datasets.images(Datasets.digits(1), 0, 1).writePng(photos.resolve(name));
        }
        byte[] before = Files.readAllBytes(photos.resolve("samples.png"));
        Cli cli = train("--data", photos, "--steps", 1, "--set", "batch=4");
        assertThat(cli.code()).isEqualTo(1);
        assertThat(cli.err())
                .isEqualTo(
                        "gan-examples train: the output folder " + photos + " is in the folder of the data, " + photos
                                + ": results would replace files there, and be read as data the next time; choose one elsewhere\n");
        assertThat(photos.resolve("samples.png")).hasBinaryContent(before);
        assertThat(photos.toFile().list()).hasSize(4);
    }

    @Test
    void damagedPictures_ofDataWithoutPictures_areNone() {
        Cli cli = train("--data", "ring", "--steps", 1, "--skip-damaged");
        assertThat(cli.code()).isEqualTo(2);
        assertThat(cli.err()).contains("--skip-damaged is for folders and zips of images, and ring");
    }

    @Test
    void builtInDigits_areTrained_andEverythingIsWritten() throws IOException {
        Cli cli = train("--data", "digits(20)", "--steps", 3, "--seed", 7, "--set", "batch=4");
        assertSucceeded(cli);
        assertThat(cli.out())
                .startsWith("Advice: 20 images are few: a discriminator learns them by heart within some\n"
                        + "  thousand steps, and then the generator collapses; give --set augment=ada or\n"
                        + "  --set augment=diffAugment, or gather some thousand\n"
                        + "Training on drawn digits, 20 images of 28 x 28, seed 0: 3 steps, 0.60 epochs\n")
                .contains("Finished all 3 steps, after ")
                .endsWith("Wrote model.onnx (verified), samples.png, progress.gif and run/history.jsonl to " + out()
                        + "\n");
        assertThat(out().toFile().list()).containsExactlyInAnyOrder("model.onnx", "samples.png", "progress.gif", "run");
        assertThat(out().resolve("run").toFile().list())
                .contains("config.json", "history.jsonl")
                .doesNotContain("checkpoints");
        assertThat(card().sample()).isEqualTo(Shape.of(1, 28, 28));
        assertThat(card().latentSize()).isEqualTo(6);
        assertThat(card().isConditional()).isFalse();
        assertThat(card().origin().configuration())
                .containsEntry("preset", "dcgan")
                .containsEntry("seed", "7")
                .containsEntry("batch", "4");
        assertThat(sheet()).containsExactly((8 * 28 + 7 * 2) * 2, (8 * 28 + 7 * 2) * 2);
    }

    @Test
    void colourFolder_isReadInTheSizeAndChannelsThatAreAskedFor() throws IOException {
        Path photos = Files.createDirectories(work.resolve("photos (1)"));
        for (int i = 0; i < 6; i++) {
            Files.write(photos.resolve(i + ".png"), png(20 + i, 30, new Color(40 * i, 90, 200)));
        }
        assertSucceeded(train(
                "--data", photos, "--size", 16, "--preset", "sngan", "--steps", 2, "--set", "batch=3", "--seed", 1));
        assertThat(card().sample()).isEqualTo(Shape.of(3, 16, 16));
        assertThat(card().origin().configuration())
                .containsEntry("preset", "sngan")
                .containsEntry("loss", "Hinge[]");
        assertSucceeded(train("--data", photos, "--size", 8, "--channels", 4, "--steps", 2, "--set", "batch=3"));
        assertThat(card().sample()).isEqualTo(Shape.of(4, 8, 8));
        assertThat(ImageIO.read(out().resolve("samples.png").toFile())
                        .getColorModel()
                        .hasAlpha())
                .isTrue();
    }

    @Test
    void zipWithAFolderOfEachClass_isConditional_withARowAClass() throws IOException {
        Path zip = work.resolve("flowers.zip");
        try (ZipOutputStream packed = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (int i = 0; i < 8; i++) {
                packed.putNextEntry(new ZipEntry((i % 2 == 0 ? "tulip/" : "aster/") + i + ".png"));
                packed.write(png(8, 8, new Color(250, 30 * i, 0)));
            }
        }
        assertSucceeded(train(
                "--data", zip, "--conditional=concatenated", "--steps", 2, "--set", "batch=4", "--preset", "vanilla"));
        assertThat(card().classes()).containsExactly("aster", "tulip");
        assertThat(card().origin().configuration().get("conditional")).contains("Mirza and Osindero");
        assertThat(sheet()).containsExactly((8 * 8 + 7 * 2) * 2, (2 * 8 + 2) * 2);
        assertThat(Cli.run("sample", out().resolve("model.onnx"), "--class", "tulip", "--out", work.resolve("t.png"))
                        .code())
                .isZero();
    }

    @Test
    void idxFile_findsItsLabels_andIsConditional() throws IOException {
        Path folder = IdxFolder.write(work.resolve("data"), 20);
        assertSucceeded(train(
                "--data",
                folder.resolve("train-images-idx3-ubyte"),
                "--conditional",
                "--steps",
                2,
                "--set",
                "batch=4"));
        assertThat(card().classes()).hasSize(10);
        assertThat(card().origin().dataset()).isEqualTo("train-images-idx3-ubyte, 20 images");
        // ten rows of six, as many as make no more than 64
        assertThat(sheet()).containsExactly((6 * 28 + 5 * 2) * 2, (10 * 28 + 9 * 2) * 2);
        Files.delete(folder.resolve("train-labels-idx1-ubyte.gz"));
        Cli cli = train(
                "--data", folder.resolve("train-images-idx3-ubyte"), "--conditional", "--steps", 2, "--set", "batch=4");
        assertThat(cli.err())
                .isEqualTo(
                        "gan-examples train: this GAN cannot be trained: a conditional GAN needs samples of at least 2"
                                + " classes, train-images-idx3-ubyte, 20 images has no labels: take data with labels, or leave"
                                + " conditional() out\n");
    }

    @Test
    void folderOfMnist_isKnown_andItsImagesAreResized() throws IOException {
        Path folder = IdxFolder.write(work.resolve("data"), 20);
        assertSucceeded(train("--data", folder, "--size", 16, "--channels", 1, "--steps", 2, "--set", "batch=4"));
        assertThat(card().sample()).isEqualTo(Shape.of(1, 16, 16));
    }

    @Test
    void table_hasAPlotInThePlaceOfPictures_andSaysSo() throws IOException {
        StringBuilder rows = new StringBuilder("x,y\n");
        for (int i = 0; i < 40; i++) {
            rows.append(i).append(',').append(i % 7).append(".5\n");
        }
        Path csv = Files.writeString(work.resolve("points.CSV"), rows);
        Cli cli = train("--data", csv, "--steps", 3, "--set", "batch=4");
        assertSucceeded(cli);
        assertThat(cli.out())
                .endsWith("Wrote model.onnx (verified), points.png and run/history.jsonl to " + out() + "\n"
                        + "The samples are no images: points.png shows the first two numbers of each, real ones in grey"
                        + " and generated ones in orange\n");
        assertThat(out().toFile().list()).containsExactlyInAnyOrder("model.onnx", "points.png", "run");
        assertThat(card().origin().configuration()).containsEntry("preset", "modern");
        BufferedImage plot = ImageIO.read(out().resolve("points.png").toFile());
        assertThat(plot.getWidth()).isEqualTo(Scatter.SIDE);
        // the first row is the leftmost and lowest point, a tenth of the range away from the edges of 1.2 ranges
        int edge = (int) (0.1 / 1.2 * Scatter.SIDE);
        int grey = (int) Math.round(1.35 * 127.5);
        assertThat(new Color(plot.getRGB(edge, Scatter.SIDE - 1 - edge)).getGreen())
                .isBetween(grey - 1, grey + 1);
        assertThat(new Color(plot.getRGB(2, 2))).isEqualTo(Color.WHITE);
    }

    @Test
    void table_isSampledAsRowsInItsUnits() throws IOException {
        StringBuilder rows = new StringBuilder("age,\"home, town\"\n");
        for (int i = 0; i < 40; i++) {
            rows.append(1000 + i).append(i % 2 == 0 ? ",Oslo\n" : ",\"Rome, Italy\"\n");
        }
        assertSucceeded(
                train("--data", Files.writeString(work.resolve("people.csv"), rows), "--steps", 2, "--set", "batch=4"));
        Path model = out().resolve("model.onnx");
        Path written = work.resolve("rows.csv");
        assertThat(Cli.run("sample", model, "--count", 5, "--out", written))
                .isEqualTo(new Cli(0, "Wrote 5 rows to " + written + "\n", ""));
        assertThat(written).content().startsWith("age,\"home, town\"\n");
        assertThat(Files.readAllLines(written).subList(1, 6))
                .allSatisfy(row -> assertThat(row).matches("(9|10)\\d\\d,(Oslo|\"Rome, Italy\")"));
        assertThat(Cli.run("sample", model, "--out", work.resolve("rows.png")))
                .isEqualTo(
                        new Cli(
                                1,
                                "",
                                "gan-examples sample: this generator was trained on a table: give --out a name that ends in .csv\n"));
    }

    @Test
    void table_hasCategoriesOfNumbers_whereTheyAreNamed() throws IOException {
        StringBuilder rows = new StringBuilder("age,country\n");
        for (int i = 0; i < 40; i++) {
            rows.append(1000 + i).append(',').append(31 + i % 3).append('\n');
        }
        Path csv = Files.writeString(work.resolve("people.csv"), rows);
        assertSucceeded(train("--data", csv, "--categories", "country", "--steps", 2, "--set", "batch=4"));
        Path written = work.resolve("rows.csv");
        assertSucceeded(Cli.run("sample", out().resolve("model.onnx"), "--count", 9, "--out", written));
        assertThat(Files.readAllLines(written).subList(1, 10))
                .allSatisfy(row -> assertThat(row).matches("(9|10)\\d\\d,3[123]"));
        assertThat(train("--data", csv, "--categories", "county", "--steps", 2).err())
                .contains("there is no column county among");
        assertThat(train("--data", "digits(20)", "--categories", "country", "--steps", 2)
                        .err())
                .contains("--categories names columns of tables, and");
    }

    @Test
    void ring_isConditionalOnItsModes() throws IOException {
        assertSucceeded(train("--data", "ring(3, 60)", "--conditional", "--steps", 2, "--set", "batch=4"));
        assertThat(card().classes()).containsExactly("mode 0", "mode 1", "mode 2");
    }

    private static byte[] png(int width, int height, Color colour) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                image.setRGB(x, y, (x + y) % 3 == 0 ? Color.BLACK.getRGB() : colour.getRGB());
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    /** The settings of {@link #train} with four steps of four. */
    private static GanBuilder fourSteps() {
        return Gan.dcgan()
                .latent(6)
                .generatorFeatures(4)
                .discriminatorFeatures(4)
                .threads(1)
                .batch(4)
                .steps(4)
                .seed(7);
    }

    private void interrupt() {
        Checkpoints kept = Checkpoints.in(out().resolve("run"));
        try (TrainingRun run = fourSteps().checkpoints(kept).start(Datasets.digits(20))) {
            run.play();
            run.play();
            run.stop();
            run.train().close();
        }
    }

    @Test
    void interruptedRun_goesOnWithItsRecordedSettings_toTheSameNetwork() throws IOException {
        interrupt();
        Cli cli = Cli.run("train", "--data", "digits(20)", "--resume", "--out", out());
        assertSucceeded(cli);
        assertThat(cli.out()).contains("step 4/4").doesNotContain("step 1/4");
        assertThat(out().resolve("run/checkpoints")).doesNotExist();
        try (TrainedGan whole = fourSteps().train(Datasets.digits(20));
                Generator resumed = Generator.load(out().resolve("model.onnx"))) {
            assertThat(resumed.generate(3, 5).toFloats())
                    .containsExactly(whole.generator().generate(3, 5).toFloats(), offset(1e-4f));
        }
    }

    @Test
    void interruptedRun_withTheSameSettings_goesOn_andWithOthersSaysWhichDiffer() throws IOException {
        interrupt();
        Cli other = train("--data", "digits(20)", "--resume", "--steps", 4, "--seed", 8, "--set", "batch=5");
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.err())
                .startsWith("gan-examples train: the run in " + out().resolve("run")
                        + " cannot go on with other settings: ")
                .contains("batch", "seed")
                .doesNotContain("latent", "steps=", "Checkpoints.", "weightsFrom")
                .endsWith(" (without options that set them, --resume takes the recorded settings)\n")
                .hasLineCount(1);
        Cli otherData = Cli.run("train", "--data", "digits(21)", "--resume", "--out", out());
        assertThat(otherData.err())
                .contains("cannot go on with other settings: ", "dataset")
                .doesNotContain("Checkpoints.", "weightsFrom");
        Cli unresumed = train("--data", "digits(20)", "--steps", 4, "--seed", 7, "--set", "batch=4");
        assertThat(unresumed.err())
                .startsWith("gan-examples train: there is an unfinished run in " + out().resolve("run")
                        + ": --resume goes on with it; delete ");
        assertThat(RunFolder.list(out().resolve("run"))).isNotEmpty();
        assertSucceeded(train("--data", "digits(20)", "--resume", "--steps", 4, "--seed", 7, "--set", "batch=4"));
    }

    @Test
    void checkpoints_areKeptWhenTheSettingSays() throws IOException {
        Cli cli =
                train("--data", "ring(3, 60)", "--steps", 2, "--set", "batch=4", "--set", "checkpoints=everySteps(1)");
        assertSucceeded(cli);
        assertThat(Files.readString(out().resolve("run/config.json"))).containsPattern("\"everySteps\": *1\\D");
    }

    @Test
    void metrics_ofASetting_areMeasured() throws IOException {
        assertSucceeded(train(
                "--data",
                "ring(3, 60)",
                "--steps",
                2,
                "--set",
                "batch=4",
                "--set",
                "evaluateEvery=1, coverage, sliced-wasserstein",
                "--set",
                "keepBestBy=sliced Wasserstein distance"));
        assertThat(Files.readString(out().resolve("run/history.jsonl"))).contains("overage", "asserstein");
    }

    @Test
    void dryRun_tellsNetworksSettingsAndTime_andWritesNothing() {
        Cli cli = train(
                "--data",
                "digits(40)",
                "--conditional",
                "--epochs",
                2,
                "--dry-run",
                "--set",
                "batch=4",
                "--set",
                "checkpoints=everySteps(5)",
                "--set",
                "onDivergence=goBack(2)");
        assertSucceeded(cli);
        assertThat(cli.out())
                .startsWith("Would train dcgan on drawn digits, 40 images of 28 x 28, seed 0, samples of\n"
                        + "  shape (1, 28, 28): 20 steps, 2.00 epochs\n\ngenerator\n")
                .containsPattern("\ny +input +\\(10\\)")
                .containsPattern("\n[\\d,]+ parameters\n\ndiscriminator\n")
                .contains(
                        "\npractices\n  Gaussian latents of length 6\n",
                        "\n  conditional: conditional batch normalization and ")
                .contains("\n  loss: non-saturating")
                .contains("\nsettings that differ from those of dcgan\n  latent = 6\n")
                .contains("\n  conditional = projection\n", "\n  epochs = 2\n", "\n  batch = 4\n")
                .contains("\n  checkpoints = everySteps(5)\n  onDivergence = goBack(2)\n")
                .containsPattern(
                        "\ntime: about [\\d.]+ seconds for 20 steps on CPU, 1 thread, estimated by playing 10;\\s+"
                                + "nothing was written\n$");
        assertThat(out()).doesNotExist();
        assertThat(Cli.run("train", "--data", "ring(3, 64)", "--steps", 1, "--dry-run")
                        .out())
                .endsWith("settings that differ from those of modern\n  steps = 1\n\n"
                        + "time: one step is too few to tell; nothing was written\n");
    }

    @Test
    void savedSettings_areTakenAsTheyWere_andChangedByOptions() throws IOException {
        Path first = work.resolve("deeper/first.json");
        Path second = work.resolve("second.json");
        Cli saved = Cli.run(
                "train",
                "--preset",
                "WGAN-GP",
                "--size",
                8,
                "--epochs",
                3,
                "--set",
                "spectralNorm=on",
                "--set",
                "optimizer=adam(1e-4, 0)",
                "--set",
                "regularizers=r1(cosine(1, 0.1), interval=4)",
                "--save-settings",
                first);
        assertThat(saved).isEqualTo(new Cli(0, "Wrote " + first + "\n", ""));
        assertThat(Files.readString(first)).isEqualTo("""
                {
                  "preset": "wgan-gp",
                  "size": 8,
                  "settings": {
                    "spectralNorm": "on",
                    "epochs": "3",
                    "generatorOptimizer": "adam(0.0001, 0)",
                    "discriminatorOptimizer": "adam(0.0001, 0)",
                    "regularizers": "r1(cosine(1, 0.1), 4)"
                  }
                }
                """);
        assertThat(Cli.run("train", "--settings", first, "--save-settings", second)
                        .code())
                .isZero();
        assertThat(second).hasSameTextualContentAs(first);
        assertSucceeded(train("--data", "shapes(20)", "--settings", first, "--steps", 2, "--set", "batch=4"));
        assertThat(card().sample()).isEqualTo(Shape.of(3, 8, 8));
        assertThat(card().origin().step()).isEqualTo(2);
        assertThat(card().origin().configuration())
                .containsEntry("preset", "wgan-gp")
                .containsEntry(
                        "generatorOptimizer", "Adam[learningRate=1.0E-4, beta1=0.0, beta2=0.999, epsilon=1.0E-8]");
    }
}
