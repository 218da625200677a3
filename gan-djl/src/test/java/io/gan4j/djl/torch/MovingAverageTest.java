package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableMap;
import io.gan4j.game.Expr;
import io.gan4j.game.Game;
import io.gan4j.game.PhasePlan;
import io.gan4j.game.Player;
import io.gan4j.game.Schedule;
import io.gan4j.game.Sgd;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The moving average of a player's weights and running statistics. */
class MovingAverageTest {
    private static final int BATCH = 8;
    private static final Shape INPUT = Shape.of(3);
    private static final Schedule.Averaging DECAY = new Schedule.Averaging(0.3f);
    private static final int STEPS = 6;

    private static Network normalised() {
        return Network.from("x", INPUT).linear(2).batchNorm().linear(1).build();
    }

    private static HandPlayed played(Network network, Schedule.Averaging decay) {
        Player player = Player.of("p", network, Sgd.of(0.5)).average(decay);
        Expr score = Expr.apply("p", Expr.input("x"));
        Game game = HandPlayed.onePlayer(
                player,
                ImmutableMap.of("x", INPUT),
                score.minus(1).square().mean().plus(score.mean()));
        return HandPlayed.with(game, BATCH, Map.of("p", HandPlayed.trained(network, 4)));
    }

    /** The decays of the first steps are 1/10, 2/11 and 3/12; then 0.3. */
    @Test
    void average_ofWeightsAndStatistics_isThatOfTheRecursion() {
        Network network = normalised();
        Map<String, double[]> averages = new TreeMap<>();
        HandPlayed.trained(network, 4)
                .forEach((name, tensor) -> averages.put(name, TwoLayers.doubles(tensor.values())));
        double[] decays = {1 / 10.0, 2 / 11.0, 3 / 12.0, 0.3, 0.3, 0.3};
        try (HandPlayed played = played(network, DECAY)) {
            for (int step = 0; step < STEPS; step++) {
                played.step(Feeds.of(1, step, STEPS, BATCH));
                Map<String, Tensor> state = played.state();
                Map<String, Tensor> used = played.parameters("p");
                double decay = decays[step];
                averages.forEach((name, average) -> {
                    float[] now = state.get("p." + name).values();
                    for (int i = 0; i < average.length; i++) {
                        average[i] = decay * average[i] + (1 - decay) * now[i];
                    }
                    assertThat(TwoLayers.doubles(used.get(name).values()))
                            .as(name)
                            .containsExactly(average, within(1e-5));
                    assertThat(state.get("p.average." + name)).isEqualTo(used.get(name));
                });
            }
            assertThat(averages).containsKeys("batch_norm_1.running_mean", "batch_norm_1.running_var");
            // what is averaged has moved
            assertThat(played.state().get("p.linear_1.weight"))
                    .isNotEqualTo(played.parameters("p").get("linear_1.weight"));
            assertThat(played.state().get("p.batch_norm_1.running_var"))
                    .isNotEqualTo(played.parameters("p").get("batch_norm_1.running_var"));
        }
    }

    @Test
    void evaluation_usesTheAverage() {
        Network network = normalised();
        float[] x = HandPlayed.normal(2 * INPUT.size(), 9);
        try (HandPlayed played = played(network, DECAY)) {
            for (int step = 0; step < STEPS; step++) {
                played.step(Feeds.of(1, step, STEPS, BATCH));
            }
            float[] given = played.evaluate("p", x, 2);
            try (HandPlayed averaged = HandPlayed.evaluating(network, played.parameters("p"));
                    HandPlayed raw = HandPlayed.evaluating(network, raw(played))) {
                assertThat(given).containsExactly(averaged.evaluate("evaluated", x, 2));
                assertThat(HandPlayed.difference(given, raw.evaluate("evaluated", x, 2)))
                        .isGreaterThan(1e-3);
            }
        }
    }

    @Test
    void game_playsOnWithTheWeightsThemselves() {
        try (HandPlayed with = played(normalised(), DECAY);
                HandPlayed without = played(normalised(), null)) {
            for (int step = 0; step < STEPS; step++) {
                float[] outcomes = with.step(Feeds.of(1, step, STEPS, BATCH));
                assertThat(outcomes).containsExactly(without.step(Feeds.of(1, step, STEPS, BATCH)));
            }
            assertThat(raw(with)).isEqualTo(without.parameters("p"));
        }
    }

    @Test
    void average_isTakenAfterEachUpdateOfAStep() {
        Network network = Network.from("x", INPUT).linear(1).build();
        Player player = Player.of("p", network, Sgd.of(0.5)).average(DECAY);
        Expr loss = Expr.apply("p", Expr.input("x")).mean();
        Game once = HandPlayed.onePlayer(player, ImmutableMap.of("x", INPUT), loss);
        Game twice = Game.of(
                once.players(),
                once.inputs(),
                List.of(once.phases().get(0), once.phases().get(0).named("again")));
        float[] x = HandPlayed.normal(BATCH * INPUT.size(), 1);
        double[] mean = {0, 0, 0};
        for (int i = 0; i < x.length; i++) {
            mean[i % 3] += x[i] / (double) BATCH;
        }
        Map<String, Tensor> initial = HandPlayed.trained(network, 4);
        try (HandPlayed played = HandPlayed.with(twice, BATCH, Map.of("p", initial))) {
            played.step(draw -> draw instanceof PhasePlan.InputDraw ? x : new float[] {0.5f});
            for (int i = 0; i < 3; i++) {
                double w = initial.get("linear_1.weight").values()[i];
                // half of what was and half of the first update's, then half of that and half of the second's
                double expected = 0.5 * (0.5 * w + 0.5 * (w - 0.5 * mean[i])) + 0.5 * (w - mean[i]);
                assertThat((double) played.parameter("p", "linear_1.weight")[i]).isCloseTo(expected, within(1e-6));
            }
        }
    }

    private static Map<String, Tensor> raw(HandPlayed played) {
        Map<String, Tensor> raw = new LinkedHashMap<>();
        played.parameters("p")
                .keySet()
                .forEach(name -> raw.put(name, played.state().get("p." + name)));
        return raw;
    }
}
