package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.engine.Precision;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is tapped is what the layer gave, though activations overwrite what nobody else takes. */
class TapsTest {
    private static final int COUNT = 2;
    private static final Network NETWORK = Network.from("x", Shape.of(2))
            .linear(2)
            .leakyRelu(0.5f)
            .linear(2)
            .leakyRelu(0.5f)
            .build();
    /** The first layer is -2 times the identity, the second exchanges the two features and adds 1. */
    private static final Map<String, Tensor> PARAMETERS = Map.of(
            "linear_1.weight", Tensor.of(Shape.of(2, 2), -2, 0, 0, -2),
            "linear_1.bias", Tensor.zeros(Shape.of(2)),
            "linear_2.weight", Tensor.of(Shape.of(2, 2), 0, 1, 1, 0),
            "linear_2.bias", Tensor.of(Shape.of(2), 1, 1));

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"LEARN", "FROZEN"})
    void taps_ofLayersAndInputs_giveWhatTheseGave(Mode mode) {
        try (Applied applied = Applied.tapped(NETWORK, PARAMETERS, "linear_2", "x", "linear_1", "leaky_relu_1")) {
            assertThat(applied.value(mode, COUNT, 1, -1, 4, -3))
                    .containsExactly(
                            // the output, linear_2
                            3,
                            0,
                            7,
                            -1.5,
                            3,
                            0,
                            7,
                            -3,
                            // x, linear_1, leaky_relu_1
                            1,
                            -1,
                            4,
                            -3,
                            -2,
                            2,
                            -8,
                            6,
                            -1,
                            2,
                            -4,
                            6);
        }
    }

    @Test
    void evaluation_ofANetworkWithTaps_givesTheOutputAlone() {
        try (Applied applied = Applied.tapped(NETWORK, PARAMETERS, "linear_2")) {
            assertThat(applied.value(Mode.EVALUATE, 1, 4, -3)).containsExactly(7, -1.5);
        }
    }

    @Test
    void activation_behindATap_leavesItAlone() {
        assertThat(NetworkScript.method("n", NETWORK, Mode.LEARN, List.of("linear_1"), Precision.FLOAT32))
                .contains("torch.leaky_relu(x_linear_1, 0.5)", "torch.leaky_relu_(x_linear_2, 0.5)")
                .endsWith("return [x_leaky_relu_2, x_linear_1]\n");
        assertThat(NetworkScript.method("n", NETWORK, Mode.EVALUATE, List.of("linear_1"), Precision.FLOAT32))
                .isEqualTo(NetworkScript.method("n", NETWORK, Mode.EVALUATE));
    }

    @Test
    void tap_besideReferenceSamples_givesTheBatchAlone() {
        Network network = Network.from("x", Shape.of(2))
                .linear(2)
                .virtualBatchNorm(3)
                .tanh()
                .linear(1)
                .build();
        double[] x = Applied.normal(COUNT * 2, 1);
        try (Applied applied = Applied.tapped(network, HandPlayed.trained(network, 2), "x", "tanh_1")) {
            double[] values = applied.reference(3, Applied.normal(6, 3)).value(Mode.LEARN, COUNT, x);
            assertThat(values).hasSize(COUNT * (1 + 2 + 2));
            assertThat(Arrays.copyOfRange(values, COUNT, COUNT * 3)).containsExactly(x);
            double[] features = Arrays.copyOfRange(values, COUNT * 3, COUNT * 5);
            double[] weight = applied.parameter("linear_2.weight");
            double bias = applied.parameter("linear_2.bias")[0];
            for (int i = 0; i < COUNT; i++) {
                double score = weight[0] * features[2 * i] + weight[1] * features[2 * i + 1] + bias;
                assertThat(values[i]).isCloseTo(score, within(1e-12));
            }
        }
    }

    @Test
    void tap_ofAnUnknownName_isRefused() {
        assertThatThrownBy(() -> NetworkScript.method("n", NETWORK, Mode.LEARN, List.of("linear_3"), Precision.FLOAT32))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no input or layer is named 'linear_3'");
    }
}
