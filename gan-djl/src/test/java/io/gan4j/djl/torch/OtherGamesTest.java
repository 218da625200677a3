package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableMap;
import io.gan4j.data.Dataset;
import io.gan4j.engine.GameSetup;
import io.gan4j.game.Expr;
import io.gan4j.game.Game;
import io.gan4j.game.Phase;
import io.gan4j.game.PhasePlan;
import io.gan4j.game.Player;
import io.gan4j.game.Sgd;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Games with more than two players, each of which learns, learns with others, or is frozen; and with kept numbers. */
class OtherGamesTest {
    private static final Expr X = Expr.input("x");
    private static final Shape ONE = Shape.of(1);
    private static final float[] SAMPLES = {1, 2, 3, 4};
    private static final Map<String, float[]> FED = Map.of("x", SAMPLES);

    private static Network number() {
        return Network.from("x", ONE).linear(1).build();
    }

    private static Player player(String name) {
        return Player.of(name, number(), Sgd.of(0.1));
    }

    private static Game game(List<Player> players, Phase... phases) {
        return Game.of(players, List.of(new Game.Input("x", ONE, new Game.Real())), List.of(phases));
    }

    private static float weight(HandPlayed played, String player) {
        return played.parameter(player, "linear_1.weight")[0];
    }

    @Test
    void phaseOfTwo_played_movesEachLearnerByItsOwnGradient() {
        // b(a(x)) with weights 0.5 and no bias: the mean of 0.25 x, so both weights have the gradient 0.5 mean(x)
        Expr made = Expr.apply("b", Expr.apply("a", X));
        Game game = game(
                List.of(player("a"), player("b").optimizer(Sgd.of(0.2)), player("c")),
                Phase.of("both", List.of("a", "b"), made.mean()));
        try (HandPlayed played = HandPlayed.with(game, 4, LinearWeights.of("a", "b", "c"))) {
            float[] outcomes = played.step(FED);
            assertThat(weight(played, "a")).isEqualTo(0.5f - 0.1f * 0.5f * 2.5f, within(1e-6f));
            assertThat(weight(played, "b")).isEqualTo(0.5f - 0.2f * 0.5f * 2.5f, within(1e-6f));
            assertThat(weight(played, "c")).isEqualTo(0.5f);
            // the loss, then the norms: of weight and bias, of a (1.25, 0.5), of b (1.25, 1)
            assertThat(PhasePlan.of(game, game.phases().get(0)).names())
                    .containsExactly("loss", "both a gradient", "both b gradient");
            assertThat(outcomes[0]).isEqualTo(0.625f, within(1e-6f));
            assertThat((double) outcomes[1]).isCloseTo(Math.hypot(1.25, 0.5), within(1e-6));
            assertThat((double) outcomes[2]).isCloseTo(Math.hypot(1.25, 1), within(1e-6));
        }
    }

    @Test
    void phaseOfTwo_overSeveralBatches_takesTheMeanGradientOfEach() {
        Expr made = Expr.apply("b", Expr.apply("a", X));
        Phase both = Phase.of("both", List.of("a", "b"), made.mean());
        float[] first = {1, 1};
        float[] second = {3, 5};
        Game parted = game(List.of(player("a"), player("b")), both.batches(2));
        float[][] feeds = {first, second};
        int[] next = {0};
        try (HandPlayed played = HandPlayed.with(parted, 2, LinearWeights.of("a", "b"))) {
            float[] outcomes = played.step(draw -> feeds[next[0]++]);
            assertThat(weight(played, "a")).isEqualTo(0.5f - 0.1f * 0.5f * 2.5f, within(1e-6f));
            assertThat(weight(played, "b")).isEqualTo(0.5f - 0.1f * 0.5f * 2.5f, within(1e-6f));
            assertThat(outcomes).hasSize(6);
        }
    }

    @Test
    void twoPhases_ofOneLearner_areToldApartByTheirNames() {
        Phase up = new Phase("a", 1, Expr.apply("a", X).mean(), ImmutableMap.of());
        Phase down = up.named("again");
        Game game = game(List.of(player("a")), up, down);
        try (HandPlayed played = HandPlayed.with(game, 4, LinearWeights.of("a"))) {
            played.step(draw -> SAMPLES);
            assertThat(weight(played, "a")).isEqualTo(0.5f - 2 * 0.1f * 2.5f, within(1e-6f));
        }
        assertThat(PhasePlan.of(game, down).names()).containsExactly("loss", "again a gradient");
    }

    @Test
    void frozenPlayer_inALoss_letsGradientsThroughAndStaysAsItIs() {
        Network judge =
                Network.from("x", ONE).linear(1).batchNorm().dropout(0.5f).build();
        Map<String, Tensor> weights = ImmutableMap.of(
                "linear_1.weight", Tensor.of(Shape.of(1, 1), 3),
                "linear_1.bias", Tensor.of(ONE, 1),
                "batch_norm_1.weight", Tensor.of(ONE, 2),
                "batch_norm_1.bias", Tensor.of(ONE, 0),
                "batch_norm_1.running_mean", Tensor.of(ONE, 1),
                "batch_norm_1.running_var", Tensor.of(ONE, 4));
        Player frozen = Player.frozen("judge", judge, weights);
        Game game = game(
                List.of(player("a").weights(LinearWeights.of("a").get("a")), frozen),
                new Phase("a", 1, Expr.apply("judge", Expr.apply("a", X)).mean(), ImmutableMap.of()));
        try (HandPlayed played = HandPlayed.of(game, 4)) {
            // by its running statistics and without dropout it is (3 y + 1 - 1) / 2 * 2 = 3 y, up to epsilon
            float[] outcomes = played.step(FED);
            assertThat(outcomes[0]).isEqualTo(3 * 0.5f * 2.5f, within(1e-4f));
            assertThat(weight(played, "a")).isEqualTo(0.5f - 0.1f * 3 * 2.5f, within(1e-4f));
            assertThat(played.parameters("judge")).isEqualTo(weights);
            assertThat(played.state().keySet())
                    .filteredOn(name -> name.startsWith("judge"))
                    .as("nothing of an optimizer")
                    .hasSize(6);
        }
    }

