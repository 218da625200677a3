package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Model.CommandSpec;

class ShellWordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "train | a batch of 64 is more than 12: set batch(12) or less | a batch of 64 is more than 12: give --set"
                        + " batch=12 or less",
                "digits | a batch of 64 is more than 12: set batch(12) or less | a batch of 64 is more than 12: give --batch"
                        + " 12 or less",
                "train | images differ in size: set one with size(...) | images differ in size: set one with --size ...",
                "train | set smaller generatorFeatures(...) or latent(...) | set smaller --set generatorFeatures=... or"
                        + " --set latent=...",
                "digits | set smaller discriminatorFeatures(...) | set smaller discriminatorFeatures(...)",
                "train | accumulation(2,000) and discriminatorSteps(1) take too much | --set accumulation=2000 and --set"
                        + " discriminatorSteps=1 take too much",
                "train | set augment(Ada.all()) or augment(DiffAugment.all()) | give --set augment=ada or --set"
                        + " augment=diffAugment",
                "train | resize them while reading (size(...), Datasets.resized), or set architecture(Mlp.of(256)), whose |"
                        + " resize them while reading (--size ...), or give --set \"architecture=mlp(256)\", whose",
                "train | point X at Y, or choose Device.CPU | point X at Y, or give --set device=cpu",
                "train | set checkpoints(Checkpoints.in(folder)) | set checkpoints(Checkpoints.in(folder))",
                "sample | set architecture(Mlp.of(256)) | set architecture(Mlp.of(256))",
                "mix | train one with Gan.styleGan2() or Gan.wganGp(), not Gan.own() | train one with train --preset stylegan2 or"
                        + " train --preset wgan-gp, not Gan.own()",
                "train | begin with Gan.nextFrame(4) or Gan.textToImage() | begin with --preset nextframe or --preset"
                        + " text-to-image",
                "evaluate | not measured: set classifier(...) | not measured: give --classifier ...",
                "translate | m.onnx holds a generator, not a translator; load it as Generator | m.onnx holds a generator, not a"
                        + " translator: give it to sample",
                "describe | set batch(12) or less | set batch(12) or less",
                "train | take one with get(1), or f(x) | take one with get(1), or f(x)"
            })
    void setting_isNamedAsTheOptionOfTheCommand(String command, String message, String told) {
        CommandSpec spec = Main.commandLine(System.out, System.err)
                .getSubcommands()
                .get(command)
                .getCommandSpec();
        assertThat(ShellWords.of(message, spec)).isEqualTo(told);
    }
}
