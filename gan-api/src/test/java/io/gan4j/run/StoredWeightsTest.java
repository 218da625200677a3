package io.gan4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import io.gan4j.Gan;
import io.gan4j.GanBuilder;
import io.gan4j.checkpoint.Checkpoint;
import io.gan4j.checkpoint.RunFolder;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.engine.FakeBackend;
import io.gan4j.error.CheckpointException;
import io.gan4j.layer.Parameter;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import io.gan4j.training.Checkpoints;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredWeightsTest {
    private static final Dataset POINTS = Datasets.points(new float[][] {{0, 1}, {1, 0}, {1, 1}, {0, 0}});
    private static final Shape PLANE = Shape.of(2);

    @TempDir
    Path folder;

    private static GanBuilder small() {
        return Gan.vanilla()
                .generatorFeatures(2)
                .discriminatorFeatures(2)
                .latent(3)
                .batch(2)
                .steps(1);
    }

    private static void put(ImmutableMap.Builder<String, Tensor> state, String player, Network network, float value) {
        for (Parameter parameter : network.parameters()) {
            float[] values = new float[parameter.shape().size()];
            Arrays.fill(values, value);
            state.put(player + "." + parameter.name(), Tensor.of(parameter.shape(), values));
        }
    }

    /** A run folder whose newest checkpoint has these weights, and what an optimizer keeps beside them. */
    private void kept(long step, float generator, float discriminator) throws IOException {
        ImmutableMap.Builder<String, Tensor> state = ImmutableMap.builder();
        put(state, "generator", small().generatorFor(PLANE), generator);
        put(state, "discriminator", small().discriminatorFor(PLANE), discriminator);
        state.put("generator.optimizer.m.linear_1.weight", Tensor.of(Shape.of(1), 7f));
        try (RunFolder run = RunFolder.open(folder, 3)) {
            run.save(new Checkpoint(
                    step,
                    "{\"settings\":{\"dataset\":\"dots\"},\"machine\":{},\"averages\":{\"sums\":{}},\"history\":[]}",
                    state.buildOrThrow()));
        }
    }

    @Test
    void run_beginsWithTheWeightsOfAnother() throws IOException {
        kept(40, 0.25f, -0.5f);
        FakeBackend backend = new FakeBackend();
        try (TrainedGan trained = small().weightsFrom(folder).backend(backend).train(POINTS)) {
            assertThat(trained.parameters("generator").values())
                    .allSatisfy(tensor -> assertThat(tensor.values()).containsOnly(0.25f));
            assertThat(trained.parameters("discriminator").values())
                    .allSatisfy(tensor -> assertThat(tensor.values()).containsOnly(-0.5f));
            assertThat(trained.generator().card().origin().configuration())
                    .containsEntry("weightsFrom", "step 40 of a run on dots");
            assertThat(trained.step()).isEqualTo(1);
        }
    }

    /** What a run began with is of no consequence once it has a checkpoint of its own. */
    @Test
    void runThatBeganWithWeights_isResumedWithoutThem() throws IOException {
        kept(40, 0.25f, -0.5f);
        Path own = folder.resolve("own");
        small().weightsFrom(folder)
                .checkpoints(Checkpoints.in(own))
                .backend(new FakeBackend())
                .train(POINTS)
                .close();
        FakeBackend rest = new FakeBackend();
        Gan.resume(own, Checkpoints.Change.LENGTH)
                .steps(3)
                .backend(rest)
                .train(POINTS)
                .close();
        assertThat(rest.fed).hasSize(2);
    }

    @Test
    void networksThatDiffer_areToldBeforeTheRun() throws IOException {
        kept(40, 0, 0);
        GanBuilder wider = small().generatorFeatures(4).weightsFrom(folder).backend(new FakeBackend());
        assertThatThrownBy(() -> wider.train(POINTS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(
                        "this GAN cannot be trained: the generator cannot begin with the weights of step"
                                + " 40 of a run on dots: its '")
                .hasMessageEndingWith("; set the architecture, features and latent that were set there");
    }

    @Test
    void folderWithoutACheckpoint_isRefused() {
        assertThatThrownBy(() -> small().weightsFrom(folder))
                .isInstanceOf(CheckpointException.class)
                .hasMessage("there is no checkpoint in the run folder " + folder + " to take weights from");
    }

    @Test
    void exportedFile_isSaidNotToBeTrainable() throws IOException {
        Path file = Files.createFile(folder.resolve("x.onnx"));
        String expected =
                file + ": is a file, not a run folder: an exported file generates (Generator.load) and cannot be"
                        + " trained on; give the folder that was given to checkpoints(...) in training";
        assertThatThrownBy(() -> small().weightsFrom(file))
                .isInstanceOf(FileSystemException.class)
                .hasMessage(expected);
        assertThatThrownBy(() -> TrainedGan.load(file)).hasMessage(expected);
        assertThatThrownBy(() -> Gan.resume(file)).hasMessage(expected);
    }
}
