package io.gan4j.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.Gan;
import io.gan4j.GanBuilder;
import io.gan4j.architecture.StyleGan;
import io.gan4j.checkpoint.Checkpoint;
import io.gan4j.checkpoint.CheckpointFile;
import io.gan4j.checkpoint.RunFolder;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.error.CheckpointException;
import io.gan4j.inference.Generator;
import io.gan4j.layer.Fade;
import io.gan4j.network.Network;
import io.gan4j.rules.TwoPlayerGame;
import io.gan4j.run.TrainedGan;
import io.gan4j.run.TrainingRun;
import io.gan4j.tensor.Tensor;
import io.gan4j.training.Checkpoints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs whose networks grow: 8 pixels up to step 4, those of 16 pixels faded in up to step 6, and then alone up to step 8. */
class StagedRunTest {
    private static final Dataset DATA = Datasets.resized(Datasets.digits(40), 16, 16);
    private static final int STEPS = 8;
    private static final int BORDER = 4;
    private static final int FADED = 6;

    @TempDir
    Path folder;

    private static GanBuilder gan() {
        return Gan.styleGan()
                .architecture(StyleGan.of(2).mapping(6, 2))
                .latent(6)
                .batch(8)
                .steps(STEPS)
                .threads(1)
                .seed(5);
    }

    private static void play(TrainingRun run, int steps) {
        for (int i = 0; i < steps; i++) {
            run.play();
        }
    }

    private Checkpoint after(int step) throws IOException {
        for (CheckpointFile file : RunFolder.list(folder)) {
            if (file.step() == step && file.kind() == CheckpointFile.Kind.REGULAR) {
                return RunFolder.load(file.file());
            }
        }
        throw new AssertionError("no checkpoint of step " + step);
    }

    private void keepEveryStep() throws IOException {
        gan().checkpoints(Checkpoints.in(folder).everySteps(1).keep(STEPS))
                .train(DATA)
                .close();
    }

    /** Adam counts its updates: the networks of a stage begin with none. */
    @Test
    void stage_begins_withNewOptimizersAndTheWeightsOfTheOneBefore() throws IOException {
        keepEveryStep();
        Map<String, Tensor> before = after(BORDER).tensors();
        Map<String, Tensor> next = after(BORDER + 1).tensors();
        String count = "generator.optimizer.t.second_8_conv.weight";
        assertThat(before.get(count).values()).containsExactly(BORDER);
        assertThat(next.get(count).values()).containsExactly(1);
        String weight = "generator.second_8_conv.weight";
        // one update by Adam moves a weight by at most its rate
        assertThat(next.get(weight).values()).containsExactly(before.get(weight).values(), within(0.0011f));
        assertThat(next.get(weight).values()).isNotEqualTo(before.get(weight).values());
        assertThat(before).doesNotContainKey("generator.second_16_conv.weight");
        assertThat(after(STEPS).tensors()).doesNotContainKeys("generator.colors_8.weight", "generator.faded_16.alpha");
    }

    @ParameterizedTest
    @CsvSource({"5, 0", "6, 0.5"})
    void alpha_whileFading_isTheShareThatWasDoneBeforeTheStep_alsoInTheAverage(int step, float expected)
            throws IOException {
        keepEveryStep();
        Map<String, Tensor> state = after(step).tensors();
        assertThat(state.get("generator.faded_16.alpha").values()).containsExactly(expected);
        assertThat(state.get("generator.average.faded_16.alpha").values()).containsExactly(expected);
        assertThat(state.get("discriminator.faded_16.alpha").values()).containsExactly(expected);
    }

    /** The step that follows the border has an alpha of 0: what it changes are weights, by one update. */
    @Test
    void image_atABorder_doesNotJump() {
        try (TrainingRun run = gan().ema(0.9).start(DATA)) {
            play(run, BORDER);
            float[] before = run.generator().samples(run.generator().latents(4, 1));
            play(run, 1);
            float[] after = run.generator().samples(run.generator().latents(4, 1));
            assertThat(after).isNotEqualTo(before).containsExactly(before, within(0.1f));
        }
    }

