package io.gan4j.architecture;

import static io.gan4j.architecture.Networks.layers;
import static io.gan4j.architecture.Networks.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.layer.Conv2d;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import org.junit.jupiter.api.Test;

class GanClsTest {
    private static final Shape IMAGE = Shape.of(3, 16, 16);
    private static final GanCls RECIPE = GanCls.of(2);

    @Test
    void generator_isDcgans_ofTheLatentAndFeaturesOfTheSentence() {
        Network network = RECIPE.generator(5, 7, IMAGE);
        assertThat(network.inputs())
                .containsExactly(new Network.Input("z", Shape.of(5)), new Network.Input("sentence", Shape.of(7)));
        assertThat(lines(network).subList(0, 3))
                .containsExactly(
                        "sentence_projection: Linear (128)",
                        "sentence_features: LeakyRelu (128)",
                        "condition: Concat (133)");
        Network plain = Dcgan.of(2).generator(133, IMAGE);
        assertThat(layers(network).subList(3, layers(network).size())).isEqualTo(layers(plain));
        assertThat(network.outputShape()).isEqualTo(IMAGE);
        assertThat(network.weightCount()).isEqualTo(plain.weightCount() + 8 * 128);
    }

    @Test
    void trunk_isDcgansDiscriminatorWithoutItsLastConvolution() {
        Network plain = Dcgan.of(2).discriminator(IMAGE);
        assertThat(lines(RECIPE.trunk(IMAGE)))
                .isEqualTo(lines(plain).subList(0, lines(plain).size() - 2));
        assertThat(RECIPE.trunk(IMAGE).outputShape()).isEqualTo(Shape.of(4, 4, 4));
    }

    @Test
    void head_looksAtFeaturesAndSentenceTogether() {
        Network head = RECIPE.head(7, IMAGE);
        assertThat(lines(head))
                .containsExactly(
                        "sentence_projection: Linear (128)",
                        "sentence_features: LeakyRelu (128)",
                        "reshape_1: Reshape (128, 1, 1)",
                        "sentence_everywhere: UpsampleNearest2d (128, 4, 4)",
                        "concat_1: Concat (132, 4, 4)",
                        "conv2d_1: Conv2d (4, 4, 4)",
                        "batch_norm_1: BatchNorm (4, 4, 4)",
                        "leaky_relu_2: LeakyRelu (4, 4, 4)",
                        "conv2d_2: Conv2d (1, 1, 1)",
                        "score: Reshape (1)");
        assertThat(head.inputs())
                .containsExactly(
                        new Network.Input("features", Shape.of(4, 4, 4)), new Network.Input("sentence", Shape.of(7)));
        assertThat(layers(head)).filteredOn(Conv2d.class::isInstance).hasSize(2);
    }

    @Test
    void image_thatIsNoSquare_isRefused() {
        assertThatThrownBy(() -> RECIPE.trunk(Shape.of(3, 16, 32)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ganCls makes square images, the data's samples have shape (3, 16, 32): resize them while"
                        + " reading");
    }

    @Test
    void features_below1_areRefused() {
        assertThatThrownBy(() -> RECIPE.features(0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("generatorFeatures must be at least 1, was 0");
        assertThatThrownBy(() -> new GanCls(1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("discriminatorFeatures must be at least 1, was 0");
    }
}
