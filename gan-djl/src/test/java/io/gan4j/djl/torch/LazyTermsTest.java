package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableMap;
import io.gan4j.game.Expr;
import io.gan4j.game.Game;
import io.gan4j.game.Phase;
import io.gan4j.game.PhasePlan;
import io.gan4j.game.Player;
import io.gan4j.game.Replay;
import io.gan4j.game.Sgd;
import io.gan4j.game.Unrolling;
import io.gan4j.layer.Init;
import io.gan4j.layer.Linear;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Terms that are computed at every n-th step alone. */
class LazyTermsTest {
    private static final int INTERVAL = 3;
    private static final Expr X = Expr.input("x");
    private static final float[] BATCH = {1, 2, 3, 6};

    @Test
    void term_atItsSteps_countsAsOftenAsThereAreSteps() {
        Expr score = Expr.apply("p", X);
        // weight 0.5, and the bias 0: scores 0.5, 1, 1.5, 3 of mean 1.5 and mean square 12.5 / 4
        Expr loss = score.mean().plus(score.square().mean().every(INTERVAL));
        try (HandPlayed played = played(loss, ImmutableMap.of(), 1e-9)) {
            for (int step = 0; step < 7; step++) {
                double expected = step % INTERVAL == 0 ? 1.5 + INTERVAL * 3.125 : 1.5;
                assertThat((double) played.step(feeds(step))[0])
                        .as("step %s", step)
                        .isCloseTo(expected, within(1e-5));
            }
        }
    }

    /** The gradient of the mean square in the weight is 2 w mean(x^2) = 12.5, and in the bias 2 mean = 3. */
    @Test
    void term_alone_movesNothingBetweenItsSteps() {
        Expr loss = Expr.apply("p", X).square().mean().every(INTERVAL);
        try (HandPlayed played = played(loss, ImmutableMap.of(), 0.01)) {
            float[] first = played.step(feeds(0));
            assertThat(first[1]).isEqualTo((float) (INTERVAL * Math.hypot(12.5, 3)), within(1e-4f));
            assertThat(played.parameter("p", "linear_1.weight")[0])
                    .isEqualTo(0.5f - 0.01f * INTERVAL * 12.5f, within(1e-6f));
            float moved = played.parameter("p", "linear_1.weight")[0];
            for (int step = 1; step < INTERVAL; step++) {
                assertThat(played.step(feeds(step))).containsExactly(0, 0);
                assertThat(played.parameter("p", "linear_1.weight")).containsExactly(moved);
            }
            played.step(feeds(INTERVAL));
            assertThat(played.parameter("p", "linear_1.weight")[0]).isNotEqualTo(moved);
        }
    }

    @Test
    void term_betweenItsSteps_isNotComputed() {
        Expr score = Expr.apply("p", X);
        Expr infinite = Expr.constant(1).over(X.minus(X).sum());
        Expr loss = score.mean().plus(score.mean().times(infinite).every(INTERVAL));
        try (HandPlayed played = played(loss, ImmutableMap.of(), 0.01)) {
            assertThat(played.step(feeds(1))[0]).isEqualTo(1.5f);
            assertThat(played.parameter("p", "linear_1.weight")[0]).isEqualTo(0.5f - 0.03f, within(1e-6f));
            // what the test would see if it were
            assertThat(played.step(feeds(0))[0]).isInfinite();
        }
    }

    @Test
    void replay_inALazyTerm_keepsSamplesAtItsStepsAlone() {
        Expr shown = X.replayed(Replay.half(4));
        Expr loss = Expr.apply("p", X).mean();
        Expr lazy = shown.sum().every(INTERVAL);
        try (HandPlayed played = played(loss, ImmutableMap.of("shown", lazy), 1e-9)) {
            played.step(feeds(1));
            assertThat(played.state().get("replays.0").values()).containsOnly(0);
            played.step(feeds(0));
            assertThat(played.state().get("replays.0").values()).containsExactly(1, 3, 0, 0);
        }
    }