    /** A run with the weights of another plays its last networks alone. */
    @Test
    void nativeArrays_afterTheLastBorder_areThoseOfARunOfTheLastNetworksAlone() throws IOException {
        WatchedBackend growing = new WatchedBackend();
        int grown;
        try (TrainingRun run = gan().checkpoints(Checkpoints.in(folder).everySteps(STEPS))
                .backend(growing)
                .start(DATA)) {
            play(run, STEPS);
            grown = growing.liveArrays();
        }
        WatchedBackend alone = new WatchedBackend();
        try (TrainingRun run = gan().weightsFrom(folder).backend(alone).start(DATA)) {
            play(run, STEPS);
            assertThat(grown).isEqualTo(alone.liveArrays()).isPositive();
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 8", "4, 8", "5, 16", "6, 16", "7, 16", "8, 16"})
    void runThatIsStopped_handsOverTheNetworksOfItsStage(int step, int side) throws IOException {
        Path file = folder.resolve("generator.onnx");
        try (TrainingRun run =
                gan().checkpoints(Checkpoints.in(folder.resolve("run"))).start(DATA)) {
            play(run, step);
            try (TrainedGan trained = run.handOver()) {
                Network generator = trained.game().network(TwoPlayerGame.GENERATOR);
                assertThat(generator.nodes().stream()
                                .anyMatch(node -> node.name().equals("second_" + side)))
                        .isTrue();
                boolean fades = generator.nodes().stream().anyMatch(node -> node.layer() instanceof Fade);
                assertThat(fades).isEqualTo(step > BORDER && step <= FADED);
                trained.export(file);
                float[] expected =
                        trained.generator().samples(trained.generator().latents(3, 9));
                try (Generator exported = Generator.load(file);
                        TrainedGan stored = TrainedGan.load(folder.resolve("run"))) {
                    assertThat(exported.samples(exported.latents(3, 9))).containsExactly(expected, within(1e-4f));
                    assertThat(stored.generator().samples(stored.generator().latents(3, 9)))
                            .containsExactly(expected);
                }
            }
        }
    }

    @Test
    void bestState_ofAnEarlierStage_isHandedOver() throws IOException {
        try (TrainedGan trained = gan().keepBest(new EverWorse(), 2)
                .checkpoints(Checkpoints.in(folder).everySteps(4))
                .train(DATA)) {
            assertThat(trained.step()).isEqualTo(2);
            assertThat(trained.parameters(TwoPlayerGame.GENERATOR)).containsKey("colors_8.weight");
            assertThat(trained.parameters(TwoPlayerGame.GENERATOR)).doesNotContainKey("colors_16.weight");
            try (TrainedGan stored = TrainedGan.load(folder)) {
                assertThat(stored.parameters(TwoPlayerGame.GENERATOR))
                        .isEqualTo(trained.parameters(TwoPlayerGame.GENERATOR));
            }
        }
    }

    @Test
    void backToBest_ofAnEarlierStage_playsOnInThePresentOne() {
        try (TrainingRun run = gan().keepBest(new EverWorse(), 2).start(DATA)) {
            play(run, FADED + 1);
            assertThat(run.backToBest()).isEqualTo(2);
            play(run, 1);
            try (TrainedGan trained = run.handOver()) {
                assertThat(trained.step()).isEqualTo(2);
            }
        }
    }

    /** The borders stay where they were; the steps that are added are of the last stage. */
    @Test
    void runThatIsMadeLonger_hasALongerLastStage() throws IOException {
        gan().checkpoints(Checkpoints.in(folder)).train(DATA).close();
        gan().steps(STEPS + 4)
                .checkpoints(
                        Checkpoints.resume(folder, Checkpoints.Change.LENGTH).everySteps(1))
                .train(DATA)
                .close();
        assertThat(after(STEPS + 4)
                        .tensors()
                        .get("generator.optimizer.t.second_8_conv.weight")
                        .values())
                .containsExactly(STEPS + 4 - FADED);
    }

    @Test
    void runThatIsMadeToEndBeforeItsLastStage_isRefused() throws IOException {
        Checkpoints kept = Checkpoints.in(folder).everySteps(2);
        try (TrainingRun run = gan().checkpoints(kept).start(DATA)) {
            play(run, 2);
            run.handOver().close();
        }
        GanBuilder shorter = gan().steps(FADED).checkpoints(Checkpoints.resume(folder, Checkpoints.Change.LENGTH));
        assertThatThrownBy(() -> shorter.start(DATA))
                .isInstanceOf(CheckpointException.class)
                .hasMessage("the last stage of the run, 16 px, begins after step 6, but the run is to have 6 steps:"
                        + " set more of them");
    }

    @Test
    void conditionalNetworks_grow() throws IOException {
        Path file = folder.resolve("generator.onnx");
        try (TrainedGan trained = gan().conditional().train(DATA)) {
            trained.export(file);
            trained.exportDiscriminator(folder.resolve("discriminator.onnx"));
            assertThat(trained.game().network(TwoPlayerGame.GENERATOR).inputs()).hasSize(2);
        }
    }
}
