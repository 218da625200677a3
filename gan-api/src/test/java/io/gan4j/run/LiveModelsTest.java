package io.gan4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import io.gan4j.game.Game;
import io.gan4j.game.Player;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.Runner;
import io.gan4j.network.Network;
import io.gan4j.rules.Model;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.testing.FakeRunner;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveModelsTest {
    private static final ModelCard POINTS = ModelCard.generator(3, Prior.NORMAL, Shape.of(2));
    private static final ModelCard SCORES = POINTS.ofDiscriminator(Shape.of(2));
    private static final Network MAKER =
            Network.from("z", Shape.of(3)).linear(2).build();
    private static final Network JUDGE =
            Network.from("x", Shape.of(2)).linear(1).build();
    private static final Game GAME = Game.of(
            List.of(
                    Player.frozen("maker", MAKER, MAKER.initialise(1)),
                    Player.frozen("judge", JUDGE, JUDGE.initialise(1))),
            List.of(),
            List.of());

    private final List<FakeRunner> runners = new ArrayList<>();

    private Runner evaluator(String player) {
        FakeRunner runner = new FakeRunner(player.equals("maker") ? POINTS : SCORES, 0);
        runners.add(runner);
        return runner;
    }

    private LiveModels live(Model... models) {
        return new LiveModels(GAME, ImmutableList.copyOf(models), this::evaluator);
    }

    @Test
    void models_areInTheOrderOfTheRules() {
        Model judge = Model.of("judge", SCORES);
        Model maker = Model.of("maker", POINTS);
        LiveModels live = live(judge, maker);
        assertThat(live.names()).containsExactly("judge", "maker");
        assertThat(live.principal()).isEqualTo(judge);
        assertThat(live.model("maker")).isEqualTo(maker);
        assertThat(live.runner("maker")).isSameAs(runners.get(1));
    }

    @Test
    void firstGeneratorAndDiscriminator_areTheOnesThatWatchersLookAt() {
        Model again = new Model("again", ImmutableList.of("maker"), POINTS);
        LiveModels live = live(Model.of("judge", SCORES), Model.of("maker", POINTS), again);
        live.generator().samples(live.generator().latents(1, 0));
        live.discriminator().score(new float[] {1, 2});
        assertThat(runners.get(0).counts).hasSize(1);
        assertThat(runners.get(1).counts).hasSize(1);
        assertThat(runners.get(2).counts).isEmpty();
    }

    @Test
    void kindThatNoModelIsOf_isMissing() {
        assertThat(live(Model.of("judge", SCORES)).generator()).isNull();
        assertThat(live(Model.of("maker", POINTS)).discriminator()).isNull();
        assertThat(live(Model.of("maker", POINTS)).translators()).isEmpty();
    }

    @Test
    void close_closesEachRunner() {
        live(Model.of("judge", SCORES), Model.of("maker", POINTS)).close();
        assertThat(runners)
                .hasSize(2)
                .allSatisfy(runner -> assertThat(runner.closed.get()).isPositive());
    }

    @Test
    void model_thatThereIsNot_isNamedWithThoseThereAre() {
        LiveModels live = live(Model.of("judge", SCORES), Model.of("maker", POINTS));
        refused(() -> live.runner("critic"), "there is no model 'critic', there are [judge, maker]");
        refused(() -> live.model("critic"), "there is no model 'critic', there are [judge, maker]");
    }

    @Test
    void gameWithoutModels_isRefused() {
        refused(this::live, "a game hands over at least one model, there is none");
    }

    @Test
    void models_ofOneName_areRefused() {
        refused(
                () -> live(Model.of("maker", POINTS), new Model("maker", ImmutableList.of("judge"), SCORES)),
                "the names of models must differ, they are [maker, maker]");
        assertThat(runners).as("runners that would stay open").isEmpty();
    }

    @Test
    void model_ofAPlayerThatThereIsNot_isRefused() {
        refused(() -> live(Model.of("critic", SCORES)), "there is no player 'critic'");
    }

    private static void refused(Runnable action, String message) {
        assertThatThrownBy(action::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
