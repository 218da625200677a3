package io.gan4j.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.Gan;
import io.gan4j.GanBuilder;
import io.gan4j.checkpoint.Checkpoint;
import io.gan4j.checkpoint.CheckpointFile;
import io.gan4j.checkpoint.RunFolder;
import io.gan4j.error.CheckpointException;
import io.gan4j.inference.Latents;
import io.gan4j.rules.TwoPlayerGame;
import io.gan4j.run.TrainedGan;
import io.gan4j.run.TrainingRun;
import io.gan4j.tensor.Tensor;
import io.gan4j.testing.LogisticMargin;
import io.gan4j.training.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a run folder gives back is what training gave. */
class StoredGanTest {
    @TempDir
    Path folder;

    private TrainedGan trained(GanBuilder settings) {
        return settings.checkpoints(Checkpoints.in(folder).everySteps(3)).train(Presets.DATA);
    }

    private static void same(TrainedGan loaded, TrainedGan trained) {
        Latents latents = trained.generator().latents(9, 2);
        float[] samples = trained.generator().samples(latents);
        assertThat(loaded.generator().samples(latents)).isEqualTo(samples);
        assertThat(loaded.discriminator().score(loaded.generator().generate(9, 2)))
                .isEqualTo(trained.discriminator().score(trained.generator().generate(9, 2)));
        assertThat(Presets.bits(loaded)).isEqualTo(Presets.bits(trained));
        assertThat(loaded.generator().card()).isEqualTo(trained.generator().card());
        assertThat(loaded.discriminator().card())
                .isEqualTo(trained.discriminator().card());
        assertThat(loaded.step()).isEqualTo(trained.step());
        assertThat(loaded.history()).isEqualTo(trained.history());
    }

    /** With averages, standing statistics, replay buffers that are left out, and a best state. */
    @ParameterizedTest
    @EnumSource
    void loaded_isWhatWasTrained(ResumeTest.Recipe recipe) throws IOException {
        try (TrainedGan trained = trained(recipe.settings());
                TrainedGan loaded = TrainedGan.load(folder)) {
            same(loaded, trained);
            assertThat(loaded.game()).hasToString(trained.game().toString());
        }
    }

    @Test
    void oneCheckpoint_isTheStateOfItsStep() throws IOException {
        GanBuilder settings = ResumeTest.Recipe.WGAN_GP.settings();
        trained(settings).close();
        try (TrainingRun run = settings.start(Presets.DATA)) {
            for (int i = 0; i < 6; i++) {
                run.play();
            }
            CheckpointFile ofStep6 = TrainedGan.checkpoints(folder).stream()
                    .filter(file -> file.step() == 6)
                    .findFirst()
                    .orElseThrow();
            try (TrainedGan stopped = run.handOver();
                    TrainedGan loaded = TrainedGan.load(ofStep6)) {
                assertThat(Presets.bits(loaded)).isEqualTo(Presets.bits(stopped));
                assertThat(loaded.step()).isEqualTo(6);
            }
        }
    }

    /** What becomes of the weights of the last step, before they generate. */
    enum Use {
        PLAIN(settings -> settings),
        AVERAGED(settings -> settings.ema(0.9)),
        STANDING(settings -> settings.standingStatistics(2)),
        AVERAGED_AND_STANDING(settings -> settings.ema(0.9).standingStatistics(2));

        @SuppressWarnings("ImmutableEnumChecker") // has no state
        private final UnaryOperator<GanBuilder> use;

        Use(UnaryOperator<GanBuilder> use) {
            this.use = use;
        }

        boolean isAveraged() {
            return this == AVERAGED || this == AVERAGED_AND_STANDING;
        }

        boolean isStanding() {
            return this == STANDING || this == AVERAGED_AND_STANDING;
        }

