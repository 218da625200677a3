package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.layer.Add;
import io.gan4j.layer.Bias;
import io.gan4j.layer.Channels;
import io.gan4j.layer.Concat;
import io.gan4j.layer.Conv2d;
import io.gan4j.layer.ConvTranspose2d;
import io.gan4j.layer.Init;
import io.gan4j.layer.Layer;
import io.gan4j.layer.Parameter;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Convolutions that are written as something else give the same numbers, gradients and gradients of gradients. */
class ConvolutionScriptTest {
    private static final int COUNT = 2;
    private static final Conv2d HALVING = Conv2d.halving(256, 64).withoutBias();
    private static final ConvTranspose2d DOUBLING =
            ConvTranspose2d.doubling(256, 64).withoutBias();

    @Test
    void convolutionOfFewPixels_isThatOfItsHalves() {
        Shape input = Shape.of(256, 4, 4);
        Conv2d half = Conv2d.halving(256, 32).withoutBias();
        Network halves = Network.from("x", input)
                .add(half)
                .name("a")
                .branch("x")
                .add(half)
                .name("b")
                .join(new Concat(), "a", "b")
                .build();
        assertThat(source(HALVING, input)).contains("self.convolved_at_once(");
        check(of(HALVING, input), halves);
    }

    @Test
    void transposedConvolutionOfFewPixels_isThatOfItsHalves() {
        Shape input = Shape.of(256, 2, 2);
        ConvTranspose2d half = ConvTranspose2d.doubling(128, 64).withoutBias();
        Network halves = Network.from("x", input)
                .add(new Channels(0, 128))
                .add(half)
                .name("a")
                .branch("x")
                .add(new Channels(128, 256))
                .add(half)
                .name("b")
                .join(new Add(), "a", "b")
                .build();
        assertThat(source(DOUBLING, input)).contains("self.spread_at_once(");
        check(of(DOUBLING, input), halves);
    }

    /** A sum over channels of which each half is too few for the other way round. */
    @Test
    void convolutionToFewChannels_isThatOfItsParts() {
        Shape input = Shape.of(8, 5, 4);
        Conv2d whole = new Conv2d(8, 1, 3, 2, 1, 1, Bias.NONE, Init.DCGAN);
        Conv2d part = new Conv2d(2, 1, 3, 2, 1, 1, Bias.NONE, Init.DCGAN);
        NetworkBuilder parts = Network.from("x", input);
        for (int i = 0; i < 4; i++) {
            parts.branch("x").add(new Channels(2 * i, 2 * i + 2)).add(part).name("part_" + i);
        }
        parts.join(new Add(), "part_0", "part_1").name("a");
        parts.join(new Add(), "part_2", "part_3").name("b");
        assertThat(source(whole, input)).contains("torch.flip(");
        check(of(whole, input), parts.join(new Add(), "a", "b").build());
    }

    @Test
    void otherConvolutions_areConvolutions() {
        assertThat(source(HALVING, Shape.of(256, 8, 8))).contains("torch.conv2d(");
        assertThat(source(Conv2d.halving(128, 64), Shape.of(128, 4, 4))).contains("torch.conv2d(");
        assertThat(source(DOUBLING, Shape.of(256, 4, 4))).contains("torch.conv_transpose2d(");
        assertThat(source(Conv2d.of(8, 3, 3, 1, 1), Shape.of(8, 4, 4))).contains("torch.conv2d(");
        assertThat(source(Conv2d.of(8, 2, 1, 1, 0), Shape.of(8, 4, 4))).contains("torch.conv2d(");
        assertThat(source(Conv2d.of(8, 2, 3, 2, 1), Shape.of(8, 4, 4))).contains("torch.conv2d(");
        assertThat(source(Conv2d.of(8, 2, 3, 1, 3), Shape.of(8, 4, 4))).contains("torch.conv2d(");
    }

    private static Network of(Layer layer, Shape input) {
        return Network.from("x", input).add(layer).build();
    }

    private static String source(Layer layer, Shape input) {
        return NetworkScript.method("n", of(layer, input), Mode.LEARN);
    }

    /** The parts' weights lie one behind the other in that of the whole, so that all numbers come in the same order. */
    private static void check(Network whole, Network parts) {
        Map<String, Tensor> weights = HandPlayed.trained(whole, 3);
        float[] all = weights.get(whole.parameters().get(0).name()).values();
        Map<String, Tensor> dealt = new HashMap<>();
        List<Parameter> parameters = parts.parameters();
        int from = 0;
        for (Parameter parameter : parameters) {
            int to = from + parameter.shape().size();
            dealt.put(parameter.name(), Tensor.of(parameter.shape(), Arrays.copyOfRange(all, from, to)));
            from = to;
        }
        double[] x = Applied.normal(2 * COUNT * whole.inputs().get(0).shape().size(), 7);
        double[] first = Arrays.copyOf(x, x.length / 2);
        try (Applied one = Applied.of(whole, weights);
                Applied two = Applied.of(parts, dealt)) {
            assertThat(one.value(Mode.LEARN, COUNT, first))
                    .containsExactly(two.value(Mode.LEARN, COUNT, first), within(1e-9));
            assertThat(one.gradient(Mode.LEARN, COUNT, x))
                    .containsExactly(two.gradient(Mode.LEARN, COUNT, x), within(1e-6));
            assertThat(one.penalty(Mode.LEARN, COUNT, first))
                    .containsExactly(two.penalty(Mode.LEARN, COUNT, first), within(1e-6));
        }
    }
}
