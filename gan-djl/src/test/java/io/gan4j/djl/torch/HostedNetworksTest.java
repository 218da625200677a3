package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableMap;
import io.gan4j.djl.DjlBackend;
import io.gan4j.engine.Device;
import io.gan4j.engine.HostedNetworks;
import io.gan4j.game.Player;
import io.gan4j.game.Sgd;
import io.gan4j.inference.LoadOptions;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.ModelFormat;
import io.gan4j.inference.Runner;
import io.gan4j.network.Network;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Networks on libtorch that no game is played with. */
class HostedNetworksTest {
    private static final Shape IMAGE = Shape.of(2, 4, 4);
    private static final Shape ONE = Shape.of(1);

    private static final Network GENERATOR = Network.from("z", Shape.of(3))
            .linear(2 * 2 * 2)
            .reshape(Shape.of(2, 2, 2))
            .batchNorm()
            .relu()
            .convTranspose2d(2, 4, 2, 1)
            .tanh()
            .build();
    private static final Network CRITIC = Network.from("x", IMAGE)
            .conv2d(3, 4, 2, 1)
            .spectralNorm()
            .leakyRelu(0.2f)
            .dropout(0.5f)
            .flatten()
            .linear(1)
            .build();

    private static Player frozen(String name, Network network) {
        return Player.frozen(name, network, HandPlayed.trained(network, name.length()));
    }

    private static HostedNetworks host(Player... players) {
        return new DjlBackend().host(List.of(players), Device.CPU, 1);
    }

    /** What ONNX Runtime makes of the same weights. */
    private static float[] byOnnx(Player player, ModelCard card, float[] inputs, int count) {
        ModelFormat format = ModelFormat.find();
        byte[] file = format.write(player.network(), player.weights(), card);
        try (Runner runner = format.read(file, LoadOptions.defaults()).runner()) {
            return runner.run(inputs, count);
        }
    }

    @Test
    void evaluators_computeWhatOnnxRuntimeDoes() {
        Player generator = frozen("generator", GENERATOR);
        Player critic = frozen("critic", CRITIC);
        float[] latents = HandPlayed.normal(5 * 3, 1);
        ModelCard card = ModelCard.generator(3, Prior.NORMAL, IMAGE);
        try (HostedNetworks hosted = host(generator, critic);
                Runner generates = hosted.evaluator("generator");
                Runner judges = hosted.evaluator("critic")) {
            float[] images = generates.run(latents, 5);
            assertThat(images).usingComparatorWithPrecision(1e-5f).containsExactly(byOnnx(generator, card, latents, 5));
            assertThat(judges.run(images, 5))
                    .usingComparatorWithPrecision(1e-5f)
                    .containsExactly(byOnnx(critic, card.ofDiscriminator(IMAGE), images, 5));
        }
    }

    @Test
    void networks_tellTheirDeviceAndCopiesOfTheirWeights() {
        Player critic = frozen("critic", CRITIC);
        try (HostedNetworks hosted = host(critic)) {
            assertThat(hosted.device()).isEqualTo("CPU, 1 thread");
            assertThat(hosted.parameters("critic")).isEqualTo(critic.weights());
            float[] image = HandPlayed.normal(IMAGE.size(), 2);
            float[] before = hosted.evaluator("critic").run(image, 1);
            hosted.parameters("critic").values().forEach(tensor -> Arrays.fill(tensor.values(), 9));
            assertThat(hosted.evaluator("critic").run(image, 1)).isEqualTo(before);
        }
    }

    /** Batches of 1 and 3, and of 2 and 6: their means are 2 and 4, their unbiased variances 2 and 8. */
    @Test
    void statistics_ofAHostedNetwork_areComputedFromItsBatches() {
        Network network = Network.from("x", ONE).linear(1).batchNorm().build();
        Map<String, Tensor> weights = ImmutableMap.of(
                "linear_1.weight", Tensor.of(Shape.of(1, 1), 1),
                "linear_1.bias", Tensor.of(ONE, 0),
                "batch_norm_1.weight", Tensor.of(ONE, 1),
                "batch_norm_1.bias", Tensor.of(ONE, 0),
                "batch_norm_1.running_mean", Tensor.of(ONE, 100),
                "batch_norm_1.running_var", Tensor.of(ONE, 100));
        try (HostedNetworks hosted = host(Player.frozen("one", network, weights))) {
            hosted.computeStatistics("one", List.of(List.of(new float[] {1, 3}), List.of(new float[] {2, 6})));
            Map<String, Tensor> after = hosted.parameters("one");
            assertThat(after.get("batch_norm_1.running_mean").values()).containsExactly(3);
            assertThat(after.get("batch_norm_1.running_var").values()).containsExactly(5);
            // (13 - 3) / sqrt(5)
            assertThat((double) hosted.evaluator("one").run(new float[] {13}, 1)[0])
                    .isCloseTo(10 / Math.sqrt(5), within(1e-4));
        }
    }

    @Test
    void playerThatLearns_isNotHosted() {
        assertThatThrownBy(() -> host(Player.of("critic", CRITIC, Sgd.of(1))).close())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a game needs players, and phases unless all of them are frozen");
    }

    @Test
    void networks_thatAreClosed_areOfNoUse() {
        HostedNetworks hosted = host(frozen("critic", CRITIC));
        Runner runner = hosted.evaluator("critic");
        hosted.close();
        hosted.close();
        assertThatThrownBy(() -> hosted.parameters("critic"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this game is closed");
        assertThatThrownBy(() -> runner.run(new float[IMAGE.size()], 1)).isInstanceOf(IllegalStateException.class);
    }
}
