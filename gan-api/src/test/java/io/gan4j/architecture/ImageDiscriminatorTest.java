package io.gan4j.architecture;

import static io.gan4j.architecture.Networks.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.layer.SpectralNorm;
import io.gan4j.layer.Traits;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageDiscriminatorTest {
    @Test
    void discriminator_of16Pixels_hasTwoPairs() {
        Network network = ImageDiscriminator.of(4).discriminator(Shape.of(3, 16, 16));
        assertThat(lines(network))
                .containsExactly(
                        "conv2d_1: SpectralNorm (4, 16, 16)",
                        "leaky_relu_1: LeakyRelu (4, 16, 16)",
                        "conv2d_2: SpectralNorm (4, 8, 8)",
                        "leaky_relu_2: LeakyRelu (4, 8, 8)",
                        "conv2d_3: SpectralNorm (8, 8, 8)",
                        "leaky_relu_3: LeakyRelu (8, 8, 8)",
                        "conv2d_4: SpectralNorm (8, 4, 4)",
                        "leaky_relu_4: LeakyRelu (8, 4, 4)",
                        "reshape_1: Reshape (128)",
                        "linear_1: SpectralNorm (32)",
                        "leaky_relu_5: LeakyRelu (32)",
                        "score: SpectralNorm (1)");
        assertThat(network.nodes().stream()
                        .map(Network.Node::layer)
                        .filter(layer -> layer.traits().purpose() == Traits.Purpose.WEIGHTS))
                .allMatch(SpectralNorm.class::isInstance);
    }

    @ParameterizedTest
    @CsvSource({"8, 8, 1, 4, 4", "28, 28, 3, 4, 4", "64, 64, 4, 4, 4", "72, 48, 4, 5, 3", "512, 512, 7, 4, 4"})
    void image_isHalvedUntilASideIsAtMost4(int height, int width, int pairs, int baseHeight, int baseWidth) {
        Network network = ImageDiscriminator.of(2).discriminator(Shape.of(1, height, width));
        int channels = 2 << Math.min(pairs - 1, 3);
        assertThat(network.shape("conv2d_" + 2 * pairs)).isEqualTo(Shape.of(channels, baseHeight, baseWidth));
        assertThat(network.outputShape()).isEqualTo(Shape.of(1));
    }

    @Test
    void conditionalDiscriminator_seesBothImages() {
        Network network = ImageDiscriminator.of(2).discriminator(Shape.of(1, 16, 16), Shape.of(3, 16, 16));
        assertThat(network.inputs().stream().map(Network.Input::name)).containsExactly("input", "output");
        assertThat(network.shape("pair")).isEqualTo(Shape.of(4, 16, 16));
    }

    @Test
    void sizeOrSetting_thatDoesNotFit_isRefused() {
        assertThatThrownBy(() -> ImageDiscriminator.of(2).discriminator(Shape.of(1, 7, 16)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an image discriminator takes images of at least 8 pixels a side, not (1, 7, 16)");
        assertThatThrownBy(() -> ImageDiscriminator.of(2).discriminator(Shape.of(5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an image discriminator takes images (channels, height, width), not (5)");
        assertThatThrownBy(() -> ImageDiscriminator.of(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("features must be at least 1, was 0");
    }
}
