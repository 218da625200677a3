package io.gan4j.architecture;

import static io.gan4j.architecture.Networks.layers;
import static io.gan4j.architecture.Networks.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.layer.Conv2d;
import io.gan4j.layer.ConvTranspose2d;
import io.gan4j.layer.Init;
import io.gan4j.layer.LeakyRelu;
import io.gan4j.layer.Linear;
import io.gan4j.layer.Reshape;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ModernTest {
    private static final LeakyRelu LEAKY = new LeakyRelu(0.2f);

    static Stream<Shape> samples() {
        return Stream.concat(
                IntStream.of(8, 9, 16, 28, 31, 32, 64, 100, 255, 256).mapToObj(side -> Shape.of(3, side, side)),
                Stream.of(Shape.of(1, 33, 20), Shape.of(4, 8, 256), Shape.of(2), Shape.of(1), Shape.of(5, 7)));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void networks_ofEverySize_fitTheSample(Shape sample) {
        assertThat(Modern.of(2).generator(10, sample).outputShape()).isEqualTo(sample);
        assertThat(Modern.of(2).discriminator(sample).outputShape()).isEqualTo(Shape.of(1));
        assertThat(Modern.of(2).generator(10, sample).inputs()).containsExactly(new Network.Input("z", Shape.of(10)));
    }

    @Test
    void generator_ofPoints_hasThreeEqualLayersAndNoBound() {
        assertThat(layers(Modern.of(128).generator(8, Shape.of(2))))
                .containsExactly(
                        Linear.of(8, 128),
                        LEAKY,
                        Linear.of(128, 128),
                        LEAKY,
                        Linear.of(128, 128),
                        LEAKY,
                        Linear.of(128, 2));
    }

    @Test
    void discriminator_ofPoints_hasThreeEqualLayers() {
        assertThat(layers(Modern.of(128).discriminator(Shape.of(2))))
                .containsExactly(
                        Linear.of(2, 128),
                        LEAKY,
                        Linear.of(128, 128),
                        LEAKY,
                        Linear.of(128, 128),
                        LEAKY,
                        Linear.of(128, 1));
    }

    @Test
    void networks_ofTables_areFlattenedAndReshaped() {
        assertThat(layers(Modern.of(4).discriminator(Shape.of(5, 7)))).startsWith(new Reshape(Shape.of(35)));
        assertThat(layers(Modern.of(4).generator(3, Shape.of(5, 7)))).endsWith(new Reshape(Shape.of(5, 7)));
    }

    @Test
    void generator_ofImages_growsWithoutNormalisation() {
        assertThat(lines(Modern.of(8).generator(10, Shape.of(3, 16, 16))))
                .containsExactly(
                        "linear_1: Linear (256)",
                        "reshape_1: Reshape (16, 4, 4)",
                        "leaky_relu_1: LeakyRelu (16, 4, 4)",
                        "conv_transpose2d_1: ConvTranspose2d (8, 8, 8)",
                        "leaky_relu_2: LeakyRelu (8, 8, 8)",
                        "conv_transpose2d_2: ConvTranspose2d (3, 16, 16)",
                        "tanh_1: Tanh (3, 16, 16)");
    }

    @Test
    void discriminator_ofImages_shrinksWithoutNormalisation() {
        assertThat(lines(Modern.of(8).discriminator(Shape.of(3, 16, 16))))
                .containsExactly(
                        "conv2d_1: Conv2d (8, 8, 8)",
                        "leaky_relu_1: LeakyRelu (8, 8, 8)",
                        "conv2d_2: Conv2d (16, 4, 4)",
                        "leaky_relu_2: LeakyRelu (16, 4, 4)",
                        "reshape_1: Reshape (256)",
                        "linear_1: Linear (1)");
    }

    /** 48 8 + 8, 128 16 + 16, 256 + 1, since 4x4 kernels of 3 and 8 channels have 48 and 128. */
    @Test
    void discriminator_ofImages_hasAsManyWeightsAsByHand() {
        Shape sample = Shape.of(3, 16, 16);
        assertThat(Modern.of(8).discriminator(sample).weightCount()).isEqualTo(392 + 2064 + 257);
    }

    @Test
    void channels_grow_toFourTimesTheFeatures() {
        Shape sample = Shape.of(1, 256, 256);
        assertThat(channels(Modern.of(2).discriminator(sample))).containsExactly(2, 4, 8, 8, 8, 8);
        assertThat(channels(Modern.of(2).generator(10, sample))).containsExactly(8, 8, 8, 8, 4, 2);
    }

    private static Stream<Integer> channels(Network network) {
        return network.nodes().stream()
                .filter(node -> node.name().startsWith("leaky_relu"))
                .map(node -> node.shape().channels());
    }

    @Test
    void sizes_areThoseOfDcgan() {
        Shape sample = Shape.of(1, 33, 20);
        Stream<String> dcgan = Dcgan.of(2).discriminator(sample).nodes().stream()
                .filter(node -> node.layer() instanceof LeakyRelu)
                .map(node -> node.shape().height() + "x" + node.shape().width());
        assertThat(Modern.of(2).discriminator(sample).nodes().stream()
                        .filter(node -> node.layer() instanceof LeakyRelu)
                        .map(node -> node.shape().height() + "x" + node.shape().width()))
                .containsExactlyElementsOf(dcgan.toList());
    }

    /** sqrt(2 / (1.04 n)): 0.34669 for the 16 products of the first convolution, 0.17334 for the 64 of the second. */
    @Test
    void initialWeights_keepTheVariance() {
        Network discriminator = Modern.of(4).discriminator(Shape.of(1, 16, 16));
        assertThat(deviation(((Conv2d) discriminator.nodes().get(0).layer()).weights()))
                .isCloseTo(0.34669f, within(1e-5f));
        assertThat(deviation(((Conv2d) discriminator.nodes().get(2).layer()).weights()))
                .isCloseTo(0.17334f, within(1e-5f));
        assertThat(layers(discriminator)).endsWith(Linear.of(128, 1));
    }

    /** 10 products, and a quarter of 8 16: 0.43853 and 0.24515. */
    @Test
    void initialWeights_ofTheGenerator_countWhatReachesAPixel() {
        Network generator = Modern.of(4).generator(10, Shape.of(1, 16, 16));
        assertThat(deviation(((Linear) generator.nodes().get(0).layer()).weights()))
                .isCloseTo(0.43853f, within(1e-5f));
        assertThat(deviation(((ConvTranspose2d) generator.nodes().get(3).layer()).weights()))
                .isCloseTo(0.24515f, within(1e-5f));
    }

    private static float deviation(Init init) {
        return ((Init.Normal) init).standardDeviation();
    }

    @Test
    void widths_ofTheTwoNetworks_areSetApart() {
        Modern recipe = Modern.of(4).features(8, 16);
        assertThat(recipe).isEqualTo(new Modern(8, 16));
        assertThat(recipe.generator(1, Shape.of(1)).nodes().get(0).layer()).isEqualTo(Linear.of(1, 8));
        assertThat(recipe.discriminator(Shape.of(1)).nodes().get(0).layer()).isEqualTo(Linear.of(1, 16));
    }

    @ParameterizedTest
    @CsvSource({"1, 7, 28", "3, 28, 257"})
    void image_outOfRange_isRefusedWithTheRange(int channels, int height, int width) {
        Shape sample = Shape.of(channels, height, width);
        String message = "the networks of Modern make images of 8 to 256 pixels a side, the data's samples have shape "
                + sample + ": resize them while reading (size(...), Datasets.resized), or set"
                + " architecture(Mlp.of(256)), whose networks make samples of any shape";
        assertThatThrownBy(() -> Modern.of(1).generator(100, sample))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> Modern.of(1).discriminator(sample))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void width_belowOne_isRefused() {
        assertThatThrownBy(() -> Modern.of(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("generatorFeatures must be at least 1, was 0");
        assertThatThrownBy(() -> new Modern(1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("discriminatorFeatures must be at least 1, was 0");
    }
}
