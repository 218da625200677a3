package io.gan4j.architecture;

import static io.gan4j.architecture.Networks.layers;
import static io.gan4j.architecture.Networks.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.layer.Add;
import io.gan4j.layer.ConvTranspose2d;
import io.gan4j.layer.InstanceNorm2d;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResidualTranslatorTest {
    private static final Shape COLOR = Shape.of(3, 32, 32);

    @Test
    void network_ofOneBlock_isThatOfThePaper() {
        Network network = ResidualTranslator.of(2).blocks(1).translator(Shape.of(1, 32, 32), COLOR);
        assertThat(network.inputs()).containsExactly(new Network.Input("input", Shape.of(1, 32, 32)));
        assertThat(lines(network))
                .containsExactly(
                        "reflection_pad2d_1: ReflectionPad2d (1, 38, 38)",
                        "stem: Conv2d (2, 32, 32)",
                        "stem_norm: InstanceNorm2d (2, 32, 32)",
                        "relu_1: Relu (2, 32, 32)",
                        "down_1: Conv2d (4, 16, 16)",
                        "down_1_norm: InstanceNorm2d (4, 16, 16)",
                        "relu_2: Relu (4, 16, 16)",
                        "down_2: Conv2d (8, 8, 8)",
                        "down_2_norm: InstanceNorm2d (8, 8, 8)",
                        "trunk: Relu (8, 8, 8)",
                        "reflection_pad2d_2: ReflectionPad2d (8, 10, 10)",
                        "block_1_first: Conv2d (8, 8, 8)",
                        "block_1_first_norm: InstanceNorm2d (8, 8, 8)",
                        "relu_4: Relu (8, 8, 8)",
                        "reflection_pad2d_3: ReflectionPad2d (8, 10, 10)",
                        "block_1_second: Conv2d (8, 8, 8)",
                        "block_1_second_norm: InstanceNorm2d (8, 8, 8)",
                        "block_1: Add (8, 8, 8)",
                        "up_1: ConvTranspose2d (4, 16, 16)",
                        "up_1_norm: InstanceNorm2d (4, 16, 16)",
                        "relu_5: Relu (4, 16, 16)",
                        "up_2: ConvTranspose2d (2, 32, 32)",
                        "up_2_norm: InstanceNorm2d (2, 32, 32)",
                        "relu_6: Relu (2, 32, 32)",
                        "reflection_pad2d_4: ReflectionPad2d (2, 38, 38)",
                        "image: Conv2d (3, 32, 32)",
                        "tanh_1: Tanh (3, 32, 32)");
        assertThat(network.nodes().get(17).inputs()).containsExactly("block_1_second_norm", "trunk");
        assertThat(layers(network)).contains(InstanceNorm2d.of(8).withoutAffine());
    }

    /**
     * pytorch-CycleGAN-and-pix2pix prints 11.378 M for its resnet_9blocks: 11,378,179. Ours leaves out the 5,248 biases before
     * normalizations, which those undo.
     */
    @Test
    void network_ofThePapersSize_hasAsManyWeightsAsThePyTorchOne() {
        Shape image = Shape.of(3, 256, 256);
        assertThat(ResidualTranslator.of(64).translator(image, image).weightCount())
                .isEqualTo(11_378_179 - 5_248);
    }

    @ParameterizedTest
    @CsvSource({"8, 3", "32, 3", "60, 3", "64, 6", "128, 6", "256, 9"})
    void blocks_thatAreNotSet_followFromTheSize(int side, int blocks) {
        Shape image = Shape.of(1, side, side + 4);
        Network network = ResidualTranslator.of(2).translator(image, image);
        assertThat(network.outputShape()).isEqualTo(image);
        assertThat(layers(network).stream().filter(Add.class::isInstance)).hasSize(blocks);
    }

    @Test
    void upsampling_nearest_hasNoTransposedConvolution() {
        Network network =
                ResidualTranslator.of(2).upsampling(Upsampling.NEAREST).translator(COLOR, COLOR);
        assertThat(layers(network)).noneMatch(ConvTranspose2d.class::isInstance);
        assertThat(lines(network))
                .contains("upsample_nearest2d_2: UpsampleNearest2d (4, 32, 32)", "up_2: Conv2d (2, 32, 32)");
    }

    @Test
    void normalization_none_leavesNone() {
        Network network =
                ResidualTranslator.of(2).normalization(Normalization.NONE).translator(COLOR, COLOR);
        assertThat(layers(network)).noneMatch(InstanceNorm2d.class::isInstance);
    }

    @Test
    void sizeOrSetting_thatDoesNotFit_isRefused() {
        ResidualTranslator recipe = ResidualTranslator.of(2);
        Shape odd = Shape.of(1, 32, 30);
        assertThatThrownBy(() -> recipe.translator(odd, odd))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a residual translator needs sides that are multiples of 4 and at least 8, (1, 32, 30) has one"
                                + " of 30: the nearest are 28 and 32");
        Shape tiny = Shape.of(1, 4, 4);
        assertThatThrownBy(() -> recipe.translator(tiny, tiny))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a residual translator needs sides that are multiples of 4 and at least 8, (1, 4, 4) has one"
                                + " of 4: the nearest is 8");
        assertThatThrownBy(() -> recipe.translator(COLOR, tiny))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a residual translator needs images of one size, not (3, 32, 32) and (1, 4, 4)");
        assertThatThrownBy(() -> recipe.blocks(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("blocks must be at least 1, was 0");
        assertThatThrownBy(() -> recipe.features(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("features must be at least 1, was -1");
    }
}
