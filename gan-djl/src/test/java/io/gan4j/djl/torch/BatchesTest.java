package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableMap;
import io.gan4j.game.Adam;
import io.gan4j.game.Expr;
import io.gan4j.game.Game;
import io.gan4j.game.Optimizer;
import io.gan4j.game.Phase;
import io.gan4j.game.PhasePlan;
import io.gan4j.game.Player;
import io.gan4j.game.Schedule;
import io.gan4j.game.Sgd;
import io.gan4j.loss.GradientPenalty;
import io.gan4j.loss.NonSaturating;
import io.gan4j.network.Network;
import io.gan4j.rules.TwoPlayerGame;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import io.gan4j.training.TrainingStrategy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Batches that are packed, joined, halved and gathered. */
class BatchesTest {
    private static final Shape IMAGE = Shape.of(2, 1, 2);
    private static final int BATCH = 4;
    private static final Expr X = Expr.input("x");

    /** Two images of two channels as one of four: the score of the joined numbers. */
    @Test
    void packedImages_areJoinedAlongTheirChannels() {
        Network network =
                Network.from("x", Shape.of(4, 1, 2)).flatten().linear(1).build();
        Expr score = Expr.apply("p", X.packed(2));
        float[] x = HandPlayed.normal(BATCH * IMAGE.size(), 1);
        Map<String, Tensor> parameters = HandPlayed.trained(network, 2);
        double[] scores = scores(parameters, x);
        float[] outcomes = outcomes(network, parameters, IMAGE, score, x, x);
        assertThat(scores).hasSize(2);
        assertThat(outcomes[0]).isEqualTo((float) ((scores[0] + scores[1]) / 2), within(1e-5f));
        assertThat(outcomes[1]).isEqualTo((float) scores[0], within(1e-5f));
        assertThat(outcomes[2]).isEqualTo((float) scores[1], within(1e-5f));
    }

    @Test
    void joinedBatches_areTheFirstThenTheSecond() {
        Network network = Network.from("x", IMAGE).flatten().linear(1).build();
        Expr score = Expr.apply("p", X.join(Expr.input("y")));
        float[] x = HandPlayed.normal(BATCH * IMAGE.size(), 1);
        float[] y = HandPlayed.normal(BATCH * IMAGE.size(), 2);
        Map<String, Tensor> parameters = HandPlayed.trained(network, 2);
        float[] outcomes = outcomes(network, parameters, IMAGE, score, x, y);
        assertThat((double) outcomes[1])
                .isCloseTo(Arrays.stream(scores(parameters, x)).sum(), within(1e-5));
        assertThat((double) outcomes[2])
                .isCloseTo(Arrays.stream(scores(parameters, y)).sum(), within(1e-5));
    }

    /** The scores by a network whose only layer with weights is linear. */
    private static double[] scores(Map<String, Tensor> parameters, float[] x) {
        LinearJava judge = LinearJava.of(parameters.get("linear_1.weight").values().length, 1);
        return judge.apply(judge.row(parameters), TwoLayers.doubles(x));
    }

    /** The mean of a player's scores, and the sums of their two halves. */
    private static float[] outcomes(
            Network network, Map<String, Tensor> parameters, Shape shape, Expr score, float[] x, float[] y) {
        Phase phase = new Phase(
                "p",
                1,
                score.mean(),
                ImmutableMap.of(
                        "first", score.half(Expr.Half.FIRST).sum(),
                        "second", score.half(Expr.Half.SECOND).sum()));
        Game game = Game.of(
                List.of(Player.of("p", network, Sgd.of(0.1))),
                List.of(new Game.Input("x", shape, new Game.Real()), new Game.Input("y", shape, new Game.Real())),
                List.of(phase));
        try (HandPlayed played = HandPlayed.with(game, BATCH, Map.of("p", parameters))) {
            return played.step(Map.of("x", x, "y", y));
        }
    }

