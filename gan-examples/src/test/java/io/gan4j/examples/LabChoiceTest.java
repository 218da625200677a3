package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableMap;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.gan4j.inference.Generator;
import io.gan4j.run.TrainingRun;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabChoiceTest {
    private static final LabData RING = new LabData(LabData.Kind.RING, 8, List.of());

    @TempDir
    Path folder;

    private static LabChoice choice(LabData data, String... settings) {
        ImmutableMap.Builder<String, String> texts = ImmutableMap.builder();
        for (int i = 0; i < settings.length; i += 2) {
            texts.put(settings[i], settings[i + 1]);
        }
        return new LabChoice(data, Presets.named("vanilla"), texts.buildOrThrow());
    }

    @Test
    void refusals_areTheBuildersOwn() {
        assertThat(choice(RING, "batch", "0", "loss", "hing", "latent", "4").refusals())
                .containsOnlyKeys("batch", "loss")
                .containsEntry("batch", "batch must be at least 1, was 0")
                .hasEntrySatisfying("loss", message -> assertThat(message).contains("the nearest is 'hinge'"));
        assertThatThrownBy(() -> choice(RING, "devise", "cpu").builder())
                .hasMessageStartingWith("there is no setting 'devise'; the nearest is 'device'");
        assertThatThrownBy(() -> choice(RING, "threads", "8").builder())
                .hasMessage("threads is decided by the lab: leave it out");
    }

    @Test
    void command_setsAllThatDiffers() {
        assertThat(choice(RING, "loss", "hinge", "optimizer", "sgd(0.01)").command())
                .startsWith("gan-examples train --data 'ring(8)' --preset vanilla --set ")
                .contains(
                        " --set 'loss=hinge'",
                        " --set 'generatorOptimizer=sgd(0.01)'",
                        " --set 'latent=8'",
                        " --set 'steps=100000'",
                        " --set 'threads=1'")
                .endsWith(" --out lab");
        assertThat(choice(new LabData(LabData.Kind.DRAWN, 0, LabDataTest.cross(20)))
                        .command())
                .isEmpty();
    }

    /** What is copied, compiled and run as it stands, gives the very weights. */
    @Test
    void java_givesTheSameWeights() throws Exception {
        for (LabData data : List.of(
                new LabData(LabData.Kind.GRID, 2, List.of()),
                new LabData(LabData.Kind.DRAWN, 0, LabDataTest.cross(33)))) {
            LabChoice choice = choice(data, "batch", "16", "loss", "hinge", "regularizers", "r1(0.5)");
            float[] expected;
            try (TrainingRun run = choice.builder().start(data.draw())) {
                while (run.step() < 3) {
                    run.play();
                }
                expected = run.generator().samples(run.generator().latents(20, 5));
            }
            Path model = folder.resolve("points.onnx");
            CopiedProgram.run(folder, choice.java(3).replace("Path.of(\"points.onnx\")", "Path.of(\"" + model + "\")"));
            try (Generator generator = Generator.load(model)) {
                assertThat(generator.samples(generator.latents(20, 5)))
                        .as(data.toString())
                        .usingComparatorWithPrecision(1e-5f)
                        .containsExactly(expected);
            }
        }
    }

    @Test
    void divergence_isNothingOfItself_andLn2OfOthers() {
        assertThat(LabDivergence.between(new double[] {0.5, 0.5, 0}, new double[] {0.5, 0.5, 0}))
                .isZero();
        assertThat(LabDivergence.between(new double[] {1, 0}, new double[] {0, 1}))
                .isCloseTo(Math.log(2), within(1e-12));
        // 1/2 (1 ln(1 / 0.75)) + 1/2 (1/2 ln(0.5 / 0.75) + 1/2 ln(0.5 / 0.25))
        assertThat(LabDivergence.between(new double[] {1, 0}, new double[] {0.5, 0.5}))
                .isCloseTo(0.2157615543, within(1e-9));
        // 3 points: shares of (3.5, 0.5) / 4 against (1.5, 2.5) / 4
        assertThat(LabDivergence.leaning(new double[] {1, 0}, new double[] {1 / 3.0, 2 / 3.0}, 3, 3))
                .isCloseTo(0.5402059, within(1e-6));
        LabDivergence plane = new LabDivergence(new float[] {0.1f, 0.1f}, new float[] {9, 9}, 0, 0, 1);
        assertThat(plane.floor()).isCloseTo(Math.log(2), within(1e-12));
        assertThat(plane.of(new float[] {0.11f, 0.11f})).isZero();
    }

    @Test
    void history_ofALongCourse_isThinnedWhereItIsOld() {
        LabHistory history = new LabHistory();
        for (int step = 1; step <= 2_001; step++) {
            JsonObject frame = new JsonObject();
            JsonObject values = new JsonObject();
            values.addProperty("generator loss", step / 2.0);
            frame.add("values", values);
            frame.addProperty("divergence", 0.25);
            history.add(step, frame);
        }
        JsonObject all = JsonParser.parseString(history.json(7)).getAsJsonObject();
        assertThat(all.get("experiment").getAsInt()).isEqualTo(7);
        assertThat(all.get("reports").getAsInt()).isEqualTo(2_001);
        JsonObject columns = all.getAsJsonObject("columns");
        assertThat(columns.keySet()).containsExactly("step", "generator loss", "divergence");
        assertThat(columns.getAsJsonArray("step")).hasSize(1_501);
        assertThat(columns.getAsJsonArray("step").get(1).getAsInt()).isEqualTo(3);
        assertThat(columns.getAsJsonArray("step").get(1_500).getAsInt()).isEqualTo(2_001);
        history.clear();
        assertThat(history.size()).isZero();
    }
}
