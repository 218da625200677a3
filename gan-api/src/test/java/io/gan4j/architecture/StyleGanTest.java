package io.gan4j.architecture;

import static io.gan4j.architecture.Networks.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.layer.Channels;
import io.gan4j.layer.Conv2d;
import io.gan4j.layer.Equalized;
import io.gan4j.layer.Fade;
import io.gan4j.layer.Linear;
import io.gan4j.layer.Parameter;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class StyleGanTest {
    private static final StyleGan SMALL = StyleGan.of(2).mapping(6, 2);

    static Stream<Shape> samples() {
        return IntStream.of(1, 3, 4)
                .boxed()
                .flatMap(
                        colors -> IntStream.of(16, 28, 32, 56, 64, 256).mapToObj(side -> Shape.of(colors, side, side)));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void networks_ofEveryStage_takeAndGiveTheFullSize(Shape sample) {
        for (Growth at : SMALL.growth(sample)) {
            assertThat(SMALL.generator(10, sample, at).outputShape()).isEqualTo(sample);
            assertThat(SMALL.discriminator(sample, at).inputs()).containsExactly(new Network.Input("x", sample));
            assertThat(SMALL.discriminator(sample, at).outputShape()).isEqualTo(Shape.of(1));
            assertThat(at.beforeFading(sample).outputShape()).isEqualTo(sample);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "16, 8 px 1.0; 8 to 16 px 0.5; 16 px 0.5",
        "28, 14 px 1.0; 14 to 28 px 0.5; 28 px 0.5",
        "64, 8 px 1.0; 8 to 16 px 0.5; 16 px 0.5; 16 to 32 px 0.5; 32 px 0.5; 32 to 64 px 0.5; 64 px 0.5"
    })
    void growth_beginsAt8Or14_andFadesEachFurtherSizeIn(int side, String expected) {
        assertThat(stages(SMALL, side)).isEqualTo(expected);
    }

    private static String stages(StyleGan recipe, int side) {
        return String.join(
                "; ",
                recipe.growth(Shape.of(1, side, side)).stream()
                        .map(at -> at.title() + " " + at.weight())
                        .toList());
    }

    @Test
    void growth_asSet_fadesLongerOrNotAtAll_andStaysLongerAtTheLastSize() {
        assertThat(stages(SMALL.fading(0.75), 16)).isEqualTo("8 px 1.0; 8 to 16 px 0.75; 16 px 0.25");
        assertThat(stages(SMALL.fading(0), 32)).isEqualTo("8 px 1.0; 16 px 1.0; 32 px 1.0");
        assertThat(stages(SMALL.lastSize(4), 32))
                .isEqualTo("8 px 1.0; 8 to 16 px 0.5; 16 px 0.5; 16 to 32 px 2.0; 32 px 2.0");
    }

    /** What has one name in two stages has one shape; only the colors of the size before are left behind. */
    @Test
    void stage_hasAllOfTheOneBefore_butItsColors() {
        Shape sample = Shape.of(3, 32, 32);
        keepsNames(at -> SMALL.generator(10, sample, at), "colors_8.weight colors_8.bias");
        keepsNames(at -> SMALL.discriminator(sample, at), "from_8.weight from_8.bias");
    }

    private static void keepsNames(Function<Growth, Network> recipe, String leftBehind) {
        Map<String, Shape> before = new HashMap<>();
        for (Growth at : SMALL.growth(Shape.of(3, 32, 32)).subList(0, 3)) {
            Map<String, Shape> now = new HashMap<>();
            recipe.apply(at).parameters().forEach(parameter -> now.put(parameter.name(), parameter.shape()));
            List<String> gone = new ArrayList<>();
            before.forEach((name, shape) -> {
                if (now.containsKey(name)) {
                    assertThat(now.get(name)).as(name).isEqualTo(shape);
                } else {
                    gone.add(name);
                }
            });
            String expected = at.isFading() || before.isEmpty() ? "" : leftBehind + " faded_16.alpha";
            assertThat(gone).containsExactlyInAnyOrder(expected.isEmpty() ? new String[0] : expected.split(" "));
            before = now;
        }
    }

    @Test
    void generator_ofTheLastStage_isTheRecipes_withoutFading() {
        Shape sample = Shape.of(1, 16, 16);
        assertThat(lines(SMALL.generator(5, sample)))
                .containsExactly(
                        "pixel_norm_1: PixelNorm (5)",
                        "equalized_1: Equalized (6)",
                        "leaky_relu_1: LeakyRelu (6)",
                        "equalized_2: Equalized (6)",
                        "w: LeakyRelu (6)",
                        "constant: LearnedConstant (8, 4, 4)",
                        "first_4_noise: Noise (8, 4, 4)",
                        "first_4_active: LeakyRelu (8, 4, 4)",
                        "first_4_norm: InstanceNorm2d (8, 4, 4)",
                        "first_4_style: Equalized (8)",
                        "first_4_shift: Equalized (8)",
                        "first_4: Modulate (8, 4, 4)",
                        "second_4_conv: Equalized (8, 4, 4)",
                        "second_4_noise: Noise (8, 4, 4)",
                        "second_4_active: LeakyRelu (8, 4, 4)",
                        "second_4_norm: InstanceNorm2d (8, 4, 4)",
                        "second_4_style: Equalized (8)",
                        "second_4_shift: Equalized (8)",
                        "second_4: Modulate (8, 4, 4)",
                        "first_8_filter: Fir2d (8, 8, 8)",
                        "first_8_conv: Equalized (4, 8, 8)",
                        "first_8_noise: Noise (4, 8, 8)",
                        "first_8_active: LeakyRelu (4, 8, 8)",
                        "first_8_norm: InstanceNorm2d (4, 8, 8)",
                        "first_8_style: Equalized (4)",
                        "first_8_shift: Equalized (4)",
                        "first_8: Modulate (4, 8, 8)",
                        "second_8_conv: Equalized (4, 8, 8)",
                        "second_8_noise: Noise (4, 8, 8)",
                        "second_8_active: LeakyRelu (4, 8, 8)",
                        "second_8_norm: InstanceNorm2d (4, 8, 8)",
                        "second_8_style: Equalized (4)",
                        "second_8_shift: Equalized (4)",
                        "second_8: Modulate (4, 8, 8)",
                        "first_16_filter: Fir2d (4, 16, 16)",
                        "first_16_conv: Equalized (2, 16, 16)",
                        "first_16_noise: Noise (2, 16, 16)",
                        "first_16_active: LeakyRelu (2, 16, 16)",
                        "first_16_norm: InstanceNorm2d (2, 16, 16)",
                        "first_16_style: Equalized (2)",
                        "first_16_shift: Equalized (2)",
                        "first_16: Modulate (2, 16, 16)",
                        "second_16_conv: Equalized (2, 16, 16)",
                        "second_16_noise: Noise (2, 16, 16)",
                        "second_16_active: LeakyRelu (2, 16, 16)",
                        "second_16_norm: InstanceNorm2d (2, 16, 16)",
                        "second_16_style: Equalized (2)",
                        "second_16_shift: Equalized (2)",
                        "second_16: Modulate (2, 16, 16)",
                        "colors_16: Equalized (1, 16, 16)");
    }

    @Test
    void discriminator_whileFading_seesTheImageAtTwoSizes() {
        Shape sample = Shape.of(3, 32, 32);
        assertThat(lines(SMALL.discriminator(sample, SMALL.growth(sample).get(1))))
                .containsExactly(
                        "small: AvgPool2d (3, 8, 8)",
                        "from_8: Equalized (8, 8, 8)",
                        "from_8_active: LeakyRelu (8, 8, 8)",
                        "reduced: AvgPool2d (3, 16, 16)",
                        "from_16: Equalized (4, 16, 16)",
                        "from_16_active: LeakyRelu (4, 16, 16)",
                        "first_16: Equalized (4, 16, 16)",
                        "first_16_active: LeakyRelu (4, 16, 16)",
                        "second_16_filter: Fir2d (4, 17, 17)",
                        "second_16: Equalized (8, 8, 8)",
                        "second_16_active: LeakyRelu (8, 8, 8)",
                        "faded_16: Fade (8, 8, 8)",
                        "first_8: Equalized (8, 8, 8)",
                        "first_8_active: LeakyRelu (8, 8, 8)",
                        "second_8_filter: Fir2d (8, 9, 9)",
                        "second_8: Equalized (8, 4, 4)",
                        "second_8_active: LeakyRelu (8, 4, 4)",
                        "deviation: MinibatchStdDev (9, 4, 4)",
                        "last_conv: Equalized (8, 4, 4)",
                        "last_conv_active: LeakyRelu (8, 4, 4)",
                        "line: Reshape (128)",
                        "last_linear: Equalized (8)",
                        "last_linear_active: LeakyRelu (8)",
                        "score: Equalized (1)");
    }

    @Test
    void generator_whileFading_makesColorsAtTwoSizes() {
        Shape sample = Shape.of(3, 64, 64);
        Network network = SMALL.generator(5, sample, SMALL.growth(sample).get(3));
        assertThat(lines(network))
                .endsWith(
                        "second_32: Modulate (4, 32, 32)",
                        "colors_32: Equalized (3, 32, 32)",
                        "enlarged_16: UpsampleNearest2d (3, 32, 32)",
                        "faded_32: Fade (3, 32, 32)",
                        "image: UpsampleNearest2d (3, 64, 64)");
        assertThat(network.nodes().stream().filter(node -> node.layer() instanceof Fade))
                .hasSize(1)
                .allSatisfy(node -> assertThat(node.inputs()).containsExactly("enlarged_16", "colors_32"));
    }

    @Test
    void layers_areThePapers() {
        Network network = StyleGan.of(32).generator(128, Shape.of(3, 32, 32));
        Map<String, Object> layers = new HashMap<>();
        network.nodes().forEach(node -> layers.put(node.name(), node.layer()));
        assertThat(layers.get("second_4_conv"))
                .isEqualTo(Equalized.of(Conv2d.of(128, 128, 3, 1, 1)).rectified());
        assertThat(layers.get("first_32_style"))
                .isEqualTo(Equalized.of(Linear.of(128, 32)).firstBias(1));
        assertThat(layers.get("first_32_shift")).isEqualTo(Equalized.of(Linear.of(128, 32)));
        assertThat(layers.get("colors_32")).isEqualTo(Equalized.of(Conv2d.of(32, 3, 1, 1, 0)));
    }

    /** Two layers of styles at each of the sizes 4, 8 and 16. */
    @ParameterizedTest
    @CsvSource({"first_4_style, 0", "second_4_shift, 1", "first_8_style, 2", "second_8_style, 3", "second_16_shift, 5"})
    void layer_takesItsOwnStyle_alsoWhereStylesWereMixed(String name, int layer) {
        for (double mixing : new double[] {0, 0.9}) {
            Network whole = SMALL.mixing(mixing).generator(5, Shape.of(1, 16, 16));
            StyledNetwork halves = StyledNetwork.of(whole).orElseThrow();
            assertThat(halves.layers()).isEqualTo(6);
            Network synthesis = halves.synthesis();
            assertThat(node(synthesis, node(synthesis, name).inputs().get(0)).layer())
                    .isEqualTo(new Channels(6 * layer, 6 * layer + 6));
            List<Parameter> both = new ArrayList<>(halves.mapping().parameters());
            both.addAll(synthesis.parameters());
            assertThat(both).containsExactlyInAnyOrderElementsOf(whole.parameters());
        }
    }

    private static Network.Node node(Network network, String name) {
        return network.nodes().stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void conditionalGenerator_shiftsItsStyleByClass() {
        Network network = Conditioning.projection().generator(SMALL.generator(8, Shape.of(1, 16, 16)), 3);
        assertThat(node(network, "first_4_style").inputs()).containsExactly("style_of_class");
        assertThat(network.inputs()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"40, 28 and 32", "300, 224 and 256", "8, 16 and 28"})
    void sizeThatItCannotMake_isRefusedWithTheNearestTwo(int side, String nearest) {
        assertThatThrownBy(() -> SMALL.generator(5, Shape.of(1, side, side)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "styleGan makes square images of [16, 28, 32, 56, 64, 112, 128, 224, 256] pixels a side, the"
                                + " data's samples have shape (1, " + side + ", " + side + "); the nearest sides are "
                                + nearest
                                + ": resize them while reading");
    }

    @Test
    void settingsOutOfRange_areRefused() {
        assertThatThrownBy(() -> SMALL.fading(1)).hasMessage("fading must be at least 0 and below 1, was 1.0");
        assertThatThrownBy(() -> SMALL.lastSize(0)).hasMessage("lastSize must be above 0, was 0.0");
        assertThatThrownBy(() -> SMALL.mixing(1.5)).hasMessage("mixing must be in [0, 1], was 1.5");
        assertThatThrownBy(() -> SMALL.mapping(6, 0)).hasMessage("mappingLayers must be at least 1, was 0");
        assertThatThrownBy(() -> StyleGan.of(0)).hasMessage("generatorFeatures must be at least 1, was 0");
        assertThatThrownBy(() -> new Growth(3, 16, Growth.Kind.STABLE, 1))
                .hasMessage("the full side must be a multiple of the side, were 16 and 3");
    }
}
