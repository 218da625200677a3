package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.inference.ModelCard;
import io.gan4j.tensor.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trains for four steps on a handful of images in MNIST's format, then uses what came of it. */
class DigitsCommandTest {
    private static final String MARK = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";

    @TempDir
    private static Path work;

    private static Path out;
    private static Cli trained;

    @BeforeAll
    static void train() throws IOException {
        Path data = IdxFolder.write(work.resolve("data"), 10);
        out = work.resolve("out/deeper");
        trained = Cli.run(
                "digits",
                "--data",
                data,
                "--steps",
                4,
                "--batch",
                4,
                "--latent",
                8,
                "--seed",
                7,
                "--threads",
                1,
                "--out",
                out);
    }

    @Test
    void digits_succeeds_andSaysWhatItWrote() {
        assertThat(trained.err()).isEmpty();
        assertThat(trained.code()).isZero();
        assertThat(trained.out())
                .startsWith("Training on MNIST, 10 images: 4 steps, 2 epochs\n")
                .contains("step 4/4, epoch 2.00/2.00, ", "Finished all 4 steps, after ")
                .endsWith("Wrote digits.onnx (verified), samples.png, progress.gif and run/history.jsonl to " + out
                        + "\n");
    }

    /** Four steps make no digits. */
    @Test
    void digits_whoseImagesAreStillNoise_saysSoAtTheEnd() {
        assertThat(trained.out())
                .containsPattern("Finished all 4 steps, after .*\nStep 4, noise: the generated images are ");
    }

    @Test
    void digits_leavesItsFilesAndNothingElse() {
        assertThat(out).isDirectoryContaining("glob:**/digits.onnx");
        assertThat(out.toFile().list()).containsExactlyInAnyOrder("digits.onnx", "samples.png", "progress.gif", "run");
        assertThat(out.resolve("run").toFile().list())
                .contains("config.json", "history.jsonl", "samples-0000000004.png")
                .doesNotContain("checkpoints");
    }

    @Test
    void model_saysWhatItWasTrainedOn() throws IOException {
        ModelCard card = ModelCard.read(out.resolve("digits.onnx"));
        assertThat(card.latentSize()).isEqualTo(8);
        assertThat(card.sample()).isEqualTo(Shape.of(1, 28, 28));
        assertThat(card.origin().step()).isEqualTo(4);
        assertThat(card.origin().dataset()).isEqualTo("MNIST, 10 images");
        assertThat(card.origin().configuration()).containsEntry("seed", "7").containsEntry("batch", "4");
    }

    @Test
    void history_hasALineForEachReport() throws IOException {
        List<String> lines = Files.readAllLines(out.resolve("run/history.jsonl"));
        assertThat(lines).hasSize(4);
        for (int i = 0; i < lines.size(); i++) {
            Map<String, Double> line = Json.numbers(lines.get(i));
            assertThat(line)
                    .containsOnlyKeys(
                            "step",
                            "epoch",
                            "discriminator_loss",
                            "generator_loss",
                            "real_score",
                            "fake_score",
                            "discriminator_gradient",
                            "generator_gradient",
                            "images_per_second",
                            "seconds")
                    .containsEntry("step", i + 1.0)
                    .containsEntry("epoch", (i + 1) / 2.0);
        }
    }

