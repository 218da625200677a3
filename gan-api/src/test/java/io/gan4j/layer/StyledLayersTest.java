package io.gan4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.tensor.Shape;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The layers of style-based generators: what they refuse, and the numbers that they begin with. */
class StyledLayersTest {
    /** A convolution of 2 channels by a kernel of 2 has a fan-in of 8; the numbers are chosen to be exact. */
    @Test
    void equalized_scalesWeightAndBias_byTheFanInAndTheRate() {
        Equalized layer = Equalized.of(Conv2d.of(2, 5, 2, 1, 0))
                .rate(0.25f)
                .gain((float) Math.sqrt(8))
                .firstBias(3);
        assertThat(layer.weightFactor()).isEqualTo(0.25f, within(1e-7f));
        assertThat(layer.biasFactor()).isEqualTo(0.7071068f, within(1e-7f));
        assertThat(layer.parameters().get(0).init()).isEqualTo(Init.normal(0, 4));
        assertThat(((Init.Constant) layer.parameters().get(1).init()).value() * layer.biasFactor())
                .isEqualTo(3, within(1e-6f));
    }

    @Test
    void equalized_ofEachKindOfWeight_countsTheInputsOfOneOutput() {
        assertThat(Equalized.of(Linear.of(16, 3)).weightFactor()).isEqualTo(0.25f);
        assertThat(Equalized.of(ConvTranspose2d.of(4, 7, 2, 2, 0)).weightFactor())
                .isEqualTo(0.25f);
        assertThat(Equalized.of(ModulatedConv2d.toColors(16, 3)).weightFactor()).isEqualTo(0.25f);
        assertThat(Equalized.of(ModulatedConv2d.doubling(4, 7)).weightFactor()).isEqualTo(1 / 6f);
        assertThat(Equalized.of(Conv2d.of(8, 4, 4, 1, 0).groups(2)).weightFactor())
                .isEqualTo(0.125f);
    }

    @Test
    void equalized_aroundAnotherLayer_keepsItsNumbers() {
        Equalized layer = Equalized.of(Linear.of(4, 3)).rate(0.5f).rectified().firstBias(1);
        assertThat(layer.around(Linear.of(9, 2)))
                .isEqualTo(new Equalized(Linear.of(9, 2), 0.5f, Equalized.RECTIFIED, 1));
        assertThat(layer.bare()).isEqualTo(Linear.of(4, 3));
        assertThat(Equalized.of(Conv2d.of(1, 1, 1, 1, 0).withoutBias()).withBias())
                .isEqualTo(Equalized.of(Conv2d.of(1, 1, 1, 1, 0)));
    }

    @Test
    void modulatedConvolution_thatDoubles_hasATransposedConvolutionsWeight() {
        assertThat(ModulatedConv2d.of(2, 5, 3).parameters().get(0).shape()).isEqualTo(Shape.of(5, 2, 3, 3));
        assertThat(ModulatedConv2d.doubling(2, 5).parameters().get(0).shape()).isEqualTo(Shape.of(2, 5, 3, 3));
        assertThat(ModulatedConv2d.doubling(2, 5).withoutBias().parameters()).hasSize(1);
    }

    /** The outer product of [1, 3, 3, 1] with itself is 64 in all; a filter that doubles puts 4 pixels instead of one. */
    @Test
    void filter_ofEachUse_hasItsSum() {
        for (Fir2d.Use use : Fir2d.Use.values()) {
            float sum = 0;
            for (float element : Fir2d.kernel(use)) {
                sum += element;
            }
            assertThat(sum).isEqualTo(use.gain());
        }
        assertThat(Fir2d.kernel(Fir2d.Use.DOWNSAMPLING))
                .startsWith(1 / 64f, 3 / 64f, 3 / 64f, 1 / 64f, 3 / 64f, 9 / 64f);
        assertThat(new Fir2d(Fir2d.Use.UPSAMPLING).parameters()).isEmpty();
    }

    @Test
    void noise_beginsWithAStrengthOfZero_andIsNoWeight() {
        Noise layer = Noise.of(Shape.of(3, 4, 5));
        assertThat(layer).isEqualTo(new Noise(4, 5, Equalized.RECTIFIED));
        assertThat(layer.parameters())
                .containsExactly(
                        Parameter.weight("strength", Shape.of(1), Init.constant(0)),
                        Parameter.statistic("noise", Shape.of(1, 4, 5), Init.normal(0, 1)));
        assertThat(layer.traits().drawn()).isEqualTo(new Traits.Deviates());
        assertThat(layer.traits().isPerSample()).isFalse();
    }

