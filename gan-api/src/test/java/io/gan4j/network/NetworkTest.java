package io.gan4j.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import io.gan4j.layer.Add;
import io.gan4j.layer.Concat;
import io.gan4j.layer.Init;
import io.gan4j.layer.Parameter;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NetworkTest {
    /** The example in the class's documentation. */
    private static Network example() {
        return Network.from("x", Shape.of(1, 28, 28))
                .weights(Init.DCGAN)
                .conv2d(64, 4, 2, 1)
                .leakyRelu(0.2f)
                .conv2d(128, 4, 2, 1)
                .batchNorm()
                .leakyRelu(0.2f)
                .flatten()
                .linear(1)
                .build();
    }

    /** The example in the builder's documentation. */
    private static Network residual() {
        return Network.from("x", Shape.of(64))
                .linear(64)
                .name("trunk")
                .relu()
                .linear(64)
                .name("branch")
                .join(new Add(), "trunk", "branch")
                .build();
    }

    @Test
    void layers_withoutNames_areNamedByKindAndNumber() {
        assertThat(example().nodes().stream().map(Network.Node::name))
                .containsExactly(
                        "conv2d_1",
                        "leaky_relu_1",
                        "conv2d_2",
                        "batch_norm_1",
                        "leaky_relu_2",
                        "reshape_1",
                        "linear_1");
    }

    @Test
    void layers_inALine_takeFromTheOneBefore() {
        assertThat(example().nodes().stream().map(Network.Node::inputs))
                .containsExactly(
                        ImmutableList.of("x"),
                        ImmutableList.of("conv2d_1"),
                        ImmutableList.of("leaky_relu_1"),
                        ImmutableList.of("conv2d_2"),
                        ImmutableList.of("batch_norm_1"),
                        ImmutableList.of("leaky_relu_2"),
                        ImmutableList.of("reshape_1"));
    }

    @Test
    void shapes_ofALine_areInferred() {
        assertThat(example().nodes().stream().map(n -> n.shape().toString()))
                .containsExactly(
                        "(64, 14, 14)", "(64, 14, 14)", "(128, 7, 7)", "(128, 7, 7)", "(128, 7, 7)", "(6272)", "(1)");
        assertThat(example().outputShape()).isEqualTo(Shape.of(1));
    }

    @Test
    void parameters_haveTheLayersNameBeforeTheirOwn() {
        assertThat(example().parameters().stream().map(Parameter::name))
                .containsExactly(
                        "conv2d_1.weight",
                        "conv2d_1.bias",
                        "conv2d_2.weight",
                        "conv2d_2.bias",
                        "batch_norm_1.weight",
                        "batch_norm_1.bias",
                        "batch_norm_1.running_mean",
                        "batch_norm_1.running_var",
                        "linear_1.weight",
                        "linear_1.bias");
    }

    @Test
    void parameters_ofOneRole_leaveTheOtherOut() {
        assertThat(example().parameters(Parameter.Role.STATISTIC).stream().map(Parameter::name))
                .containsExactly("batch_norm_1.running_mean", "batch_norm_1.running_var");
        assertThat(example().parameters(Parameter.Role.WEIGHT)).hasSize(8);
    }

    /** 64 (16 + 1) + 128 (64 16 + 1) + 2 128 + 6272 + 1. */
    @Test
    void weights_areCountedWithoutStatistics() {
        assertThat(example().weightCount()).isEqualTo(1088 + 131_200 + 256 + 6273);
    }

    @Test
    void summary_isATable() {
        assertThat(example().summary().lines())
                .containsExactly(
                        "x                    input            (1, 28, 28)                 0",
                        "conv2d_1             Conv2d           (64, 14, 14)            1,088",
                        "leaky_relu_1         LeakyRelu        (64, 14, 14)                0",
                        "conv2d_2             Conv2d           (128, 7, 7)           131,200",
                        "batch_norm_1         BatchNorm        (128, 7, 7)               256",
                        "leaky_relu_2         LeakyRelu        (128, 7, 7)                 0",
                        "reshape_1            Reshape          (6272)                      0",
                        "linear_1             Linear           (1)                     6,273",
                        "138,817 parameters");
    }

    @Test
    void text_holdsAllSettings() {
        assertThat(residual())
                .hasToString("x(64); trunk = Linear[inFeatures=64, outFeatures=64, weights=Uniform[bound=0.125]][x]; "
                        + "relu_1 = Relu[][trunk]; "
                        + "branch = Linear[inFeatures=64, outFeatures=64, weights=Uniform[bound=0.125]][relu_1]; "
                        + "add_1 = Add[][trunk, branch]");
    }

    @Test
    void networks_ofEqualLayers_areEqual() {
        assertThat(example()).isEqualTo(example()).hasSameHashCodeAs(example()).isNotEqualTo(residual());
        Network other = Network.from("x", Shape.of(3)).linear(1).build();
        assertThat(Network.from("y", Shape.of(3)).linear(1).build()).isNotEqualTo(other);
        assertThat(Network.from("x", Shape.of(3)).weights(Init.DCGAN).linear(1).build())
                .isNotEqualTo(other);
    }

    @Test
    void branches_areJoinedByName() {
        Network.Node sum = residual().output();
        assertThat(sum.name()).isEqualTo("add_1");
        assertThat(sum.inputs()).containsExactly("trunk", "branch");
        assertThat(sum.shape()).isEqualTo(Shape.of(64));
    }

    @Test
    void inputs_ofANetwork_mayBeSeveral() {
        Network network = Network.from("x", Shape.of(1, 4, 4))
                .input("label", Shape.of(10))
                .linear(16)
                .reshape(Shape.of(1, 4, 4))
                .name("spread")
                .join(new Concat(), "x", "spread")
                .build();
        assertThat(network.inputs())
                .containsExactly(new Network.Input("x", Shape.of(1, 4, 4)), new Network.Input("label", Shape.of(10)));
        assertThat(network.outputShape()).isEqualTo(Shape.of(2, 4, 4));
    }

    @Test
    void initialValues_ofASeed_areTheSameEachTime() {
        assertThat(example().initialise(5)).isEqualTo(example().initialise(5));
        assertThat(example().initialise(5).get("linear_1.weight"))
                .isNotEqualTo(example().initialise(6).get("linear_1.weight"));
    }

    @Test
    void initialValues_haveTheParametersNamesAndShapes() {
        Map<String, Tensor> values = example().initialise(0);
        assertThat(values.keySet())
                .containsExactlyElementsOf(
                        example().parameters().stream().map(Parameter::name).toList());
        example()
                .parameters()
                .forEach(p -> assertThat(values.get(p.name()).shape()).isEqualTo(p.shape()));
    }

    @Test
    void initialValues_areDrawnFromTheStreamOfSeedAndPlace() {
        float[] expected = new float[64 * 16];
        RandomStream.of(5, 0).fillNormal(expected, 0, 0.02f);
        assertThat(example().initialise(5).get("conv2d_1.weight").values()).containsExactly(expected);
        assertThat(Arrays.copyOf(expected, 3))
                .containsExactly(0.003259860211983323f, -0.0012273137690499425f, 0.03408610075712204f);
    }

    /** The standard error of a deviation from 131,072 numbers is 0.02 / sqrt(2 n), 4e-5. */
    @Test
    void initialValues_haveTheirDistribution() {
        Map<String, Tensor> values = example().initialise(1);
        float[] weights = values.get("conv2d_2.weight").values();
        double square = 0;
        for (float weight : weights) {
            square += (double) weight * weight / weights.length;
        }
        assertThat(Math.sqrt(square)).isCloseTo(0.02, within(2e-4));
        assertThat(values.get("conv2d_2.bias").values()).containsOnly(0);
        assertThat(values.get("batch_norm_1.running_var").values()).containsOnly(1);
        assertThat(values.get("batch_norm_1.running_mean").values()).containsOnly(0);
    }

    @Test
    void initialValues_byDefault_stayWithinPyTorchsBound() {
        Network network = Network.from("x", Shape.of(100)).linear(50).build();
        float[] weights = network.initialise(3).get("linear_1.weight").values();
        assertThat(weights).hasSize(5000);
        for (float weight : weights) {
            assertThat(weight).isBetween(-0.1f, 0.1f);
        }
        assertThat(List.of(weights[0], weights[1])).doesNotHaveDuplicates();
    }

    @Test
    void shape_byName_isThatOfTheInputOrLayer() {
        assertThat(example().shape("x")).isEqualTo(Shape.of(1, 28, 28));
        assertThat(example().shape("batch_norm_1")).isEqualTo(Shape.of(128, 7, 7));
        assertThatThrownBy(() -> example().shape("linear_2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no input or layer is named 'linear_2'");
    }

    @Test
    void penultimate_isWhatTheLastLayerWithWeightsTakes() {
        assertThat(example().penultimate()).isEqualTo("reshape_1");
        assertThat(Network.from("x", Shape.of(2))
                        .linear(3)
                        .relu()
                        .linear(1)
                        .tanh()
                        .build()
                        .penultimate())
                .isEqualTo("relu_1");
        assertThat(Network.from("x", Shape.of(2)).linear(3).build().penultimate())
                .isEqualTo("x");
        assertThatThrownBy(() -> Network.from("x", Shape.of(2)).relu().build().penultimate())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a network without weights has no features");
    }

    /** The weight and the vectors, which the layer's own name precedes, are only changed in the vectors. */
    @Test
    void initialValues_ofSpectralNorm_areSingularVectorsOfTheWeight() {
        NetworkBuilder plain = Network.from("x", Shape.of(3)).linear(2);
        Map<String, Tensor> values = plain.spectralNorm().build().initialise(4);
        float[] weight = values.get("linear_1.weight").values();
        assertThat(weight)
                .containsExactly(Network.from("x", Shape.of(3))
                        .linear(2)
                        .build()
                        .initialise(4)
                        .get("linear_1.weight")
                        .values());
        // the larger eigenvalue of W W^T, a matrix (a, b; b, c), in closed form
        double a = 0;
        double b = 0;
        double c = 0;
        double product = 0;
        float[] u = values.get("linear_1.weight_u").values();
        float[] v = values.get("linear_1.weight_v").values();
        for (int i = 0; i < 3; i++) {
            a += weight[i] * weight[i];
            b += weight[i] * weight[3 + i];
            c += weight[3 + i] * weight[3 + i];
            product += v[i] * (u[0] * weight[i] + u[1] * weight[3 + i]);
        }
        double sigma = Math.sqrt((a + c) / 2 + Math.sqrt((a - c) * (a - c) / 4 + b * b));
        assertThat(product).isCloseTo(sigma, within(1e-3 * sigma));
        assertThat(u[0] * u[0] + u[1] * u[1]).isCloseTo(1f, within(1e-6f));
        assertThat(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]).isCloseTo(1f, within(1e-6f));
    }
}
