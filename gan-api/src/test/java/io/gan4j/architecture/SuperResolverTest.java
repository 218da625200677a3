package io.gan4j.architecture;

import static io.gan4j.architecture.Networks.layers;
import static io.gan4j.architecture.Networks.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.layer.Scale;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuperResolverTest {
    private static final Shape SMALL = Shape.of(3, 7, 5);
    private static final Shape DOUBLE = Shape.of(3, 14, 10);

    @Test
    void network_ofOneBlock_isThatOfThePaperOverTheEnlargedImage() {
        Network network = SuperResolver.of(2, 4).blocks(1).translator(SMALL, DOUBLE);
        assertThat(network.inputs()).containsExactly(new Network.Input("input", SMALL));
        assertThat(lines(network))
                .containsExactly(
                        "conv2d_1: Conv2d (4, 7, 5)",
                        "stem: PRelu (4, 7, 5)",
                        "conv2d_2: Conv2d (4, 7, 5)",
                        "p_relu_2: PRelu (4, 7, 5)",
                        "conv2d_3: Conv2d (4, 7, 5)",
                        "block_1: Add (4, 7, 5)",
                        "conv2d_4: Conv2d (4, 7, 5)",
                        "add_2: Add (4, 7, 5)",
                        "conv2d_5: Conv2d (16, 7, 5)",
                        "pixel_shuffle_1: PixelShuffle (4, 14, 10)",
                        "p_relu_3: PRelu (4, 14, 10)",
                        "image: Conv2d (3, 14, 10)",
                        "enlarged: UpsampleNearest2d (3, 14, 10)",
                        "add_3: Add (3, 14, 10)");
        assertThat(network.nodes().get(5).inputs()).containsExactly("conv2d_3", "stem");
        assertThat(network.nodes().get(7).inputs()).containsExactly("conv2d_4", "stem");
    }

    /** 3 64 9^2 + 16 (2 64^2 3^2 + 64) + 64^2 3^2 + 2 (64 256 3^2 + 64) + 64 3 9^2, slopes included, and biases. */
    @Test
    void network_ofThePapersSize_hasItsWeights() {
        Network network =
                SuperResolver.of(4, 64).blocks(16).plain().translator(Shape.of(3, 24, 24), Shape.of(3, 96, 96));
        long convolutions = 2L * 3 * 64 * 81 + 33L * 64 * 64 * 9 + 2L * 64 * 256 * 9;
        long slopes = 64L * (1 + 16 + 2);
        long biases = 64L * (1 + 33) + 2 * 256 + 3;
        assertThat(network.weightCount()).isEqualTo(convolutions + slopes + biases);
        assertThat(network.output().name()).isEqualTo("image");
    }

    @ParameterizedTest
    @CsvSource({"2, 14, 10", "4, 28, 20"})
    void dense_network_makesTheLargerImage(int scale, int height, int width) {
        Network network = SuperResolver.of(scale, 4).blocks(2).dense().translator(SMALL, Shape.of(3, height, width));
        assertThat(network.outputShape()).isEqualTo(Shape.of(3, height, width));
        assertThat(layers(network).stream().filter(new Scale(0.2f)::equals))
                .as("of three dense blocks and the whole, twice")
                .hasSize(8);
        assertThat(lines(network))
                .contains("concat_4: Concat (12, 7, 5)", "block_1_1: Add (4, 7, 5)", "block_1: Add (4, 7, 5)");
    }

    /** All pixels that one pixel becomes begin equal, so that no checkerboard shows. */
    @Test
    void weights_beforeAPixelShuffle_beginAlike() {
        Map<String, Tensor> parameters =
                SuperResolver.of(2, 4).blocks(1).translator(SMALL, DOUBLE).initialise(5);
        float[] weights = parameters.get("conv2d_5.weight").values();
        int row = weights.length / 16;
        for (int i = 0; i < weights.length; i++) {
            assertThat(weights[i]).isEqualTo(weights[i / row / 4 * 4 * row + i % row]);
        }
        assertThat(weights[0]).isNotEqualTo(weights[4 * row]);
    }

    @Test
    void sizeOrSetting_thatDoesNotFit_isRefused() {
        SuperResolver recipe = SuperResolver.of(4, 8);
        assertThatThrownBy(() -> recipe.translator(SMALL, DOUBLE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a super-resolver of scale 4 makes (3, 28, 20) of (3, 7, 5), not (3, 14, 10)");
        assertThatThrownBy(() -> recipe.translator(SMALL, Shape.of(1, 28, 20)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a super-resolver of scale 4 makes (3, 28, 20) of (3, 7, 5), not (1, 28, 20)");
        assertThatThrownBy(() -> recipe.translator(Shape.of(4), SMALL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a super-resolver takes images (channels, height, width), not (4)");
        assertThatThrownBy(() -> SuperResolver.of(3, 8))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("scale must be 2 or 4, was 3");
        assertThatThrownBy(() -> recipe.features(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("features must be at least 2, was 1");
        assertThatThrownBy(() -> recipe.blocks(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("blocks must be at least 1, was 0");
    }
}