        GanBuilder settings() {
            return use.apply(Gan.dcgan()
                    .generatorFeatures(4)
                    .discriminatorFeatures(4)
                    .latent(6)
                    .batch(8)
                    .steps(4)
                    .threads(1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void checkpointOfAStep_generatesWhatARunThatStoppedThereDoes(Use use) throws IOException {
        GanBuilder settings = use.settings().checkpoints(Checkpoints.in(folder).everySteps(2));
        settings.train(Presets.DATA).close();
        CheckpointFile ofStep2 = TrainedGan.checkpoints(folder).stream()
                .filter(file -> file.step() == 2)
                .findFirst()
                .orElseThrow();
        try (TrainingRun run = use.settings().start(Presets.DATA)) {
            run.play();
            run.play();
            try (TrainedGan stopped = run.handOver();
                    TrainedGan loaded = TrainedGan.load(ofStep2)) {
                Latents latents = stopped.generator().latents(9, 2);
                assertThat(loaded.generator().samples(latents))
                        .isEqualTo(stopped.generator().samples(latents));
                assertThat(Presets.bits(loaded)).isEqualTo(Presets.bits(stopped));
            }
        }
    }

    /** Weights are the averages where some are kept, and statistics those of the checkpoint unless they are computed anew. */
    @ParameterizedTest
    @EnumSource
    void loadedParameters_areThoseOfTheCheckpointThatAreUsed(Use use) throws IOException {
        trained(use.settings()).close();
        Map<String, Tensor> kept = RunFolder.newest(folder).orElseThrow().tensors();
        try (TrainedGan loaded = TrainedGan.load(folder)) {
            Map<String, Tensor> used = loaded.parameters(TwoPlayerGame.GENERATOR);
            String before = use.isAveraged() ? "generator.average." : "generator.";
            assertThat(used).containsKeys("batch_norm_1.weight", "batch_norm_1.running_mean");
            used.forEach((name, tensor) -> {
                boolean isAnew = use.isStanding() && name.contains("running_");
                assertThat(tensor.equals(kept.get(before + name)))
                        .as(name)
                        .isEqualTo(!isAnew);
                if (use.isAveraged()) {
                    assertThat(tensor).as(name).isNotEqualTo(kept.get("generator." + name));
                }
            });
            assertThat(loaded.parameters(TwoPlayerGame.DISCRIMINATOR))
                    .allSatisfy((name, tensor) -> assertThat(tensor).isEqualTo(kept.get("discriminator." + name)));
        }
    }

    @Test
    void loaded_canBeExported() throws IOException {
        try (TrainedGan trained = trained(ResumeTest.Recipe.MODERN.settings());
                TrainedGan loaded = TrainedGan.load(folder)) {
            Path of = folder.resolve("trained.onnx");
            Path again = folder.resolve("loaded.onnx");
            assertThat(loaded.export(again)).isEqualTo(trained.export(of));
            assertThat(Files.readAllBytes(again)).isEqualTo(Files.readAllBytes(of));
        }
    }

    @Test
    void runWithALossOfItsUsersOwn_canBeLoaded() throws IOException {
        try (TrainedGan trained = trained(ResumeTest.Recipe.SNGAN.settings().loss(new LogisticMargin(1)));
                TrainedGan loaded = TrainedGan.load(folder)) {
            same(loaded, trained);
        }
    }

    @Test
    void folderWithoutCheckpoints_isRefused() {
        assertThatThrownBy(() -> TrainedGan.load(folder.resolve("none"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> TrainedGan.load(folder))
                .isInstanceOf(CheckpointException.class)
                .hasMessage("there is no checkpoint in the run folder " + folder);
    }

    private void forge(Map<String, String> replacements) throws IOException {
        try (RunFolder run = RunFolder.open(folder, 1)) {
            Checkpoint newest = run.newest().orElseThrow();
            String facts = newest.facts();
            for (Map.Entry<String, String> replacement : replacements.entrySet()) {
                assertThat(facts).contains(replacement.getKey());
                facts = facts.replace(replacement.getKey(), replacement.getValue());
            }
            run.save(new Checkpoint(newest.step(), facts, newest.tensors()));
        }
    }

    /** Eight terabytes, were they made. */
    @Test
    void networksThatTheCheckpointCannotFill_areRefusedBeforeMemoryIsTaken() throws IOException {
        trained(Gan.vanilla()
                        .generatorFeatures(4)
                        .discriminatorFeatures(4)
                        .latent(6)
                        .batch(8)
                        .steps(2))
                .close();
        forge(Map.of(
                "\"inFeatures\":256,\"outFeatures\":8", "\"inFeatures\":256,\"outFeatures\":8000000",
                "\"inFeatures\":8,\"outFeatures\":4", "\"inFeatures\":8000000,\"outFeatures\":4"));
        assertThatThrownBy(() -> TrainedGan.load(folder))
                .isInstanceOf(CheckpointException.class)
                .hasMessage("the checkpoint of step 2 in " + folder + " does not hold a trained GAN: the parameter"
                        + " 'linear_1.weight' of the discriminator has shape (8000000, 256), the given one (8, 256)");
    }

    @Test
    void standingStatisticsThatTakeAllMemory_areRefused() throws IOException {
        trained(ResumeTest.Recipe.DCGAN.settings()).close();
        forge(Map.of("\"standingStatistics\":2,", "\"standingStatistics\":2000000000,"));
        assertThatThrownBy(() -> TrainedGan.load(folder))
                .isInstanceOf(CheckpointException.class)
                .hasMessageEndingWith("standing statistics of 2000000000 batches of 8 need more memory than is taken"
                        + " for a file");
    }

    @Test
    void networksOfOtherShapes_areRefused() throws IOException {
        trained(Gan.vanilla()
                        .generatorFeatures(4)
                        .discriminatorFeatures(4)
                        .latent(6)
                        .batch(8)
                        .steps(2))
                .close();
        forge(Map.of(
                "\"inFeatures\":256,\"outFeatures\":8", "\"inFeatures\":256,\"outFeatures\":7",
                "\"inFeatures\":8,\"outFeatures\":4", "\"inFeatures\":7,\"outFeatures\":4"));
        assertThatThrownBy(() -> TrainedGan.load(folder))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("has shape");
    }
}
