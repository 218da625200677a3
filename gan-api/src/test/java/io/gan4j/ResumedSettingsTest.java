package io.gan4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.gan4j.architecture.Mlp;
import io.gan4j.architecture.Normalization;
import io.gan4j.checkpoint.Checkpoint;
import io.gan4j.checkpoint.CheckpointFile;
import io.gan4j.checkpoint.RunFolder;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.engine.Device;
import io.gan4j.engine.FakeBackend;
import io.gan4j.engine.Precision;
import io.gan4j.error.BackendException;
import io.gan4j.error.CheckpointException;
import io.gan4j.game.Adam;
import io.gan4j.game.Expr;
import io.gan4j.game.GradientClipping;
import io.gan4j.game.Replay;
import io.gan4j.game.RmsProp;
import io.gan4j.game.Schedule;
import io.gan4j.game.Sgd;
import io.gan4j.inference.Generator;
import io.gan4j.loss.FeatureMatching;
import io.gan4j.loss.Labels;
import io.gan4j.loss.LossStrategy;
import io.gan4j.loss.R1;
import io.gan4j.loss.Scores;
import io.gan4j.measurement.Better;
import io.gan4j.network.Network;
import io.gan4j.run.TrainedGan;
import io.gan4j.run.TrainingRun;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.training.Checkpoints;
import io.gan4j.training.CountedMetric;
import io.gan4j.training.Fakes;
import io.gan4j.training.GanSettings;
import io.gan4j.training.GeneratorMetric;
import io.gan4j.training.TrainingStrategy;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Settings that a run folder gave back, on an engine that learns nothing. */
class ResumedSettingsTest {
    private static final Dataset DATA = Datasets.resized(Datasets.digits(16), 8, 8);

    @TempDir
    Path folder;

    /** Plays two steps of a new run, and gives it up as a crash would. */
    private void interrupted(GanBuilder settings) {
        try (TrainingRun run = settings.backend(new FakeBackend())
                .checkpoints(Checkpoints.in(folder).everySteps(2).keep(7))
                .start(DATA)) {
            run.play();
            run.play();
        }
    }

    private String config() throws IOException {
        return Files.readString(folder.resolve("config.json"));
    }

    private static GanBuilder small(GanBuilder settings) {
        return settings.generatorFeatures(2)
                .discriminatorFeatures(3)
                .latent(5)
                .batch(4)
                .steps(4);
    }

    static Stream<GanBuilder> settings() {
        return Stream.concat(
                Stream.of(
                                Gan.vanilla(),
                                Gan.dcgan(),
                                Gan.wgan(),
                                Gan.wganGp(),
                                Gan.lsgan(),
                                Gan.sngan(),
                                Gan.dragan(),
                                Gan.infoGan(),
                                Gan.modern())
                        .map(ResumedSettingsTest::small),
                Stream.of(everything(), ownNetworks()));
    }

    private static GanBuilder everything() {
        return small(Gan.vanilla())
                .architecture(Mlp.of(9))
                .prior(Prior.UNIFORM)
                .generatorNorm(Normalization.VIRTUAL)
                .discriminatorNorm(Normalization.LAYER)
                .spectralNorm()
                .generatorSpectralNorm()
                .dropout(0.2)
                .generatorDropout(0.1)
                .minibatchDiscrimination(4, 3)
                .minibatchStdDev(2)
                .regularizers(R1.of(Schedule.cosine(2, 1)).every(3), FeatureMatching.standard())
                .discriminatorSteps(2)
                .generatorSteps(2)
                .accumulation(2)
                .generatorRate(Schedule.cosine(1, 0).between(0.5, 1))
                .discriminatorRate(Schedule.linear(1, 0.5))
                .labels(Labels.soft(0.8, 1, 0, 0.2).flipped(0.1))
                .instanceNoise(Schedule.linear(0.1, 0))
                .replay(Replay.half(9))
                .packing(2)
                .unrolledSteps(1)
                .ema(0.99)
                .standingStatistics(3)
                .gradientClipping(GradientClipping.norm(2))
                .referenceBatch(6)
                .generatorOptimizer(RmsProp.of(1e-3))
                .discriminatorOptimizer(Sgd.of(0.1))
                .seed(-7)
                .reportEvery(3)
                .device(Device.GPU)
                .threads(3)
                .precision(Precision.BFLOAT16)
                .evaluateEvery(2, new CountedMetric(9, 4))
                .patience(7);
    }

    private static GanBuilder ownNetworks() {
        return small(Gan.wganGp())
                .scoring(TrainingStrategy.Scoring.MIXED)
                .discriminatorSteps(1)
                .fakes(Fakes.SHARED)
                .generator(Network.from("z", Shape.of(7))
                        .linear(64)
                        .spectralNorm()
                        .linear(64)
                        .reshape(Shape.of(1, 8, 8))
                        .build())
                .discriminator(Network.from("x", Shape.of(1, 8, 8))
                        .flatten()
                        .linear(1)
                        .name("score")
                        .build());
    }

