package io.gan4j.architecture;

import static io.gan4j.architecture.Networks.layers;
import static io.gan4j.architecture.Networks.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.layer.Conv2d;
import io.gan4j.layer.Equalized;
import io.gan4j.layer.Layer;
import io.gan4j.layer.LeakyRelu;
import io.gan4j.layer.Linear;
import io.gan4j.layer.MinibatchStdDev;
import io.gan4j.layer.ModulatedConv2d;
import io.gan4j.layer.PixelNorm;
import io.gan4j.layer.Traits;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class StyleGan2Test {
    private static final StyleGan2 SMALL = StyleGan2.of(2).mapping(6, 2);

    static Stream<Shape> samples() {
        return IntStream.of(1, 3, 4)
                .boxed()
                .flatMap(colors -> IntStream.of(16, 28, 32, 56, 64, 112, 128, 224, 256)
                        .mapToObj(side -> Shape.of(colors, side, side)));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void networks_ofEverySize_fitTheSample(Shape sample) {
        assertThat(SMALL.generator(10, sample).outputShape()).isEqualTo(sample);
        assertThat(SMALL.generator(10, sample).inputs()).containsExactly(new Network.Input("z", Shape.of(10)));
        assertThat(SMALL.discriminator(sample).outputShape()).isEqualTo(Shape.of(1));
    }

    @Test
    void generator_of28Pixels_growsFrom7AndAddsUpColors() {
        assertThat(lines(SMALL.generator(5, Shape.of(1, 28, 28))))
                .containsExactly(
                        "pixel_norm_1: PixelNorm (5)",
                        "equalized_1: Equalized (6)",
                        "leaky_relu_1: LeakyRelu (6)",
                        "equalized_2: Equalized (6)",
                        "w: LeakyRelu (6)",
                        "constant: LearnedConstant (8, 7, 7)",
                        "conv_7_style: Equalized (8)",
                        "conv_7: Equalized (8, 7, 7)",
                        "noise_1: Noise (8, 7, 7)",
                        "features_7: LeakyRelu (8, 7, 7)",
                        "colors_7_style: Equalized (8)",
                        "colors_7: Equalized (1, 7, 7)",
                        "up_14_style: Equalized (8)",
                        "up_14: Equalized (4, 14, 14)",
                        "noise_2: Noise (4, 14, 14)",
                        "grown_14: LeakyRelu (4, 14, 14)",
                        "conv_14_style: Equalized (4)",
                        "conv_14: Equalized (4, 14, 14)",
                        "noise_3: Noise (4, 14, 14)",
                        "features_14: LeakyRelu (4, 14, 14)",
                        "colors_14_style: Equalized (4)",
                        "colors_14: Equalized (1, 14, 14)",
                        "upsampled_14: Fir2d (1, 14, 14)",
                        "image_14: Add (1, 14, 14)",
                        "up_28_style: Equalized (4)",
                        "up_28: Equalized (2, 28, 28)",
                        "noise_4: Noise (2, 28, 28)",
                        "grown_28: LeakyRelu (2, 28, 28)",
                        "conv_28_style: Equalized (2)",
                        "conv_28: Equalized (2, 28, 28)",
                        "noise_5: Noise (2, 28, 28)",
                        "features_28: LeakyRelu (2, 28, 28)",
                        "colors_28_style: Equalized (2)",
                        "colors_28: Equalized (1, 28, 28)",
                        "upsampled_28: Fir2d (1, 28, 28)",
                        "image_28: Add (1, 28, 28)");
    }

    @Test
    void discriminator_of16Pixels_halvesInResidualBlocks() {
        assertThat(lines(SMALL.discriminator(Shape.of(3, 16, 16))))
                .containsExactly(
                        "equalized_1: Equalized (2, 16, 16)",
                        "leaky_relu_1: LeakyRelu (2, 16, 16)",
                        "equalized_2: Equalized (2, 16, 16)",
                        "leaky_relu_2: LeakyRelu (2, 16, 16)",
                        "fir2d_1: Fir2d (2, 17, 17)",
                        "equalized_3: Equalized (4, 8, 8)",
                        "leaky_relu_3: LeakyRelu (4, 8, 8)",
                        "fir2d_2: Fir2d (2, 8, 8)",
                        "equalized_4: Equalized (4, 8, 8)",
                        "add_1: Add (4, 8, 8)",
                        "equalized_5: Equalized (4, 8, 8)",
                        "leaky_relu_4: LeakyRelu (4, 8, 8)",
                        "fir2d_3: Fir2d (4, 9, 9)",
                        "equalized_6: Equalized (8, 4, 4)",
                        "leaky_relu_5: LeakyRelu (8, 4, 4)",
                        "fir2d_4: Fir2d (4, 4, 4)",
                        "equalized_7: Equalized (8, 4, 4)",
                        "add_2: Add (8, 4, 4)",
                        "minibatch_std_dev_1: MinibatchStdDev (9, 4, 4)",
                        "equalized_8: Equalized (8, 4, 4)",
                        "leaky_relu_6: LeakyRelu (8, 4, 4)",
                        "reshape_1: Reshape (128)",
                        "equalized_9: Equalized (8)",
                        "leaky_relu_7: LeakyRelu (8)",
                        "equalized_10: Equalized (1)");
    }

    /** The sum of two branches of mean square 1 has to have that again. */
    @Test
    void branchesOfABlock_haveTheRootOfAHalfAsTheirGain() {
        Network network = SMALL.discriminator(Shape.of(3, 16, 16));
        assertThat(layer(network, "equalized_3")).isEqualTo(Equalized.of(Conv2d.of(2, 4, 3, 2, 0)));
        assertThat(layer(network, "equalized_4"))
                .isEqualTo(Equalized.of(Conv2d.of(2, 4, 1, 1, 0).withoutBias()).gain((float) Math.sqrt(0.5)));
        assertThat(layer(network, "equalized_2"))
                .isEqualTo(Equalized.of(Conv2d.of(2, 2, 3, 1, 1)).rectified());
    }

    @Test
    void layersOfTheGenerator_areThePapers() {
        Network network = StyleGan2.of(32).generator(128, Shape.of(3, 32, 32));
        assertThat(layers(network)).startsWith(PixelNorm.standard(), mapping(), new LeakyRelu(0.2f), mapping());
        assertThat(layer(network, "conv_4"))
                .isEqualTo(Equalized.of(ModulatedConv2d.of(128, 128, 3)).rectified());
        assertThat(layer(network, "up_32"))
                .isEqualTo(Equalized.of(ModulatedConv2d.doubling(64, 32)).rectified());
        assertThat(layer(network, "up_32_style"))
                .isEqualTo(Equalized.of(Linear.of(128, 64)).firstBias(1));
        assertThat(layer(network, "colors_32")).isEqualTo(Equalized.of(ModulatedConv2d.toColors(32, 3)));
        // 2 log2(32) - 2 styled layers, and colors at each of four sizes
        assertThat(layers(network))
                .filteredOn(layer -> layer.bare() instanceof ModulatedConv2d)
                .hasSize(7 + 4);
    }

    private static Layer mapping() {
        return Equalized.of(Linear.of(128, 128)).rate(0.01f).rectified();
    }

    private static Layer layer(Network network, String name) {
        return network.nodes().stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow()
                .layer();
    }

    @Test
    void minibatchStdDev_thatIsSet_takesThePlaceOfTheRecipesOwn() {
        Network plain = SMALL.discriminator(Shape.of(1, 16, 16));
        Network changed = NetworkPractices.none().minibatchStdDev(8).discriminator(plain, 0);
        assertThat(lines(changed)).isEqualTo(lines(plain));
        assertThat(layer(changed, "minibatch_std_dev_1")).isEqualTo(new MinibatchStdDev(8));
        assertThat(changed.nodes().stream()
                        .map(node -> node.layer().traits().purpose())
                        .filter(Traits.Purpose.MINIBATCH::equals))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "48 | 48 | 32 and 56",
                "30 | 30 | 28 and 32",
                "8 | 8 | 16 and 28",
                "512 | 512 | 224 and 256",
                "32 | 64 | 56 and 64"
            })
    void image_thatTheRecipeCannotMake_isRefusedWithTheNearestSides(int height, int width, String nearest) {
        Shape sample = Shape.of(3, height, width);
        String message =
                "styleGan2 makes square images of [16, 28, 32, 56, 64, 112, 128, 224, 256] pixels a side, the data's"
                        + " samples have shape " + sample + "; the nearest sides are " + nearest
                        + ": resize them while reading";
        assertThatThrownBy(() -> SMALL.generator(5, sample))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> SMALL.discriminator(sample))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void vectors_areRefused() {
        assertThatThrownBy(() -> SMALL.generator(5, Shape.of(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "styleGan2 makes square images, the data's samples have shape (2); use modern() for points and"
                                + " vectors");
    }

    @Test
    void sizes_belowOne_areRefused() {
        assertThatThrownBy(() -> new StyleGan2(0, 1, 1, 1, 0))
                .hasMessage("generatorFeatures must be at least 1, was 0");
        assertThatThrownBy(() -> new StyleGan2(1, 0, 1, 1, 0))
                .hasMessage("discriminatorFeatures must be at least 1, was 0");
        assertThatThrownBy(() -> StyleGan2.of(1).mapping(0, 1)).hasMessage("style must be at least 1, was 0");
        assertThatThrownBy(() -> StyleGan2.of(1).mapping(1, 0)).hasMessage("mappingLayers must be at least 1, was 0");
        assertThatThrownBy(() -> StyleGan2.of(1).mixing(1.5)).hasMessage("mixing must be in [0, 1], was 1.5");
    }

    @Test
    void features_areThoseNextToTheImage() {
        assertThat(StyleGan2.of(8).features(3, 5)).isEqualTo(new StyleGan2(3, 5, 128, 4, 0));
        assertThat(StyleGan2.of(8).mixing(0.9).mapping(6, 2).features(3, 5)).isEqualTo(new StyleGan2(3, 5, 6, 2, 0.9f));
    }
}