    @Test
    void frozenPlayer_tapped_givesItsFeatures() {
        Network judge = Network.from("x", ONE).linear(1).relu().linear(1).build();
        Map<String, Tensor> weights = Map.of(
                "linear_1.weight", Tensor.of(Shape.of(1, 1), -2),
                "linear_1.bias", Tensor.zeros(ONE),
                "linear_2.weight", Tensor.of(Shape.of(1, 1), 1),
                "linear_2.bias", Tensor.zeros(ONE));
        Expr.Apply seen = (Expr.Apply) Expr.apply("judge", Expr.apply("a", X));
        Expr feature = new Expr.Features(seen, "linear_1");
        Game game = game(
                List.of(player("a"), Player.frozen("judge", judge, weights)),
                new Phase("a", 1, feature.mean(), ImmutableMap.of("score", seen.mean())));
        try (HandPlayed played = HandPlayed.with(
                game, 4, ImmutableMap.of("a", LinearWeights.of("a").get("a"), "judge", weights))) {
            float[] outcomes = played.step(FED);
            assertThat(outcomes[0]).isEqualTo(-2 * 0.5f * 2.5f, within(1e-6f));
            assertThat(outcomes[1]).isZero();
        }
    }

    @Test
    void keptNumber_overSteps_becomesWhatItsPhaseSays() {
        // the moving average of the mean sample, which is 2.5 at every step
        Expr kept = Expr.kept("mean");
        Phase phase = new Phase("a", 1, Expr.apply("a", X).mean(), ImmutableMap.of("before", kept))
                .keeping("mean", kept.plus(X.mean().minus(kept).times(0.5)));
        Game game = Game.of(
                List.of(player("a")),
                List.of(new Game.Input("x", ONE, new Game.Real())),
                List.of(phase),
                List.of(new Game.Kept("mean", 0.5f)));
        try (HandPlayed played = HandPlayed.with(game, 4, LinearWeights.of("a"))) {
            assertThat(played.step(FED)[1]).isEqualTo(0.5f);
            assertThat(played.state().get("kept.mean").values()).containsExactly(1.5f);
            Map<String, Tensor> saved = played.state();
            assertThat(played.step(FED)[1]).isEqualTo(1.5f);
            assertThat(played.state().get("kept.mean").values()).containsExactly(2);
            played.game().restore(saved);
            assertThat(played.step(FED)[1]).as("after a restore").isEqualTo(1.5f);
        }
    }

    @Test
    void gradient_atAnExpression_reachesTheNetworkBehindIt() {
        // w = a(x) = 0.5 x, f = w^2, df/dw = 2 w; its mean square is mean(x^2), whose derivative by the weight is 4 x^2
        Expr w = Expr.apply("a", X);
        Expr slope = w.square().gradient(w);
        Expr loss = slope.square().mean();
        Game game = game(List.of(player("a")), new Phase("a", 1, loss, ImmutableMap.of("slope", slope.mean())));
        try (HandPlayed played = HandPlayed.with(game, 4, LinearWeights.of("a"))) {
            float[] outcomes = played.step(FED);
            assertThat(outcomes[0]).isEqualTo(7.5f, within(1e-5f));
            assertThat(outcomes[1]).isEqualTo(2.5f, within(1e-5f));
            // d/da mean((2 a x)^2) = 8 a mean(x^2) = 4 * 7.5
            assertThat(weight(played, "a")).isEqualTo(0.5f - 0.1f * 4 * 7.5f, within(1e-4f));
        }
    }

    @Test
    void gradient_atAnInput_makesItALeaf() {
        Expr slope = Expr.apply("a", X).square().gradient(X);
        Game game = game(List.of(player("a")), new Phase("a", 1, slope.mean(), ImmutableMap.of()));
        try (HandPlayed played = HandPlayed.with(game, 4, LinearWeights.of("a"))) {
            // d(a x)^2/dx = 2 a^2 x
            assertThat(played.step(FED)[0]).isEqualTo(0.5f * 2.5f, within(1e-6f));
        }
    }

    @Test
    void gradients_ofOneExpression_areTakenInOneBackwardPass() {
        Expr.Variable x = X.variable();
        Expr.Variable y = X.times(3).variable();
        Expr of = Expr.apply("a", x).times(y);
        Expr loss = of.gradient(x).plus(of.gradient(y).times(10)).mean();
        Game game = game(List.of(player("a")), new Phase("a", 1, loss, ImmutableMap.of()));
        String source = Script.of(game, Script.plans(game), GameSetup.encodings(game, Dataset.Encoding.FLOATS));
        String phase = source.substring(source.indexOf("def phase_0"));
        assertThat(phase.split("self.gradients\\(torch.sum", -1)).as("one call").hasSize(2);
        try (HandPlayed played = HandPlayed.with(game, 4, LinearWeights.of("a"))) {
            // 0.5 y + 10 * 0.5 x = 1.5 x + 5 x
            assertThat(played.step(FED)[0]).isEqualTo(6.5f * 2.5f, within(1e-5f));
        }
    }
}
