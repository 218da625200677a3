package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
    void dryRun_tellsTheStages_andPlaysAllOfThem() {
        Cli cli = train(40, "--dry-run");
        assertThat(cli.err()).isEmpty();
        assertThat(cli.out())
                .contains("\nstages\n  8 px: steps 1 to 20\n  8 to 16 px: steps 21 to 30\n  16 px: steps 31 to 40\n\n")
                .contains("estimated by playing 12;");
    }

    @Test
    void stages_areTold_whenTheyBegin() throws IOException {
        Path out = folder.resolve("out");
        assertThat(train(4, "--out", out).out())
                .containsSubsequence(
                        "Stage 1 of 3, 8 px: steps 1 to 2\n",
                        "Stage 2 of 3, 8 to 16 px: steps 3 to 3\n",
                        "Stage 3 of 3, 16 px: steps 4 to 4\n");
        assertThat(Files.readString(out.resolve("run/history.jsonl")))
                .contains("{\"first_step\":3,\"last_step\":3,\"stage\":\"8 to 16 px\",\"number\":2,\"count\":3}\n");
    }

    @Test
    void fewerStepsThanStages_areRefused() {
        Cli cli = train(2, "--out", folder.resolve("out"));
        assertThat(cli.code()).isNotZero();
        assertThat(cli.err())
                .contains("the run has 3 stages, 8 px, 8 to 16 px, 16 px, and only 2 steps: give --steps 3 or more");
    }
}
