package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.Version;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

    @Test
    void main_version_isTheLibrarysOwn() {
        assertThat(Cli.run("--version")).isEqualTo(new Cli(0, "gan4j " + Version.VERSION + "\n", ""));
    }

    @Test
    void main_help_namesTheSubcommands() {
        Cli help = Cli.run("--help");
        assertThat(help.code()).isZero();
        assertThat(help.out())
                .startsWith("Usage: gan-examples")
                .contains(
                        "  digits ",
                        "  train ",
                        "  sample ",
                        "  mix ",
                        "  interpolate ",
                        "  project ",
                        "  translate ",
                        "  describe ",
                        "  evaluate ",
                        "  watch ",
                        "  page ",
                        "  lab ");
    }

    @Test
    void main_withoutArguments_printsUsageAndSucceeds() {
        assertThat(Cli.run()).isEqualTo(Cli.run("--help"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "digits",
                "train",
                "sample",
                "mix",
                "interpolate",
                "project",
                "translate",
                "describe",
                "evaluate",
                "watch",
                "page",
                "lab"
            })
    void subcommand_help_explainsEveryOption(String name) {
        Cli help = Cli.run(name, "--help");
        assertThat(help.code()).isZero();
        assertThat(help.out()).startsWith("Usage: gan-examples " + name);
        Main.commandLine(System.out, System.err).getSubcommands().get(name).getCommandSpec().options().stream()
                .filter(option -> option.description().length == 0)
                .forEach(option -> assertThat(option).as("has a description").isNull());
    }

    @Test
    void digits_help_namesTheDefaults() {
        assertThat(Cli.run("digits", "--help").out().replaceAll("\\s+", " "))
                .contains(
                        "Default: 10; 20 for the drawn digits.",
                        "Default: 64; 32 for the drawn digits",
                        "Default: 64.",
                        "Default: 100.",
                        "Default: 0.")
                .doesNotContain("DEFAULT-VALUE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--verison | gan-examples: there is no option '--verison'; the nearest is '--version'; there are --help,"
                        + " --stacktrace, --version",
                "trian --data digits --out o | gan-examples: there is no command 'trian'; the nearest is 'train'; there are"
                        + " digits, train, sample, mix, interpolate, project, translate, describe, evaluate, watch, page, lab,"
                        + " completion",
                "train --epoch=3 --out o | gan-examples train: there is no option '--epoch'; the nearest is '--epochs'",
                "train photos --out o | gan-examples train: 'photos' belongs to no option: give each value after"
                        + " its option, and in quotes if there are spaces in it",
                "sample m.onnx n.onnx --out o.png | gan-examples sample: 'n.onnx' belongs to no option: give each value after"
                        + " its option, and in quotes if there are spaces in it",
                "digits | gan-examples digits: Missing required option: '--out=DIR'",
                "digits --out o --epochs 1 --steps 1"
                        + "| gan-examples digits: Error: --epochs=N, --steps=N are mutually exclusive (specify only one)",
                "digits --out o --batch many"
                        + "| gan-examples digits: Invalid value for option '--batch': 'many' is not a whole number",
                "digits --out o --batch 0 | gan-examples digits: batch must be at least 1, was 0",
                "digits --out o --latent 0 | gan-examples digits: latent must be at least 1, was 0",
                "digits --out o --epochs 0 | gan-examples digits: epochs must be at least 1, was 0",
                "digits --out o --steps -5 | gan-examples digits: steps must be at least 1, was -5",
                "digits --out o --threads -1 | gan-examples digits: threads must be at least 0, was -1",
                "sample m.onnx | gan-examples sample: Missing required option: '--out=FILE.png'",
                "sample --out o.png | gan-examples sample: Missing required parameter: 'MODEL.onnx'",
                "sample m.onnx --out o.png --count 0" + "| gan-examples sample: --count must be from 1 to 10000, was 0",
                "sample m.onnx --out o.png --psi NaN | gan-examples sample: --psi must be a number, was NaN",
                "sample m.onnx --out o.png --psi 1 --class a | gan-examples sample: --psi goes with neither --class nor --text:"
                        + " truncated images are of classes that are drawn",
                "mix m.onnx --out o.png --rows 0 | gan-examples mix: --rows must be from 1 to 64, was 0",
                "mix m.onnx --out o.png --columns 65 | gan-examples mix: --columns must be from 1 to 64, was 65",
                "mix m.onnx --out o.jpg | gan-examples mix: --out o.jpg: the sheet is a PNG image, give it a name that ends in"
                        + " .png",
                "interpolate m.onnx --out o.gif --count 1 | gan-examples interpolate: --count must be at least 2, was 1",
                "interpolate m.onnx --out o.gif --steps 2000 | gan-examples interpolate: --steps must be from 1 to 1666 for a"
                        + " film that passes 6 images, was 2000",
                "interpolate m.onnx --out o.gif --delay 9 | gan-examples interpolate: --delay must be from 10 to 60000"
                        + " milliseconds, was 9",
                "interpolate m.onnx --out o.png | gan-examples interpolate: --out o.png: the film is an animated GIF, give it"
                        + " a name that ends in .gif",
                "translate m.onnx | gan-examples translate: Missing required options and parameters: '--out=OUT', 'IN'",
                "evaluate | gan-examples evaluate: Missing required parameter: 'MODEL.onnx'",
                "evaluate m.onnx --samples 1 | gan-examples evaluate: --samples must be at least 2, was 1",
                "evaluate m.onnx --features eyes | gan-examples evaluate: --features must be pixels, random, classifier or"
                        + " a file that ends in .onnx, was eyes",
                "watch | gan-examples watch: Missing required parameter: 'RUN'",
                "watch run --port many | gan-examples watch: Invalid value for option '--port': 'many' is not a whole number",
                "digits --out o --live=many"
                        + "| gan-examples digits: Invalid value for option '--live': 'many' is not a whole number",
                "page m.onnx | gan-examples page: Missing required option: '--out=FILE.html'",
                "lab --port 70000 | gan-examples lab: port must be from 0 to 65535, was 70000",
                "describe | gan-examples describe: Missing required parameter: 'MODEL.onnx'"
            })
    void wrongUsage_isExplainedInOneLine(String line, String expected) {
        Cli cli = Cli.run((Object[]) line.split(" "));
        String command = expected.substring(0, expected.indexOf(':'));
        assertThat(cli).isEqualTo(new Cli(2, "", expected + " (" + command + " --help shows the usage)\n"));
    }

    @Test
    void failure_isToldInOneLine(@TempDir Path folder) {
        Path missing = folder.resolve("none.onnx");
        assertThat(Cli.run("describe", missing))
                .isEqualTo(new Cli(1, "", "gan-examples describe: " + missing + " does not exist\n"));
    }

    @Test
    void failure_withStacktrace_showsWhere(@TempDir Path folder) {
        assertThat(Cli.run("describe", folder.resolve("none.onnx"), "--stacktrace")
                        .err())
                .contains("NoSuchFileException", "\tat io.gan4j.examples.DescribeCommand.call(");
    }
}
