package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import com.google.common.collect.ImmutableMap;
import io.gan4j.game.Expr;
import io.gan4j.game.Game;
import io.gan4j.game.Player;
import io.gan4j.game.Schedule;
import io.gan4j.game.Sgd;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batch statistics computed anew, for a generator whose batch normalisation follows a linear layer. */
class StandingStatisticsTest {
    private static final int LATENT = 3;
    private static final int FEATURES = 4;
    private static final int SAMPLES = 5;
    private static final int BATCHES = 3;
    private static final String MEAN = "batch_norm_1.running_mean";
    private static final String VARIANCE = "batch_norm_1.running_var";

    private static Network network(boolean dropout) {
        NetworkBuilder network = Network.from("z", Shape.of(LATENT)).linear(FEATURES);
        if (dropout) {
            network.dropout(0.5f);
        }
        return network.batchNorm().relu().linear(2).build();
    }

    private static HandPlayed played(Network network, Schedule.@Nullable Averaging decay) {
        Player player = Player.of("generator", network, Sgd.of(0.5)).average(decay);
        Game game = HandPlayed.onePlayer(
                player,
                ImmutableMap.of("z", Shape.of(LATENT)),
                Expr.apply("generator", Expr.input("z")).square().mean());
        return HandPlayed.with(game, SAMPLES, Map.of("generator", HandPlayed.trained(network, 4)));
    }

    private static List<float[]> batches() {
        List<float[]> batches = new ArrayList<>();
        for (int i = 0; i < BATCHES; i++) {
            batches.add(HandPlayed.normal(SAMPLES * LATENT, 20 + i));
        }
        return batches;
    }

    /** The means over the batches of each batch's mean and unbiased variance, of the features after the linear layer. */
    private static double[][] expected(Map<String, Tensor> parameters) {
        LinearJava linear = LinearJava.of(LATENT, FEATURES);
        double[][] means = new double[2][FEATURES];
        for (float[] batch : batches()) {
            double[] features = linear.apply(linear.row(parameters), TwoLayers.doubles(batch));
            for (int f = 0; f < FEATURES; f++) {
                double mean = 0;
                for (int n = 0; n < SAMPLES; n++) {
                    mean += features[n * FEATURES + f] / SAMPLES;
                }
                double squares = 0;
                for (int n = 0; n < SAMPLES; n++) {
                    squares += Math.pow(features[n * FEATURES + f] - mean, 2);
                }
                means[0][f] += mean / BATCHES;
                means[1][f] += squares / (SAMPLES - 1) / BATCHES;
            }
        }
        return means;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void statistics_computedAnew_areMeansOverTheBatches(boolean dropout) {
        try (HandPlayed played = played(network(dropout), null)) {
            Map<String, Tensor> before = played.parameters("generator");
            double[][] expected = expected(before);
            played.game()
                    .computeStatistics(
                            "generator", batches().stream().map(List::of).toList());
            Map<String, Tensor> after = played.parameters("generator");
            assertThat(TwoLayers.doubles(after.get(MEAN).values())).containsExactly(expected[0], within(1e-5));
            assertThat(TwoLayers.doubles(after.get(VARIANCE).values())).containsExactly(expected[1], within(1e-5));
            assertThat(after.get(MEAN)).isNotEqualTo(before.get(MEAN));
            Map<String, Tensor> others = new HashMap<>(after);
            others.put(MEAN, before.get(MEAN));
            others.put(VARIANCE, before.get(VARIANCE));
            assertThat(others).isEqualTo(before);
        }
    }

    /** The average of statistics along the way is replaced by the statistics of the averaged weights. */
    @Test
    void statistics_ofAnAverage_areThoseOfItsWeights() {
        Network network = network(false);
        try (HandPlayed played = played(network, new Schedule.Averaging(0.5f))) {
            for (int step = 0; step < 4; step++) {
                played.step(Feeds.of(1, step, 4, SAMPLES));
            }
            Map<String, Tensor> before = played.state();
            double[][] expected = expected(played.parameters("generator"));
            played.game()
                    .computeStatistics(
                            "generator", batches().stream().map(List::of).toList());
            Map<String, Tensor> used = played.parameters("generator");
            assertThat(TwoLayers.doubles(used.get(MEAN).values())).containsExactly(expected[0], within(1e-5));
            assertThat(TwoLayers.doubles(used.get(VARIANCE).values())).containsExactly(expected[1], within(1e-5));
            Map<String, Tensor> after = played.state();
            assertThat(after.keySet().stream().filter(name -> !after.get(name).equals(before.get(name))))
                    .containsExactlyInAnyOrder("generator.average." + MEAN, "generator.average." + VARIANCE);
        }
    }

    @Test
    void evaluation_afterwards_usesThem() {
        Network network = network(false);
        float[] z = HandPlayed.normal(2 * LATENT, 3);
        try (HandPlayed played = played(network, null)) {
            float[] before = played.evaluate("generator", z, 2);
            played.game()
                    .computeStatistics(
                            "generator", batches().stream().map(List::of).toList());
            float[] after = played.evaluate("generator", z, 2);
            assertThat(HandPlayed.difference(before, after)).isGreaterThan(1e-3);
            try (HandPlayed other = HandPlayed.evaluating(network, played.parameters("generator"))) {
                assertThat(other.evaluate("evaluated", z, 2)).containsExactly(after);
            }
        }
    }

    @Test
    void network_withoutBatchNormalisation_staysAsItIs() {
        Network network = Network.from("z", Shape.of(LATENT))
                .linear(2)
                .spectralNorm()
                .linear(2)
                .build();
        try (HandPlayed played = played(network, null)) {
            Map<String, Tensor> before = played.state();
            played.game()
                    .computeStatistics(
                            "generator", batches().stream().map(List::of).toList());
            assertThat(played.state()).isEqualTo(before);
        }
    }

    /** Two samples 0 and 2 give o = exp(-2), 0 and 1 give exp(-1), the same sample twice gives 1. */
    @Test
    void minibatchStatistics_areMeansOverTheBatchesToo() {
        Network network = Network.from("z", Shape.of(1))
                .minibatchDiscrimination(1, 1)
                .name("others")
                .build();
        Map<String, Tensor> parameters =
                Map.of("others.weight", Tensor.of(Shape.of(1, 1), 1), "others.running_mean", Tensor.of(Shape.of(1), 7));
        List<float[]> batches = List.of(new float[] {0, 2}, new float[] {1, 0}, new float[] {5, 5});
        Map<String, Tensor> found = StandingStatistics.of(
                network, parameters, batches.stream().map(List::of).toList(), Device.cpu());
        assertThat(found.get("others.running_mean").values())
                .containsExactly(new float[] {(float) ((Math.exp(-2) + Math.exp(-1) + 1) / 3)}, within(1e-6f));
    }

    @Test
    void arrays_thatAreTaken_areGivenBack() {
        try (HandPlayed played = played(network(false), null)) {
            int live = played.liveArrays();
            played.game()
                    .computeStatistics(
                            "generator", batches().stream().map(List::of).toList());
            assertThat(played.liveArrays()).isEqualTo(live);
        }
    }
}
