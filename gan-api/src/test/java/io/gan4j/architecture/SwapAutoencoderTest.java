package io.gan4j.architecture;

import static io.gan4j.architecture.Networks.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SwapAutoencoderTest {
    private static final Shape FACE = Shape.of(3, 64, 64);
    private static final SwapAutoencoder RECIPE = SwapAutoencoder.of(4);

    /** With 128 features these are the 128, 256, 512 and 1024 channels, the 1024 numbers and the 512 channels of the program. */
    @Test
    void encoder_goesThroughALine() {
        Network network = RECIPE.encoder(FACE);
        assertThat(network.inputs()).containsExactly(new Network.Input("input", FACE));
        assertThat(lines(network))
                .containsExactly(
                        "conv2d_1: Conv2d (4, 32, 32)",
                        "leaky_relu_1: LeakyRelu (4, 32, 32)",
                        "conv2d_2: Conv2d (8, 16, 16)",
                        "leaky_relu_2: LeakyRelu (8, 16, 16)",
                        "conv2d_3: Conv2d (16, 8, 8)",
                        "leaky_relu_3: LeakyRelu (16, 8, 8)",
                        "conv2d_4: Conv2d (32, 4, 4)",
                        "leaky_relu_4: LeakyRelu (32, 4, 4)",
                        "reshape_1: Reshape (512)",
                        "linear_1: Linear (32)",
                        "linear_2: Linear (512)",
                        "reshape_2: Reshape (32, 4, 4)",
                        "conv2d_5: Conv2d (64, 4, 4)",
                        "pixel_shuffle_1: PixelShuffle (16, 8, 8)",
                        "leaky_relu_5: LeakyRelu (16, 8, 8)");
    }

    @Test
    void decoder_putsItsPictureIntoTheImage() {
        Network network = RECIPE.decoder(FACE);
        assertThat(network.inputs())
                .containsExactly(new Network.Input("code", Shape.of(16, 8, 8)), new Network.Input("input", FACE));
        assertThat(network.shape(SwapAutoencoder.PICTURE)).isEqualTo(FACE);
        assertThat(network.shape(SwapAutoencoder.ALPHA)).isEqualTo(Shape.of(1, 64, 64));
        assertThat(network.shape("canvas")).isEqualTo(Shape.of(2, 64, 64));
        assertThat(network.output().name()).isEqualTo("composite");
        assertThat(network.output().inputs()).containsExactly("input", "shown_change");
        assertThat(network.outputShape()).isEqualTo(FACE);
    }

    @ParameterizedTest
    @CsvSource({"1, 32, 32", "3, 32, 48", "3, 96, 64"})
    void swapper_ofEverySize_keepsTheShape(int channels, int height, int width) {
        Shape image = Shape.of(channels, height, width);
        Network network = RECIPE.swapper(image);
        assertThat(network.inputs()).containsExactly(new Network.Input("input", image));
        assertThat(network.outputShape()).isEqualTo(image);
    }

    @Test
    void parameters_ofBothNetworks_areThoseOfTheSwapper() {
        Map<String, Tensor> encoder = RECIPE.encoder(FACE).initialise(1);
        Map<String, Tensor> decoder = RECIPE.decoder(FACE).initialise(2);
        Map<String, Tensor> both = SwapAutoencoder.parameters(encoder, decoder);
        assertThat(RECIPE.swapper(FACE).parameters())
                .allSatisfy(parameter ->
                        assertThat(both.get(parameter.name()).shape()).isEqualTo(parameter.shape()));
        assertThat(both).hasSize(encoder.size() + decoder.size());
        assertThat(both.get("decoder_conv2d_1.weight")).isSameAs(decoder.get("conv2d_1.weight"));
    }

    @Test
    void sizeOrSetting_thatDoesNotFit_isRefused() {
        assertThatThrownBy(() -> RECIPE.encoder(Shape.of(3, 64, 60)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a face swap needs sides that are multiples of 16 and at least 32, (3, 64, 60) has one of 60:"
                                + " the nearest are 48 and 64");
        assertThatThrownBy(() -> RECIPE.decoder(Shape.of(3, 16, 16)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a face swap needs sides that are multiples of 16 and at least 32, (3, 16, 16) has one of 16:"
                                + " the nearest is 32");
        assertThatThrownBy(() -> SwapAutoencoder.of(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("features must be at least 2, was 1");
    }
}
