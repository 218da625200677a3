package io.gan4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.architecture.Conditioning;
import io.gan4j.architecture.Dcgan;
import io.gan4j.architecture.Mlp;
import io.gan4j.architecture.Normalization;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.data.Samples;
import io.gan4j.engine.Device;
import io.gan4j.engine.FakeBackend;
import io.gan4j.engine.Precision;
import io.gan4j.error.BackendException;
import io.gan4j.event.TrainingListener;
import io.gan4j.event.TrainingProgress;
import io.gan4j.game.GradientClipping;
import io.gan4j.game.Replay;
import io.gan4j.game.RmsProp;
import io.gan4j.game.Schedule;
import io.gan4j.game.Sgd;
import io.gan4j.inference.Generator;
import io.gan4j.inference.ModelCard;
import io.gan4j.layer.DiffAugment;
import io.gan4j.loss.Labels;
import io.gan4j.loss.Minimax;
import io.gan4j.loss.Regularizer;
import io.gan4j.loss.WeightClipping;
import io.gan4j.measurement.Better;
import io.gan4j.network.Network;
import io.gan4j.run.TrainedGan;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.training.Checkpoints;
import io.gan4j.training.Divergence;
import io.gan4j.training.Fakes;
import io.gan4j.training.GeneratorMetric;
import io.gan4j.training.TrainingStrategy;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GanBuilderTest {
    private static final GanBuilder BASE = Gan.vanilla();

    private static final Object[] NO_ARGUMENTS = {};

    /** For every setting a value that is not the default, or several in an array. A new setting belongs here. */
    static final Map<String, Object> SETTINGS = Map.ofEntries(
            Map.entry("latent", 7),
            Map.entry("prior", Prior.UNIFORM),
            Map.entry("architecture", Dcgan.of(8)),
            Map.entry("generatorFeatures", 5),
            Map.entry("discriminatorFeatures", 6),
            Map.entry("generator", generator(3)),
            Map.entry("discriminator", discriminator()),
            Map.entry("loss", new Minimax()),
            Map.entry("regularizers", new Regularizer[] {WeightClipping.standard()}),
            Map.entry("strategy", TrainingStrategy.standard().batch(3)),
            Map.entry("batch", 9),
            Map.entry("epochs", 2),
            Map.entry("steps", 3L),
            Map.entry("discriminatorSteps", 4),
            Map.entry("optimizer", Sgd.of(0.1)),
            Map.entry("generatorOptimizer", Sgd.of(0.2)),
            Map.entry("discriminatorOptimizer", RmsProp.of(0.3)),
            Map.entry("seed", 11L),
            Map.entry("reportEvery", 12L),
            Map.entry("device", Device.GPU),
            Map.entry("threads", 2),
            Map.entry("precision", Precision.BFLOAT16),
            Map.entry("generatorSteps", 2),
            Map.entry("accumulation", 2),
            Map.entry("rate", Schedule.linear(1, 0)),
            Map.entry("generatorRate", Schedule.linear(1, 0)),
            Map.entry("discriminatorRate", Schedule.cosine(1, 0)),
            Map.entry("labels", Labels.smoothed()),
            Map.entry("scoring", TrainingStrategy.Scoring.MIXED),
            Map.entry("fakes", Fakes.SHARED),
            Map.entry("instanceNoise", Schedule.linear(0.1, 0)),
            Map.entry("replay", Replay.pool()),
            Map.entry("packing", 2),
            Map.entry("unrolledSteps", 3),
            Map.entry("ema", 0.99),
            Map.entry("standingStatistics", 16),
            Map.entry("gradientClipping", GradientClipping.norm(1)),
            Map.entry("referenceBatch", 32),
            Map.entry("conditional", Conditioning.concatenated()),
            Map.entry("generatorNorm", Normalization.PIXEL),
            Map.entry("discriminatorNorm", Normalization.LAYER),
            Map.entry("spectralNorm", NO_ARGUMENTS),
            Map.entry("generatorSpectralNorm", NO_ARGUMENTS),
            Map.entry("dropout", 0.25),
            Map.entry("generatorDropout", 0.5),
            Map.entry("minibatchStdDev", 4),
            Map.entry("augment", DiffAugment.all()),
            Map.entry("minibatchDiscrimination", new Object[] {10, 3}),
            Map.entry("keepBest", new Object[] {new Nothing(), 100L}),
            Map.entry("evaluateEvery", new Object[] {50L, new GeneratorMetric[] {new Nothing()}}),
            Map.entry("keepBestBy", "nothing"),
            Map.entry("patience", 4),
            Map.entry("learningRate", 1e-3),
            Map.entry("generatorLearningRate", 1e-3),
            Map.entry("discriminatorLearningRate", 1e-3),
            Map.entry("weightsFrom", runFolder()),
            Map.entry("checkpoints", Checkpoints.in(Path.of("run"))),
            Map.entry("onDivergence", Divergence.goBack(2)),
            Map.entry("listener", new TrainingListener() {}),
            Map.entry("backend", new FakeBackend()));

    /** A folder with a checkpoint of a run, which ends with the tests. */
    private static Path runFolder() {
        try {
            Path folder = Files.createTempDirectory("gan4j-weights");
            Gan.vanilla()
                    .batch(1)
                    .steps(1)
                    .backend(new FakeBackend())
                    .checkpoints(Checkpoints.in(folder))
                    .train(Datasets.points(new float[][] {{0, 0}}))
                    .close();
            try (Stream<Path> files = Files.walk(folder)) {
                files.map(Path::toFile).forEach(File::deleteOnExit);
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Better with every measurement. */
    static final class Growing implements GeneratorMetric {
        private int measurements;

        @Override
        public double of(Generator generator, Dataset data) {
            return ++measurements;
        }

        @Override
        public Better better() {
            return Better.HIGHER;
        }

        @Override
        public String name() {
            return "growing";
        }
    }

    private static Network generator(int latent) {
        return Network.from("z", Shape.of(latent))
                .linear(1)
                .reshape(Shape.of(1, 1, 1))
                .build();
    }

    private static Network discriminator() {
        return Network.from("x", Shape.of(1, 1, 1)).flatten().linear(1).build();
    }

    /** A metric of no meaning. */
    record Nothing() implements GeneratorMetric {
        @Override
        public double of(Generator generator, Dataset data) {
            return 0;
        }

        @Override
        public Better better() {
            return Better.LOWER;
        }

        @Override
        public String name() {
            return "nothing";
        }
    }

    static Stream<Method> settings() {
        return Stream.of(GanBuilder.class, TrainingBuilder.class, RunBuilder.class)
                .flatMap(type -> Stream.of(type.getDeclaredMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers()))
                        .filter(method -> method.getReturnType() == type));
    }

    static Map<String, Object> drafted(GanBuilder builder) throws ReflectiveOperationException {
        Field draft = GanBuilder.class.getDeclaredField("draft");
        draft.setAccessible(true);
        Map<String, Object> values = new HashMap<>();
        for (Class<?> type : List.of(Draft.class, RunDraft.class)) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    field.setAccessible(true);
                    values.put(field.getName(), field.get(draft.get(builder)));
                }
            }
        }
        // what the single settings come to, since functions have no equality
        values.remove("changes");
        values.put("strategy", ((Draft) draft.get(builder)).strategy());
        return values;
    }

    static GanBuilder set(GanBuilder builder, Method setting) throws ReflectiveOperationException {
        assertThat(SETTINGS).as("values to test settings with").containsKey(setting.getName());
        Object value = SETTINGS.get(setting.getName());
        Object[] arguments = switch (setting.getParameterCount()) {
            case 0 -> NO_ARGUMENTS;
            case 1 -> new Object[] {value};
            default -> (Object[]) value;
        };
        return (GanBuilder) setting.invoke(builder, arguments);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void setting_returnsANewValueAndLeavesTheBaseAlone(Method setting) throws ReflectiveOperationException {
        Map<String, Object> before = drafted(BASE);
        GanBuilder changed = set(BASE, setting);
        assertThat(changed).isNotSameAs(BASE);
        assertThat(drafted(BASE)).isEqualTo(before);
        Map<String, Object> after = drafted(changed);
        assertThat(after).isNotEqualTo(before);
        assertThat(before.keySet().stream().filter(name -> !Objects.equals(before.get(name), after.get(name))))
                .hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void setting_isKeptByTheOnesAfterIt(Method setting) throws ReflectiveOperationException {
        Map<String, Object> expected = drafted(set(BASE, setting));
        GanBuilder same = set(BASE, setting).latent(100).threads(0);
        if (setting.getName().equals("latent") || setting.getName().equals("threads")) {
            same = set(same, setting);
        }
        assertThat(drafted(same)).isEqualTo(expected);
    }

    static Stream<Arguments> misuses() {
        return Stream.of(
                misuse(() -> BASE.latent(0), "latent must be at least 1, was 0"),
                misuse(() -> BASE.generatorFeatures(0), "generatorFeatures must be at least 1, was 0"),
                misuse(() -> BASE.discriminatorFeatures(-1), "discriminatorFeatures must be at least 1, was -1"),
                misuse(() -> BASE.batch(0), "batch must be at least 1, was 0"),
                misuse(() -> BASE.rate(Schedule.constant(-1)), "rate must not be below 0, was -1.0"),
                misuse(() -> BASE.generatorRate(Schedule.constant(-1)), "generatorRate must not be below 0, was -1.0"),
                misuse(
                        () -> BASE.discriminatorRate(Schedule.cosine(1, -1)),
                        "discriminatorRate must not be below 0 at any time, goes from 1.0 to -1.0"),
                misuse(
                        () -> BASE.instanceNoise(Schedule.linear(0.1, -0.1)),
                        "instanceNoise must not be below 0 at any time, goes from 0.1 to" + " -0.1"),
                misuse(() -> BASE.patience(0), "patience must be at least 1, was 0"),
                misuse(() -> BASE.learningRate(0), "the learning rate must be a finite number above 0, was 0.0"),
                misuse(() -> BASE.epochs(0), "epochs must be at least 1, was 0"),
                misuse(() -> BASE.steps(0), "steps must be at least 1, was 0"),
                misuse(() -> BASE.discriminatorSteps(0), "discriminatorSteps must be at least 1, was 0"),
                misuse(() -> BASE.reportEvery(0), "reportEvery must be at least 1, was 0"),
                misuse(() -> BASE.threads(-1), "threads must be at least 0, was -1"));
    }

    private static Arguments misuse(Runnable action, String message) {
        return Arguments.of(message, action);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("misuses")
    void setting_outOfRange_namesRuleAndValue(String message, Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void orderOfSettings_doesNotMatterForWidths() {
        GanBuilder first = BASE.generatorFeatures(8).discriminatorFeatures(4).architecture(Mlp.of(32));
        GanBuilder last = BASE.architecture(Mlp.of(32)).discriminatorFeatures(4).generatorFeatures(8);
        assertThat(first.configuration())
                .isEqualTo(last.configuration())
                .containsEntry("architecture", "Mlp[generatorFeatures=8, discriminatorFeatures=4]");
    }

    @Test
    void width_ofOneNetwork_leavesTheOtherAsItIs() {
        assertThat(Gan.dcgan().generatorFeatures(8).configuration())
                .containsEntry(
                        "architecture", "Dcgan[generatorFeatures=8, discriminatorFeatures=64, critic=BATCH_NORM]");
    }

    @Test
    void networks_ofOnesOwn_takeTheRecipesPlace() {
        GanBuilder own = BASE.generator(generator(3)).discriminator(discriminator());
        assertThat(own.generatorFor(Shape.of(1, 1, 1))).isEqualTo(generator(3));
        assertThat(own.discriminatorFor(Shape.of(1, 1, 1))).isEqualTo(discriminator());
        assertThat(own.configuration())
                .containsEntry("generator", generator(3).toString())
                .containsEntry("latent", "3");
        assertThat(BASE.generatorFor(Shape.of(1, 28, 28))).isEqualTo(Mlp.of(256).generator(100, Shape.of(1, 28, 28)));
    }

    @Test
    void text_holdsTheSettings() {
        assertThat(BASE).hasToString("Gan" + BASE.configuration());
    }

    /** The first metric, which is always the same, would keep the state of step 2. */
    @Test
    void keepBestBy_setBeforeTheMetrics_chooses() {
        GeneratorMetric growing = new Growing();
        GanBuilder builder =
                small(new FakeBackend()).steps(4).keepBestBy("growing").evaluateEvery(2, new Nothing(), growing);
        try (TrainedGan trained = builder.train(new Samples(12))) {
            assertThat(trained.step()).isEqualTo(4);
        }
    }

    @Test
    void goingBack_isOneOfTheSettings() {
        String described = "back to the last checkpoint with 0.5 times the learning rates, at most 2 times";
        GanBuilder goesBack = BASE.onDivergence(Divergence.goBack(2));
        assertThat(goesBack.configuration()).containsEntry("onDivergence", described);
        assertThat(goesBack.practices()).endsWith("after a divergence: " + described);
        assertThat(BASE.configuration()).doesNotContainKey("onDivergence");
    }

    @Test
    void backend_thatIsNotOnTheClassPath_isNamedWithItsModule() {
        assertThatThrownBy(() -> BASE.train(new Samples(64)))
                .isInstanceOf(BackendException.class)
                .hasMessage("no training backend is on the class path: add the dependency io.gan4j:gan-djl to train");
    }

    private static GanBuilder small(FakeBackend backend) {
        return BASE.backend(backend)
                .generatorFeatures(2)
                .discriminatorFeatures(2)
                .batch(4);
    }

    @Test
    void train_compilesWhatWasSet() {
        FakeBackend backend = new FakeBackend();
        small(backend)
                .device(Device.GPU)
                .threads(3)
                .precision(Precision.BFLOAT16)
                .steps(2)
                .train(new Samples(12))
                .close();
        assertThat(backend.compiled.get(0).device()).isEqualTo(Device.GPU);
        assertThat(backend.compiled.get(0).threads()).isEqualTo(3);
        assertThat(backend.compiled.get(0).precision()).isEqualTo(Precision.BFLOAT16);
        assertThat(backend.compiled.get(0).batch()).isEqualTo(4);
        assertThat(backend.fed).hasSize(2);
    }

    @Test
    void trainedGenerator_saysWhereItComesFrom() {
        GanBuilder builder = small(new FakeBackend()).latent(3).steps(2);
        try (TrainedGan trained = builder.train(new Samples(12))) {
            ModelCard card = trained.generator().card();
            assertThat(card.latentSize()).isEqualTo(3);
            assertThat(card.origin().libraryVersion()).isEqualTo(Version.VERSION);
            assertThat(card.origin().dataset()).isEqualTo("counted pixels");
            assertThat(card.origin().datasetFingerprint()).isEqualTo("f12");
            assertThat(card.origin().configuration()).isEqualTo(builder.configuration());
            assertThat(card.origin().step()).isEqualTo(2);
        }
    }

    @Test
    void trainAsync_givesWhatTrainGives() throws Exception {
        CompletableFuture<TrainedGan> future = small(new FakeBackend()).steps(2).trainAsync(new Samples(12));
        try (TrainedGan trained = future.get()) {
            assertThat(trained.step()).isEqualTo(2);
        }
    }

    @Test
    void strategy_setBeforeOrAfterItsSingleSettings_makesNoDifference() {
        TrainingStrategy whole = TrainingStrategy.standard().batch(8).seed(9);

        assertThat(BASE.strategy(whole).batch(16).configuration())
                .isEqualTo(BASE.batch(16).strategy(whole).configuration())
                .containsEntry("batch", "16")
                .containsEntry("seed", "9");
    }

    static Stream<Arguments> reports() {
        return Stream.of(
                Arguments.of(10L, List.of(1L, 2L, 3L)),
                Arguments.of(200L, List.of(4L, 8L, 12L)),
                Arguments.of(6000L, List.of(10L, 20L, 30L)));
    }

    @ParameterizedTest
    @MethodSource("reports")
    void reports_byDefault_comeFiftyTimesOrEveryTenSteps(long steps, List<Long> first) {
        FakeBackend backend = new FakeBackend();
        try (TrainedGan trained = small(backend).steps(steps).train(new Samples(12))) {
            assertThat(trained.history().stream().map(TrainingProgress::step).limit(3))
                    .containsExactlyElementsOf(first);
        }
    }
}
