package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.game.Adam;
import io.gan4j.game.Game;
import io.gan4j.game.GradientClipping;
import io.gan4j.game.Replay;
import io.gan4j.game.Schedule;
import io.gan4j.game.Sgd;
import io.gan4j.loss.FeatureMatching;
import io.gan4j.loss.HistoricalAveraging;
import io.gan4j.loss.Labels;
import io.gan4j.loss.NonSaturating;
import io.gan4j.loss.R1;
import io.gan4j.network.Network;
import io.gan4j.rules.TwoPlayerGame;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import io.gan4j.training.TrainingStrategy;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What outlives a step, of games in which about every practice is at work. */
class StateTest {
    private static final int BATCH = 8;
    private static final int STEPS = 6;
    private static final int HALF = 3;

    private static Game game(TrainingStrategy strategy) {
        Network generator = Network.from("z", Shape.of(3))
                .linear(6)
                .batchNorm()
                .relu()
                .dropout(0.3f)
                .linear(2)
                .build();
        Network discriminator = Network.from("x", Shape.of(2 * strategy.packing()))
                .linear(6)
                .spectralNorm()
                .leakyRelu(0.2f)
                .dropout(0.3f)
                .minibatchStdDev()
                .linear(1)
                .spectralNorm()
                .build();
        return TwoPlayerGame.of(generator, discriminator, Prior.NORMAL, new NonSaturating(), strategy);
    }

    private static TrainingStrategy strategy() {
        return TrainingStrategy.standard()
                .optimizer(Adam.of(0.01).betas(0.5, 0.9))
                .ema(0.9)
                .regularizers(new HistoricalAveraging(0.1f), R1.of(0.5).every(2), FeatureMatching.standard());
    }

    static List<TrainingStrategy> strategies() {
        return List.of(
                strategy().replay(Replay.half(6)).instanceNoise(Schedule.linear(0.2, 0)),
                strategy().replay(Replay.pool(6)).rate(Schedule.cosine(1, 0)).accumulation(2),
                strategy().unrolledSteps(2).gradientClipping(GradientClipping.norm(1)),
                strategy()
                        .packing(2)
                        .discriminatorSteps(2)
                        .generatorSteps(2)
                        .discriminatorOptimizer(Sgd.of(0.01).momentum(0.9))
                        .labels(Labels.soft().flipped(0.05)));
    }