    @ParameterizedTest
    @MethodSource("settings")
    void resumedSettings_areTheRecordedOnes(GanBuilder settings) throws IOException {
        interrupted(settings);
        GanBuilder resumed = Gan.resume(folder);
        assertThat(resumed.configuration()).isEqualTo(settings.configuration());
        assertThat(resumed.practices()).isEqualTo(settings.practices());
        assertThat(resumed.strategy()).isEqualTo(settings.strategy());
        String recorded = config();
        FakeBackend backend = new FakeBackend();
        resumed.backend(backend).train(DATA).close();
        assertThat(backend.fed).hasSize(2);
        assertThat(config()).isEqualTo(recorded);
        assertThat(RunFolder.list(folder).stream()
                        .filter(file -> file.kind() == CheckpointFile.Kind.REGULAR)
                        .map(CheckpointFile::step))
                .containsExactly(4L, 2L);
    }

    @Test
    void deviceThreadsAndPrecision_comeBack() throws IOException {
        interrupted(everything());
        FakeBackend backend = new FakeBackend();
        Gan.resume(folder).backend(backend).train(DATA).close();
        assertThat(backend.compiled.get(0).device()).isEqualTo(Device.GPU);
        assertThat(backend.compiled.get(0).threads()).isEqualTo(3);
        assertThat(backend.compiled.get(0).precision()).isEqualTo(Precision.BFLOAT16);
    }

