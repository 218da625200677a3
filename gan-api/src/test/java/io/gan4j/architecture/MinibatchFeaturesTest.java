package io.gan4j.architecture;

import static io.gan4j.architecture.Networks.DIGIT;
import static io.gan4j.architecture.Networks.layers;
import static io.gan4j.architecture.Networks.lines;
import static io.gan4j.architecture.Networks.parameters;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.layer.Bias;
import io.gan4j.layer.Conv2d;
import io.gan4j.layer.ConvTranspose2d;
import io.gan4j.layer.Init;
import io.gan4j.layer.LeakyRelu;
import io.gan4j.layer.Linear;
import io.gan4j.layer.MinibatchDiscrimination;
import io.gan4j.layer.MinibatchStdDev;
import io.gan4j.layer.Reshape;
import io.gan4j.layer.SpectralNorm;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import org.junit.jupiter.api.Test;

class MinibatchFeaturesTest {
    private static final Dcgan DCGAN = Dcgan.of(4);

    private static Network discrimination(Network plain) {
        return NetworkPractices.none().minibatchDiscrimination(6, 5).discriminator(plain, 2);
    }

    private static Network stdDev(Network plain) {
        return NetworkPractices.none().minibatchStdDev(4).discriminator(plain, 2);
    }

    @Test
    void discrimination_ofVectors_lengthensTheLastLayersInput() {
        Network discriminator = discrimination(Mlp.of(8).discriminator(Shape.of(2)));
        assertThat(lines(discriminator))
                .endsWith(
                        "leaky_relu_2: LeakyRelu (8)",
                        "minibatch_discrimination_1: MinibatchDiscrimination (14)",
                        "linear_3: Linear (1)");
        assertThat(layers(discriminator)).endsWith(MinibatchDiscrimination.of(8, 6, 5), Linear.of(14, 1));
        assertThat(parameters(discriminator, MinibatchDiscrimination.class))
                .containsExactly(
                        "minibatch_discrimination_1.weight (8, 30)", "minibatch_discrimination_1.running_mean (6)");
    }

    @Test
    void discrimination_byDefault_isOfThePapersCode() {
        Network discriminator = NetworkPractices.none()
                .minibatchDiscrimination()
                .discriminator(Mlp.of(8).discriminator(Shape.of(2)), 2);
        assertThat(layers(discriminator)).endsWith(MinibatchDiscrimination.of(8, 100, 5), Linear.of(108, 1));
    }

    /** The last convolution covers the 16 images of 4x4 and so is a linear layer; it keeps its initial weights. */
    @Test
    void discrimination_ofDcgan_makesItsLastConvolutionLinear() {
        assertThat(layers(discrimination(DCGAN.discriminator(DIGIT))))
                .endsWith(
                        new LeakyRelu(0.2f),
                        new Reshape(Shape.of(256)),
                        MinibatchDiscrimination.of(256, 6, 5),
                        new Linear(262, 1, Init.DCGAN));
    }

    @Test
    void discrimination_ofDcgan_dropsTheNeedlessFlattening() {
        assertThat(lines(discrimination(DCGAN.discriminator(DIGIT))))
                .endsWith(
                        "leaky_relu_3: LeakyRelu (16, 4, 4)",
                        "reshape_1: Reshape (256)",
                        "minibatch_discrimination_1: MinibatchDiscrimination (262)",
                        "linear_1: Linear (1)");
    }

    @Test
    void discrimination_ofAResidualNetwork_keepsItsNames() {
        assertThat(lines(discrimination(Networks.residual())))
                .endsWith(
                        "tanh_1: Tanh (8, 2, 2)",
                        "reshape_1: Reshape (32)",
                        "minibatch_discrimination_1: MinibatchDiscrimination (38)",
                        "score: Linear (1)");
    }

    @Test
    void discrimination_onTheInputItself_takesItsShape() {
        Network plain = Network.from("x", Shape.of(3)).linear(1).build();
        assertThat(layers(discrimination(plain))).containsExactly(MinibatchDiscrimination.of(3, 6, 5), Linear.of(9, 1));
    }

    /** PyTorch's bound is that of 32 inputs and then of 38. */
    @Test
    void initialWeights_ofPyTorch_followTheNumberOfInputs() {
        Network plain = Network.from("x", Shape.of(8, 2, 2))
                .add(Conv2d.covering(Shape.of(8, 2, 2), 1))
                .flatten()
                .build();
        assertThat(layers(discrimination(plain))).endsWith(Linear.of(38, 1));
    }

    @Test
    void output_thatIsAnImageOfOnePixel_staysOne() {
        Network plain = Network.from("x", Shape.of(8, 2, 2))
                .add(Conv2d.covering(Shape.of(8, 2, 2), 1))
                .sigmoid()
                .flatten()
                .build();
        assertThat(lines(discrimination(plain)))
                .containsExactly(
                        "reshape_1: Reshape (32)",
                        "minibatch_discrimination_1: MinibatchDiscrimination (38)",
                        "linear_1: Linear (1)",
                        "reshape_2: Reshape (1, 1, 1)",
                        "sigmoid_1: Sigmoid (1, 1, 1)",
                        "reshape_3: Reshape (1)");
    }

