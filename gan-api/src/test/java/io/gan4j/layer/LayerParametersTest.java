package io.gan4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each layer: the parameters that it owns, and what they begin with. */
class LayerParametersTest {
    static Stream<Arguments> owned() {
        return Stream.of(
                Arguments.of(Linear.of(5, 7), "weight(7, 5) bias(7)"),
                Arguments.of(Conv2d.of(3, 4, 5, 1, 0), "weight(4, 3, 5, 5) bias(4)"),
                Arguments.of(Conv2d.of(3, 4, 5, 1, 0).withoutBias(), "weight(4, 3, 5, 5)"),
                Arguments.of(ConvTranspose2d.of(3, 4, 5, 1, 0), "weight(3, 4, 5, 5) bias(4)"),
                Arguments.of(ConvTranspose2d.of(3, 4, 5, 1, 0).withoutBias(), "weight(3, 4, 5, 5)"),
                Arguments.of(BatchNorm.of(4), "weight(4) bias(4) running_mean(4)* running_var(4)*"),
                Arguments.of(BatchNorm.of(4).withoutAffine(), "running_mean(4)* running_var(4)*"),
                Arguments.of(InstanceNorm2d.of(4), "weight(4) bias(4)"),
                Arguments.of(InstanceNorm2d.of(4).withoutAffine(), ""),
                Arguments.of(Conv2d.of(4, 6, 3, 1, 0).groups(2), "weight(6, 2, 3, 3) bias(6)"),
                Arguments.of(Conv2d.depthwise(4, 3, 1, 0), "weight(4, 1, 3, 3) bias(4)"),
                Arguments.of(ConvTranspose2d.of(4, 6, 3, 1, 0).groups(2), "weight(4, 3, 3, 3) bias(6)"),
                Arguments.of(Embedding.of(5, 7), "weight(5, 7)"),
                Arguments.of(new SpectralNorm(Embedding.of(5, 7)), "weight(5, 7) weight_u(7)* weight_v(5)*"),
                Arguments.of(LayerNorm.of(Shape.of(2, 3, 4)), "weight(2, 3, 4) bias(2, 3, 4)"),
                Arguments.of(PixelNorm.standard(), ""),
                Arguments.of(VirtualBatchNorm.of(4, 2), "weight(4) bias(4) reference_mean(4)* reference_var(4)*"),
                Arguments.of(new SpectralNorm(Linear.of(5, 7)), "weight(7, 5) bias(7) weight_u(7)* weight_v(5)*"),
                Arguments.of(
                        new SpectralNorm(Conv2d.of(3, 4, 5, 1, 0).withoutBias()),
                        "weight(4, 3, 5, 5) weight_u(4)* weight_v(75)*"),
                Arguments.of(
                        new SpectralNorm(ConvTranspose2d.of(3, 4, 5, 1, 0)),
                        "weight(3, 4, 5, 5) bias(4) weight_u(4)* weight_v(75)*"),
                Arguments.of(MinibatchDiscrimination.of(5, 7, 2), "weight(5, 14) running_mean(7)*"),
                Arguments.of(MinibatchStdDev.standard(), "running_mean(1)*"),
                Arguments.of(PRelu.of(4), "weight(4)"),
                Arguments.of(new Relu(), ""));
    }

    /** PyTorch's names and shapes; statistics are marked by an asterisk. */
    @ParameterizedTest
    @MethodSource("owned")
    void parameters_haveTheNamesAndShapesOfPyTorch(Layer layer, String expected) {
        String[] texts = layer.parameters().stream()
                .map(p -> p.name() + p.shape() + (p.role() == Parameter.Role.STATISTIC ? "*" : ""))
                .toArray(String[]::new);
        assertThat(String.join(" ", texts)).isEqualTo(expected);
    }

    /** PyTorch's fan-in is the second axis of the weight times the kernel, for transposed convolutions too. */
    @Test
    void weights_byDefault_areThoseOfPyTorch() {
        assertThat(Linear.of(16, 3).weights()).isEqualTo(Init.uniform(0.25f));
        assertThat(Conv2d.of(4, 3, 2, 1, 0).weights()).isEqualTo(Init.uniform(0.25f));
        assertThat(ConvTranspose2d.of(3, 4, 2, 1, 0).weights()).isEqualTo(Init.uniform(0.25f));
        assertThat(Linear.of(16, 3).parameters().get(1).init()).isEqualTo(Init.uniform(0.25f));
        assertThat(Conv2d.of(4, 3, 2, 1, 0).parameters().get(1).init()).isEqualTo(Init.constant(0));
    }

    /** A group's weights are those of PyTorch for as many inputs as the group has; weights that were chosen stay. */
    @Test
    void weights_ofGroups_followFromWhatAGroupSees() {
        assertThat(Conv2d.of(16, 4, 2, 1, 0).groups(4).weights()).isEqualTo(Init.uniform(0.25f));
        assertThat(Conv2d.of(16, 4, 2, 1, 0).groups(4).groups(1)).isEqualTo(Conv2d.of(16, 4, 2, 1, 0));
        assertThat(ConvTranspose2d.of(4, 16, 2, 1, 0).groups(4).weights()).isEqualTo(Init.uniform(0.25f));
        assertThat(Conv2d.of(4, 4, 2, 1, 0).weights(Init.DCGAN).groups(4).weights())
                .isEqualTo(Init.DCGAN);
        assertThat(Embedding.of(10, 4).parameters().get(0).init()).isEqualTo(Init.normal(0, 1));
        assertThat(Init.glorot(10, 14)).isEqualTo(Init.uniform(0.5f));
    }

    @Test
    void pRelu_byDefault_beginsWithPyTorchsSlope() {
        assertThat(PRelu.of(2).parameters().get(0).init()).isEqualTo(Init.constant(0.25f));
        assertThat(new PRelu(2, 0).parameters().get(0).init()).isEqualTo(Init.constant(0));
    }

    /**
     * In a weight of four outputs in twos the first two rows are equal, and so are the last two; the rows are those drawn for
     * two.
     */
    @Test
    void repeatedWeights_areAlikeInConsecutiveOutputs() {
        Init drawn = Init.normal(0, 1);
        float[] weights = Init.repeated(drawn, 2)
                .tensor(Shape.of(4, 3), RandomStream.of(5))
                .values();
        float[] rows = drawn.tensor(Shape.of(2, 3), RandomStream.of(5)).values();
        assertThat(weights)
                .containsExactly(
                        rows[0], rows[1], rows[2], rows[0], rows[1], rows[2], rows[3], rows[4], rows[5], rows[3],
                        rows[4], rows[5]);
    }

    @Test
    void repeatedWeights_ofOutputsThatDoNotDivide_areRefused() {
        Init init = Init.repeated(Init.DCGAN, 4);
        assertThatThrownBy(() -> init.tensor(Shape.of(6, 3), RandomStream.of(5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the outputs of a weight of shape (6, 3) cannot be alike 4 at a time");
        assertThatThrownBy(() -> Init.repeated(Init.DCGAN, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("times must be at least 2, was 1");
    }
}