    /** What is new in the draft of settings has to be recorded, or it is lost when a run goes on. */
    @Test
    void everySetting_isRecorded() {
        List<String> set = Stream.of(Draft.class, RunDraft.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                .filter(field -> !field.isSynthetic())
                .map(Field::getName)
                .filter(name -> !List.of(
                                "changes", "listeners", "backend", "checkpoints", "bestBy", "patience", "weights")
                        .contains(name))
                .toList();
        assertThat(Arrays.stream(GanSettings.class.getRecordComponents()).map(RecordComponent::getName))
                .containsExactlyInAnyOrderElementsOf(set);
    }

    @Test
    void everySettingOfTheStrategy_isRecorded() throws IOException {
        interrupted(everything());
        JsonObject strategy = JsonParser.parseString(config())
                .getAsJsonObject()
                .getAsJsonObject("settings")
                .getAsJsonObject("strategy");
        assertThat(strategy.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        TrainingStrategy.standard().settings().keySet());
    }

    /** How a run of this version describes itself; runs of this form must be readable for ever. */
    @Test
    void config_isReadableByPeopleAndMachines() throws IOException {
        interrupted(
                Gan.modern().generatorFeatures(2).latent(5).batch(4).steps(4).seed(11));
        String text = config();
        assertThat(text)
                .startsWith("""
                        {
                          "format": 1,
                          "settings": {
                            "preset": "modern",
                            "architecture": {"type": "Modern", "generatorFeatures": 64, "discriminatorFeatures": 64},
                            "generatorFeatures": 2,
                            "generatorPractices": {"weightNorm": "AS_BEFORE"},
                            "discriminatorPractices": {"weightNorm": "AS_BEFORE"},
                            "latent": 5,
                            "prior": "NORMAL",
                            "loss": {"type": "RelativisticPaired"},
                            "strategy": {
                              "batch": 4,
                              "length": {"type": "Length.Steps", "number": 4},
                              "seed": 11,
                              "generatorOptimizer": {
                                "type": "Adam",
                                "learningRate": 5.0E-4,
                                "beta1": 0.0,
                                "beta2": 0.99,
                                "epsilon": 1.0E-8
                              },
                        """)
                .contains(
                        "\"checkpoints\": {\"everySteps\": 2, \"everyTime\": \"PT0S\", \"keep\": 7},\n",
                        "      \"inputs\": [{\"name\": \"z\", \"shape\": [5]}],\n");
    }

    @Test
    void changedSetting_isRefused_unlessItsChangeIsAskedFor() throws IOException {
        interrupted(small(Gan.dcgan()));
        assertThatThrownBy(() ->
                        Gan.resume(folder).steps(6).backend(new FakeBackend()).train(DATA))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("length: recorded Steps[number=4], given Steps[number=6]");
        FakeBackend backend = new FakeBackend();
        Gan.resume(folder, Checkpoints.Change.LENGTH, Checkpoints.Change.LEARNING_RATE)
                .steps(6)
                .optimizer(Adam.of(1e-5).betas(0.5, 0.999))
                .backend(backend)
                .train(DATA)
                .close();
        assertThat(backend.fed).hasSize(4);
        assertThat(Gan.resume(folder).strategy().generatorOptimizer().learningRate())
                .isEqualTo(1e-5f);
        assertThat(config()).contains("\"length\": {\"type\": \"Length.Steps\", \"number\": 6}");
    }

    @Test
    void refusedResume_leavesTheFolderAsItWas() throws IOException {
        interrupted(small(Gan.dcgan()));
        String recorded = config();
        assertThatThrownBy(() -> Gan.resume(folder, Checkpoints.Change.LENGTH)
                        .steps(1)
                        .backend(new FakeBackend())
                        .train(DATA))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(
                        "the run is at step 2 already, but is to have 1 step; set more of them, and ask for it by Change.LENGTH");
        assertThat(config()).isEqualTo(recorded);
    }

    /** A loss that is no type of the library's. */
    private record MyLoss(int power) implements LossStrategy {
        @Override
        public Expr discriminator(Scores scores) {
            return scores.fake().mean().minus(scores.real().mean());
        }

        @Override
        public Expr generator(Scores scores) {
            return scores.fake().mean().negate();
        }

        @Override
        public String describe() {
            return "mine";
        }
    }

    @Test
    void ownLoss_hasToBeGivenInCode() throws IOException {
        GanBuilder settings = small(Gan.dcgan()).loss(new MyLoss(3));
        interrupted(settings);
        assertThatThrownBy(() -> Gan.resume(folder))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(
                        "the run in " + folder + " has settings that the library does not know, which no file can hold:"
                                + " settings.loss (MyLoss[power=3]); make the same settings in code, and go on by"
                                + " checkpoints(Checkpoints.resume(folder))");
        FakeBackend backend = new FakeBackend();
        settings.backend(backend)
                .checkpoints(Checkpoints.resume(folder))
                .train(DATA)
                .close();
        assertThat(backend.fed).hasSize(2);
    }

    /** A metric that no table knows. */
    private record OwnMetric() implements GeneratorMetric {
        @Override
        public String name() {
            return "own distance";
        }

        @Override
        public double of(Generator generator, Dataset data) {
            return 0;
        }

        @Override
        public Better better() {
            return Better.LOWER;
        }
    }

    @Test
    void metricThatIsNotInTheTable_hasToBeGivenInCode() {
        interrupted(small(Gan.dcgan()).evaluateEvery(2, new OwnMetric()));
        assertThatThrownBy(() -> Gan.resume(folder))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("settings.best.metrics[0] (own distance)");
    }

    @Test
    void folderWithoutARun_isRefused() throws IOException {
        assertThatThrownBy(() -> Gan.resume(folder.resolve("none"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> Gan.resume(folder))
                .isInstanceOf(CheckpointException.class)
                .hasMessage("there is no checkpoint in the run folder " + folder + " to go on from");
    }

    @Test
    void loading_withoutABackend_namesTheModule_andListingNeedsNone() throws IOException {
        interrupted(small(Gan.dcgan()));
        assertThat(TrainedGan.checkpoints(folder))
                .extracting(CheckpointFile::step)
                .containsExactly(2L);
        assertThatThrownBy(() -> TrainedGan.load(folder))
                .isInstanceOf(BackendException.class)
                .hasMessage("no training backend is on the class path: add the dependency io.gan4j:gan-djl to train");
    }

    private void forge(String from, String to) throws IOException {
        try (RunFolder run = RunFolder.open(folder, 1)) {
            Checkpoint newest = run.newest().orElseThrow();
            assertThat(newest.facts()).contains(from);
            run.save(new Checkpoint(
                    newest.step() + 1, newest.facts().replace(from, to), ImmutableMap.copyOf(newest.tensors())));
        }
    }

    @Test
    void typeThatIsNotInTheTable_inACheckpoint_isRefused() throws IOException {
        interrupted(small(Gan.dcgan()));
        forge("{\"type\":\"NonSaturating\"}", "{\"type\":\"java.lang.ProcessBuilder\"}");
        assertThatThrownBy(() -> Gan.resume(folder))
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith("the settings in the checkpoint of step 3 in " + folder
                        + " cannot be read: settings.loss.type is not in the table of settings:"
                        + " \"java.lang.ProcessBuilder\"; there are [Ada, ");
    }

    @Test
    void configOfALaterForm_isRefused() throws IOException {
        interrupted(small(Gan.dcgan()));
        forge("\"format\":1,", "\"format\":2,");
        assertThatThrownBy(() -> Gan.resume(folder))
                .isInstanceOf(CheckpointException.class)
                .hasMessageEndingWith(" cannot be read: the file: format must be 1, was 2");
    }

    @Test
    void checkpointWithoutItsSettings_isRefused() throws IOException {
        interrupted(small(Gan.dcgan()));
        forge("\"config\":{", "\"other\":{");
        assertThatThrownBy(() -> Gan.resume(folder))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("does not hold its settings; make the same settings in code");
    }
}
