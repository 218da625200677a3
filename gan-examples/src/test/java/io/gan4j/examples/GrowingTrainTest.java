package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The preset whose networks grow, on the command line. */
class GrowingTrainTest {
    @TempDir
    Path folder;

    private Cli train(int steps, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of(("train --preset stylegan --data digits(8) --size 16 --steps "
                        + steps + " --set batch=4 --set threads=1 --set latent=4")
                .split(" ")));
        arguments.addAll(List.of("--set", "architecture=styleGan(2, style=6, mappingLayers=2)"));
        arguments.addAll(List.of(more));
        return Cli.run(arguments.toArray());
    }

    @Test
    void networksThatGrew_areSampledAndMixedAsOtherStyleBasedOnes() {
        Path out = folder.resolve("out");
        assertThat(train(3, "--out", out).code()).isZero();
        Path model = out.resolve("model.onnx");
        Path sheet = folder.resolve("sheet.png");
        assertThat(Cli.run("sample", model, "--psi", 0.5, "--count", 4, "--out", sheet)
                        .code())
                .isZero();
        Path mixed = folder.resolve("mixed.png");
        assertThat(Cli.run("mix", model, "--out", mixed).code()).isZero();
        assertThat(Files.exists(sheet) && Files.exists(mixed)).isTrue();
    }

    @Test
    void fewerStepsThanStages_areRefused() {
        Cli cli = train(2, "--out", folder.resolve("out"));
        assertThat(cli.code()).isNotZero();
        assertThat(cli.err())
                .contains("the run has 3 stages, 8 px, 8 to 16 px, 16 px, and only 2 steps: give --steps 3 or more");
    }
}
