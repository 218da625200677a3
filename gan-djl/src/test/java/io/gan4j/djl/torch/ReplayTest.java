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
import io.gan4j.network.Network;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Replay buffers on libtorch, told at random what to show and keep, held against an array in Java. */
class ReplayTest {
    private static final int BATCH = 4;
    private static final int CAPACITY = 5;
    private static final Replay REPLAY = Replay.half(CAPACITY);

    /** A buffer in Java, and the orders that it was given. */
    private static final class Buffer {
        final float[] kept = new float[CAPACITY];
        private final float[] take = new float[BATCH];
        private final float[] put = new float[BATCH];

        /** Orders of a step: some of the batch are taken, some are kept, from and at places that differ. */
        void draw(long step) {
            RandomStream random = RandomStream.of(7, step);
            int[] from = random.permutation(CAPACITY);
            int[] to = random.permutation(CAPACITY);
            for (int i = 0; i < BATCH; i++) {
                take[i] = random.nextInt(2) == 0 ? -1 : from[i];
                put[i] = random.nextInt(2) == 0 ? -1 : to[i];
            }
        }

        float[] shown(float[] present) {
            float[] shown = present.clone();
            for (int i = 0; i < BATCH; i++) {
                shown[i] = take[i] < 0 ? present[i] : kept[(int) take[i]];
            }
            for (int i = 0; i < BATCH; i++) {
                if (put[i] >= 0) {
                    kept[(int) put[i]] = present[i];
                }
            }
            return shown;
        }

        float[] order(PhasePlan.ReplayDraw draw) {
            return (draw.order() == PhasePlan.ReplayOrder.TAKE ? take : put).clone();
        }
    }

    @Test
    void samples_shownOverTwentySteps_areThoseOfABufferInJava() {
        Buffer buffer = new Buffer();
        int replayed = 0;
        try (HandPlayed played = HandPlayed.of(game(), BATCH)) {
            for (int step = 0; step < 20; step++) {
                float[] present = tagged(step);
                float[] outcomes = play(played, buffer, step);
                float[] shown = buffer.shown(present);
                assertThat(Arrays.copyOfRange(outcomes, 1, 1 + BATCH))
                        .as("step %s", step)
                        .containsExactly(shown);
                assertThat(played.state().get("replays.0").values()).containsExactly(buffer.kept);
                replayed += Arrays.equals(shown, present) ? 0 : 1;
            }
        }
        assertThat(replayed).isGreaterThan(15);
    }

    @Test
    void buffer_ofAStateThatIsPutBack_showsWhatItHeld() {
        Buffer buffer = new Buffer();
        Map<String, Tensor> state;
        try (HandPlayed played = HandPlayed.of(game(), BATCH)) {
            for (int step = 0; step < 6; step++) {
                play(played, buffer, step);
                buffer.shown(tagged(step));
            }
            state = new LinkedHashMap<>(played.state());
        }
        assertThat(state.get("replays.0")).isEqualTo(Tensor.of(Shape.of(CAPACITY, 1), buffer.kept));
        try (HandPlayed again = HandPlayed.of(game(), BATCH)) {
            again.game().restore(state);
            float[] outcomes = play(again, buffer, 6);
            assertThat(Arrays.copyOfRange(outcomes, 1, 1 + BATCH)).containsExactly(buffer.shown(tagged(6)));
        }
    }

    @Test
    void gradient_throughReplay_isNone() {
        Expr fake = Expr.apply("maker", Expr.input("x"));
        Expr shown = fake.replayed(REPLAY);
        Phase phase = new Phase("maker", 1, fake.mean().plus(shown.square().sum()), ImmutableMap.of());
        Game game = Game.of(
                List.of(Player.of(
                        "maker", Network.from("x", Shape.of(1)).linear(1).build(), Sgd.of(1))),
                List.of(new Game.Input("x", Shape.of(1), new Game.Real())),
                List.of(phase));
        try (HandPlayed played = HandPlayed.with(game, BATCH, LinearWeights.of("maker"))) {
            played.step(Feeds.of(0, 0, 1, BATCH));
            float[] x = {1, 2, 3, 4};
            Function<PhasePlan.Draw, float[]> others = Feeds.of(0, 1, 2, BATCH);
            float before = played.parameter("maker", "linear_1.weight")[0];
            float[] outcomes = played.step(draw -> draw instanceof PhasePlan.InputDraw ? x : others.apply(draw));
            // of the mean alone
            assertThat(outcomes[1]).isEqualTo((float) Math.hypot(2.5, 1), within(1e-5f));
            assertThat(before - played.parameter("maker", "linear_1.weight")[0]).isEqualTo(2.5f, within(1e-5f));
        }
    }

