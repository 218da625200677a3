package io.gan4j.game;

import static io.gan4j.game.Games.REAL;
import static io.gan4j.game.Games.fake;
import static io.gan4j.game.Games.phase;
import static io.gan4j.game.Games.score;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import io.gan4j.layer.Ada;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class GameTest {
    private static final Phase PLAIN = phase("generator", score(fake()).mean());

    private static void refused(ThrowingCallable action, String message) {
        assertThatThrownBy(action).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Test
    void player_isFoundByName() {
        Game game = Games.game(Games.discriminator(), PLAIN);
        assertThat(game.player("generator")).isEqualTo(Games.generator());
        assertThat(game.network("discriminator"))
                .isEqualTo(Games.discriminator().network());
        refused(() -> game.player("teacher"), "there is no player 'teacher'");
    }

    @Test
    void shapes_ofAGame_areThoseOfItsExpressions() {
        Game game = Games.game(Games.discriminator(), PLAIN);
        assertThat(game.shapes().of(fake())).isEqualTo(Shape.of(1, 2, 2));
    }

    /** A set's order may be another in every program, and a run must not depend on it. */
    @Test
    void learners_ofAPhase_comeInTheOrderOfThePlayers() {
        Network network = Network.from("x", Shape.of(1)).linear(1).build();
        List<Player> players = List.of(Player.of("a", network, Sgd.of(1)), Player.of("b", network, Sgd.of(1)));
        Game.Input input = new Game.Input("x", Shape.of(1), new Game.Real());
        Expr loss = Expr.apply("a", Expr.apply("b", Expr.input("x"))).mean();
        for (List<String> named : List.of(List.of("a", "b"), List.of("b", "a"))) {
            Game game = Game.of(players, List.of(input), List.of(Phase.of("p", named, loss)));
            assertThat(game.phases().get(0).learners()).containsExactly("a", "b");
        }
    }

    @Test
    void game_withoutPhases_isRefused() {
        refused(
                () -> Games.game(Games.discriminator()),
                "a game needs players, and phases unless all of them are frozen");
        refused(
                () -> Game.of(List.of(), List.of(), List.of(PLAIN)),
                "a game needs players, and phases unless all of them are frozen");
    }

    @Test
    void name_ofTwo_isRefused() {
        refused(
                () -> Game.of(List.of(Games.generator(), Games.generator()), List.of(), List.of(PLAIN)),
                "the name 'generator' is taken");
        Game.Input input = new Game.Input("generator", Shape.of(1), new Game.Real());
        refused(
                () -> Game.of(List.of(Games.generator()), List.of(input), List.of(PLAIN)),
                "the name 'generator' is taken");
    }

    @Test
    void phase_ofAnUnknownLearner_isRefused() {
        refused(
                () -> Games.game(Games.discriminator(), phase("teacher", Expr.constant(1))),
                "there is no player 'teacher'");
    }

    @Test
    void loss_thatIsABatch_isRefusedWithItsPhase() {
        refused(
                () -> Games.game(Games.discriminator(), PLAIN, phase("discriminator", score(REAL))),
                "in the phase of the discriminator: the loss must be a scalar, is a batch of (1): "
                        + "reduce it by mean() or sum()");
    }

    @Test
    void report_thatIsABatch_isRefusedWithItsName() {
        Phase phase = new Phase("generator", 1, score(fake()).mean(), ImmutableMap.of("fake score", score(fake())));
        refused(
                () -> Games.game(Games.discriminator(), phase),
                "in the phase of the generator: fake score must be a scalar, is a batch of (1): "
                        + "reduce it by mean() or sum()");
    }

    @Test
    void loss_thatDoesNotFit_isRefusedWithItsPhase() {
        refused(
                () -> Games.game(
                        Games.discriminator(),
                        phase("generator", Expr.input("y").mean())),
                "in the phase of the generator: there is no input 'y'");
    }

    @Test
    void loss_thatDoesNotDependOnItsLearner_isRefused() {
        refused(
                () -> Games.game(
                        Games.discriminator(),
                        phase("generator", score(fake().detach()).mean())),
                "in the phase of the generator: the loss does not depend on the generator");
    }

    @Test
    void loss_ofReplayedFakesAlone_isRefused() {
        refused(
                () -> Games.game(
                        Games.discriminator(),
                        phase("generator", score(fake().replayed(Replay.pool())).mean())),
                "in the phase of the generator: the loss does not depend on the generator");
    }

    @Test
    void sharedExpression_thatNoEarlierPhaseComputes_isRefused() {
        Expr fake = fake();
        Phase shares = phase("generator", score(new Expr.Shared(fake)).mean());
        refused(
                () -> Games.game(Games.discriminator(), shares),
                "in the phase of the generator: what is shared must be computed in an earlier phase");
        Phase shows = phase("discriminator", score(fake.variable()).mean());
        assertThat(Games.game(Games.discriminator(), shows, shares).phases()).hasSize(2);
        refused(
                () -> Games.game(Games.discriminator(), shows.repetitions(2), shares),
                "in the phase of the generator: what is shared must be computed and used once a step, without an unrolling");
        refused(
                () -> Games.game(Games.discriminator(), PLAIN.named("before"), shows, shares),
                "in the phase of the generator: what is shared must be computed by a network that learns in this phase"
                        + " first");
    }

    @Test
    void phases_ofOneName_areRefused() {
        refused(
                () -> Games.game(Games.discriminator(), PLAIN, PLAIN),
                "two phases are called 'generator': name one of them");
        assertThat(Games.game(Games.discriminator(), PLAIN, PLAIN.named("again"))
                        .phases())
                .hasSize(2);
    }

    @Test
    void reports_ofOneName_areRefused() {
        Phase reporting = PLAIN.reports(ImmutableMap.of("score", score(fake()).mean()));
        refused(
                () -> Games.game(Games.discriminator(), reporting, reporting.named("again")),
                "two phases report 'score': call one of the two otherwise");
    }

    @Test
    void loss_thatOneOfSeveralLearnersDoesNotInfluence_isRefused() {
        refused(
                () -> Games.game(
                        Games.discriminator(), Phase.of("both", List.of("generator", "discriminator"), fake().mean())),
                "in the phase 'both': the loss does not depend on the discriminator");
        refused(() -> Phase.of("none", List.of(), fake().mean()), "in the phase 'none' nobody learns");
    }

    @Test
    void frozenPlayer_cannotLearn() {
        Network network = Games.generator().network();
        Player frozen = Player.frozen("generator", network, network.initialise(0));
        assertThat(frozen.learns()).isFalse();
        refused(
                () -> Game.of(List.of(frozen), List.of(Games.LATENTS), List.of(phase("generator", fake().mean()))),
                "the generator is frozen, so it cannot learn in a phase");
    }

    @Test
    void frozenPlayer_withoutAllWeights_isRefused() {
        Network network = Games.generator().network();
        refused(
                () -> Player.frozen("judge", network, Map.of("linear_1.weight", Tensor.zeros(Shape.of(4, 3)))),
                "the frozen judge needs the values of all of its parameters, there is none of 'linear_1.bias'");
    }

    @Test
    void player_withGivenWeights_beginsWithThem() {
        Tensor given = Tensor.of(Shape.of(4), 1, 2, 3, 4);
        Player player = Games.generator().weights(Map.of("linear_1.bias", given));
        assertThat(player.initialise(5))
                .containsEntry("linear_1.bias", given)
                .containsEntry(
                        "linear_1.weight",
                        Games.generator().network().initialise(5).get("linear_1.weight"));
        refused(
                () -> Games.generator().weights(Map.of("linear_2.bias", given)),
                "there is no parameter 'linear_2.bias' in the generator");
        refused(
                () -> Games.generator().weights(Map.of("linear_1.weight", given)),
                "the parameter 'linear_1.weight' of the generator has shape (4, 3), the given one (4)");
    }

    /** A layer may compare what is drawn for it with a number of the game. */
    @Test
    void keptNumber_thatALayerReads_mustBeThere() {
        Shape image = Shape.of(1, 2, 2);
        Network network = Network.from("x", image)
                .joinAs("augmented", Ada.all().layer(1), "x")
                .flatten()
                .linear(1)
                .build();
        Phase phase = Phase.of(
                "judge",
                List.of("judge"),
                Expr.apply("judge", Expr.input("real")).mean());
        List<Player> players = List.of(Player.of("judge", network, Adam.of(1e-3)));
        List<Game.Input> inputs = List.of(new Game.Input("real", image, new Game.Real()));
        refused(
                () -> Game.of(players, inputs, List.of(phase)),
                "in the phase of the judge: the layer 'augmented' of the judge reads the number 'augmentation', which the game"
                        + " does not keep");
        List<Game.Kept> kept = List.of(new Game.Kept("augmentation", 0.5f));
        assertThat(Game.of(players, inputs, List.of(phase), kept).kept()).isEqualTo(kept);
    }

    @Test
    void keptNumber_thatIsNotThere_isRefused() {
        Phase keeping = PLAIN.keeping("mean", fake().mean());
        refused(
                () -> Games.game(Games.discriminator(), keeping),
                "in the phase of the generator: the game keeps no number 'mean'");
        List<Game.Kept> kept = List.of(new Game.Kept("mean", 0));
        List<Player> players = List.of(Games.generator(), Games.discriminator());
        assertThat(Game.of(players, List.of(Games.LATENTS), List.of(keeping), kept)
                        .kept())
                .hasSize(1);
        refused(
                () -> Game.of(players, List.of(Games.LATENTS), List.of(PLAIN.keeping("mean", fake())), kept),
                "in the phase of the generator: what the kept number mean becomes must be a scalar, is a batch of"
                        + " (1, 2, 2): reduce it by mean() or sum()");
        refused(() -> new Game.Kept("mean", Float.NaN), "a kept number must be finite, was NaN");
    }

    @Test
    void unrolling_ofAnotherPlayer_isFine() {
        Phase ahead =
                PLAIN.unrolling(new Unrolling("discriminator", score(fake()).mean(), 2));
        assertThat(Games.game(Games.discriminator(), ahead).phases()).containsExactly(ahead);
    }

    @Test
    void unrolling_thatDoesNotFit_isRefused() {
        Expr loss = score(fake()).mean();
        refused(
                () -> Games.game(Games.discriminator(), PLAIN.unrolling(new Unrolling("generator", loss, 1))),
                "the generator cannot look ahead to its own updates");
        refused(
                () -> Games.game(Games.discriminator(), PLAIN.unrolling(new Unrolling("teacher", loss, 1))),
                "there is no player 'teacher'");
        refused(
                () -> Games.game(
                        Games.discriminator(), PLAIN.unrolling(new Unrolling("discriminator", score(fake()), 1))),
                "in the phase of the generator: the loss of the unrolling must be a scalar, is a batch of (1): "
                        + "reduce it by mean() or sum()");
        refused(() -> new Unrolling("discriminator", loss, 0), "the steps of an unrolling must be at least 1, was 0");
    }

    @Test
    void term_atIntervals_mustBeAScalar() {
        refused(
                () -> Games.game(
                        Games.discriminator(),
                        phase(
                                "generator",
                                score(fake()).every(4).plus(score(fake()).mean()))),
                "in the phase of the generator: what is computed at every 4-th step must be a scalar, is a batch of (1): "
                        + "reduce it by mean() or sum()");
    }

    @Test
    void practices_outOfRange_areRefused() {
        refused(() -> GradientClipping.norm(0), "the limit of a gradient must be a finite number above 0, was 0.0");
        refused(() -> Replay.half(0), "the capacity of a replay buffer must be at least 1, was 0");
        refused(() -> PLAIN.batches(0), "batches must be at least 1, was 0");
        refused(
                () -> Games.generator().historicalAveraging(-1),
                "historicalAveraging must be a finite number of at least 0, was -1.0");
        refused(
                () -> new Game.Reference(new Game.Other("real", "sample"), 4),
                "a reference is of samples, latents or their classes, not Other[set=real, part=sample]");
        refused(() -> new Game.Reference(new Game.Real(), 0), "a reference batch needs at least 1 sample, was 0");
    }

    @Test
    void player_withEachOfItsPractices_keepsTheOthers() {
        Player player = Games.generator()
                .rate(Schedule.linear(1, 0))
                .weightLimit(0.5)
                .gradientClipping(GradientClipping.value(2))
                .historicalAveraging(0.25)
                .average(new Schedule.Averaging(0.9f));
        assertThat(player.rate()).isEqualTo(Schedule.linear(1, 0));
        assertThat(player.hasChangingRate()).isTrue();
        assertThat(player.weightLimit()).isEqualTo(0.5f);
        assertThat(player.gradientClipping()).isEqualTo(GradientClipping.value(2));
        assertThat(player.historicalAveraging()).isEqualTo(0.25f);
        assertThat(player.average()).isEqualTo(new Schedule.Averaging(0.9f));
        assertThat(player.weightLimit(1).rate(Schedule.constant(1)).hasChangingRate())
                .isFalse();
        assertThat(player.weightLimit(1).average()).isEqualTo(player.average());
    }

    @Test
    void constant_thatIsNotFinite_isRefused() {
        refused(() -> Expr.constant(1e39), "a constant must be a finite number, was Infinity");
    }

    @Test
    void phase_playedLessThanOnce_isRefused() {
        refused(
                () -> new Phase("generator", 0, Expr.constant(1), ImmutableMap.of()),
                "repetitions must be at least 1, was 0");
    }

    @Test
    void player_withABadName_isRefused() {
        refused(
                () -> Player.of("G", Games.generator().network(), Sgd.of(1)),
                "a name must be a lower-case identifier, was 'G'");
    }

    @Test
    void player_limited_keepsAllElse() {
        Player limited = Games.generator().weightLimit(0.01);
        assertThat(limited.weightLimit()).isEqualTo(0.01f);
        assertThat(limited.network()).isEqualTo(Games.generator().network());
        assertThat(Games.generator().weightLimit()).isEqualTo(Float.POSITIVE_INFINITY);
        refused(() -> Games.generator().weightLimit(0), "weightLimit must be above 0, was 0.0");
    }
}
