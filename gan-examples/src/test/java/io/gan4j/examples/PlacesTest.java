package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gan4j.testing.ChildJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths that people give: what is wrong with one is told before the work, with the path and the reason. */
class PlacesTest {
    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private static Path model;
    private static Path data;

    @BeforeAll
    static void write() throws IOException {
        model = TinyModel.write(shared.resolve("model.onnx"));
        data = IdxFolder.write(shared.resolve("data"), 16);
    }

    private static Cli failure(String command, String message) {
        return new Cli(1, "", "gan-examples " + command + ": " + message + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"digits.onnx", "samples.png", "progress.gif", "run/history.jsonl", "run/config.json"})
    void digits_whereAResultIsAFolder_isToldBeforeTheTraining(String name) throws IOException {
        Path taken = Files.createDirectories(folder.resolve(name));
        Cli cli = Cli.run("digits", "--data", data, "--steps", 1, "--batch", 4, "--out", folder);
        assertThat(cli)
                .isEqualTo(failure(
                        "digits",
                        taken
                                + " is a folder, and results are to be written to a file of this name: delete or rename it,"
                                + " or choose another name"));
    }

    @Test
    void digits_whereTheRunIsAFile_isToldBeforeTheTraining() throws IOException {
        Path run = Files.createFile(folder.resolve("run"));
        Cli cli = Cli.run("digits", "--data", data, "--steps", 1, "--batch", 4, "--features", 4, "--out", folder);
        assertThat(cli.code()).isEqualTo(1);
        assertThat(cli.err())
                .contains("the run folder " + run + " cannot be used: it is a file, not a folder")
                .hasLineCount(1);
        assertThat(cli.out()).doesNotContain("step 1/1");
    }

    @ParameterizedTest
    @CsvSource({"evaluate, --json", "evaluate, --html", "sample, --out"})
    void result_whoseNameIsAFolder_isToldBeforeTheWork(String command, String option) {
        Cli cli = Cli.run(command, model, option, folder);
        assertThat(cli)
                .isEqualTo(failure(
                        command,
                        folder
                                + " is a folder, and results are to be written to a file of this name: delete or rename it,"
                                + " or choose another name"));
    }

    @ParameterizedTest
    @CsvSource({"evaluate, --json", "evaluate, --html", "sample, --out"})
    void result_inTheFileThatIsRead_isRefused(String command, String option) throws IOException {
        byte[] before = Files.readAllBytes(model);
        Cli cli = Cli.run(command, model, option, model);
        assertThat(cli.code()).isEqualTo(1);
        assertThat(cli.err()).contains(model + " is read by this command").hasLineCount(1);
        assertThat(model).hasBinaryContent(before);
    }

    @Test
    void evaluate_twoResultsInOneFile_isWrongUsage() {
        Path file = folder.resolve("result");
        Cli cli = Cli.run("evaluate", model, "--json", file, "--html", folder.resolve("x/../result"));
        assertThat(cli.code()).isEqualTo(2);
        assertThat(cli.err())
                .contains("--json and --html name the same file, " + file)
                .hasLineCount(1);
    }

    @Test
    void evaluate_cacheThatIsAFile_isToldBeforeTheWork() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThat(Cli.run("evaluate", model, "--data", data, "--cache", file))
                .isEqualTo(failure("evaluate", "the output folder " + file + " is a file"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"digits", "evaluate"})
    void data_thatIsNotThere_isTold(String command) {
        Path missing = folder.resolve("none");
        Cli cli = command.equals("digits")
                ? Cli.run("digits", "--data", missing, "--out", folder.resolve("out"))
                : Cli.run("evaluate", model, "--data", missing);
        assertThat(cli.code()).isEqualTo(1);
        assertThat(cli.err()).contains(missing + ": does not exist").hasLineCount(1);
    }

