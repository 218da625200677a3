package io.gan4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.game.Expr;
import io.gan4j.game.Frozen;
import io.gan4j.game.Sgd;
import io.gan4j.loss.LossStrategy;
import io.gan4j.loss.Scores;
import io.gan4j.training.Checkpoints;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsTableTest {
    private static final SettingsTable<GanBuilder> TABLE = SettingsTable.gan();
    private static final GanBuilder BASE = Gan.vanilla();

    /** For every setting in the table the text of its value in {@link GanBuilderTest#SETTINGS}. A new setting belongs here. */
    private static final Map<String, String> TEXTS = Map.ofEntries(
            Map.entry("latent", "7"),
            Map.entry("prior", "uniform"),
            Map.entry("architecture", "dcgan(8)"),
            Map.entry("generatorFeatures", "5"),
            Map.entry("discriminatorFeatures", "6"),
            Map.entry("loss", "minimax"),
            Map.entry("regularizers", "weightClipping(0.01)"),
            Map.entry("batch", "9"),
            Map.entry("epochs", "2"),
            Map.entry("steps", "3"),
            Map.entry("discriminatorSteps", "4"),
            Map.entry("optimizer", "sgd(0.1)"),
            Map.entry("generatorOptimizer", "sgd(0.2)"),
            Map.entry("discriminatorOptimizer", "rmsProp(0.3)"),
            Map.entry("seed", "11"),
            Map.entry("reportEvery", "12"),
            Map.entry("device", "gpu"),
            Map.entry("threads", "2"),
            Map.entry("precision", "bfloat16"),
            Map.entry("generatorSteps", "2"),
            Map.entry("accumulation", "2"),
            Map.entry("rate", "linear(1, 0)"),
            Map.entry("generatorRate", "linear(1, 0)"),
            Map.entry("discriminatorRate", "cosine(1, 0)"),
            Map.entry("labels", "smoothed(0.9)"),
            Map.entry("scoring", "mixed"),
            Map.entry("fakes", "shared"),
            Map.entry("instanceNoise", "linear(0.1, 0)"),
            Map.entry("replay", "pool(50)"),
            Map.entry("packing", "2"),
            Map.entry("unrolledSteps", "3"),
            Map.entry("ema", "0.99"),
            Map.entry("standingStatistics", "16"),
            Map.entry("gradientClipping", "norm(1)"),
            Map.entry("referenceBatch", "32"),
            Map.entry("conditional", "concatenated"),
            Map.entry("generatorNorm", "pixel"),
            Map.entry("discriminatorNorm", "layer"),
            Map.entry("spectralNorm", "on"),
            Map.entry("generatorSpectralNorm", "on"),
            Map.entry("dropout", "0.25"),
            Map.entry("generatorDropout", "0.5"),
            Map.entry("minibatchStdDev", "4"),
            Map.entry("augment", "diffAugment(all)"),
            Map.entry("minibatchDiscrimination", "kernels(10, 3)"),
            Map.entry("learningRate", "0.001"),
            Map.entry("generatorLearningRate", "0.001"),
            Map.entry("discriminatorLearningRate", "0.001"),
            Map.entry("keepBestBy", "nothing"),
            Map.entry("patience", "4"),
            Map.entry("onDivergence", "goBack(2)"));

    /** What is no text by itself: where checkpoints are kept, and metrics, which another module brings. */
    private static final Set<String> APART = Set.of("checkpoints", "evaluateEvery");

    /** What no text can say, or what others of the table say. */
    private static final Map<String, String> NO_TEXT = Map.of(
            "generator", "a network",
            "discriminator", "a network",
            "weightsFrom", "networks",
            "strategy", "its settings are in the table one by one",
            "keepBest", "evaluateEvery with one metric",
            "listener", "an object",
            "backend", "an object");

    /** What sets again what others of the table set. */
    private static final Set<String> AGAIN =
            Set.of("steps", "optimizer", "rate", "learningRate", "generatorLearningRate", "discriminatorLearningRate");

    private static Set<String> names() {
        return TABLE.settings().stream().map(Setting::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** A setting that is new in a builder has to be in the table, or in the list of those that no text can say. */
    @Test
    void table_hasEverySettingOfTheBuilder() {
        Set<String> expected = GanBuilderTest.settings()
                .map(Method::getName)
                .filter(name -> !NO_TEXT.containsKey(name))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(names()).isEqualTo(expected);
        Set<String> tested = new TreeSet<>(TEXTS.keySet());
        tested.addAll(APART);
        assertThat(tested).isEqualTo(expected);
    }

    @Test
    void setting_saysWhatItDoesAndWhatItTakes() {
        assertThat(TABLE.settings()).allSatisfy(setting -> {
            assertThat(setting.description()).matches("[A-Z].*\\.");
            assertThat(setting.rule()).isNotBlank().doesNotEndWith(".");
        });
    }

    static Stream<Method> settingsWithText() {
        return GanBuilderTest.settings()
                .filter(method -> TEXTS.containsKey(method.getName()))
                .filter(method ->
                        !Set.of("conditional", "minibatchDiscrimination").contains(method.getName())
                                || method.getParameterCount() > 0);
    }

    @ParameterizedTest
    @MethodSource("settingsWithText")
    void text_setsWhatTheMethodSets_andIsWrittenAgain(Method setting) throws ReflectiveOperationException {
        String text = TEXTS.get(setting.getName());
        GanBuilder byMethod = GanBuilderTest.set(BASE, setting);
        GanBuilder byText = TABLE.set(BASE, Map.of(setting.getName(), text));
        assertThat(GanBuilderTest.drafted(byText)).isEqualTo(GanBuilderTest.drafted(byMethod));
        assertThat(TABLE.named(setting.getName()).text(byMethod)).contains(text);
        assertThat(TABLE.named(setting.getName()).text(BASE).orElse("")).isNotEqualTo(text);
    }

    static List<GanBuilder> presets() {
        return List.of(
                Gan.vanilla(),
                Gan.dcgan(),
                Gan.wgan(),
                Gan.wganGp(),
                Gan.lsgan(),
                Gan.sngan(),
                Gan.dragan(),
                Gan.infoGan(),
                Gan.modern());
    }

    /** Each preset is turned into each other one by texts alone. */
    @ParameterizedTest
    @MethodSource("presets")
    void changes_makeOnePresetOfAnother(GanBuilder wanted) throws ReflectiveOperationException {
        for (GanBuilder base : presets()) {
            Map<String, Object> made = GanBuilderTest.drafted(TABLE.set(base, TABLE.changes(base, wanted)));
            Map<String, Object> expected = GanBuilderTest.drafted(wanted);
            made.remove("preset");
            expected.remove("preset");
            assertThat(made).isEqualTo(expected);
        }
    }

    @Test
    void changes_ofTheSameSettings_areNone() {
        assertThat(TABLE.changes(Gan.modern(), Gan.modern())).isEmpty();
    }

    @Test
    void changes_ofManySettings_giveThemAllBack() throws ReflectiveOperationException {
        Map<String, String> texts = TEXTS.entrySet().stream()
                .filter(entry -> !AGAIN.contains(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        GanBuilder changed = TABLE.set(BASE, texts);
        assertThat(TABLE.changes(BASE, changed)).isEqualTo(texts);
        assertThat(GanBuilderTest.drafted(TABLE.set(BASE, TABLE.changes(BASE, changed))))
                .isEqualTo(GanBuilderTest.drafted(changed));
    }

    @Test
    void optimizer_isSetBeforeThoseOfOnePlayer_inWhateverOrder() {
        GanBuilder gan = TABLE.set(BASE, Map.of("generatorOptimizer", "sgd(1)", "optimizer", "adam(2e-4)"));
        assertThat(TABLE.named("generatorOptimizer").text(gan)).contains("sgd(1)");
        assertThat(TABLE.named("discriminatorOptimizer").text(gan)).contains("adam(0.0002)");
        assertThat(TABLE.named("optimizer").text(gan)).isEmpty();
    }

    @Test
    void learningRate_isSetAfterTheOptimizer_inWhateverOrder() {
        GanBuilder gan = TABLE.set(BASE, Map.of("generatorLearningRate", "1e-3", "optimizer", "adam(2e-4, 0.5)"));
        assertThat(TABLE.named("generatorOptimizer").text(gan)).contains("adam(0.001, 0.5)");
        assertThat(TABLE.named("learningRate").text(gan)).isEmpty();
        assertThat(TABLE.changes(BASE.optimizer(Sgd.of(1)), gan))
                .isEqualTo(Map.of(
                        "generatorOptimizer", "adam(0.001, 0.5)", "discriminatorOptimizer", "adam(0.0002, 0.5)"));
    }

    @Test
    void learningRate_ofBothPlayers_givesWayToThatOfOne() {
        GanBuilder gan = TABLE.set(BASE, Map.of("discriminatorLearningRate", "4e-4", "learningRate", "1e-4"));
        assertThat(TABLE.named("generatorLearningRate").text(gan)).contains("0.0001");
        assertThat(TABLE.named("discriminatorLearningRate").text(gan)).contains("0.0004");
        assertThat(TABLE.named("learningRate").text(TABLE.set(BASE, Map.of("learningRate", "1e-4"))))
                .contains("0.0001");
    }

    @Test
    void learningRate_ofAPlayerThatDoesNotLearn_isNone() {
        GanBuilder gan = BASE.generatorOptimizer(new Frozen());
        assertThat(TABLE.named("generatorLearningRate").text(gan)).isEmpty();
        assertThat(TABLE.named("learningRate").text(gan)).isEmpty();
    }

    @Test
    void length_isInEpochsOrSteps() {
        assertThat(TABLE.named("epochs").text(BASE)).contains("10");
        assertThat(TABLE.named("steps").text(BASE)).isEmpty();
        assertThat(TABLE.named("epochs").text(BASE.steps(5))).isEmpty();
        assertThat(TABLE.changes(BASE, BASE.steps(5))).isEqualTo(Map.of("steps", "5"));
    }

    @Test
    void checkpoints_areKeptAtOtherTimesInTheSameFolder() throws ReflectiveOperationException {
        Checkpoints kept = Checkpoints.in(Path.of("run"));
        Setting<GanBuilder> setting = TABLE.named("checkpoints");
        GanBuilder gan = BASE.checkpoints(kept);
        assertThat(setting.text(gan)).contains("every(1min)");
        assertThat(setting.text(BASE)).contains("none");
        assertThat(GanBuilderTest.drafted(setting.set(gan, "everySteps(500, keep=5)")))
                .containsEntry("checkpoints", kept.everySteps(500).keep(5));
        assertThat(GanBuilderTest.drafted(setting.set(gan, "every(30s)")))
                .containsEntry("checkpoints", kept.every(Duration.ofSeconds(30)));
        assertThat(setting.text(setting.set(gan, "everySteps(500, 5)"))).contains("everySteps(500, 5)");
        assertThat(setting.text(setting.set(gan, "none"))).contains("none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "batch | 0 | batch must be at least 1, was 0",
                "batch | many | batch must be a whole number of at least 1, was 'many'",
                "latent | -3 | latent must be at least 1, was -3",
                "threads | -1 | threads must be at least 0, was -1",
                "epochs | 0 | epochs must be at least 1, was 0",
                "steps | 0 | steps must be at least 1, was 0",
                "ema | 1 | 'ema: the decay of a moving average must be in [0, 1), was 1.0'",
                "dropout | 1 | dropout: probability must be in [0, 1), was 1.0",
                "minibatchStdDev | 1 | minibatchStdDev: group must be at least 2, was 1",
                "augment | ada(mirror+tilt) | augment: ada's kinds: there is no kind 'tilt'; the nearest is 'turn'; there are mirror, turn, shift, zoom,"
                        + " stretch, drift, brightness, contrast, lumaFlip, hue, saturation",
                "augment | ada(all, fixed=0.9) | augment: probability must be in [0, 0.8], above which changes leak into what is"
                        + " generated, was 0.9",
                "augment | diffAugment(color+color) | augment: kinds must be one or more of COLOR, TRANSLATION and CUTOUT, each"
                        + " once, were [COLOR, COLOR]",
                "prior | cauchy | prior: there is no prior 'cauchy'; the nearest is 'normal'; there are normal, uniform",
                "loss | hinges | loss: there is no loss 'hinges'; the nearest is 'hinge'; there are nonSaturating, minimax,"
                        + " hinge, leastSquares, wasserstein, relativisticAverage, relativisticPaired",
                "regularizers | r1(0) | 'regularizers: gamma must be a finite number above 0, was 0.0'",
                "regularizers | 'r1(10), none' | regularizers: there is no regularizer 'none'; the nearest is 'r1'; there are"
                        + " r1, r2, gradientPenalty, dragan, matchingAware, weightClipping, featureMatching, pathLength, historicalAveraging",
                "onDivergence | goBack(0) | 'onDivergence: goBack must be given at least 1 time, was 0'",
                "checkpoints | every(1h) | checkpoints need a folder, which this text does not name: set"
                        + " checkpoints(Checkpoints.in(folder)) first",
                "patience | 0 | patience must be at least 1, was 0",
                "learningRate | 0 | 'learningRate: the learning rate must be a finite number above 0, was 0.0'",
                "keepBestBy | '' | keepBestBy must be the name of a metric, was empty"
            })
    void value_thatIsWrong_isRefusedWithSettingAndRule(String name, String text, String message) {
        assertThatThrownBy(() -> TABLE.set(BASE, Map.of(name, text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void metrics_withoutTheirModule_areToldToBeAdded() {
        assertThatThrownBy(() -> TABLE.set(BASE, Map.of("evaluateEvery", "500, coverage")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("evaluateEvery: there are no metrics here: add the module gan-metrics");
    }

    /** What a rule calls the least the builder takes, and nothing below it. */
    @Test
    void leastNumber_ofEveryRule_isTheBuilders() {
        Pattern least = Pattern.compile("(?:.*, or )?a whole number of at least (\\d+)");
        int found = 0;
        for (Setting<GanBuilder> setting : TABLE.settings()) {
            Matcher rule = least.matcher(setting.rule());
            if (rule.matches()) {
                found++;
                long number = Long.parseLong(rule.group(1));
                assertThat(setting.text(setting.set(BASE, Long.toString(number))))
                        .contains(Long.toString(number));
                assertThatThrownBy(() -> setting.set(BASE, Long.toString(number - 1)))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("must be at least " + number + ", was " + (number - 1));
            }
        }
        assertThat(found).isGreaterThan(12);
    }

    @Test
    void name_thatIsUnknown_getsTheNearest() {
        assertThatThrownBy(() -> TABLE.set(BASE, Map.of("bacth", "3")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no setting 'bacth'; the nearest is 'batch'");
    }

    @Test
    void epochsAndSteps_together_areRefused() {
        assertThatThrownBy(() -> TABLE.set(BASE, Map.of("epochs", "3", "steps", "4")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("epochs and steps both say how long to train: set one of them");
    }

    /** A loss that an app has written. */
    private record Own() implements LossStrategy {
        @Override
        public Expr discriminator(Scores scores) {
            return scores.real().mean();
        }

        @Override
        public Expr generator(Scores scores) {
            return scores.fake().mean();
        }
    }

    @Test
    void changes_withALossOfAUser_saysThatItHasNoText() {
        assertThatThrownBy(() -> TABLE.changes(BASE, BASE.loss(new Own())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("loss: the loss Own[] has no text, because the library does not know its type");
    }
}
