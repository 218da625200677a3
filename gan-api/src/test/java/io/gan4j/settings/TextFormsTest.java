package io.gan4j.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import io.gan4j.architecture.Architecture;
import io.gan4j.architecture.Conditioning;
import io.gan4j.architecture.Dcgan;
import io.gan4j.architecture.Mlp;
import io.gan4j.architecture.StyleGan;
import io.gan4j.architecture.StyleGan2;
import io.gan4j.game.Adam;
import io.gan4j.game.Expr;
import io.gan4j.game.GradientClipping;
import io.gan4j.game.Optimizer;
import io.gan4j.game.Replay;
import io.gan4j.game.Schedule;
import io.gan4j.game.Sgd;
import io.gan4j.layer.Ada;
import io.gan4j.layer.Bias;
import io.gan4j.layer.DiffAugment;
import io.gan4j.loss.FeatureLoss;
import io.gan4j.loss.FeatureNetwork;
import io.gan4j.loss.GradientPenalty;
import io.gan4j.loss.Hinge;
import io.gan4j.loss.L1;
import io.gan4j.loss.Labels;
import io.gan4j.loss.LossStrategy;
import io.gan4j.loss.MatchingAware;
import io.gan4j.loss.R1;
import io.gan4j.loss.R2;
import io.gan4j.loss.Reconstruction;
import io.gan4j.loss.Regularizer;
import io.gan4j.loss.Scores;
import io.gan4j.loss.WeightClipping;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Values of settings as text, and back. */
class TextFormsTest {
    private static Arguments text(TextForm<?> form, String text, Object value) {
        return Arguments.of(form, text, value);
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                text(TextForms.whole(1), "64", 64),
                text(TextForms.wholeLong("a whole number"), "-5000000000", -5_000_000_000L),
                text(TextForms.decimal("a number"), "0.0002", 2e-4f),
                text(TextForms.decimal("a number"), "1e-8", 1e-8f),
                text(TextForms.decimalDouble("a number"), "10", 10.0),
                text(TextForms.decimalDouble("a number"), "0", 0.0),
                text(TextForms.duration(), "90s", Duration.ofSeconds(90)),
                text(TextForms.duration(), "2h", Duration.ofHours(2)),
                text(TextForms.duration(), "1500ms", Duration.ofMillis(1_500)),
                text(TextForms.onOff(), "on", true),
                text(TextForms.constants("critic", Dcgan.Critic.class), "noNorm", Dcgan.Critic.NO_NORM),
                text(TextForms.schedule(), "0.1", Schedule.constant(0.1)),
                text(TextForms.schedule(), "-1", Schedule.constant(-1)),
                text(TextForms.schedule(), "linear(1, 0)", Schedule.linear(1, 0)),
                text(
                        TextForms.schedule(),
                        "cosine(1, 0, end=0.5)",
                        Schedule.cosine(1, 0).between(0, 0.5)),
                text(TextForms.optimizer(), "adam(0.0002)", Adam.of(2e-4)),
                text(TextForms.optimizer(), "adam(0.0001, 0)", Adam.of(1e-4).betas(0, 0.999)),
                text(
                        TextForms.optimizer(),
                        "adam(0.0001, beta2=0.99)",
                        Adam.of(1e-4).betas(0.9, 0.99)),
                text(TextForms.optimizer(), "sgd(0.1, 0.9)", new Sgd(0.1f, 0.9f)),
                text(TextForms.loss(), "hinge", new Hinge()),
                text(AugmentationForms.augmentation(), "diffAugment(all)", DiffAugment.all()),
                text(
                        AugmentationForms.augmentation(),
                        "diffAugment(all, 0)",
                        DiffAugment.all().background(0)),
                text(
                        AugmentationForms.augmentation(),
                        "diffAugment(color+cutout, -1)",
                        DiffAugment.of(DiffAugment.Kind.COLOR, DiffAugment.Kind.CUTOUT)
                                .background(-1)),
                text(AugmentationForms.augmentation(), "ada(all)", Ada.all()),
                text(
                        AugmentationForms.augmentation(),
                        "ada(mirror+lumaFlip, 0.5, 1000)",
                        Ada.of(Ada.Kind.MIRROR, Ada.Kind.LUMA_FLIP).following(0.5, 1_000)),
                text(
                        AugmentationForms.augmentation(),
                        "ada(all, fixed=0.3, background=-1)",
                        Ada.all().fixed(0.3).background(-1)),
                text(TextForms.regularizers(), "none", ImmutableList.of()),
                text(TextForms.regularizers(), "r1(10)", ImmutableList.of(R1.standard())),
                text(
                        TextForms.regularizers(),
                        "r1(cosine(1, 0.1), 16), r2(2), gradientPenalty(10, above)",
                        ImmutableList.of(
                                R1.of(Schedule.cosine(1, 0.1)).every(16), R2.of(2), GradientPenalty.oneSided())),
                text(
                        TextForms.regularizers(),
                        "matchingAware(2, 4)",
                        ImmutableList.of(MatchingAware.standard().exponent(4))),
                text(TextForms.regularizers(), "weightClipping(0.01)", ImmutableList.of(WeightClipping.standard())),
                text(TextForms.architecture(), "dcgan(32)", Dcgan.of(32)),
                text(TextForms.architecture(), "mlp(32, 16)", new Mlp(32, 16)),
                text(
                        TextForms.architecture(),
                        "dcgan(64, critic=noNorm)",
                        Dcgan.of(64).withoutCriticNorm()),
                text(TextForms.architecture(), "styleGan2(4)", StyleGan2.of(4)),
                text(
                        TextForms.architecture(),
                        "styleGan2(16, 8)",
                        StyleGan2.of(16).features(16, 8)),
                text(
                        TextForms.architecture(),
                        "styleGan(4, style=6, fading=0.25)",
                        StyleGan.of(4).mapping(6, 4).fading(0.25)),
                text(TextForms.conditioning(), "concatenated", Conditioning.concatenated()),
                text(TextForms.conditioning(), "auxiliary(1)", Conditioning.auxiliary()),
                text(
                        TextForms.conditioning(),
                        "discovered(12, weight=0.5)",
                        new Conditioning.Discovered(12, 2, 0.5, 1)),
                text(TextForms.labels(), "hard", Labels.hard()),
                text(
                        TextForms.labels(),
                        "smoothed(0.9, 0.05)",
                        Labels.smoothed().flipped(0.05)),
                text(TextForms.labels(), "soft(0.7, fakeHigh=0.2)", Labels.soft(0.7, 1, 0, 0.2)),
                text(TextForms.replay(), "pool(50)", Replay.pool()),
                text(
                        TranslationForms.reconstructions(),
                        "l1(1), features(random(3), absolute, 0.5)",
                        ImmutableList.of(
                                L1.of(1),
                                FeatureLoss.of(FeatureNetwork.random(3))
                                        .absolute()
                                        .weight(0.5))),
                text(TextForms.gradientClipping(), "value(0.5)", GradientClipping.value(0.5)),
                text(TextForms.optional("none", TextForms.whole(1)), "none", Optional.empty()),
                text(TextForms.optional("none", TextForms.whole(1)), "3", Optional.of(3)));
    }

    @ParameterizedTest
    @MethodSource("texts")
    <T> void text_isReadAsItsValue_andWrittenAgain(TextForm<T> form, String text, T value) {
        assertThat(form.read("setting", text)).isEqualTo(value);
        assertThat(form.write(value)).isEqualTo(text);
    }

    @Test
    void calls_takeNamesInAnyCase_andArgumentsByNameInAnyOrder() {
        assertThat(TextForms.optimizer().read("optimizer", "ADAM(BETA2=0.99, learningrate=1e-3)"))
                .isEqualTo(Adam.of(1e-3).betas(0.9, 0.99));
        assertThat(TextForms.constants("bias", Bias.class).read("bias", "ZERO")).isEqualTo(Bias.ZERO);
    }

    /** A loss, regularizer, optimizer, ... that is new in the library must have a text, which reads as the same value. */
    @Test
    void valueOfEveryTypeOfTheTable_hasAText() {
        assertThat(read(TextForms.optimizer(), Optimizer.class)).isNotEmpty();
        assertThat(read(TextForms.loss(), LossStrategy.class)).isNotEmpty();
        assertThat(read(TextForms.architecture(), Architecture.class)).isNotEmpty();
        assertThat(read(TextForms.conditioning(), Conditioning.class)).isNotEmpty();
        assertThat(read(TextForms.labels(), Labels.class)).isNotEmpty();
        assertThat(read(TextForms.replay(), Replay.class)).isNotEmpty();
        assertThat(read(TextForms.gradientClipping(), GradientClipping.class)).isNotEmpty();
        assertThat(all(Regularizer.class))
                .isNotEmpty()
                .allSatisfy(value -> assertThat(TextForms.regularizers()
                                .read("regularizers", TextForms.regularizers().write(ImmutableList.of(value))))
                        .containsExactly(value));
        assertThat(all(Reconstruction.class))
                .isNotEmpty()
                .allSatisfy(value -> assertThat(TranslationForms.reconstructions()
                                .read(
                                        "reconstructions",
                                        TranslationForms.reconstructions().write(ImmutableList.of(value))))
                        .containsExactly(value));
        assertThat(all(Schedule.class).stream()
                        .filter(value -> value instanceof Schedule.Constant || value instanceof Schedule.Ramp))
                .isNotEmpty()
                .allSatisfy(value -> assertThat(TextForms.schedule()
                                .read("rate", TextForms.schedule().write(value)))
                        .isEqualTo(value));
    }

    private static <T> List<T> all(Class<T> kind) {
        return Samples.all().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static <T> List<T> read(TextForm<T> form, Class<T> kind) {
        List<T> values = all(kind);
        assertThat(values)
                .allSatisfy(value ->
                        assertThat(form.read("setting", form.write(value))).isEqualTo(value));
        return values;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "adma(1) | optimizer: there is no optimizer 'adma'; the nearest is 'adam'; there are adam, rmsProp, sgd,"
                        + " frozen",
                "adam | optimizer: adam needs a learningRate: adam(learningRate, beta1=0.9, beta2=0.999, epsilon=1e-8)",
                "adam(fast) | optimizer: adam's learningRate must be a number, was 'fast'",
                "adam(1e99) | optimizer: adam's learningRate must be a number, was '1e99'",
                "adam(NaN) | optimizer: adam's learningRate must be a number, was 'NaN'",
                "adam(0) | 'optimizer: the learning rate must be a finite number above 0, was 0.0'",
                "adam(1, beta3=1) | optimizer: there is no argument of adam 'beta3'; the nearest is 'beta1'; there are"
                        + " learningRate, beta1, beta2, epsilon",
                "adam(1, learningRate=2) | optimizer: adam was given its learningRate twice",
                "adam(beta1=0, 1) | 'optimizer: in adam(beta1=0, 1) the values without a name must come first'",
                "adam(1,2,3,4,5) | 'optimizer: adam takes at most 4 arguments, was given 5: write adam(learningRate,"
                        + " beta1=0.9, beta2=0.999, epsilon=1e-8)'",
                "frozen(1) | 'optimizer: frozen takes no arguments, was given 1: write frozen'"
            })
    void call_thatIsWrong_isRefusedWithWhatIsRight(String text, String message) {
        assertThatThrownBy(() -> TextForms.optimizer().read("optimizer", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "many | batch must be a whole number of at least 1, was 'many'",
                "1.5 | batch must be a whole number of at least 1, was '1.5'",
                "3000000000 | batch must be a whole number of at least 1, was '3000000000'",
                "64(1) | batch must be a whole number of at least 1, was '64(1)'"
            })
    void number_thatIsNone_isRefusedWithItsRule(String text, String message) {
        assertThatThrownBy(() -> TextForms.whole(1).read("batch", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void namesAndTimes_thatAreNone_areRefused() {
        assertThatThrownBy(() -> TextForms.onOff().read("spectralNorm", "yes"))
                .hasMessage("spectralNorm: there is no state 'yes'; the nearest is 'on'; there are on, off");
        assertThatThrownBy(() -> TextForms.duration().read("every", "10"))
                .hasMessage("every must be a time such as 500ms, 30s, 10min or 2h, was '10'");
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

        @Override
        public String describe() {
            return "own";
        }
    }

    @Test
    void valueOfAUsersType_hasNoText() {
        assertThatThrownBy(() -> TextForms.loss().write(new Own()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the loss Own[] has no text, because the library does not know its type");
    }

    @Test
    void rule_showsEveryCallWithItsDefaults() {
        assertThat(TextForms.optimizer().rule())
                .isEqualTo("adam(learningRate, beta1=0.9, beta2=0.999, epsilon=1e-8), rmsProp(learningRate, decay=0.99,"
                        + " epsilon=1e-8), sgd(learningRate, momentum=0), frozen");
        assertThat(TextForms.architecture().rule())
                .startsWith("dcgan(generatorFeatures=64, discriminatorFeatures=generatorFeatures, critic=batchNorm), ");
        assertThat(TextForms.onOff().rule()).isEqualTo("on or off");
    }
}
