package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.Setting;
import io.gan4j.SettingsTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the command that trains says of itself, and of what it cannot take. */
class TrainUsageTest {
    private static final String HINT = " (gan-examples train --help shows the usage)\n";

    @TempDir
    private Path work;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | a path must not be empty: write . for the current folder",
                "file:///photos | 'file:///photos' is an address, not a path: write the path alone, such as /photos, of a file on"
                        + " this computer"
            })
    void data_thatCannotBeAPath_areAnErrorOfUsage(String data, String message) {
        for (String preset : List.of("dcgan", "pix2pix", "superresolution", "text-to-image")) {
            assertThat(Cli.run("train", "--data", data, "--preset", preset, "--out", "o"))
                    .isEqualTo(new Cli(2, "", "gan-examples train: " + message + HINT));
        }
    }

    @Test
    void help_namesEveryPreset_inLinesOf80Columns() {
        Cli help = Cli.run("train", "--help");
        assertThat(help.code()).isZero();
        assertThat(help.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(Presets.all())
                .allSatisfy(preset -> assertThat(help.out())
                        .containsPattern("\n  " + preset.name() + " +" + Pattern.quote(preset.sentence())));
        assertThat(TranslatorPreset.values())
                .allSatisfy(preset -> assertThat(help.out()).contains("\n  " + preset.word() + " "));
        assertThat(help.out()).doesNotContain("CANDIDATES");
    }

    static List<String> presets() {
        return Presets.all().stream().map(Preset::name).toList();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void listSettings_showsEverySettingWithItsValueAndRule(String preset) {
        Cli list = Cli.run("train", "--list-settings", "--preset", preset);
        assertThat(list.code()).isZero();
        assertThat(list.out()).startsWith("Settings for --set NAME=VALUE, with their values in " + preset + ".\n");
        assertThat(list.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        String words = list.out().replaceAll("\\s+", " ");
        for (Setting<?> setting : SettingsTable.gan().settings()) {
            assertThat(words).contains(setting.description() + " Takes " + setting.rule());
            assertThat(list.out()).containsPattern("\n" + setting.name() + "( = .+)?\n");
        }
    }

    @Test
    void listSettings_showsThePresetsValues() {
        assertThat(Cli.run("train", "--list-settings", "--preset", "wgan").out())
                .contains(
                        "\nlatent = 100\n",
                        "\nloss = wasserstein\n",
                        "\noptimizer = rmsProp(0.00005)\n",
                        "\ndiscriminatorSteps = 5\n",
                        "\nregularizers = weightClipping(0.01)\n",
                        "\nepochs = 10\n",
                        "\nsteps\n",
                        "\ncheckpoints = every(1min)\n");
    }

    static Stream<String> misuses() {
        return Stream.of(
                "--data digits | Missing required option: '--out=DIR'",
                "--out o | Missing required option: '--data=DATA'",
                "--resume | Missing required options: '--data=DATA', '--out=DIR'",
                "--dry-run | Missing required option: '--data=DATA'",
                "--data digits --out o --preset dcgna | there is no preset 'dcgna'; the nearest is 'dcgan'; there are dcgan,"
                        + " modern, vanilla, wgan, wgan-gp, lsgan, sngan, infogan, dragan, sagan, stylegan, stylegan2, pix2pix, cyclegan, superresolution, nextframe, faceswap, text-to-image, gan-cls",
                "--data digits --out o --set bacth=3 | there is no setting 'bacth'; the nearest is 'batch'",
                "--data digits --out o --set batch | --set takes a name and a value, such as batch=32, was 'batch'",
                "--data digits --out o --set batch=0 | batch must be at least 1, was 0",
                "--data digits --out o --set batch=many | batch must be a whole number of at least 1, was 'many'",
                "--data digits --out o --set batch=3 --set batch=4 | batch is set twice",
                "--data digits --out o --set seed=3 --seed 4 | seed is set twice",
                "--data digits --out o --seed x | seed must be a whole number, was 'x'",
                "--data digits --out o --steps 0 | steps must be at least 1, was 0",
                "--data digits --out o --steps 1 --epochs 1 | epochs and steps both say how long to train: set one of them",
                "--data digits --out o --conditional=labels | conditional: there is no conditioning 'labels'; the nearest is"
                        + " 'none'; there are none, projection, concatenated, auxiliary, discovered",
                "--data digits --out o --set loss=hinges | loss: there is no loss 'hinges'; the nearest is 'hinge'; there are"
                        + " nonSaturating, minimax, hinge, leastSquares, wasserstein, relativisticAverage,"
                        + " relativisticPaired",
                "--data digits --out o --set checkpoints=none | checkpoints must not be none: a run that is stopped goes on"
                        + " from them",
                "--data digits --out o --size 0 | --size must be at least 1, was 0",
                "--data digits --out o --channels 2 | --channels must be 1 (grey), 3 (RGB) or 4 (RGB and alpha), was 2",
                "--list-settings --preset wagn | there is no preset 'wagn'; the nearest is 'wgan'; there are dcgan, modern,"
                        + " vanilla, wgan, wgan-gp, lsgan, sngan, infogan, dragan, sagan, stylegan, stylegan2, pix2pix, cyclegan, superresolution, nextframe, faceswap, text-to-image, gan-cls",
                "--data digits(0) --out o | --data: count must be at least 1, was 0",
                "--data ring(many) --out o | --data: ring's modes must be a whole number of at least 1, was 'many'",
                "--data ring(1,2,3) --out o | --data: ring takes at most 2 arguments, was given 3: write ring(modes=8,"
                        + " count=100000)",
                "--data digits(5 --out o | --data cannot be read: 'digits(5' must have ',' or ')' at its end");
    }

    @ParameterizedTest
    @MethodSource("misuses")
    void wrongUsage_isExplainedInOneLine(String misuse) {
        String[] parts = misuse.split(" \\| ");
        String[] arguments = ("train " + parts[0]).split(" ");
        assertThat(Cli.run((Object[]) arguments)).isEqualTo(new Cli(2, "", "gan-examples train: " + parts[1] + HINT));
    }

    private Cli failed(Object... arguments) {
        Object[] all = Stream.concat(Stream.of("train", "--out", work.resolve("out")), Stream.of(arguments))
                .toArray();
        Cli cli = Cli.run(all);
        assertThat(cli.code()).isEqualTo(1);
        assertThat(cli.out()).isEmpty();
        return cli;
    }

    private static String error(String message) {
        return "gan-examples train: " + message + "\n";
    }

    @Test
    void dataThatAreNotThere_areTold_withTheNearestBuiltInSet() {
        assertThat(failed("--data", "digit").err())
                .isEqualTo(error("digit: does not exist, and there is no built-in set 'digit'; the nearest is 'digits';"
                        + " there are digits, shapes, ring, grid, swissRoll, moons, line, blobs"));
        Path missing = work.resolve("missing");
        assertThat(failed("--data", missing).err()).isEqualTo(error(missing + ": does not exist"));
        assertThat(work.resolve("out")).doesNotExist();
    }

    @Test
    void dataOfAKindThatIsNotKnown_areTold() throws IOException {
        Path text = Files.writeString(work.resolve("notes.md"), "nothing to learn");
        assertThat(failed("--data", text).err())
                .isEqualTo(error(
                        text + " is of no kind that is known here: give a folder or a zip of images, an IDX file, a"
                                + " table whose name ends in .csv, .tsv or .txt, or the name of a built-in set: digits, shapes, ring,"
                                + " grid, swissRoll, moons, line, blobs"));
        Path empty = Files.createFile(work.resolve("empty"));
        assertThat(failed("--data", empty).err())
                .startsWith(error(empty + " is of no kind").strip());
        Path cut = Files.write(work.resolve("cut.gz"), new byte[] {0x1F, (byte) 0x8B, 8});
        assertThat(failed("--data", cut).err())
                .startsWith(error(cut + " is of no kind").strip());
        Path folder = Files.createDirectory(work.resolve("folder"));
        assertThat(failed("--data", folder).err())
                .startsWith("gan-examples train: " + folder)
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ring(3, 30) | --size 8 | --size and --channels are for images, and the samples of ring of 3 Gaussians, 30"
                        + " points are none",
                "digits(30) | --channels 3 | --channels changes images of folders and zips alone; those of drawn digits, 30"
                        + " images of 28 x 28, seed 0 have 1, was 3",
                "ring(3, 30) | --preset dcgan | --preset dcgan learns images, and the samples of ring of 3 Gaussians, 30"
                        + " points have shape (2): take --preset modern or vanilla"
            })
    void optionsThatDoNotFitTheData_areTold(String data, String option, String message) {
        String[] parts = option.split(" ");
        assertThat(Cli.run("train", "--out", work.resolve("out"), "--data", data, parts[0], parts[1]))
                .isEqualTo(new Cli(2, "", "gan-examples train: " + message + HINT));
    }

    @Test
    void contradictions_areToldBeforeTraining() {
        assertThat(failed("--data", "digits(30)").err())
                .isEqualTo(
                        error("this GAN cannot be trained: a batch of 64 is more than the 30 samples of the data (drawn"
                                + " digits, 30 images of 28 x 28, seed 0): give --set batch=30 or less"));
    }

    @Test
    void outputFolder_thatIsAFile_isTold() throws IOException {
        Files.createFile(work.resolve("out"));
        assertThat(failed("--data", "ring(3, 64)").err())
                .isEqualTo(error("the output folder " + work.resolve("out") + " is a file"));
    }

    @Test
    void resume_withoutARun_isTold() {
        assertThat(failed("--data", "ring(3, 64)", "--resume").err())
                .isEqualTo(error("there is no unfinished run in " + work.resolve("out/run")
                        + " that --resume could go on with"));
    }

    static Stream<String> brokenFiles() {
        return Stream.of(
                "{\"preset\": \"dcgna\"} | : there is no preset 'dcgna'; the nearest is 'dcgan'; there are dcgan, modern,"
                        + " vanilla, wgan, wgan-gp, lsgan, sngan, infogan, dragan, sagan, stylegan, stylegan2, pix2pix, cyclegan, superresolution, nextframe, faceswap, text-to-image, gan-cls",
                "{\"settings\": {\"bacth\": 3}} | : there is no setting 'bacth'; the nearest is 'batch'",
                "{\"settings\": {\"batch\": 0}} | : batch must be at least 1, was 0",
                "{\"setings\": {}} |  is no file of settings: there is no member 'setings'; the nearest is 'settings'; there"
                        + " are preset, size, channels, settings",
                "{\"settings\": {\"batch\": 3, \"batch\": 4}} |  is no file of settings: batch is set twice",
                "{\"settings\": {\"batch\": null}} |  is no file of settings: batch must be a text, a number, true or false,"
                        + " as --list-settings shows",
                "{\"settings\": {\"batch\": [[3]]}} |  is no file of settings: the JSON nests deeper than 2, at character"
                        + " 24",
                "{} {} |  is no file of settings: malformed JSON at line 1 column 5",
                "{\"size\": \"big\"} |  is no file of settings: size must be a whole number",
                "[] |  is no file of settings: there must be an object in braces, not an array in brackets at line 1 column 2",
                "{\"preset\": null} |  is no file of settings: there must be a text, not null at line 1 column 16",
                "{\"preset\": \"dcgan\",} |  is no file of settings: there must be a name at line 1 column 21",
                "{\"preset\": \"dcgan\", \"preset\": \"wgan\"} |  is no file of settings: preset is there twice",
                "{\"preset\": \"dcgan\" |  is no file of settings: End of input at line 1 column 19");
    }

    @ParameterizedTest
    @MethodSource("brokenFiles")
    void settingsFile_thatIsBroken_isToldWithItsName(String broken) throws IOException {
        String[] parts = broken.split(" \\| ");
        String[] fixed = parts.length == 2 ? parts : broken.split(" \\|");
        Path file = Files.writeString(work.resolve("settings.json"), fixed[0]);
        assertThat(failed("--data", "digits", "--settings", file).err()).isEqualTo(error(file + fixed[1]));
    }

    @Test
    void settingsFile_thatIsNoJson_orNotThere_isTold() throws IOException {
        Path file = Files.writeString(work.resolve("settings.json"), "batch = 3");
        assertThat(failed("--data", "digits", "--settings", file).err())
                .startsWith("gan-examples train: " + file + " is no file of settings: ")
                .hasLineCount(1);
        Path missing = work.resolve("none.json");
        assertThat(failed("--data", "digits", "--settings", missing).err())
                .isEqualTo(error(missing + " does not exist"));
        assertThat(failed("--data", "digits", "--settings", work).err())
                .isEqualTo(error(work + " is a folder, and --settings takes a file"));
    }

    @Test
    void settingsFile_mayHoldNumbersAndTruthValues() throws IOException {
        Path file = Files.writeString(
                work.resolve("settings.json"), "{\"settings\": {\"batch\": 3, \"spectralNorm\": true, \"ema\": 0.9}}");
        Path saved = work.resolve("saved.json");
        assertThat(Cli.run("train", "--settings", file, "--save-settings", saved)
                        .code())
                .isZero();
        assertThat(Files.readString(saved))
                .contains("\"preset\": \"dcgan\"", "\"batch\": \"3\"", "\"spectralNorm\": \"on\"", "\"ema\": \"0.9\"");
    }
}