    @Test
    void batch_thatCannotBePacked_isRefused() {
        Network network = Network.from("x", Shape.of(6)).linear(1).build();
        Game game = HandPlayed.onePlayer(
                Player.of("p", network, Sgd.of(0.1)),
                Map.of("x", Shape.of(2)),
                Expr.apply("p", X.packed(3)).mean());
        assertThatThrownBy(() -> HandPlayed.of(game, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("4 samples cannot be dealt into groups of 3");
    }

    /** Batch normalisation sees as many samples as there are packs. */
    @Test
    void batch_ofOnePack_isRefusedByBatchNormalisation() {
        Network network = Network.from("x", Shape.of(4)).batchNorm().linear(1).build();
        Game game = HandPlayed.onePlayer(
                Player.of("p", network, Sgd.of(0.1)),
                Map.of("x", Shape.of(2)),
                Expr.apply("p", X.packed(2)).mean());
        assertThatThrownBy(() -> HandPlayed.of(game, 2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("batch_norm_1 of the p has no variance to divide by in a batch of 1 sample of shape (4):"
                        + " set a batch of at least 2");
        HandPlayed.of(game, 4).close();
    }

    @Test
    void packedGame_withDropoutAndPenalty_plays() {
        TrainingStrategy strategy = TrainingStrategy.standard().packing(2).regularizers(GradientPenalty.standard());
        Game game = TwoPlayerGame.of(
                Network.from("z", Shape.of(3)).linear(2).build(),
                Network.from("x", Shape.of(4))
                        .linear(3)
                        .leakyRelu(0.2f)
                        .dropout(0.5f)
                        .linear(1)
                        .build(),
                Prior.NORMAL,
                new NonSaturating(),
                strategy);
        try (HandPlayed played = HandPlayed.of(game, BATCH)) {
            for (float outcome : played.step(Feeds.of(0, 0, 1, BATCH))) {
                assertThat(outcome).isFinite();
            }
        }
    }

    /** Without layers that look at the batch it makes no difference how samples are scored. */
    @Test
    void scoring_ofSamplesThatDoNotSeeEachOther_makesNoDifference() {
        float[] real = HandPlayed.normal(8, 1);
        float[] latents = HandPlayed.normal(8, 2);
        Network discriminator =
                Network.from("x", Shape.of(2)).linear(3).tanh().linear(1).build();
        try (HandPlayed separate = scoring(discriminator, TrainingStrategy.Scoring.SEPARATE);
                HandPlayed mixed = scoring(discriminator, TrainingStrategy.Scoring.MIXED)) {
            float[] expected = separate.step(Map.of("real", real, "z", latents));
            assertThat(mixed.step(Map.of("real", real, "z", latents))).containsExactly(expected, within(1e-5f));
            separate.parameters("discriminator")
                    .forEach((name, tensor) -> assertThat(mixed.parameter("discriminator", name))
                            .as(name)
                            .containsExactly(tensor.values(), within(1e-5f)));
        }
    }

    /** One update of the running mean, by that of real and fake together. */
    @Test
    void mixedScoring_isNormalisedTogether() {
        float[] real = {10, 0, 12, 2, 14, 4, 16, 6};
        float[] latents = HandPlayed.normal(8, 3);
        Network discriminator =
                Network.from("x", Shape.of(2)).batchNorm().linear(1).build();
        try (HandPlayed played = scoring(discriminator, TrainingStrategy.Scoring.MIXED)) {
            float[] fake = played.evaluate("generator", latents, 4);
            double mean = (52 + fake[0] + fake[2] + fake[4] + fake[6]) / 8;
            played.step(Map.of("real", real, "z", latents));
            assertThat((double) played.parameter("discriminator", "batch_norm_1.running_mean")[0])
                    .isCloseTo(0.1 * mean, within(1e-5));
        }
    }

    /** The discriminator's phase alone. */
    private static HandPlayed scoring(Network discriminator, TrainingStrategy.Scoring scoring) {
        Game game = TwoPlayerGame.of(
                Network.from("z", Shape.of(2)).linear(2).build(),
                discriminator,
                Prior.NORMAL,
                new NonSaturating(),
                TrainingStrategy.standard().optimizer(Sgd.of(0.1)).scoring(scoring));
        return HandPlayed.of(
                Game.of(game.players(), game.inputs(), List.of(game.phases().get(0))), BATCH);
    }

    static Stream<Optimizer> optimizers() {
        return Stream.of(Sgd.of(0.5), Adam.of(0.01));
    }

    /** The losses are means, so that the mean of three gradients is that of a batch three times as large. */
    @ParameterizedTest
    @MethodSource("optimizers")
    void gradients_ofSeveralBatches_moveAsThatOfOneLargeBatch(Optimizer optimizer) {
        float[] x = HandPlayed.normal(3 * BATCH * 3, 1);
        try (HandPlayed several = gathering(optimizer, 3, BATCH);
                HandPlayed one = gathering(optimizer, 1, 3 * BATCH)) {
            int[] next = {0};
            float[] outcomes = several.step(draw -> Arrays.copyOfRange(x, 12 * next[0], 12 * ++next[0]));
            float[] ofOne = one.step(draw -> x);
            // of each batch its loss and the norm of its gradient
            assertThat(outcomes).hasSize(6);
            assertThat((outcomes[0] + outcomes[2] + outcomes[4]) / 3).isEqualTo(ofOne[0], within(1e-5f));
            assertThat(outcomes[0]).isNotEqualTo(outcomes[2]);
            one.parameters("p")
                    .forEach((name, tensor) -> assertThat(several.parameter("p", name))
                            .as(name)
                            .containsExactly(tensor.values(), within(2e-6f)));
            if (optimizer instanceof Adam) {
                assertThat(several.state().get("p.optimizer.t.linear_1.weight").values())
                        .containsExactly(1);
            }
        }
    }

    @Test
    void outcomes_ofSeveralBatches_areThoseOfEachBeforeTheUpdate() {
        float[] x = HandPlayed.normal(2 * BATCH * 3, 1);
        try (HandPlayed several = gathering(Sgd.of(0.5), 2, BATCH);
                HandPlayed first = gathering(Sgd.of(0.5), 1, BATCH);
                HandPlayed second = gathering(Sgd.of(0.5), 1, BATCH)) {
            int[] next = {0};
            float[] outcomes = several.step(draw -> Arrays.copyOfRange(x, 12 * next[0], 12 * ++next[0]));
            float[] ofFirst = first.step(draw -> Arrays.copyOfRange(x, 0, 12));
            float[] ofSecond = second.step(draw -> Arrays.copyOfRange(x, 12, 24));
            assertThat(outcomes)
                    .containsExactly(new float[] {ofFirst[0], ofFirst[1], ofSecond[0], ofSecond[1]}, within(1e-6f));
        }
    }

    private static HandPlayed gathering(Optimizer optimizer, int batches, int batch) {
        Network network =
                Network.from("x", Shape.of(3)).linear(4).tanh().linear(1).build();
        Phase phase =
                new Phase("p", 1, Expr.apply("p", X).minus(1).square().mean(), ImmutableMap.of()).batches(batches);
        Game game = Game.of(
                List.of(Player.of("p", network, optimizer)),
                List.of(new Game.Input("x", Shape.of(3), new Game.Real())),
                List.of(phase));
        return HandPlayed.with(game, batch, Map.of("p", HandPlayed.trained(network, 3)));
    }

    /** Averages, limits and schedules count once an update, not once a batch. */
    @Test
    void practices_ofSeveralBatches_countOnceAnUpdate() {
        Network network = Network.from("x", Shape.of(3)).linear(1).build();
        Player player = Player.of("p", network, Sgd.of(0.5))
                .rate(Schedule.linear(1, 0))
                .average(new Schedule.Averaging(0.5f))
                .historicalAveraging(0.1);
        Phase phase = new Phase("p", 1, Expr.apply("p", X).mean(), ImmutableMap.of()).batches(2);
        Game game =
                Game.of(List.of(player), List.of(new Game.Input("x", Shape.of(3), new Game.Real())), List.of(phase));
        Map<String, Tensor> initial = HandPlayed.trained(network, 3);
        try (HandPlayed played = HandPlayed.with(game, BATCH, Map.of("p", initial))) {
            float[] x = {1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3};
            played.step(draw -> draw instanceof PhasePlan.InputDraw ? x : new float[] {0.25f});
            assertThat(played.state().get("p.optimizer.n.linear_1.weight").values())
                    .containsExactly(1);
            for (int i = 0; i < 3; i++) {
                double before = initial.get("linear_1.weight").values()[i];
                double after = before - 0.5 * 0.25 * (i + 1);
                assertThat((double) played.state().get("p.linear_1.weight").values()[i])
                        .isCloseTo(after, within(1e-6));
                assertThat((double) played.parameter("p", "linear_1.weight")[i])
                        .isCloseTo(0.25 * before + 0.75 * after, within(1e-6));
            }
        }
    }
}