    /** An application that the rest of the loss needs too is one, so that running statistics move once. */
    @Test
    void application_sharedWithALazyTerm_isComputedOnce() {
        Network network = Network.from("x", Shape.of(1)).batchNorm().linear(1).build();
        Expr score = Expr.apply("p", X);
        Expr loss = score.mean().plus(score.square().mean().every(INTERVAL));
        Game game =
                HandPlayed.onePlayer(Player.of("p", network, Sgd.of(1e-9)), ImmutableMap.of("x", Shape.of(1)), loss);
        for (int step : new int[] {0, 1}) {
            try (HandPlayed played = HandPlayed.of(game, 4)) {
                played.step(feeds(step));
                // the mean of the batch is 3, its weight 0.1
                assertThat(played.parameter("p", "batch_norm_1.running_mean")[0])
                        .as("step %s", step)
                        .isEqualTo(0.3f, within(1e-6f));
            }
        }
    }

    @Test
    void application_ofALazyTermAlone_gathersStatisticsAtItsStepsAlone() {
        Network network = Network.from("x", Shape.of(1)).batchNorm().linear(1).build();
        Expr loss = Expr.apply("p", X).square().mean().every(INTERVAL);
        Game game =
                HandPlayed.onePlayer(Player.of("p", network, Sgd.of(1e-9)), ImmutableMap.of("x", Shape.of(1)), loss);
        try (HandPlayed played = HandPlayed.of(game, 4)) {
            played.step(feeds(1));
            assertThat(played.parameter("p", "batch_norm_1.running_mean")[0]).isZero();
            played.step(feeds(0));
            assertThat(played.parameter("p", "batch_norm_1.running_mean")[0]).isEqualTo(0.3f, within(1e-6f));
        }
    }

    @Test
    void termsOfTwoIntervals_keepTheirOwnSteps() {
        Expr score = Expr.apply("p", X);
        Expr loss = score.mean()
                .plus(Expr.constant(1).every(2))
                .plus(Expr.constant(10).every(INTERVAL));
        try (HandPlayed played = played(loss, ImmutableMap.of(), 1e-9)) {
            for (int step = 0; step < 6; step++) {
                float expected = 1.5f + (step % 2 == 0 ? 2 : 0) + (step % INTERVAL == 0 ? 30 : 0);
                assertThat(played.step(feeds(step))[0]).as("step %s", step).isEqualTo(expected, within(1e-5f));
            }
        }
    }

    /** Between the term's steps the other player stays where it is, so that the score is taken with its own weight. */
    @Test
    void unrolling_ofALazyLoss_staysBetweenItsSteps() {
        Player ahead = Player.of("q", network(), Sgd.of(0.1));
        Expr lazy = Expr.apply("q", X).mean().every(INTERVAL);
        Phase phase = new Phase("p", 1, Expr.apply("q", Expr.apply("p", X)).mean(), ImmutableMap.of())
                .unrolling(new Unrolling("q", lazy, 1));
        Game game = Game.of(
                List.of(Player.of("p", network(), Sgd.of(1e-9)), ahead),
                List.of(new Game.Input("x", Shape.of(1), new Game.Real())),
                List.of(phase));
        try (HandPlayed played = HandPlayed.with(game, 4, LinearWeights.of("p", "q"))) {
            assertThat(played.step(feeds(1))[0]).isEqualTo(0.75f, within(1e-6f));
            // the gradient 3 mean(x) = 9 and 3: the weight 0.5 - 0.9 and the bias -0.3
            assertThat(played.step(feeds(0))[0]).isEqualTo(-0.4f * 1.5f - 0.3f, within(1e-5f));
        }
    }

    private static Network network() {
        return Network.from("x", Shape.of(1))
                .add(new Linear(1, 1, Init.constant(0.5f)))
                .build();
    }

    private static HandPlayed played(Expr loss, ImmutableMap<String, Expr> reports, double rate) {
        Game game = Game.of(
                List.of(Player.of("p", network(), Sgd.of(rate))),
                List.of(new Game.Input("x", Shape.of(1), new Game.Real())),
                List.of(new Phase("p", 1, loss, reports)));
        return HandPlayed.with(game, 4, LinearWeights.of("p"));
    }

    private static Function<PhasePlan.Draw, float[]> feeds(int step) {
        Feeds others = Feeds.of(0, step, 10, 4);
        return draw -> draw instanceof PhasePlan.InputDraw ? BATCH : others.apply(draw);
    }
}
