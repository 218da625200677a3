package io.gan4j.djl;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.gan4j.Gan;
import io.gan4j.GanBuilder;
import io.gan4j.architecture.Normalization;
import io.gan4j.architecture.StyleGan;
import io.gan4j.architecture.StyleGan2;
import io.gan4j.checkpoint.Checkpoint;
import io.gan4j.checkpoint.CheckpointFile;
import io.gan4j.checkpoint.RunFolder;
import io.gan4j.evaluation.Metric;
import io.gan4j.game.Replay;
import io.gan4j.layer.Ada;
import io.gan4j.loss.Labels;
import io.gan4j.loss.PathLength;
import io.gan4j.loss.R1;
import io.gan4j.run.TrainedGan;
import io.gan4j.run.TrainingRun;
import io.gan4j.tensor.Tensor;
import io.gan4j.testing.ChildJvm;
import io.gan4j.testing.Effort;
import io.gan4j.training.Checkpoints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run that was stopped, or killed, and resumed ends in the state of one that was not, bit for bit. */
class ResumeTest {
    private static final int STEPS = 12;
    private static final int EVERY = 3;

    @TempDir
    Path folder;

    /** With batch normalisation, dropout, moving averages, and everything else that is kept from step to step. */
    enum Recipe {
        DCGAN(small(Gan.dcgan()).dropout(0.3).ema(0.9).standingStatistics(2)),
        WGAN_GP(small(Gan.wganGp()).discriminatorSteps(2).dropout(0.3).generatorNorm(Normalization.BATCH)),
        SNGAN(small(Gan.sngan()).labels(Labels.hard()).replay(Replay.half(20))),
        MODERN(small(Gan.modern())
                .dropout(0.3)
                .generatorNorm(Normalization.BATCH)
                .replay(Replay.pool(20))
                .keepBest(Metric.slicedWasserstein().samples(32).seed(1), 2)),
        STYLE_GAN2(small(Gan.styleGan2().architecture(StyleGan2.of(4).mixing(0.9)))
                .regularizers(R1.of(0.1).every(3), PathLength.standard().every(2))),
        /** Its stages end after steps 6 and 9. */
        STYLE_GAN(small(Gan.styleGan().architecture(StyleGan.of(4).mixing(0.9)))),
        ADA(small(Gan.dcgan()).augment(Ada.all().following(0.1, 200)));

        @SuppressWarnings("ImmutableEnumChecker") // immutable, though it does not say so in a way that is checked
        private final GanBuilder settings;

        Recipe(GanBuilder settings) {
            this.settings = settings;
        }

        private static GanBuilder small(GanBuilder preset) {
            return preset.generatorFeatures(4)
                    .discriminatorFeatures(4)
                    .latent(6)
                    .batch(8)
                    .steps(STEPS)
                    .threads(1)
                    .seed(5);
        }

        GanBuilder settings() {
            return settings;
        }
    }

    @ParameterizedTest
    @EnumSource
    void resumedRun_endsInTheSameState(Recipe recipe) throws IOException {
        String expected = end(recipe, Checkpoints.in(folder.resolve("whole")));
        int resumed = 0;
        for (int stop : stops()) {
            Path stopped = folder.resolve("stopped" + stop);
            try (TrainingRun run = recipe.settings()
                    .checkpoints(Checkpoints.in(stopped).everySteps(EVERY))
                    .start(Presets.DATA)) {
                play(run, stop);
                run.handOver().close();
            }
            assertThat(end(recipe, Checkpoints.resume(stopped)))
                    .as("stopped after step %s", stop)
                    .isEqualTo(expected);
            resumed++;
            if (stop >= EVERY) {
                Path crashed = folder.resolve("crashed" + stop);
                try (TrainingRun run = recipe.settings()
                        .checkpoints(Checkpoints.in(crashed).everySteps(EVERY))
                        .start(Presets.DATA)) {
                    play(run, stop);
                }
                assertThat(end(recipe, Checkpoints.resume(crashed)))
                        .as("given up after step %s", stop)
                        .isEqualTo(expected);
                resumed++;
            }
        }
        System.out.println("P3: " + recipe + ", " + resumed + " of " + resumed + " resumed runs equal");
    }

    /** The folder alone knows the settings. */
    @ParameterizedTest
    @EnumSource
    void runResumedWithoutItsSettings_endsInTheSameState(Recipe recipe) throws IOException {
        String expected = end(recipe, Checkpoints.in(folder.resolve("whole")));
        int resumed = 0;
        for (int stop : List.of(5, 8)) {
            Path crashed = folder.resolve("crashed" + stop);
            try (TrainingRun run = recipe.settings()
                    .checkpoints(Checkpoints.in(crashed).everySteps(EVERY))
                    .start(Presets.DATA)) {
                play(run, stop);
            }
            assertThat(end(Gan.resume(crashed), crashed))
                    .as("given up after step %s", stop)
                    .isEqualTo(expected);
            resumed++;
        }
        System.out.println(
                "P3: " + recipe + ", " + resumed + " of " + resumed + " runs resumed without settings in code equal");
    }

    /** A few in the ordinary run; each step with {@code -Dgan4j.resumes=all}. */
    private static List<Integer> stops() {
        return System.getProperty("gan4j.resumes", "").equals("all")
                ? IntStream.range(1, STEPS).boxed().toList()
                : List.of(1, 7, 11);
    }

    private static void play(TrainingRun run, int steps) {
        for (int i = 0; i < steps; i++) {
            run.play();
        }
    }

    @Test
    void killedRun_endsInTheSameState() throws IOException, InterruptedException {
        String expected = end(Recipe.DCGAN, Checkpoints.in(folder.resolve("whole")));
        Random random = new Random(3);
        int kills = Effort.cases(2, 20);
        for (int i = 0; i < kills; i++) {
            Path killed = folder.resolve("killed" + i);
            ChildJvm.of(ChildProgram.class)
                    .runUntil(() -> hasCheckpoint(killed), random.nextInt(20), folder, "keep", killed.toString());
            assertThat(end(Gan.resume(killed), killed)).isEqualTo(expected);
        }
        System.out.println("P3: " + kills + " training JVMs killed, each resumed to equal bits; seed 3");
    }

    private static boolean hasCheckpoint(Path run) {
        try {
            return !RunFolder.list(run).isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    /** Plays to the end; gives the hash of all state at the end and of 64 samples. */
    private static String end(Recipe recipe, Checkpoints kept) throws IOException {
        return end(recipe.settings().checkpoints(kept.everySteps(EVERY)), kept.folder());
    }

    private static String end(GanBuilder settings, Path run) throws IOException {
        Hasher hash = Hashing.sha256().newHasher();
        try (TrainedGan trained = settings.train(Presets.DATA)) {
            add(hash, trained.generator().samples(trained.generator().latents(64, 9)));
        }
        CheckpointFile newest = RunFolder.list(run).stream()
                .filter(file -> file.kind() == CheckpointFile.Kind.REGULAR)
                .findFirst()
                .orElseThrow();
        Checkpoint last = RunFolder.load(newest.file());
        assertThat(last.step()).isEqualTo(STEPS);
        for (Tensor tensor : new TreeMap<>(last.tensors()).values()) {
            add(hash, tensor.values());
        }
        return hash.hash().toString();
    }

    private static void add(Hasher hash, float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        hash.putBytes(bytes.array());
    }
}