    @Test
    void samples_areASheetThatSaysAModelMadeIt() throws IOException {
        Path file = out.resolve("samples.png");
        int side = (8 * 28 + 7 * 2) * 2;
        assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(side);
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).contains(MARK);
    }

    @Test
    void film_hasAFrameForTheStartAndForEachReport() throws IOException {
        Path file = out.resolve("progress.gif");
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            reader.setInput(in);
            assertThat(reader.getNumImages(true)).isEqualTo(5);
        } finally {
            reader.dispose();
        }
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).contains(MARK);
    }

    @Test
    void sample_withTheDefaults_givesTheImagesOfTheSheet() throws IOException {
        Path sheet = work.resolve("sheet.png");
        Cli cli = Cli.run("sample", out.resolve("digits.onnx"), "--out", sheet);
        assertThat(cli).isEqualTo(new Cli(0, "Wrote 64 images of (1, 28, 28) to " + sheet + "\n", ""));
        int[] small = ImageIO.read(sheet.toFile()).getRaster().getPixel(40, 40, (int[]) null);
        int[] large =
                ImageIO.read(out.resolve("samples.png").toFile()).getRaster().getPixel(80, 80, (int[]) null);
        assertThat(small[0]).isBetween(large[0] - 1, large[0] + 1);
    }

    @Test
    void sample_anotherCount_makesAnotherSheet() throws IOException {
        Path sheet = work.resolve("three.png");
        assertThat(Cli.run("sample", out.resolve("digits.onnx"), "--count", 3, "--seed", 5, "--out", sheet)
                        .code())
                .isZero();
        assertThat(ImageIO.read(sheet.toFile()).getWidth()).isEqualTo(2 * 28 + 2);
    }

    @Test
    void describe_showsWhatTheFileSaysOfItself() {
        Cli cli = Cli.run("describe", out.resolve("digits.onnx"));
        assertThat(cli.err()).isEmpty();
        assertThat(cli.code()).isZero();
        assertThat(cli.out())
                .contains(
                        "digits.onnx, ",
                        "kind            generator\n",
                        "latent          8 numbers, normal with mean 0 and standard deviation 1\n",
                        "samples         grey images, 28 pixels high and 28 wide, values from -1 to 1\n",
                        "trained on      MNIST, 10 images\n",
                        "step            4\n",
                        "licence         not stated\n",
                        "  preset                  dcgan\n",
                        "test vectors    4, all pass within 1.0E-4\n")
                .containsPattern("fingerprint     [0-9a-f]{64}\n");
    }

    @Test
    void digits_missingDataFolder_isToldBeforeAnythingIsWritten() {
        Path data = work.resolve("no-such-folder");
        Path never = work.resolve("never");
        Cli cli = Cli.run("digits", "--data", data, "--out", never);
        assertThat(cli).isEqualTo(new Cli(1, "", "gan-examples digits: " + data + ": does not exist\n"));
        assertThat(never).doesNotExist();
    }

    @Test
    void digits_resumedWithoutARun_isTold() {
        Path none = work.resolve("none");
        Cli cli = Cli.run("digits", "--data", work.resolve("data"), "--batch", 4, "--resume", "--out", none);
        assertThat(cli)
                .isEqualTo(new Cli(
                        1,
                        "",
                        "gan-examples digits: there is no unfinished run in " + none.resolve("run")
                                + " that --resume could go on with\n"));
    }

    @Test
    void digits_whereARunIsUnfinished_isTold() throws IOException {
        Path out = work.resolve("unfinished");
        Path unfinished = out.resolve("run");
        Path checkpoints = Files.createDirectories(unfinished.resolve("checkpoints"));
        Files.createFile(checkpoints.resolve("step-0000000003.safetensors"));
        Cli cli = Cli.run("digits", "--data", work.resolve("data"), "--batch", 4, "--out", out);
        assertThat(cli)
                .isEqualTo(new Cli(
                        1,
                        "",
                        "gan-examples digits: there is an unfinished run in " + unfinished
                                + ": --resume goes on with it; delete " + checkpoints + " to begin anew\n"));
        assertThat(unfinished.toFile().list()).containsExactly("checkpoints");
    }

    @Test
    void digits_wrongMagic_isTold() throws IOException {
        Path data = IdxFolder.write(work.resolve("wrong"), 10);
        Path images = data.resolve("train-images-idx3-ubyte");
        byte[] bytes = Files.readAllBytes(images);
        bytes[2] = 0x0D;
        Files.write(images, bytes);
        Cli cli = Cli.run("digits", "--data", data, "--out", work.resolve("never"));
        assertThat(cli.code()).isEqualTo(1);
        assertThat(cli.err())
                .startsWith("gan-examples digits: " + images
                        + ": is an IDX file of 32-bit floats with 3 axes (10 x 28 x 28)")
                .hasLineCount(1);
    }

    @Test
    void digits_fewerImagesThanABatch_isTold() {
        Cli cli = Cli.run("digits", "--data", work.resolve("data"), "--batch", 11, "--out", work.resolve("few"));
        assertThat(cli)
                .isEqualTo(new Cli(
                        1,
                        "",
                        "gan-examples digits: this GAN cannot be trained: a batch of 11 is more than the 10"
                                + " samples of the data (MNIST, 10 images): give --batch 10 or less\n"));
    }

    @Test
    void digits_unwritableFolder_isFoundBeforeTraining() throws IOException {
        Path below = Files.createFile(work.resolve("a-file")).resolve("out");
        Cli cli = Cli.run("digits", "--data", work.resolve("data"), "--batch", 4, "--out", below);
        assertThat(cli.code()).isEqualTo(1);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err())
                .startsWith("gan-examples digits: the output folder " + below + " cannot be written to: ")
                .hasLineCount(1);
    }

    @Test
    void sampleAndDescribe_ofAFileThatIsNoModel_sayWhy() throws IOException {
        Path text = Files.writeString(work.resolve("text.onnx"), "no model");
        for (Cli cli : List.of(Cli.run("describe", text), Cli.run("sample", text, "--out", work.resolve("none.png")))) {
            assertThat(cli.code()).isEqualTo(1);
            assertThat(cli.out()).isEmpty();
            assertThat(cli.err()).contains(": " + text + ": ").hasLineCount(1);
        }
        assertThat(work.resolve("none.png")).doesNotExist();
    }
}
