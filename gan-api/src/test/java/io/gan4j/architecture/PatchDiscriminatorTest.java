package io.gan4j.architecture;

import static io.gan4j.architecture.Networks.layers;
import static io.gan4j.architecture.Networks.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.layer.Conv2d;
import io.gan4j.layer.InstanceNorm2d;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatchDiscriminatorTest {
    private static final Shape COLOR = Shape.of(3, 32, 32);

    @Test
    void discriminator_of32Pixels_hasOneStridedLayer() {
        Network network = PatchDiscriminator.of(8).discriminator(COLOR);
        assertThat(network.inputs()).containsExactly(new Network.Input("x", COLOR));
        assertThat(lines(network))
                .containsExactly(
                        "patch_1: Conv2d (8, 16, 16)",
                        "leaky_relu_1: LeakyRelu (8, 16, 16)",
                        "patch_2: Conv2d (16, 15, 15)",
                        "patch_2_norm: InstanceNorm2d (16, 15, 15)",
                        "leaky_relu_2: LeakyRelu (16, 15, 15)",
                        "scores: Conv2d (1, 14, 14)");
    }

    @Test
    void conditionalDiscriminator_seesBothImagesOneOnTheOther() {
        Network network = PatchDiscriminator.of(8).discriminator(Shape.of(1, 32, 32), COLOR);
        assertThat(network.inputs())
                .containsExactly(new Network.Input("input", Shape.of(1, 32, 32)), new Network.Input("output", COLOR));
        assertThat(network.nodes().get(0).inputs()).containsExactly("input", "output");
        assertThat(network.shape("pair")).isEqualTo(Shape.of(4, 32, 32));
        assertThat(network.outputShape()).isEqualTo(Shape.of(1, 14, 14));
    }

    @ParameterizedTest
    @CsvSource({"16, 1, 6", "28, 1, 12", "32, 1, 14", "63, 1, 29", "64, 2, 14", "72, 2, 16", "128, 3, 14", "256, 3, 30"
    })
    void layers_thatAreNotSet_followFromTheSize(int side, int strided, int map) {
        Network network = PatchDiscriminator.of(2).discriminator(Shape.of(1, side, side));
        assertThat(layers(network).stream().filter(layer -> layer instanceof Conv2d conv && conv.stride() == 2))
                .hasSize(strided);
        assertThat(network.outputShape()).isEqualTo(Shape.of(1, map, map));
    }

    /** Counted backwards from one score: each layer sees (patch - 1) stride + 4 pixels of what is before it. */
    @ParameterizedTest
    @CsvSource({"1, 16", "2, 34", "3, 70", "4, 142"})
    void patch_isAsLargeAsThePaperSays(int strided, int expected) {
        Network network = PatchDiscriminator.of(2).layers(strided).discriminator(Shape.of(1, 256, 256));
        int patch = 1;
        for (int i = network.nodes().size() - 1; i >= 0; i--) {
            if (network.nodes().get(i).layer() instanceof Conv2d conv) {
                patch = (patch - 1) * conv.stride() + 4;
            }
        }
        assertThat(patch).isEqualTo(expected);
    }

    /** pytorch-CycleGAN-and-pix2pix prints 2.769 M for pix2pix' discriminator of 6 channels: 2,768,705. */
    @Test
    void discriminator_ofThePapersSize_hasAsManyWeightsAsThePyTorchOne() {
        Shape image = Shape.of(3, 256, 256);
        Network network =
                PatchDiscriminator.of(64).normalization(Normalization.BATCH).discriminator(image, image);
        assertThat(network.weightCount()).isEqualTo(2_768_705);
    }

    @Test
    void normalization_none_leavesNone() {
        Network network = PatchDiscriminator.of(8)
                .layers(2)
                .normalization(Normalization.NONE)
                .discriminator(COLOR);
        assertThat(layers(network)).noneMatch(InstanceNorm2d.class::isInstance);
        assertThat(network.parameters().stream().filter(p -> p.name().endsWith(".bias")))
                .hasSize(4);
    }

    @Test
    void mapsBelow4x4_areNotNormalized() {
        Network network = PatchDiscriminator.of(2).layers(2).discriminator(Shape.of(1, 14, 14));
        assertThat(lines(network))
                .contains("patch_2: Conv2d (4, 3, 3)", "patch_3: Conv2d (8, 2, 2)", "scores: Conv2d (1, 1, 1)");
        assertThat(layers(network)).noneMatch(InstanceNorm2d.class::isInstance);
    }

    @Test
    void image_thatIsTooSmall_isRefusedWithWhatFits() {
        PatchDiscriminator recipe = PatchDiscriminator.of(2);
        assertThatThrownBy(() -> recipe.discriminator(Shape.of(1, 5, 8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a patch discriminator takes images of at least 6 pixels a side, not (1, 5, 8)");
        assertThatThrownBy(() -> recipe.layers(3).discriminator(Shape.of(3, 32, 16)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a patch discriminator of 3 layers takes images of at least 24 pixels a side, not (3, 32, 16):"
                                + " it can have 2 at most");
        assertThat(recipe.layers(2).discriminator(Shape.of(3, 32, 16)).outputShape())
                .isEqualTo(Shape.of(1, 6, 2));
        assertThatThrownBy(() -> recipe.discriminator(Shape.of(9)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a patch discriminator takes images (channels, height, width), not (9)");
        assertThatThrownBy(() -> recipe.discriminator(COLOR, Shape.of(3, 32, 31)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a patch discriminator needs images of one size, not (3, 32, 32) and (3, 32, 31)");
    }

    @Test
    void settings_outOfRange_areRefused() {
        PatchDiscriminator recipe = PatchDiscriminator.of(2);
        assertThatThrownBy(() -> recipe.features(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("features must be at least 1, was 0");
        assertThatThrownBy(() -> recipe.layers(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("layers must be 1 to 8, was 0");
        assertThatThrownBy(() -> recipe.normalization(Normalization.VIRTUAL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("normalization must be INSTANCE, BATCH or NONE, was VIRTUAL");
    }
}