    /** Two buffers of one size, though they are equal values, are two. */
    @Test
    void buffers_thatAreTwoObjects_areTwo() {
        Expr x = Expr.input("x");
        Expr first = x.replayed(REPLAY);
        Expr second = x.plus(100).replayed(REPLAY);
        try (HandPlayed played =
                HandPlayed.of(game(ImmutableMap.of("first", first.sum(), "second", second.sum())), BATCH)) {
            played.step(Feeds.of(0, 0, 1, BATCH));
            assertThat(played.state()).containsKeys("replays.0", "replays.1").doesNotContainKey("replays.2");
            float[] ofFirst = played.state().get("replays.0").values();
            float[] ofSecond = played.state().get("replays.1").values();
            assertThat(ofSecond[0]).isEqualTo(ofFirst[0] + 100, within(1e-4f));
        }
    }

    /** What belongs to a sample is replayed with it: here its square. */
    @Test
    void companion_thatIsReplayedLikeAnother_staysWithIt() {
        Expr x = Expr.input("x");
        Expr.Replayed shown = new Expr.Replayed(x, REPLAY, null);
        Expr companion = new Expr.Replayed(x.square(), REPLAY, shown);
        Buffer buffer = new Buffer();
        ImmutableMap<String, Expr> reports = ImmutableMap.of(
                "shown", shown.sum(),
                "apart", companion.minus(shown.square()).abs().sum());
        int replayed = 0;
        try (HandPlayed played = HandPlayed.of(game(reports), BATCH)) {
            // buffers are empty at first: places hold 0, and so do those of the squares
            for (int step = 0; step < 20; step++) {
                float[] outcomes = play(played, buffer, step);
                float present = 0;
                float sum = 0;
                for (float value : tagged(step)) {
                    present += value;
                }
                for (float value : buffer.shown(tagged(step))) {
                    sum += value;
                }
                assertThat(outcomes[1]).isEqualTo(sum, within(1e-3f));
                assertThat(outcomes[2]).isZero();
                replayed += sum == present ? 0 : 1;
            }
            assertThat(played.state()).containsKeys("replays.0", "replays.1").doesNotContainKey("replays.2");
        }
        assertThat(replayed).isGreaterThan(15);
    }

    /** Each sample of a step says which it is. */
    private static float[] tagged(int step) {
        return new float[] {step * 10 + 1, step * 10 + 2, step * 10 + 3, step * 10 + 4};
    }

    private static float[] play(HandPlayed played, Buffer buffer, int step) {
        buffer.draw(step);
        return played.step(draw -> {
            if (draw instanceof PhasePlan.ReplayDraw replay) {
                return buffer.order(replay);
            }
            String name = ((PhasePlan.InputDraw) draw).input().name();
            float[] present = tagged(step);
            if (name.equals("x")) {
                return present;
            }
            float[] chosen = new float[BATCH];
            chosen[name.charAt(1) - '0'] = 1;
            return chosen;
        });
    }

    /** Reports each sample that is shown by itself. */
    private static Game game() {
        Expr shown = Expr.input("x").replayed(REPLAY);
        ImmutableMap.Builder<String, Expr> reports = ImmutableMap.builder();
        for (int i = 0; i < BATCH; i++) {
            reports.put("shown " + i, shown.times(Expr.input("e" + i)).sum());
        }
        return game(reports.buildOrThrow());
    }

    private static Game game(ImmutableMap<String, Expr> reports) {
        ImmutableMap.Builder<String, Game.Input> inputs = ImmutableMap.builder();
        for (String name : List.of("x", "e0", "e1", "e2", "e3")) {
            inputs.put(name, new Game.Input(name, Shape.of(1), new Game.Real()));
        }
        Player player = Player.of("p", Network.from("x", Shape.of(1)).linear(1).build(), Sgd.of(0.1));
        Phase phase = new Phase("p", 1, Expr.apply("p", Expr.input("x")).mean(), reports);
        return Game.of(List.of(player), inputs.buildOrThrow().values().asList(), List.of(phase));
    }
}
