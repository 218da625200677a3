package io.gan4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.architecture.Conditioning;
import io.gan4j.architecture.Dcgan;
import io.gan4j.architecture.Mlp;
import io.gan4j.architecture.Normalization;
import io.gan4j.data.Dataset;
import io.gan4j.data.Samples;
import io.gan4j.engine.Device;
import io.gan4j.engine.FakeBackend;
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
import io.gan4j.training.GeneratorMetric;
import io.gan4j.training.TrainingStrategy;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
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
    private static final Map<String, Object> SETTINGS = Map.ofEntries(
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
            Map.entry("generatorSteps", 2),
            Map.entry("accumulation", 2),
            Map.entry("rate", Schedule.linear(1, 0)),
            Map.entry("generatorRate", Schedule.linear(1, 0)),
            Map.entry("discriminatorRate", Schedule.cosine(1, 0)),
            Map.entry("labels", Labels.smoothed()),
            Map.entry("scoring", TrainingStrategy.Scoring.MIXED),
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
            Map.entry("checkpoints", Checkpoints.in(Path.of("run"))),
            Map.entry("onDivergence", Divergence.goBack(2)),
            Map.entry("listener", new TrainingListener() {}),
            Map.entry("backend", new FakeBackend()));

    /** Better with every measurement. */
    private static final class Growing implements GeneratorMetric {
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
    private record Nothing() implements GeneratorMetric {
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
        return Stream.of(GanBuilder.class, TrainingBuilder.class)
                .flatMap(type -> Stream.of(type.getDeclaredMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers()))
                        .filter(method -> method.getReturnType() == type));
    }

    private static Map<String, Object> drafted(GanBuilder builder) throws ReflectiveOperationException {
        Field draft = GanBuilder.class.getDeclaredField("draft");
        draft.setAccessible(true);
        Map<String, Object> values = new HashMap<>();
        for (Field field : Draft.class.getDeclaredFields()) {
            field.setAccessible(true);
            values.put(field.getName(), field.get(draft.get(builder)));
        }
        // what the single settings come to, since functions have no equality
        values.remove("changes");
        values.put("strategy", ((Draft) draft.get(builder)).strategy());
        return values;
    }

    private static GanBuilder set(GanBuilder builder, Method setting) throws ReflectiveOperationException {
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

    private static void contradicts(GanBuilder builder, int samples, String message) {
        assertThatThrownBy(() -> builder.train(new Samples(samples)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this GAN cannot be trained: " + message);
    }

    @Test
    void batch_largerThanTheData_isRefusedWithWhatWouldDo() {
        contradicts(
                BASE,
                12,
                "a batch of 64 is more than the 12 samples of the data (counted pixels): set batch(12) or less");
    }

    @Test
    void data_withoutSamples_isRefused() {
        contradicts(BASE, 0, "counted pixels has no samples");
    }

    @Test
    void image_outOfTheRecipesRange_isRefusedOnce() {
        contradicts(
                Gan.dcgan(),
                64,
                "dcgan makes images of 8 to 256 pixels a side, the data's samples have shape (1, 1, 1); "
                        + "resize them while reading, or use vanilla() for vectors");
    }

    @Test
    void contradictions_areListedAllInOneMessage() {
        Network generator = Network.from("z", Shape.of(1, 2, 2)).relu().build();
        Network discriminator = Network.from("x", Shape.of(3)).linear(2).build();
        contradicts(
                BASE.generator(generator).discriminator(discriminator),
                12,
                "the generator must take one latent vector, it takes [Input[name=z, shape=(1, 2, 2)]]; "
                        + "the generator makes samples of shape (1, 2, 2), those of counted pixels have (1, 1, 1); "
                        + "the discriminator takes [Input[name=x, shape=(3)]], the samples of counted pixels have shape "
                        + "(1, 1, 1); "
                        + "the discriminator must give one score, shape (1), it gives (2); "
                        + "a batch of 64 is more than the 12 samples of the data (counted pixels): set batch(12) or less");
    }

    @Test
    void keepBestBy_whereNothingOfThatNameIsMeasured_isRefused() {
        contradicts(
                BASE.keepBestBy("nothing"),
                64,
                "keepBestBy chooses among metrics, and nothing is measured: set evaluateEvery(steps, metrics)");
        contradicts(
                BASE.keepBestBy("coverage").evaluateEvery(5, new Nothing()),
                64,
                "the best state is kept by one metric; none of those that are measured have the name 'coverage':"
                        + " they are nothing");
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
    void goingBack_withoutCheckpoints_isRefused() {
        contradicts(
                BASE.onDivergence(Divergence.goBack(2)),
                64,
                "after a divergence there would be no checkpoint to go back to: set"
                        + " checkpoints(Checkpoints.in(folder)) or onDivergence(Divergence.fail())");
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
                .steps(2)
                .train(new Samples(12))
                .close();
        assertThat(backend.compiled.get(0).device()).isEqualTo(Device.GPU);
        assertThat(backend.compiled.get(0).threads()).isEqualTo(3);
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
