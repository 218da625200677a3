package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.gan4j.classifier.Classifier;
import io.gan4j.data.Datasets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {
    private static final int IMAGES = 300;

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private static Path model;
    private static Path data;
    private static Path classifier;

    @BeforeAll
    static void write() throws IOException {
        model = TinyModel.write(shared.resolve("model.onnx"));
        data = IdxFolder.write(shared.resolve("data"), IMAGES);
        classifier = shared.resolve("classifier.onnx");
        try (Classifier trained = Classifier.train(Datasets.mnist(data), 1, 0, 1)) {
            trained.export(classifier);
        }
    }

    @Test
    void evaluate_printsProgressAndATable_andWritesFiles() throws IOException {
        Path json = folder.resolve("new/numbers.json");
        Path html = folder.resolve("new/page.html");
        Cli cli = Cli.run(
                "evaluate",
                model,
                "--data",
                data,
                "--samples",
                100,
                "--classifier",
                classifier,
                "--json",
                json,
                "--html",
                html,
                "--cache",
                folder.resolve("cache"));
        assertThat(cli.err()).isEmpty();
        assertThat(cli.code()).isZero();
        assertThat(cli.out())
                .startsWith("1/")
                .contains("sliced Wasserstein distance\n", "pictures\n", "\nmetric ", "\nclasses found ")
                .endsWith("Wrote " + json + "\nWrote " + html + "\n");
        JsonObject numbers = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
        assertThat(numbers.getAsJsonArray("measurements").size()).isGreaterThanOrEqualTo(3);
        assertThat(html).content().contains("<svg", "data:image/png;base64,", "MNIST, 300 images");
    }

    @Test
    void evaluate_withNamedMetrics_measuresThemAlone() {
        Cli cli = Cli.run(
                "evaluate",
                model,
                "--data",
                data,
                "--samples",
                50,
                "--metrics",
                "sliced-wasserstein",
                "--features",
                "random");
        assertThat(cli.code()).isZero();
        assertThat(cli.out()).contains("1/3 sliced Wasserstein distance\n").doesNotContain("class", "Wrote");
    }

    @Test
    void evaluate_unknownMetric_isWrongUsageAndListsAll() {
        Cli cli = Cli.run("evaluate", model, "--metrics", "fid");
        assertThat(cli.code()).isEqualTo(2);
        assertThat(cli.err())
                .startsWith("gan-examples evaluate: there is no metric 'fid'; there are ")
                .contains("sliced-wasserstein")
                .hasLineCount(1);
    }

    @Test
    void evaluate_metricWithoutItsData_saysWhatIsMissing() throws IOException {
        Path images = Files.createDirectories(folder.resolve("images"));
        Datasets.images(Datasets.digits(2), 0, 1).writePng(images.resolve("a.png"));
        Cli cli = Cli.run("evaluate", model, "--data", images, "--metrics", "class-coverage", "--samples", 10);
        assertThat(cli.code()).isEqualTo(1);
        assertThat(cli.err())
                .startsWith("gan-examples evaluate: class-coverage cannot be measured: ")
                .contains("has no labels to train a classifier on")
                .hasLineCount(1);
    }

    @Test
    void evaluate_aFileThatIsNoImage_isNamed_orLeftOutIfThatIsAskedFor() throws IOException {
        Path images = Files.createDirectories(folder.resolve("images"));
        for (int i = 0; i < 4; i++) {
            Datasets.images(Datasets.digits(4), i, i + 1).writePng(images.resolve(i + ".png"));
        }
        Path notes = Files.writeString(images.resolve("notes.txt"), "taken in May");
        Object[] call = {"evaluate", model, "--data", images, "--metrics", "sliced-wasserstein", "--samples", 4};
        assertThat(Cli.run(call))
                .isEqualTo(new Cli(
                        1,
                        "",
                        "gan-examples evaluate: " + notes
                                + ": is no PNG, JPEG, GIF or BMP image; --skip-damaged leaves such" + " files out\n"));
        Object[] skipping = Arrays.copyOf(call, call.length + 1);
        skipping[call.length] = "--skip-damaged";
        Cli skipped = Cli.run(skipping);
        assertThat(skipped.err()).isEmpty();
        assertThat(skipped.code()).isZero();
        assertThat(skipped.out()).contains("sliced Wasserstein distance");
    }

    @Test
    void evaluate_featuresOfAClassifierThatCannotBe_isRefused() throws IOException {
        Path images = Files.createDirectories(folder.resolve("images"));
        Datasets.images(Datasets.digits(2), 0, 1).writePng(images.resolve("a.png"));
        Cli cli = Cli.run("evaluate", model, "--data", images, "--features", "classifier", "--samples", 10);
        assertThat(cli)
                .isEqualTo(new Cli(
                        1,
                        "",
                        "gan-examples evaluate: --features classifier needs labels of at least 128 images to train one, or"
                                + " --classifier FILE.onnx\n"));
    }

    /** No classifier is trained on data that does not fit. */
    @Test
    void evaluate_aModelOfOtherShape_isToldBeforeTheWork() throws IOException {
        Path other = TinyModel.writeConditional(folder.resolve("other.onnx"));
        assertThat(Cli.run("evaluate", other))
                .isEqualTo(new Cli(
                        1,
                        "",
                        "gan-examples evaluate: the model makes samples of shape (1, 8, 8), and without --data it is held"
                                + " against drawn digits, of shape (1, 28, 28): name what it should imitate by --data"
                                + " DIR\n"));
        Path points = TinyModel.writeConditionalPoints(folder.resolve("points.onnx"));
        assertThat(Cli.run("evaluate", points, "--data", folder.resolve("none.csv")))
                .isEqualTo(new Cli(
                        1,
                        "",
                        "gan-examples evaluate: the model makes samples of shape (2), and this command measures images:"
                                + " points and rows of tables are measured in Java, by"
                                + " Evaluation.of(generator).against(data)\n"));
        assertThat(Cli.run("evaluate", other, "--data", data))
                .isEqualTo(new Cli(
                        1,
                        "",
                        "gan-examples evaluate: the model makes samples of shape (1, 8, 8), those of MNIST, 300 images have"
                                + " shape (1, 28, 28): name other data by --data\n"));
    }

    @Test
    void evaluate_withACache_trainsItsClassifierOnce() {
        Object[] call = {
            "evaluate", model, "--data", data, "--samples", 50, "--metrics", "class-coverage", "--cache", folder
        };
        Cli first = Cli.run(call);
        assertThat(first.out())
                .startsWith("training a classifier on MNIST, 300 images (--classifier takes a trained one,");
        Cli second = Cli.run(call);
        assertThat(second.out()).startsWith("1/3 class coverage\n");
        assertThat(second.out()
                        .lines()
                        .filter(line -> line.startsWith("classes found"))
                        .toList())
                .isEqualTo(first.out()
                        .lines()
                        .filter(line -> line.startsWith("classes found"))
                        .toList());
    }

    @Test
    void evaluate_aFileThatIsNoModel_saysWhy() throws IOException {
        Path text = Files.writeString(folder.resolve("text.onnx"), "hello");
        Cli cli = Cli.run("evaluate", text);
        assertThat(cli.code()).isEqualTo(1);
        assertThat(cli.err()).startsWith("gan-examples evaluate: " + text).hasLineCount(1);
    }

    @Test
    void evaluate_intoAFolderThatIsAFile_failsBeforeTheWork() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        Cli cli = Cli.run("evaluate", model, "--data", data, "--html", file.resolve("page.html"));
        assertThat(cli).isEqualTo(new Cli(1, "", "gan-examples evaluate: the output folder " + file + " is a file\n"));
    }

    @Test
    void help_listsTheMetrics() {
        assertThat(Cli.run("evaluate", "--help").out())
                .contains("sliced-wasserstein", "Default: 5000.")
                .doesNotContain("COMPLETION");
    }

    /** A classifier would be trained on the drawn digits first. */
    @Test
    void networkThatIsNotThere_isToldBeforeTheWork() {
        Path none = folder.resolve("none.onnx");
        for (String option : new String[] {"--features", "--classifier"}) {
            assertThat(Cli.run("evaluate", model, option, none))
                    .isEqualTo(new Cli(1, "", "gan-examples evaluate: " + none + " does not exist\n"));
        }
    }
}
