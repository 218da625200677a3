package io.gan4j.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import io.gan4j.game.Stages.Stage;
import io.gan4j.network.Network;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Games that are played one after another. */
class StagesTest {
    private static final Game GAME = game("maker", 2);

    private static Game game(String learner, int latent) {
        Network network = Network.from("z", Shape.of(latent)).linear(1).build();
        Game.Input z = new Game.Input("z", Shape.of(latent), new Game.Latent(Prior.NORMAL));
        Phase phase = Phase.of(
                "phase", List.of(learner), Expr.apply(learner, Expr.input("z")).mean());
        return Game.of(List.of(Player.of(learner, network, Adam.of(0.1))), List.of(z), List.of(phase));
    }

    private static Stages weighted(double... weights) {
        ImmutableList.Builder<Stage> stages = ImmutableList.builder();
        for (int i = 0; i < weights.length; i++) {
            stages.add(new Stage("stage " + i, GAME, weights[i]));
        }
        return new Stages(stages.build());
    }

    @ParameterizedTest
    @CsvSource({
        "1 0.5 0.5, 8, 0 4 6",
        "1 0.5 0.5, 12, 0 6 9",
        "1 0.5 0.5 0.5 0.5, 100, 0 33 50 67 83",
        "1 1 3, 50, 0 10 20",
        "2, 7, 0",
        // fewer steps than the weights would need: each stage has one all the same
        "1 0.5 0.5, 3, 0 1 2",
        "1 1000 1, 4, 0 1 3",
        "1000 1 1, 5, 0 3 4",
        "1 1 1000, 5, 0 1 2"
    })
    void steps_areDealtOutByTheWeights_oneAtLeastToEach(String weights, long steps, String expected) {
        double[] each =
                Stream.of(weights.split(" ")).mapToDouble(Double::parseDouble).toArray();
        assertThat(weighted(each).firstSteps(steps))
                .containsExactlyElementsOf(
                        Arrays.stream(expected.split(" ")).map(Long::valueOf).toList());
    }

    @Test
    void fewerStepsThanStages_areRefused() {
        assertThatThrownBy(() -> weighted(1, 0.5, 0.5).firstSteps(2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the run has 3 stages, stage 0, stage 1, stage 2, and only 2 steps: set steps(3) or more");
        assertThatThrownBy(() -> weighted(1, 1).firstSteps(1))
                .hasMessage("the run has 2 stages, stage 0, stage 1, and only 1 step: set steps(2) or more");
    }

    @Test
    void oneGame_isAllOfTheRun() {
        Stages one = Stages.of(GAME);
        assertThat(one.isSingle()).isTrue();
        assertThat(one.last()).isSameAs(GAME);
        assertThat(weighted(1, 2).isSingle()).isFalse();
    }

    @Test
    void gamesThatDoNotGoTogether_areRefused() {
        refused("the inputs of the stage 'other' must be those of the first stage,", game("maker", 3));
        refused(
                "the learners of the stage 'other' must be those of the first stage, [maker], were [judge]",
                game("judge", 2));
        refused(
                "the phases of the stage 'other' must be those of the first stage, [phase 1 times], were [phase 2 times]",
                Game.of(
                        GAME.players(),
                        GAME.inputs(),
                        List.of(GAME.phases().get(0).repetitions(2))));
    }

    private static void refused(String message, Game other) {
        assertThatThrownBy(
                        () -> new Stages(ImmutableList.of(new Stage("first", GAME, 1), new Stage("other", other, 1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void stagesWithoutSense_areRefused() {
        assertThatThrownBy(() -> new Stages(ImmutableList.of()))
                .hasMessage("a run has at least one stage, there is none");
        assertThatThrownBy(() -> new Stages(ImmutableList.of(new Stage("a", GAME, 1), new Stage("a", GAME, 1))))
                .hasMessage("two stages are named 'a'");
        assertThatThrownBy(() -> new Stage("a", GAME, 0))
                .hasMessage("the weight of the stage 'a' must be a finite number above 0, was 0.0");
    }
}