    @Test
    void discrimination_underSpectralNorm_keepsIt() {
        Network plain = Network.from("x", Shape.of(3))
                .add(new SpectralNorm(Linear.of(3, 1)))
                .build();
        assertThat(layers(discrimination(plain))).endsWith(new SpectralNorm(Linear.of(9, 1)));
    }

    @Test
    void discrimination_again_isReplaced() {
        Network once = discrimination(DCGAN.discriminator(DIGIT));
        assertThat(discrimination(once)).isSameAs(once);
        Network smaller = NetworkPractices.none().minibatchDiscrimination(2, 3).discriminator(once, 2);
        assertThat(layers(smaller)).endsWith(MinibatchDiscrimination.of(256, 2, 3), new Linear(258, 1, Init.DCGAN));
    }

    @Test
    void discrimination_beforeAConvolutionOfPatches_isRefused() {
        Network patches =
                Network.from("x", Shape.of(3, 8, 8)).conv2d(1, 4, 2, 1).build();
        assertThatThrownBy(() -> discrimination(patches))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "minibatch features go before a last layer that is linear or a convolution over "
                                + "its whole input; conv2d_1 is Conv2d[");
    }

    @Test
    void features_ofANetworkWithoutWeights_areRefused() {
        Network plain = Network.from("x", Shape.of(1)).sigmoid().build();
        assertThatThrownBy(() -> stdDev(plain))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a network needs a linear or convolutional layer, this one is x(1); sigmoid_1 = Sigmoid[][x]");
    }

    @Test
    void stdDev_ofVectors_isOneFeatureMore() {
        Network discriminator = stdDev(Mlp.of(8).discriminator(Shape.of(2)));
        assertThat(layers(discriminator)).endsWith(new MinibatchStdDev(4), Linear.of(9, 1));
        assertThat(discriminator.outputShape()).isEqualTo(Shape.of(1));
    }

    @Test
    void stdDev_ofDcgan_isOneChannelMore() {
        Network plain = DCGAN.discriminator(DIGIT);
        Network discriminator = stdDev(plain);
        assertThat(lines(discriminator))
                .endsWith(
                        "leaky_relu_3: LeakyRelu (16, 4, 4)",
                        "minibatch_std_dev_1: MinibatchStdDev (17, 4, 4)",
                        "conv2d_4: Conv2d (1, 1, 1)",
                        "reshape_1: Reshape (1)");
        assertThat(layers(discriminator)).contains(new Conv2d(17, 1, 4, 4, 1, 0, Bias.ZERO, Init.DCGAN));
        assertThat(discriminator.weightCount()).isEqualTo(plain.weightCount() + 16);
    }

    @Test
    void stdDev_beforePatches_isOneChannelMore() {
        Network patches =
                Network.from("x", Shape.of(3, 8, 8)).conv2d(1, 4, 2, 1).build();
        assertThat(layers(stdDev(patches))).containsExactly(new MinibatchStdDev(4), Conv2d.of(4, 1, 4, 2, 1));
    }

    @Test
    void stdDev_again_isReplaced() {
        Network once = stdDev(DCGAN.discriminator(DIGIT));
        assertThat(stdDev(once)).isSameAs(once);
        Network larger = NetworkPractices.none().minibatchStdDev(8).discriminator(once, 2);
        assertThat(larger.outputShape()).isEqualTo(Shape.of(1));
        assertThat(layers(larger)).contains(new MinibatchStdDev(8)).doesNotContain(new MinibatchStdDev(4));
    }

    @Test
    void stdDev_beforeATransposedConvolution_isRefused() {
        Network plain = Network.from("x", Shape.of(1, 2, 2))
                .add(ConvTranspose2d.doubling(1, 1))
                .build();
        assertThatThrownBy(() -> stdDev(plain))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("conv_transpose2d_1 is ConvTranspose2d[");
    }

    /** The map first, so that both see it: 17 channels of 4x4 are 272 numbers, and the kernels add 6. */
    @Test
    void both_ofDcgan_standOneAfterTheOther() {
        Network discriminator = NetworkPractices.none()
                .minibatchDiscrimination(6, 5)
                .minibatchStdDev(4)
                .discriminator(DCGAN.discriminator(DIGIT), 2);
        assertThat(lines(discriminator))
                .endsWith(
                        "minibatch_std_dev_1: MinibatchStdDev (17, 4, 4)",
                        "reshape_1: Reshape (272)",
                        "minibatch_discrimination_1: MinibatchDiscrimination (278)",
                        "linear_1: Linear (1)");
    }
}