    private static void play(HandPlayed played, int from, int to) {
        for (int step = from; step < to; step++) {
            for (float outcome : played.step(Feeds.of(5, step, STEPS, BATCH))) {
                assertThat(outcome).as("step %s", step).isFinite();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void game_takenUpAgain_endsWhereAStraightOneEnds(TrainingStrategy strategy) {
        Map<String, Tensor> straight;
        Map<String, Tensor> middle;
        try (HandPlayed played = HandPlayed.of(game(strategy), BATCH)) {
            play(played, 0, STEPS);
            straight = played.state();
        }
        try (HandPlayed played = HandPlayed.of(game(strategy), BATCH)) {
            play(played, 0, HALF);
            middle = new LinkedHashMap<>(played.state());
        }
        assertThat(middle).isNotEqualTo(straight);
        try (HandPlayed again = HandPlayed.of(game(strategy), BATCH)) {
            again.game().restore(middle);
            assertThat(again.state()).isEqualTo(middle);
            play(again, HALF, STEPS);
            assertThat(again.state()).isEqualTo(straight);
        }
    }

    /** Everything in it counts: were a tensor left out, the game would end elsewhere. */
    @ParameterizedTest
    @MethodSource("strategies")
    void state_ofAGame_holdsWhatItsStepsChange(TrainingStrategy strategy) {
        try (HandPlayed played = HandPlayed.of(game(strategy), BATCH)) {
            Map<String, Tensor> before = new LinkedHashMap<>(played.state());
            play(played, 0, 2);
            Map<String, Tensor> after = played.state();
            assertThat(after.keySet()).isEqualTo(before.keySet());
            // a unit vector of one number is always the same
            assertThat(after.keySet().stream().filter(name -> after.get(name).equals(before.get(name))))
                    .containsExactly("discriminator.linear_2.weight_u");
        }
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void game_playedTwice_givesTheSameBits(TrainingStrategy strategy) {
        Map<String, Tensor> first;
        try (HandPlayed played = HandPlayed.of(game(strategy), BATCH)) {
            play(played, 0, STEPS);
            first = played.state();
        }
        try (HandPlayed played = HandPlayed.of(game(strategy), BATCH)) {
            play(played, 0, STEPS);
            assertThat(played.state()).isEqualTo(first);
        }
    }

    @Test
    void names_ofAState_sayWhatItIs() {
        try (HandPlayed played = HandPlayed.of(game(strategy().replay(Replay.half(6))), BATCH)) {
            assertThat(played.state())
                    .containsKeys(
                            "generator.linear_1.weight",
                            "generator.batch_norm_1.running_var",
                            "generator.average.linear_1.weight",
                            "generator.average.batch_norm_1.running_var",
                            "generator.optimizer.m.linear_1.weight",
                            "generator.optimizer.t.linear_1.weight",
                            "generator.optimizer.h.linear_1.weight",
                            "generator.optimizer.n.linear_1.weight",
                            "discriminator.linear_1.weight_u",
                            "discriminator.optimizer.v.linear_2.bias",
                            "replays.0");
            assertThat(played.state().keySet()).noneMatch(name -> name.startsWith("discriminator.average"));
            assertThat(played.state().get("replays.0").shape()).isEqualTo(Shape.of(6, 2));
        }
    }

    @Test
    void state_ofAnotherGame_isRefusedAndChangesNothing() {
        try (HandPlayed played = HandPlayed.of(game(strategy()), BATCH)) {
            play(played, 0, 1);
            Map<String, Tensor> before = played.state();
            Map<String, Tensor> more = new LinkedHashMap<>(before);
            more.replaceAll((name, tensor) -> Tensor.zeros(tensor.shape()));
            more.put("generator.linear_9.weight", Tensor.zeros(Shape.of(1)));
            assertThatThrownBy(() -> played.game().restore(more))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("a state of other tensors: this game has [generator.linear_1.weight, ");
            Map<String, Tensor> less = new LinkedHashMap<>(more);
            less.remove("generator.linear_9.weight");
            less.remove("generator.linear_1.weight");
            assertThatThrownBy(() -> played.game().restore(less)).isInstanceOf(IllegalArgumentException.class);
            Map<String, Tensor> misshapen = new LinkedHashMap<>(more);
            misshapen.remove("generator.linear_9.weight");
            misshapen.put("discriminator.linear_2.bias", Tensor.zeros(Shape.of(3)));
            assertThatThrownBy(() -> played.game().restore(misshapen))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("discriminator.linear_2.bias has shape (1), the given one (3)");
            assertThat(played.state()).isEqualTo(before);
        }
    }

    /** Every kind of what is kept, so that nothing lies outside of the sum. */
    @ParameterizedTest
    @MethodSource("strategies")
    void tensor_thatIsNotFinite_isNamedAfterTheStep(TrainingStrategy strategy) {
        try (HandPlayed played = HandPlayed.of(game(strategy), BATCH)) {
            Map<String, Tensor> good = played.state();
            for (String name : good.keySet()) {
                Map<String, Tensor> state = new LinkedHashMap<>(good);
                float[] values = good.get(name).values().clone();
                values[values.length - 1] = Float.POSITIVE_INFINITY;
                state.put(name, Tensor.of(good.get(name).shape(), values));
                played.game().restore(state);
                assertThat(played.game().nonFinite()).isEqualTo(name);
                played.step(Feeds.of(5, 0, STEPS, BATCH));
                // those are computed anew, and a new fake may have taken the place in the buffer
                if (!name.endsWith("weight_v") && !name.startsWith("replays")) {
                    assertThat(played.game().nonFinite()).as(name).isNotNull();
                }
                played.game().restore(good);
                assertThat(played.game().nonFinite()).isNull();
            }
        }
    }

    /** The sum of such numbers is infinite, though none of them is. */
    @Test
    void largeNumbers_areFinite() {
        try (HandPlayed played = HandPlayed.of(game(strategy()), BATCH)) {
            Map<String, Tensor> state = new LinkedHashMap<>(played.state());
            Tensor mean = state.get("generator.average.linear_1.weight");
            Arrays.fill(mean.values(), 3e38f);
            played.game().restore(state);
            played.step(Feeds.of(5, 0, STEPS, BATCH));
            assertThat(played.game().nonFinite()).isNull();
        }
    }

    @Test
    void state_ofAClosedGame_isRefused() {
        HandPlayed played = HandPlayed.of(game(strategy()), BATCH);
        played.close();
        assertThatThrownBy(played::state)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this game is closed");
    }

    @Test
    void state_isACopy() {
        try (HandPlayed played = HandPlayed.of(game(strategy()), BATCH)) {
            Map<String, Tensor> state = played.state();
            float first = state.get("generator.linear_1.bias").values()[0];
            play(played, 0, 1);
            assertThat(state.get("generator.linear_1.bias").values()[0]).isEqualTo(first);
        }
    }
}
