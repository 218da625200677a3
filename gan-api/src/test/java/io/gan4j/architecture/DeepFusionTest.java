package io.gan4j.architecture;

import static io.gan4j.architecture.Networks.layers;
import static io.gan4j.architecture.Networks.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.layer.BatchNorm;
import io.gan4j.layer.Conv2d;
import io.gan4j.layer.Init;
import io.gan4j.layer.InstanceNorm2d;
import io.gan4j.layer.Layer;
import io.gan4j.layer.Linear;
import io.gan4j.layer.SpectralNorm;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeepFusionTest {
    private static final int LATENT = 32;
    private static final int SENTENCE = 64;
    private static final DeepFusion RECIPE = DeepFusion.of(16);

    /** Counted apart from this code, layer by layer: linear (in + 1) out, convolution (k k in + 1) out. */
    @ParameterizedTest
    @CsvSource({
        "3, 32, 463_491, 377_664, 55_808",
        "3, 64, 990_083, 787_648, 55_808",
        "1, 28, 222_945, 90_144, 38_432",
        "4, 16, 153684, 90576, 37376"
    })
    void networks_haveAsManyWeightsAsAreCounted(int channels, int side, int generator, int trunk, int head) {
        Shape image = Shape.of(channels, side, side);
        assertThat(RECIPE.generator(LATENT, SENTENCE, image).weightCount()).isEqualTo(generator);
        assertThat(RECIPE.trunk(image).weightCount()).isEqualTo(trunk);
        assertThat(RECIPE.head(SENTENCE, image).weightCount()).isEqualTo(head);
    }

    @ParameterizedTest
    @CsvSource({"1, 8, 4", "3, 28, 7", "3, 32, 4", "4, 64, 4", "3, 48, 6", "1, 20, 5", "3, 224, 7", "3, 256, 4"})
    void image_isMadeOfAndHalvedToItsInnermostSize(int channels, int side, int base) {
        Shape image = Shape.of(channels, side, side);
        DeepFusion narrow = DeepFusion.of(1);
        Network generator = narrow.generator(5, 6, image);
        assertThat(generator.inputs())
                .containsExactly(new Network.Input("z", Shape.of(5)), new Network.Input("sentence", Shape.of(6)));
        assertThat(generator.outputShape()).isEqualTo(image);
        assertThat(generator.shape("reshape_1").height()).isEqualTo(base);
        Network trunk = narrow.trunk(image);
        assertThat(trunk.outputShape().height()).isEqualTo(base);
        Network head = narrow.head(6, image);
        assertThat(head.inputs())
                .containsExactly(
                        new Network.Input("features", trunk.outputShape()), new Network.Input("sentence", Shape.of(6)));
        assertThat(head.outputShape()).isEqualTo(Shape.of(1));
    }

    @Test
    void generator_of8Pixels_isThatOfThePaper() {
        Network network = DeepFusion.of(3).generator(2, 5, Shape.of(1, 8, 8));
        assertThat(lines(network).stream().filter(line -> !line.contains("(6)") && !line.contains("(3)")))
                .containsExactly(
                        "condition: Concat (7)",
                        "linear_1: Linear (96)",
                        "reshape_1: Reshape (6, 4, 4)",
                        "upsample_nearest2d_1: UpsampleNearest2d (6, 8, 8)",
                        "modulate_1: Modulate (6, 8, 8)",
                        "leaky_relu_1: LeakyRelu (6, 8, 8)",
                        "modulate_2: Modulate (6, 8, 8)",
                        "leaky_relu_2: LeakyRelu (6, 8, 8)",
                        "conv2d_1: Conv2d (3, 8, 8)",
                        "modulate_3: Modulate (3, 8, 8)",
                        "leaky_relu_3: LeakyRelu (3, 8, 8)",
                        "modulate_4: Modulate (3, 8, 8)",
                        "leaky_relu_4: LeakyRelu (3, 8, 8)",
                        "conv2d_2: Conv2d (3, 8, 8)",
                        "conv2d_3: Conv2d (3, 8, 8)",
                        "add_1: Add (3, 8, 8)",
                        "leaky_relu_5: LeakyRelu (3, 8, 8)",
                        "conv2d_4: Conv2d (1, 8, 8)",
                        "tanh_1: Tanh (1, 8, 8)");
        assertThat(lines(network).subList(4, 8))
                .as("what computes the first layer's factors")
                .containsExactly(
                        "linear_2: Linear (6)",
                        "relu_1: Relu (6)",
                        "up_8_fusion_1_affine_1_gamma: Linear (6)",
                        "linear_4: Linear (6)");
        assertThat(network.nodes().get(4).inputs()).containsExactly("condition");
    }

    @Test
    void discriminator_of16Pixels_isThatOfThePaper() {
        DeepFusion recipe = DeepFusion.of(2);
        assertThat(lines(recipe.trunk(Shape.of(3, 16, 16))))
                .containsExactly(
                        "conv2d_1: Conv2d (2, 16, 16)",
                        "conv2d_2: Conv2d (4, 8, 8)",
                        "leaky_relu_1: LeakyRelu (4, 8, 8)",
                        "conv2d_3: Conv2d (4, 8, 8)",
                        "leaky_relu_2: LeakyRelu (4, 8, 8)",
                        "down_8_gate: Conv2d (4, 8, 8)",
                        "conv2d_5: Conv2d (4, 16, 16)",
                        "avg_pool2d_1: AvgPool2d (4, 8, 8)",
                        "add_1: Add (4, 8, 8)",
                        "conv2d_6: Conv2d (8, 4, 4)",
                        "leaky_relu_3: LeakyRelu (8, 4, 4)",
                        "conv2d_7: Conv2d (8, 4, 4)",
                        "leaky_relu_4: LeakyRelu (8, 4, 4)",
                        "down_4_gate: Conv2d (8, 4, 4)",
                        "conv2d_9: Conv2d (8, 8, 8)",
                        "avg_pool2d_2: AvgPool2d (8, 4, 4)",
                        "add_2: Add (8, 4, 4)");
        assertThat(lines(recipe.head(5, Shape.of(3, 16, 16))))
                .containsExactly(
                        "reshape_1: Reshape (5, 1, 1)",
                        "sentence_everywhere: UpsampleNearest2d (5, 4, 4)",
                        "concat_1: Concat (13, 4, 4)",
                        "conv2d_1: Conv2d (4, 4, 4)",
                        "leaky_relu_1: LeakyRelu (4, 4, 4)",
                        "conv2d_2: Conv2d (1, 1, 1)",
                        "score: Reshape (1)");
    }

    @Test
    void networks_normalizeNothing() {
        Shape image = Shape.of(3, 32, 32);
        assertThat(layers(RECIPE.generator(LATENT, SENTENCE, image))).noneMatch(DeepFusionTest::normalizes);
        assertThat(layers(RECIPE.trunk(image))).noneMatch(DeepFusionTest::normalizes);
        assertThat(layers(RECIPE.head(SENTENCE, image))).noneMatch(DeepFusionTest::normalizes);
    }

    private static boolean normalizes(Layer layer) {
        return layer instanceof BatchNorm || layer instanceof InstanceNorm2d || layer instanceof SpectralNorm;
    }

    @Test
    void affineLayers_atFirst_scaleByOneAndShiftByNothing() {
        Network network = DeepFusion.of(2).generator(3, 4, Shape.of(1, 8, 8));
        assertThat(layers(network).stream().filter(Linear.constant(4, 4, 1)::equals))
                .hasSize(2);
        assertThat(layers(network).stream().filter(Linear.constant(4, 4, 0)::equals))
                .hasSize(2);
        assertThat(layers(network).stream().filter(Linear.constant(2, 2, 1)::equals))
                .hasSize(2);
        assertThat(layers(network).stream().filter(Linear.constant(2, 2, 0)::equals))
                .hasSize(2);
        Map<String, Tensor> values = network.initialise(1);
        assertThat(values.get("up_8_fusion_1_affine_1_gamma.bias").values()).containsOnly(1);
        assertThat(values.get("up_8_fusion_1_affine_1_gamma.weight").values()).containsOnly(0);
        assertThat(values.get("up_8_fusion_2_affine_2_beta.bias").values()).containsOnly(0);
    }

    @Test
    void blocksOfTheTrunk_atFirst_poolAlone() {
        Network trunk = DeepFusion.of(2).trunk(Shape.of(3, 16, 16));
        assertThat(trunk.initialise(1).get("down_8_gate.weight").values()).containsOnly(0);
        assertThat(layers(trunk))
                .contains(Conv2d.depthwise(8, 1, 1, 0).withoutBias().weights(Init.constant(0)));
    }

    @Test
    void sample_ofAnotherSize_isRefusedWithTheSizesThatThereAre() {
        for (Shape shape : new Shape[] {
            Shape.of(3, 32, 64), Shape.of(3, 30, 30), Shape.of(1, 4, 4), Shape.of(1, 512, 512), Shape.of(2)
        }) {
            assertThatThrownBy(() -> RECIPE.generator(LATENT, SENTENCE, shape))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "deepFusion makes square images of 8 to 256 pixels a side that can be halved until 4 to 7 are"
                                    + " left, such as 28, 32, 48 or 64, the data's samples have shape " + shape
                                    + ": resize them while reading");
        }
    }

    @Test
    void features_below1_areRefused() {
        assertThatThrownBy(() -> new DeepFusion(0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("generatorFeatures must be at least 1, was 0");
        assertThatThrownBy(() -> RECIPE.features(1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("discriminatorFeatures must be at least 1, was 0");
    }
}
