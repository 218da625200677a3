package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.layer.Bias;
import io.gan4j.layer.Conv2d;
import io.gan4j.layer.Fir2d;
import io.gan4j.layer.Init;
import io.gan4j.layer.ModulatedConv2d;
import io.gan4j.layer.Noise;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The layers of style-based generators against other ways to compute the same. */
class StyledLayersTest {
    private static final int COUNT = 3;
    private static final int IN = 4;
    private static final int OUT = 5;
    private static final int SIDE = 6;

    /**
     * The paper's way: every sample has a weight of its own, and all samples are one image with the channels of all, which a
     * convolution in as many groups takes.
     */
    @Test
    void modulatedConvolution_isTheGroupedOneOfScaledWeights() {
        ModulatedConv2d layer = ModulatedConv2d.of(IN, OUT, 3).withoutBias().gain(1);
        Network network = Network.from("x", Shape.of(IN, SIDE, SIDE))
                .input("s", Shape.of(IN))
                .join(layer, "x", "s")
                .name("conv")
                .build();
        Map<String, Tensor> parameters = network.initialise(3);
        float[] weight = parameters.get("conv.weight").values();
        float[] x = HandPlayed.normal(COUNT * IN * SIDE * SIDE, 5);
        float[] styles = HandPlayed.normal(COUNT * IN, 6);
        Shape all = Shape.of(COUNT * IN, SIDE, SIDE);
        Conv2d grouped = new Conv2d(COUNT * IN, COUNT * OUT, 3, 3, 1, 1, Bias.NONE, Init.constant(0), COUNT);
        Network reference = Network.from("x", all).add(grouped).name("conv").build();
        Tensor scaled = Tensor.of(Shape.of(COUNT * OUT, IN, 3, 3), scaled(weight, styles));
        try (HandPlayed played = HandPlayed.evaluating(network, parameters);
                HandPlayed other = HandPlayed.evaluating(reference, Map.of("conv.weight", scaled))) {
            assertThat(played.evaluate("evaluated", List.of(x, styles), COUNT))
                    .containsExactly(other.evaluate("evaluated", x, 1), within(2e-6f));
        }
    }

    private static float[] scaled(float[] weight, float[] styles) {
        float[] scaled = new float[COUNT * weight.length];
        int row = IN * 9;
        for (int out = 0; out < COUNT * OUT; out++) {
            double squares = 1e-8;
            for (int i = 0; i < row; i++) {
                double element = weight[out % OUT * row + i] * styles[out / OUT * IN + i / 9];
                squares += element * element;
                scaled[out * row + i] = (float) element;
            }
            for (int i = 0; i < row; i++) {
                scaled[out * row + i] /= (float) Math.sqrt(squares);
            }
        }
        return scaled;
    }

    /** Whatever the styles and the scale of the weights, inputs of variance 1 give outputs of variance 1. */
    @Test
    void demodulatedOutput_hasTheVarianceOfTheGain() {
        Network network = Network.from("x", Shape.of(16, 16, 16))
                .input("s", Shape.of(16))
                .join(ModulatedConv2d.of(16, 16, 3).withoutBias().gain(1), "x", "s")
                .build();
        List<float[]> inputs = List.of(HandPlayed.normal(8 * 16 * 256, 5), HandPlayed.normal(8 * 16, 6));
        try (HandPlayed played = HandPlayed.evaluating(network, network.initialise(4))) {
            float[] y = played.evaluate("evaluated", inputs, 8);
            double square = 0;
            int inner = 0;
            for (int i = 0; i < y.length; i++) {
                int row = i / 16 % 16;
                int column = i % 16;
                if (row % 15 != 0 && column % 15 != 0) { // at the border zeros are looked at
                    square += y[i] * y[i];
                    inner++;
                }
            }
            assertThat(square / inner).isCloseTo(1, within(0.05));
        }
    }

    /** Zeros enter at the border: in the corner 9 of the 16 quarters that make up a pixel's weight are left. */
    @Test
    void upsampledConstant_staysWhatItIs_butFallsAtTheBorder() {
        Network network = Network.from("x", Shape.of(1, 4, 4))
                .add(new Fir2d(Fir2d.Use.UPSAMPLING))
                .build();
        float[] ones = new float[16];
        Arrays.fill(ones, 1);
        try (HandPlayed played = HandPlayed.evaluating(network, Map.of())) {
            float[] y = played.evaluate("evaluated", ones, 1);
            assertThat(y).hasSize(64);
            assertThat(y[0]).isEqualTo(0.5625f);
            assertThat(y[3]).isEqualTo(0.75f);
            assertThat(y[3 * 8 + 4]).isEqualTo(1);
            assertThat(y[63]).isEqualTo(0.5625f);
        }
    }

    /** Deviates of 1 and -2 with a strength of 3 and a gain of 2; in evaluation the layer's own noise, 10 and 20. */
    @Test
    void noise_whilePlayed_isDrawn_andInEvaluationTheLayersOwn() {
        Network network = Network.from("x", Shape.of(2, 1, 2))
                .add(new Noise(1, 2, 2))
                .name("noise")
                .build();
        Map<String, Tensor> parameters = Map.of(
                "noise.strength", Tensor.of(Shape.of(1), 3),
                "noise.noise", Tensor.of(Shape.of(1, 1, 2), 10, 20));
        try (Applied applied = Applied.of(network, parameters).drawn(1, 1, -2)) {
            for (Mode mode : new Mode[] {Mode.LEARN, Mode.FROZEN}) {
                assertThat(applied.value(mode, 1, 0.5, 0.25, 5, 7)).containsExactly(6.5, -11.75, 11, -5);
            }
            for (Mode mode : new Mode[] {Mode.FIXED, Mode.EVALUATE}) {
                assertThat(applied.value(mode, 1, 0.5, 0.25, 5, 7)).containsExactly(60.5, 120.25, 65, 127);
            }
        }
    }
}
