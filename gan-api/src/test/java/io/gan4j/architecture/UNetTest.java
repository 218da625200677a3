package io.gan4j.architecture;

import static io.gan4j.architecture.Networks.layers;
import static io.gan4j.architecture.Networks.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.layer.Add;
import io.gan4j.layer.BatchNorm;
import io.gan4j.layer.Channels;
import io.gan4j.layer.Conv2d;
import io.gan4j.layer.ConvTranspose2d;
import io.gan4j.layer.Dropout;
import io.gan4j.layer.Init;
import io.gan4j.layer.InstanceNorm2d;
import io.gan4j.layer.Tanh;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UNetTest {
    private static final Shape GREY = Shape.of(1, 32, 32);
    private static final Shape COLOR = Shape.of(3, 32, 32);

    @ParameterizedTest
    @CsvSource({"64, 64, 6", "32, 32, 5", "28, 28, 2", "48, 48, 4", "64, 32, 5", "4, 4, 2", "8, 12, 2", "512, 512, 8"})
    void image_isHalvedAsOftenAsBothSidesAreEven(int height, int width, int levels) {
        Network network = UNet.of(2).translator(Shape.of(1, height, width), Shape.of(3, height, width));
        assertThat(network.outputShape()).isEqualTo(Shape.of(3, height, width));
        assertThat(network.nodes().stream().filter(node -> node.layer() instanceof Conv2d))
                .hasSize(levels);
        assertThat(network.shape("down_" + levels).height()).isEqualTo(height >> levels);
    }

    /** Levels of 8, 4, 2 and 1 pixels a side: normalized are those of 8 and 4 but the first, on the way up 4 and 8. */
    @Test
    void network_of16Pixels_isThatOfThePaper() {
        Network network = UNet.of(2).translator(Shape.of(1, 16, 16), Shape.of(3, 16, 16));
        assertThat(network.inputs()).containsExactly(new Network.Input("input", Shape.of(1, 16, 16)));
        assertThat(lines(network))
                .containsExactly(
                        "down_1: Conv2d (2, 8, 8)",
                        "leaky_relu_1: LeakyRelu (2, 8, 8)",
                        "down_2: Conv2d (4, 4, 4)",
                        "down_2_norm: InstanceNorm2d (4, 4, 4)",
                        "leaky_relu_2: LeakyRelu (4, 4, 4)",
                        "down_3: Conv2d (8, 2, 2)",
                        "leaky_relu_3: LeakyRelu (8, 2, 2)",
                        "down_4: Conv2d (16, 1, 1)",
                        "relu_1: Relu (16, 1, 1)",
                        "up_3: ConvTranspose2d (8, 2, 2)",
                        "concat_1: Concat (16, 2, 2)",
                        "relu_2: Relu (16, 2, 2)",
                        "up_2: ConvTranspose2d (4, 4, 4)",
                        "up_2_norm: InstanceNorm2d (4, 4, 4)",
                        "concat_2: Concat (8, 4, 4)",
                        "relu_3: Relu (8, 4, 4)",
                        "up_1: ConvTranspose2d (2, 8, 8)",
                        "up_1_norm: InstanceNorm2d (2, 8, 8)",
                        "concat_3: Concat (4, 8, 8)",
                        "relu_4: Relu (4, 8, 8)",
                        "image: ConvTranspose2d (3, 16, 16)",
                        "tanh_1: Tanh (3, 16, 16)");
        assertThat(layers(network))
                .contains(InstanceNorm2d.of(4).withoutAffine())
                .contains(Conv2d.halving(2, 4).withoutBias().weights(Init.DCGAN))
                .contains(ConvTranspose2d.doubling(4, 3).weights(Init.DCGAN));
        assertThat(network.nodes().get(10).inputs()).containsExactly("down_3", "up_3");
    }

    /**
     * pytorch-CycleGAN-and-pix2pix prints 54.414 M for its unet_256: 54,413,955. Ours has a bias in two layers more, the first
     * of 64 and the innermost of 512 channels, behind which no normalization comes.
     */
    @Test
    void network_ofThePapersSize_hasAsManyWeightsAsThePyTorchOne() {
        Network network =
                UNet.of(64).normalization(Normalization.BATCH).translator(Shape.of(3, 256, 256), Shape.of(3, 256, 256));
        assertThat(network.weightCount()).isEqualTo(54_413_955 + 64 + 512);
    }

    @Test
    void levels_thatAreSet_areKeptTo() {
        Network network = UNet.of(2).levels(3).translator(COLOR, COLOR);
        assertThat(network.shape("down_3")).isEqualTo(Shape.of(8, 4, 4));
        assertThat(layers(network).stream().filter(InstanceNorm2d.class::isInstance))
                .as("down_2, up_2 and up_1")
                .hasSize(3);
    }

    @Test
    void normalization_none_givesEveryConvolutionABias() {
        Network network = UNet.of(2).normalization(Normalization.NONE).translator(COLOR, COLOR);
        assertThat(layers(network)).noneMatch(layer -> layer instanceof InstanceNorm2d || layer instanceof BatchNorm);
        assertThat(network.parameters().stream().filter(p -> p.name().endsWith(".bias")))
                .hasSize(10);
    }

    @Test
    void dropout_follows_theThreeInnermostLevelsOfTheWayUp() {
        Network network = UNet.of(2).dropout(0.5).translator(Shape.of(1, 128, 128), Shape.of(1, 128, 128));
        assertThat(network.nodes().stream()
                        .filter(node -> node.layer().equals(new Dropout(0.5f)))
                        .map(Network.Node::name))
                .containsExactly("up_6_dropout", "up_5_dropout", "up_4_dropout");
    }

    @Test
    void upsampling_nearest_repeatsPixelsBeforeConvolutionsOf3() {
        Network network = UNet.of(2).levels(2).upsampling(Upsampling.NEAREST).translator(GREY, COLOR);
        assertThat(lines(network).subList(3, lines(network).size()))
                .containsExactly(
                        "relu_1: Relu (4, 8, 8)",
                        "upsample_nearest2d_1: UpsampleNearest2d (4, 16, 16)",
                        "up_1: Conv2d (2, 16, 16)",
                        "up_1_norm: InstanceNorm2d (2, 16, 16)",
                        "concat_1: Concat (4, 16, 16)",
                        "relu_2: Relu (4, 16, 16)",
                        "upsample_nearest2d_2: UpsampleNearest2d (4, 32, 32)",
                        "image: Conv2d (3, 32, 32)",
                        "tanh_1: Tanh (3, 32, 32)");
    }

    @Test
    void residual_ofFourFrames_addsToTheLast() {
        Network network = UNet.of(2).residual().translator(Shape.of(12, 32, 32), COLOR);
        assertThat(layers(network)).endsWith(new Channels(9, 12), new Add()).doesNotContain(new Tanh());
        assertThat(network.output().inputs()).containsExactly("last", "image");
    }

    @Test
    void residual_ofOneImage_addsToIt() {
        Network network = UNet.of(2).residual().translator(GREY, GREY);
        assertThat(network.output().inputs()).containsExactly("input", "image");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|30|28|a U-Net needs sides that are multiples of 4 and at least 4, (3, 30, 28) has one of 30:"
                        + " the nearest are 28 and 32",
                "0|2|2|a U-Net needs sides that are multiples of 4 and at least 4, (3, 2, 2) has one of 2:"
                        + " the nearest is 4",
                "3|32|28|a U-Net of 3 levels needs sides that are multiples of 8 and at least 8, (3, 32, 28) has one of 28:"
                        + " the nearest are 24 and 32; fewer levels take more sizes"
            })
    void size_thatDoesNotFit_isRefusedWithTheNearestTwo(int levels, int height, int width, String message) {
        UNet recipe = levels == 0 ? UNet.of(2) : UNet.of(2).levels(levels);
        Shape image = Shape.of(3, height, width);
        assertThatThrownBy(() -> recipe.translator(image, image))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void images_thatDoNotGoTogether_areRefused() {
        assertThatThrownBy(() -> UNet.of(2).translator(COLOR, Shape.of(3, 64, 32)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a U-Net needs images of one size, not (3, 32, 32) and (3, 64, 32)");
        assertThatThrownBy(() -> UNet.of(2).translator(Shape.of(9), COLOR))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a U-Net takes images (channels, height, width), not (9)");
        assertThatThrownBy(() -> UNet.of(2).residual().translator(GREY, COLOR))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a residual U-Net adds to the last channels of its input, which has 1 of them, too few for"
                        + " (3, 32, 32)");
    }

    @Test
    void settings_outOfRange_areRefused() {
        UNet recipe = UNet.of(2);
        List<ThrowingCallable> calls = List.of(
                () -> UNet.of(0),
                () -> recipe.levels(1),
                () -> recipe.levels(9),
                () -> recipe.dropout(1),
                () -> recipe.normalization(Normalization.LAYER));
        List<String> messages = List.of(
                "features must be at least 1, was 0",
                "levels must be 2 to 8, was 1",
                "levels must be 2 to 8, was 9",
                "dropout must be in [0, 1), was 1.0",
                "normalization must be INSTANCE, BATCH or NONE, was LAYER");
        for (int i = 0; i < calls.size(); i++) {
            assertThatThrownBy(calls.get(i))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(messages.get(i));
        }
    }
}