    @Test
    void digits_dataThatIsAFile_isTold() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Cli cli = Cli.run("digits", "--data", file, "--out", folder.resolve("out"));
        assertThat(cli.code()).isEqualTo(1);
        assertThat(cli.err()).contains(file + ": is a file, not a folder").hasLineCount(1);
    }

    @Test
    void evaluate_readsTheFolderThatDigitsReads_whateverSeparatorItsNamesHave() throws IOException {
        Files.copy(data.resolve("train-images-idx3-ubyte"), folder.resolve("train-images.idx3-ubyte"));
        Files.copy(data.resolve("train-labels-idx1-ubyte.gz"), folder.resolve("train-labels.idx1-ubyte.gz"));
        Cli cli = Cli.run("evaluate", model, "--data", folder, "--samples", 10, "--metrics", "sliced-wasserstein");
        assertThat(cli.err()).isEmpty();
        assertThat(cli.out()).contains("against MNIST, 16 images");
    }

    @Test
    void data_oneFolderFurtherDown_isNamed() throws IOException {
        Path inner = IdxFolder.write(folder.resolve("inner"), 16);
        for (Cli cli : List.of(
                Cli.run("digits", "--data", folder, "--out", folder.resolve("out")),
                Cli.run("evaluate", model, "--data", folder))) {
            assertThat(cli.code()).isEqualTo(1);
            assertThat(cli.err()).contains("in " + inner + ": give that folder").hasLineCount(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | a path must not be empty: write . for the current folder",
                "file:///tmp/x | 'file:///tmp/x' is an address, not a path: write the path alone, such as /tmp/x, of a file on"
                        + " this computer",
                "~/x | '~/x' begins with ~, which a shell turns into the home folder outside quotes alone: write HOME/x",
            })
    void path_thatIsNone_isWrongUsageForEveryOption(String path, String message) {
        String expected = message.replace("HOME", System.getProperty("user.home"));
        for (Cli cli : List.of(
                Cli.run("digits", "--data", path, "--out", folder),
                Cli.run("digits", "--out", path),
                Cli.run("sample", model, "--out", path),
                Cli.run("describe", path),
                Cli.run("evaluate", model, "--data", path),
                Cli.run("evaluate", model, "--json", path),
                Cli.run("evaluate", model, "--html", path),
                Cli.run("evaluate", model, "--cache", path),
                Cli.run("evaluate", model, "--classifier", path))) {
            assertThat(cli.code()).isEqualTo(2);
            assertThat(cli.err()).contains(expected).hasLineCount(1);
        }
    }

    @Test
    void path_thatTheLocaleCannotWrite_namesALocaleThatCan() throws Exception {
        Path log = folder.resolve("log.txt");
        ProcessBuilder builder =
                new ProcessBuilder("sh", "-c", "LC_ALL=C exec \"$@\" --data \"$(printf 'd\\303\\251')\"", "sh");
        builder.command()
                .addAll(ChildJvm.of(Main.class)
                        .startingFast()
                        .command("digits", "--out", folder.resolve("out").toString()));
        Process child =
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        assertThat(child.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(child.exitValue()).isEqualTo(2);
        assertThat(Files.readString(log, StandardCharsets.ISO_8859_1))
                .contains("the encoding of this system: start Java in a locale that can, such as LC_ALL=C.UTF-8")
                .hasLineCount(1);
    }

    @Test
    void missingFile_withALineEndInItsName_isToldInOneLine() {
        assertThat(Cli.run("describe", folder.resolve("a\nb\u001b[31m")).err())
                .isEqualTo("gan-examples describe: " + folder + "/a b\\u001b[31m does not exist\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "describe", "evaluate"})
    void standardOutput_thatTakesNothing_isAFailure(String command) throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "no /dev/full here");
        String[] arguments = switch (command) {
            case "describe" -> new String[] {"describe", model.toString()};
            case "evaluate" ->
                new String[] {
                    "evaluate",
                    model.toString(),
                    "--data",
                    data.toString(),
                    "--samples",
                    "4",
                    "--metrics",
                    "sliced-wasserstein"
                };
            default -> new String[] {command};
        };
        Path log = folder.resolve("log.txt");
        Process child = new ProcessBuilder(
                        ChildJvm.of(Main.class).startingFast().command(arguments))
                .redirectOutput(full.toFile())
                .redirectError(log.toFile())
                .start();
        assertThat(child.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(child.exitValue()).as(Files.readString(log)).isEqualTo(1);
        assertThat(log)
                .content()
                .contains("standard output cannot be written to")
                .hasLineCount(1);
    }
}
