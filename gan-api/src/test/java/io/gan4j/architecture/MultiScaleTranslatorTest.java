package io.gan4j.architecture;

import static io.gan4j.architecture.Networks.layers;
import static io.gan4j.architecture.Networks.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.layer.Conv2d;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import org.junit.jupiter.api.Test;

class MultiScaleTranslatorTest {
    private static final Shape FRAME = Shape.of(1, 8, 16);

    /** Three frames at a quarter, a half and the whole of 8 x 16 pixels. */
    @Test
    void network_ofThreeScales_refinesTheSmallerImage() {
        Network network = MultiScaleTranslator.of(2).scales(3).translator(Shape.of(3, 8, 16), FRAME);
        assertThat(network.inputs()).containsExactly(new Network.Input("input", Shape.of(3, 8, 16)));
        assertThat(lines(network))
                .startsWith(
                        "input_2: AvgPool2d (3, 4, 8)",
                        "input_4: AvgPool2d (3, 2, 4)",
                        "conv2d_1: Conv2d (2, 2, 4)",
                        "relu_1: Relu (2, 2, 4)",
                        "conv2d_2: Conv2d (4, 2, 4)",
                        "relu_2: Relu (4, 2, 4)",
                        "conv2d_3: Conv2d (2, 2, 4)",
                        "relu_3: Relu (2, 2, 4)",
                        "image_4: Conv2d (1, 2, 4)",
                        "enlarged_2: UpsampleNearest2d (1, 4, 8)",
                        "concat_1: Concat (4, 4, 8)")
                .contains("image_2: Add (1, 4, 8)", "enlarged_1: UpsampleNearest2d (1, 8, 16)")
                .endsWith("conv2d_16: Conv2d (1, 8, 16)", "image_1: Add (1, 8, 16)");
        assertThat(network.output().inputs()).containsExactly("conv2d_16", "enlarged_1");
    }

    /** By the published code: the kernels at an eighth, a quarter, a half and the whole, and 16 channels that grow to 64. */
    @Test
    void kernelsAndChannels_of16Features_areThePapers() {
        Network network = MultiScaleTranslator.of(16).translator(Shape.of(12, 32, 32), Shape.of(3, 32, 32));
        assertThat(layers(network).stream()
                        .filter(Conv2d.class::isInstance)
                        .map(Conv2d.class::cast)
                        .map(layer -> layer.kernelHeight() + "x" + layer.outChannels()))
                .containsExactly(
                        "3x16", "3x32", "3x16", "3x3", // an eighth
                        "5x16", "3x32", "3x16", "5x3", // a quarter
                        "5x16", "3x32", "3x64", "3x32", "3x16", "5x3", // a half
                        "7x16", "5x32", "5x64", "5x32", "5x16", "7x3"); // the whole
    }

    @Test
    void smallerImages_areTheLayersOfThoseSizes() {
        MultiScaleTranslator recipe = MultiScaleTranslator.of(2);
        Network network = recipe.translator(Shape.of(2, 16, 24), Shape.of(1, 16, 24));
        assertThat(recipe.smallerImages().keySet()).containsExactly("image_2", "image_4", "image_8");
        recipe.smallerImages()
                .forEach((layer, times) ->
                        assertThat(network.shape(layer)).isEqualTo(Shape.of(1, 16 / times, 24 / times)));
    }

    @Test
    void sizeOrSetting_thatDoesNotFit_isRefused() {
        MultiScaleTranslator recipe = MultiScaleTranslator.of(2);
        Shape frame = Shape.of(1, 32, 28);
        assertThatThrownBy(() -> recipe.translator(frame, frame))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a multi-scale translator of 4 scales needs sides that are multiples of 8 and at least 8,"
                        + " (1, 32, 28) has one of 28: the nearest are 24 and 32; fewer scales take more sizes");
        assertThatThrownBy(() -> recipe.translator(frame, FRAME))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a multi-scale translator needs images of one size, not (1, 32, 28) and (1, 8, 16)");
        assertThatThrownBy(() -> recipe.features(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("features must be at least 1, was 0");
        assertThatThrownBy(() -> recipe.scales(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("scales must be at least 2, was 1");
        assertThatThrownBy(() -> recipe.scales(7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("scales must be at most 6, was 7");
    }
}
