package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionCommandTest {
    @TempDir
    Path folder;

    static Set<String> commands() {
        return Main.commandLine(System.out, System.err).getSubcommands().keySet();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void script_knowsEveryCommandAndPreset(String shell) {
        Cli script = Cli.run("completion", shell);
        assertThat(script.code()).isZero();
        assertThat(commands())
                .hasSizeGreaterThan(10)
                .allSatisfy(command -> assertThat(script.out()).containsPattern("[ \"]" + command + "\\b"));
        assertThat(Presets.all())
                .allSatisfy(preset -> assertThat(script.out()).containsPattern("[ '\"]" + preset.name() + "[ '\"]"));
        assertThat(script.out())
                .contains(shell.equals("fish") ? "-l live" : "--live")
                .doesNotContain("${COMPLETION");
    }

    /** bash itself, with the script, completes the beginnings of words. */
    @ParameterizedTest
    @ValueSource(strings = {"gan-examples comp|completion", "gan-examples train --preset dcga|dcgan"})
    void bash_completes(String typedAndCompleted) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no bash");
        List<String> parts = List.of(typedAndCompleted.split("\\|"));
        Path script = Files.writeString(
                folder.resolve("script"), Cli.run("completion", "bash").out());
        // what bash offers only while somebody types
        String asked = "compopt() { :; }\nsource " + script + "\nCOMP_WORDS=(" + parts.get(0)
                + ")\nCOMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n" + "COMP_LINE='" + parts.get(0)
                + "'\n_complete_gan-examples\necho \"${COMPREPLY[@]}\"\n";
        Process bash = new ProcessBuilder("/bin/bash", "-c", asked)
                .redirectErrorStream(true)
                .start();
        String told = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(told.strip().split(" ")).contains(parts.get(1));
    }

    @Test
    void fish_saysWhatEachCommandDoes() {
        assertThat(Cli.run("completion", "fish").out())
                .startsWith("# Completions of gan-examples for fish.\n")
                .contains(
                        "complete -c gan-examples -n __fish_use_subcommand -f -a lab -d 'Opens a page in the browser on which one"
                                + " tries GANs: choose or draw points of the plane, set whatever can be set, and watch generator"
                                + " and discriminator step by step.'\n",
                        "complete -c gan-examples -n '__fish_seen_subcommand_from completion' -f -a 'bash zsh fish'\n");
    }

    @Test
    void unknownShell_isNamed() {
        Cli wrong = Cli.run("completion", "tcsh");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("tcsh").contains("bash, zsh, fish");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void help_fits80Columns_andHasAnExample(String command) {
        Cli help = Cli.run(command, "--help");
        assertThat(help.code()).isZero();
        assertThat(help.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(help.out()).contains("xample: gan-examples " + command);
    }
}
