package io.gan4j.game;

import static io.gan4j.game.Games.REAL;
import static io.gan4j.game.Games.fake;
import static io.gan4j.game.Games.phase;
import static io.gan4j.game.Games.score;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import io.gan4j.tensor.Shape;
import java.util.List;
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

    @Test
    void game_withoutPhases_isRefused() {
        refused(() -> Games.game(Games.discriminator()), "a game needs players and phases");
        refused(() -> Game.of(List.of(), List.of(), List.of(PLAIN)), "a game needs players and phases");
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