    static Stream<Arguments> misusesOfStyles() {
        return Stream.of(
                misuse(
                        () -> Equalized.of(new Relu()),
                        "an equalized learning rate is for a layer with a weight, such as Linear or Conv2d, not for Relu"),
                misuse(
                        () -> Equalized.of(Equalized.of(Linear.of(1, 1))),
                        "an equalized learning rate is for a layer with a weight, such as Linear or Conv2d, not for Equalized"),
                misuse(() -> Equalized.of(Linear.of(1, 1)).rate(0), "rate must be above 0, was 0.0"),
                misuse(() -> Equalized.of(Linear.of(1, 1)).gain(Float.NaN), "gain must be above 0, was NaN"),
                misuse(
                        () -> Equalized.of(Linear.of(1, 1)).firstBias(Float.POSITIVE_INFINITY),
                        "firstBias must be finite, was Infinity"),
                misuse(() -> ModulatedConv2d.of(0, 1, 3), "inChannels must be at least 1, was 0"),
                misuse(() -> ModulatedConv2d.of(1, 0, 3), "outChannels must be at least 1, was 0"),
                misuse(() -> ModulatedConv2d.of(1, 1, 2), "kernel must be odd, was 2"),
                misuse(
                        () -> new ModulatedConv2d(
                                1, 1, 5, ModulatedConv2d.Size.DOUBLED, ModulatedConv2d.Demodulation.ON, 1, Bias.NONE),
                        "a modulated convolution that doubles has a kernel of 3, was 5"),
                misuse(() -> ModulatedConv2d.of(1, 1, 1).gain(-1), "gain must be above 0, was -1.0"),
                misuse(
                        () -> DiffAugment.of(),
                        "kinds must be one or more of COLOR, TRANSLATION and CUTOUT, each once, were []"),
                misuse(
                        () -> DiffAugment.of(DiffAugment.Kind.COLOR, DiffAugment.Kind.COLOR),
                        "kinds must be one or more of COLOR, TRANSLATION and CUTOUT, each once, were [COLOR, COLOR]"),
                misuse(() -> DiffAugment.all().background(2), "background must be in [-1, 1], was 2.0"),
                misuse(
                        () -> new DiffAugment(DiffAugment.all().kinds(), -1, DiffAugment.Fill.BORDER),
                        "a background of -1.0 is one that is set: take Fill.SET, or background(-1.0)"),
                misuse(
                        () -> Ada.of(Ada.Kind.HUE).without(Ada.Kind.HUE),
                        "kinds must be one or more of [MIRROR, TURN, SHIFT, ZOOM, STRETCH, DRIFT, BRIGHTNESS, CONTRAST,"
                                + " LUMA_FLIP, HUE, SATURATION], each once, were []"),
                misuse(() -> Ada.all().background(-1.5), "background must be in [-1, 1], was -1.5"),
                misuse(
                        () -> Ada.all().fixed(0.9),
                        "probability must be in [0, 0.8], above which changes leak into what is generated, was 0.9"),
                misuse(() -> Ada.all().following(1, 5), "target must be above 0 and below 1, was 1.0"),
                misuse(() -> Ada.all().following(0.5, 0), "images must be at least 1, was 0"),
                misuse(
                        () -> new Ada(Ada.all().kinds(), new Ada.Fixed(0), Ada.Border.REFLECTED, -1),
                        "a reflected border has no background, which was -1.0"),
                misuse(() -> Ada.all().layer(0), "images must be at least 1, was 0"),
                misuse(() -> new StyleMixing(1.5f), "probability must be in [0, 1], was 1.5"),
                misuse(() -> new StyleMixing(Float.NaN), "probability must be in [0, 1], was NaN"),
                misuse(() -> StyleMixing.chain(5, 5, 1), "place must be from 0 to 4, was 5"),
                misuse(() -> new Noise(0, 1, 1), "height must be at least 1, was 0"),
                misuse(() -> new Noise(1, 0, 1), "width must be at least 1, was 0"),
                misuse(() -> new Noise(1, 1, 0), "gain must be above 0, was 0.0"));
    }

    private static Arguments misuse(Runnable action, String message) {
        return Arguments.of(message, action);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("misusesOfStyles")
    void setting_outOfRange_namesRuleAndValue(String message, Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
