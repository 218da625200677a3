package io.gan4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import io.gan4j.architecture.DeepFusion;
import io.gan4j.architecture.GanCls;
import io.gan4j.architecture.TextEncoder;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.loss.Hinge;
import io.gan4j.loss.LeastSquares;
import io.gan4j.loss.NonSaturating;
import io.gan4j.network.Network;
import io.gan4j.rules.SentenceEncoder;
import io.gan4j.tensor.Vocabulary;
import io.gan4j.training.Mismatch;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextToImageBuilderTest {
    private static final SettingsTable<TextToImageBuilder> TABLE = SettingsTable.textToImage();
    private static final TextToImageBuilder BASE = Gan.textToImage();
    private static final Dataset SHAPES = Datasets.shapes(40);

    /** What no text can say. */
    private static final Set<String> NO_TEXT = Set.of("backend", "listener", "encoder", "encoderListener");

    @Test
    void textToImage_isDfGan() {
        assertThat(BASE.configuration())
                .containsAllEntriesOf(Map.ofEntries(
                        Map.entry("preset", "text-to-image"),
                        Map.entry("architecture", "DeepFusion[generatorFeatures=16, discriminatorFeatures=16]"),
                        Map.entry("latent", "32"),
                        Map.entry("loss", "Hinge[]"),
                        Map.entry("mismatch", "NEAR_CAPTIONS"),
                        Map.entry("interpolation", "0.0"),
                        Map.entry("textEncoder", "TextEncoder[embedding=32, channels=64, size=64]"),
                        Map.entry("encoderSteps", "2000"),
                        Map.entry("regularizers", "[MatchingAware[weight=2.0, exponent=6, interval=1]]"),
                        Map.entry("batch", "32")));
        assertThat(TABLE.named("generatorOptimizer").text(BASE)).contains("adam(0.0004, 0, 0.9)");
        assertThat(TABLE.named("discriminatorOptimizer").text(BASE)).contains("adam(0.0008, 0, 0.9)");
        assertThat(TABLE.named("ema").text(BASE)).contains("0.999");
    }

    @Test
    void ganCls_isReeds() {
        TextToImageBuilder cls = Gan.ganCls();
        assertThat(cls.configuration())
                .containsAllEntriesOf(Map.of(
                        "preset", "gan-cls",
                        "architecture", "GanCls[generatorFeatures=64, discriminatorFeatures=64]",
                        "latent", "100",
                        "loss", "NonSaturating[]",
                        "mismatch", "IMAGES",
                        "interpolation", "1.0",
                        "regularizers", "[]",
                        "batch", "64"))
                .as("runs that began before there was matching go on")
                .doesNotContainKey("matching");
        assertThat(cls.matching(0.5).configuration()).containsEntry("matching", "0.5");
        assertThat(TABLE.named("optimizer").text(cls)).contains("adam(0.0002, 0.5)");
    }

    @Test
    void settings_areSetAndLeaveTheBaseAlone() {
        TextToImageBuilder changed = BASE.architecture(GanCls.of(8))
                .latent(7)
                .loss(new NonSaturating())
                .mismatch(Mismatch.CAPTIONS)
                .interpolation(0.5)
                .matching(0.25)
                .textEncoder(TextEncoder.standard().size(9))
                .encoderSteps(6)
                .regularizers()
                .discriminatorSteps(2)
                .generatorSteps(3);
        assertThat(changed.settings().architecture()).isEqualTo(GanCls.of(8));
        assertThat(changed.settings().latent()).isEqualTo(7);
        assertThat(changed.settings().loss()).isEqualTo(new NonSaturating());
        assertThat(changed.settings().mismatch()).isEqualTo(Mismatch.CAPTIONS);
        assertThat(changed.settings().interpolation()).isEqualTo(0.5);
        assertThat(changed.settings().matching()).isEqualTo(0.25);
        assertThat(changed.settings().textEncoder()).isEqualTo(new TextEncoder(32, 64, 9));
        assertThat(changed.settings().encoderSteps()).isEqualTo(6);
        assertThat(changed.strategy().regularizers()).isEmpty();
        assertThat(changed.strategy().discriminatorSteps()).isEqualTo(2);
        assertThat(changed.strategy().generatorSteps()).isEqualTo(3);
        assertThat(BASE.settings().architecture()).isEqualTo(DeepFusion.of(16));
        assertThat(BASE.settings().loss()).isEqualTo(new Hinge());
        assertThat(changed.toString()).startsWith("TextToImage{preset=text-to-image, architecture=GanCls[");
    }

    @Test
    void table_hasEverySettingOfTheBuilder() {
        Set<String> expected = Arrays.stream(TextToImageBuilder.class.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> RunBuilder.class.isAssignableFrom(method.getReturnType()))
                .map(Method::getName)
                .filter(name -> !NO_TEXT.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(TABLE.settings().stream().map(Setting::name)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "architecture | deepFusion(8)",
                "architecture | ganCls(8, 16)",
                "latent | 5",
                "loss | minimax",
                "mismatch | captions",
                "interpolation | 0.5",
                "matching | 0.5",
                "textEncoder | convolutional(16, 32)",
                "encoderSteps | 5",
                "regularizers | matchingAware(1)",
                "discriminatorSteps | 2",
                "threads | 2"
            })
    void text_setsWhatItSays_andIsWrittenAgain(String name, String text) {
        TextToImageBuilder changed = TABLE.set(BASE, Map.of(name, text));
        assertThat(TABLE.named(name).text(changed)).contains(text);
        assertThat(TABLE.changes(BASE, changed)).isEqualTo(Map.of(name, text));
    }

    @Test
    void changes_makeOnePresetOfTheOther() {
        TextToImageBuilder made = TABLE.set(BASE, TABLE.changes(BASE, Gan.ganCls()));
        assertThat(TABLE.changes(Gan.ganCls(), made)).isEmpty();
        assertThat(TABLE.set(BASE, Map.of("loss", "leastSquares")).settings().loss())
                .isEqualTo(LeastSquares.standard());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "encoderSteps | 0 | encoderSteps must be at least 1, was 0",
                "latent | 0 | latent must be at least 1, was 0",
                "interpolation | -1 | interpolation must be a finite number of at least 0, was -1.0",
                "mismatch | nothing | mismatch: there is no mismatch 'nothing'; the nearest is 'captions'; there are captions, nearCaptions, images",
                "loss | wasserstein | loss: there is no loss 'wasserstein'; the nearest is 'nonSaturating'; there are hinge, nonSaturating, minimax,"
                        + " leastSquares"
            })
    void value_thatIsWrong_isRefusedWithSettingAndRule(String name, String text, String message) {
        assertThatThrownBy(() -> TABLE.set(BASE, Map.of(name, text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static void refused(TextToImageBuilder gan, Dataset data, String message) {
        assertThatThrownBy(() -> gan.start(data))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this GAN cannot be trained: " + message);
    }

    @Test
    void data_withoutCaptions_isRefused() {
        refused(
                BASE,
                Datasets.digits(40),
                Datasets.digits(40).name()
                        + " has no captions: give it some with Datasets.captioned, or read them with its images by"
                        + " ImageFolder.captions");
    }

    @Test
    void captions_thatAreAllTheSame_areRefused() {
        Dataset same = Datasets.captioned(Datasets.digits(40), Collections.nCopies(40, "a digit"));
        refused(
                BASE,
                same,
                "all captions of " + same.name() + " are the same, 'a digit': networks learn from what differs between"
                        + " captions");
    }

    @Test
    void settings_thatDoNotFitTheData_areAllTold() {
        refused(
                BASE.batch(41).interpolation(1).architecture(DeepFusion.of(2)),
                SHAPES,
                "a batch of 41 is more than the 40 samples of the data (" + SHAPES.name() + "): set batch(40) or less");
        refused(
                BASE.batch(9).interpolation(1),
                Datasets.resized(SHAPES, 30, 30),
                "deepFusion makes square images of 8 to 256 pixels a side that can be halved until 4 to 7 are left, such as"
                        + " 28, 32, 48 or 64, the data's samples have shape (3, 30, 30): resize them while reading;"
                        + " interpolation mixes pairs of captions, which a batch of 9 does not consist of: set batch(10) or"
                        + " interpolation(0)");
    }

    @Test
    void encoder_thatKnowsNotAllWords_isRefusedByTheWord() {
        Vocabulary few = Vocabulary.of(List.of("a", "circle", "red"), 12);
        Network network = Network.from("text", few.shape()).linear(3).build();
        SentenceEncoder encoder = new SentenceEncoder(few, network, ImmutableMap.copyOf(network.initialise(1)));
        assertThatThrownBy(() -> BASE.encoder(encoder).start(SHAPES))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("this GAN cannot be trained: the caption of sample 0 of ");
    }
}
