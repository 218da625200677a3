package io.gan4j.architecture;

import static io.gan4j.architecture.Networks.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.layer.Attention;
import io.gan4j.layer.LearnedScale;
import io.gan4j.layer.MaxPool2d;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.tensor.Shape;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ResidualTest {
    private static final Residual SMALL = Residual.of(2);

    static Stream<Shape> samples() {
        return Stream.of(
                Shape.of(1, 8, 8),
                Shape.of(1, 28, 28),
                Shape.of(3, 32, 32),
                Shape.of(4, 48, 64),
                Shape.of(3, 64, 64),
                Shape.of(3, 16, 64),
                Shape.of(1, 256, 256));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void networks_ofEverySize_fitTheSample(Shape sample) {
        for (Residual recipe : new Residual[] {SMALL, SMALL.withAttention()}) {
            assertThat(recipe.generator(10, sample).outputShape()).isEqualTo(sample);
            assertThat(recipe.discriminator(sample).outputShape()).isEqualTo(Shape.of(1));
        }
    }

    @Test
    void generator_of16Pixels_growsInResidualBlocks() {
        assertThat(lines(SMALL.generator(5, Shape.of(1, 16, 16))))
                .startsWith(
                        "linear_1: Linear (128)",
                        "reshape_1: Reshape (8, 4, 4)",
                        "batch_norm_1: BatchNorm (8, 4, 4)",
                        "relu_1: Relu (8, 4, 4)",
                        "upsample_nearest2d_1: UpsampleNearest2d (8, 8, 8)",
                        "conv2d_1: Conv2d (4, 8, 8)",
                        "batch_norm_2: BatchNorm (4, 8, 8)",
                        "relu_2: Relu (4, 8, 8)",
                        "conv2d_2: Conv2d (4, 8, 8)",
                        "upsample_nearest2d_2: UpsampleNearest2d (8, 8, 8)",
                        "conv2d_3: Conv2d (4, 8, 8)",
                        "add_1: Add (4, 8, 8)")
                .endsWith(
                        "batch_norm_5: BatchNorm (2, 16, 16)",
                        "relu_5: Relu (2, 16, 16)",
                        "conv2d_7: Conv2d (1, 16, 16)",
                        "tanh_1: Tanh (1, 16, 16)");
    }

    @Test
    void discriminator_of16Pixels_halvesSumsAndScores() {
        assertThat(lines(SMALL.discriminator(Shape.of(3, 16, 16))))
                .startsWith(
                        "conv2d_1: Conv2d (2, 16, 16)",
                        "relu_1: Relu (2, 16, 16)",
                        "conv2d_2: Conv2d (2, 16, 16)",
                        "avg_pool2d_1: AvgPool2d (2, 8, 8)",
                        "conv2d_3: Conv2d (2, 16, 16)",
                        "avg_pool2d_2: AvgPool2d (2, 8, 8)",
                        "add_1: Add (2, 8, 8)",
                        "relu_2: Relu (2, 8, 8)")
                .endsWith(
                        "add_3: Add (8, 4, 4)",
                        "relu_6: Relu (8, 4, 4)",
                        "global_sum_1: GlobalSum (8)",
                        "linear_1: Linear (1)");
    }

    @Test
    void attention_isAtHalfOfTheImagesSizeInBothNetworks() {
        Residual recipe = Residual.of(16).withAttention();
        Attention ofGenerator = new Attention(Shape.of(4, 16, 16), Shape.of(16, 8, 8));
        Attention ofDiscriminator = new Attention(Shape.of(2, 16, 16), Shape.of(8, 8, 8));
        Shape sample = Shape.of(3, 32, 32);
        assertThat(recipe.generator(5, sample).nodes().stream()
                        .map(Network.Node::layer)
                        .filter(Attention.class::isInstance))
                .containsExactly(ofGenerator);
        assertThat(recipe.discriminator(sample).nodes().stream()
                        .map(Network.Node::layer)
                        .filter(Attention.class::isInstance))
                .containsExactly(ofDiscriminator);
    }

    @Test
    void selfAttention_hasTheLayersOfTheReleasedCode() {
        NetworkBuilder network = Network.from("x", Shape.of(16, 6, 6)).relu();
        assertThat(SelfAttention.add(network)).isSameAs(network);
        Network built = network.build();
        assertThat(lines(built))
                .containsExactly(
                        "relu_1: Relu (16, 6, 6)",
                        "attention_6_queries: Conv2d (2, 6, 6)",
                        "attention_6_keys: Conv2d (2, 6, 6)",
                        "attention_6_keys_pooled: MaxPool2d (2, 3, 3)",
                        "attention_6_values: Conv2d (8, 6, 6)",
                        "attention_6_values_pooled: MaxPool2d (8, 3, 3)",
                        "attention_6: Attention (8, 6, 6)",
                        "attention_6_back: Conv2d (16, 6, 6)",
                        "attention_6_scaled: LearnedScale (16, 6, 6)",
                        "add_1: Add (16, 6, 6)");
        assertThat(built.nodes().stream().map(Network.Node::layer)).contains(new LearnedScale(0), new MaxPool2d(2));
        assertThat(built.parameters().stream().map(parameter -> parameter.name()))
                .noneMatch(name -> name.endsWith(".bias"));
    }

    @Test
    void selfAttention_ofOneRow_looksAtAllItsPixels() {
        NetworkBuilder network = SelfAttention.add(Network.from("x", Shape.of(4, 1, 5)));
        assertThat(lines(network.build())).contains("attention_1: Attention (2, 1, 5)");
    }

    @Test
    void selfAttention_ofAVector_isRefused() {
        assertThatThrownBy(() -> SelfAttention.add(Network.from("x", Shape.of(4))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("self-attention is for the features of images, was given (4)");
    }

    @ParameterizedTest
    @CsvSource({"33, 33, 32, 32", "30, 32, 32, 32", "60, 60, 64, 64", "7, 7, 8, 8", "100, 100, 96, 96"})
    void image_thatCannotBeHalvedOftenEnough_isRefusedWithTheNearestSize(int height, int width, int high, int wide) {
        Shape sample = Shape.of(1, height, width);
        assertThatThrownBy(() -> SMALL.discriminator(sample))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Residual halves images until a side is below 8, with no remainder, and the data's samples have"
                                + " shape " + sample + ": resize them while reading, to " + high + "x" + wide);
    }

    @Test
    void arguments_outOfRange_areRefused() {
        assertThatThrownBy(() -> Residual.of(0)).hasMessage("generatorFeatures must be at least 1, was 0");
        assertThatThrownBy(() -> SMALL.features(1, 0)).hasMessage("discriminatorFeatures must be at least 1, was 0");
        assertThatThrownBy(() -> SMALL.generator(5, Shape.of(2)))
                .hasMessage("Residual makes images, the data's samples have shape (2); use Mlp or Modern for points and"
                        + " vectors");
        assertThat(SMALL.withAttention().features(3, 4)).isEqualTo(new Residual(3, 4, Residual.Attention.HALF_SIZE));
    }
}
