package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.gan4j.game.Adam;
import io.gan4j.game.Expr;
import io.gan4j.game.Game;
import io.gan4j.game.GradientClipping;
import io.gan4j.game.Optimizer;
import io.gan4j.game.PhasePlan;
import io.gan4j.game.Player;
import io.gan4j.game.RmsProp;
import io.gan4j.game.Schedule;
import io.gan4j.game.Sgd;
import io.gan4j.layer.Init;
import io.gan4j.layer.Linear;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What goes with a player's update, on the score {@code w x + b} of one sample, whose gradient is the sample and 1: any
 * sequence of gradients can be had. Parameters are rows of three numbers, the weights, which begin at 0.5, and the bias.
 */
class PracticesOfPlayersTest {
    private static final float[][] SAMPLES = {{0.5f, -2}, {1.5f, -0.25f}, {-3, 0.125f}, {0.01f, 4}, {0.75f, 0}};
    private static final double[] FACTORS = {1, 0.5, 0.25, 0, 2};

    /** An optimizer in Java, which keeps what it needs. */
    private interface Update {
        void move(double[] row, double[] gradient, double factor);
    }

    private static Update sgd(double rate, double momentum) {
        double[] b = new double[3];
        return (row, gradient, factor) -> {
            for (int i = 0; i < 3; i++) {
                b[i] = momentum * b[i] + gradient[i];
                row[i] -= factor * rate * b[i];
            }
        };
    }

    private static Update rmsProp(double rate, double decay) {
        double[] v = new double[3];
        return (row, gradient, factor) -> {
            for (int i = 0; i < 3; i++) {
                v[i] = decay * v[i] + (1 - decay) * gradient[i] * gradient[i];
                row[i] -= factor * rate * gradient[i] / (Math.sqrt(v[i]) + 1e-8);
            }
        };
    }

    private static Update adam(double rate) {
        double[] m = new double[3];
        double[] v = new double[3];
        int[] t = {0};
        return (row, gradient, factor) -> {
            t[0]++;
            for (int i = 0; i < 3; i++) {
                m[i] = 0.5 * m[i] + 0.5 * gradient[i];
                v[i] = 0.9 * v[i] + 0.1 * gradient[i] * gradient[i];
                double root = Math.sqrt(v[i] / (1 - Math.pow(0.9, t[0]))) + 1e-8;
                row[i] -= factor * rate * m[i] / (1 - Math.pow(0.5, t[0])) / root;
            }
        };
    }

    static Stream<Arguments> optimizers() {
        return Stream.of(
                arguments(Sgd.of(0.1), sgd(0.1, 0)),
                arguments(Sgd.of(0.1).momentum(0.5), sgd(0.1, 0.5)),
                arguments(RmsProp.of(0.01).decay(0.9), rmsProp(0.01, 0.9)),
                arguments(Adam.of(0.01).betas(0.5, 0.9), adam(0.01)));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void rate_thatChanges_reachesEveryOptimizer(Optimizer optimizer, Update inJava) {
        Player player = Player.of("p", network(), optimizer).rate(Schedule.linear(1, 0));
        try (HandPlayed played = played(player)) {
            double[] row = row(played);
            for (int step = 0; step < SAMPLES.length; step++) {
                inJava.move(row, gradient(step), FACTORS[step]);
                play(played, step, FACTORS[step]);
                assertThat(row(played)).as("step %s", step).containsExactly(row, within(2e-6));
            }
        }
    }

    @Test
    void rate_thatIsConstantButNotOne_countsToo() {
        Player player = Player.of("p", network(), Sgd.of(0.1)).rate(Schedule.constant(0.5));
        try (HandPlayed played = played(player)) {
            double[] row = row(played);
            played.step(draw -> draw instanceof PhasePlan.ScheduleDraw scheduled
                    ? new float[] {(float) scheduled.schedule().at(0, 10)}
                    : SAMPLES[0]);
            sgd(0.05, 0).move(row, gradient(0), 1);
            assertThat(row(played)).containsExactly(row, within(1e-6));
        }
    }

    @Test
    void gradient_clippedByValue_isClippedElementByElement() {
        Player player =
                Player.of("p", network(), Sgd.of(0.1).momentum(0.5)).gradientClipping(GradientClipping.value(0.3));
        try (HandPlayed played = played(player)) {
            double[] row = row(played);
            Update inJava = sgd(0.1, 0.5);
            for (int step = 0; step < SAMPLES.length; step++) {
                double[] clipped = Arrays.stream(gradient(step))
                        .map(g -> Math.max(-0.3, Math.min(0.3, g)))
                        .toArray();
                inJava.move(row, clipped, 1);
                float[] outcomes = play(played, step, 1);
                assertThat(row(played)).as("step %s", step).containsExactly(row, within(1e-6));
                // what is told is the gradient as it was
                assertThat((double) outcomes[1]).isCloseTo(norm(gradient(step)), within(1e-5));
            }
        }
    }

    /** The norms of the five gradients are about 2.3, 1.8, 3.2, 4.1 and 1.25: one of them is within the limit. */
    @Test
    void gradient_clippedByNorm_isScaledWhereItIsTooLong() {
        Player player =
                Player.of("p", network(), Adam.of(0.01).betas(0.5, 0.9)).gradientClipping(GradientClipping.norm(1.5));
        try (HandPlayed played = played(player)) {
            double[] row = row(played);
            Update inJava = adam(0.01);
            int within = 0;
            for (int step = 0; step < SAMPLES.length; step++) {
                double[] gradient = gradient(step);
                double scale = Math.min(1, 1.5 / norm(gradient));
                within += scale == 1 ? 1 : 0;
                inJava.move(row, Arrays.stream(gradient).map(g -> scale * g).toArray(), 1);
                float[] outcomes = play(played, step, 1);
                assertThat(row(played)).as("step %s", step).containsExactly(row, within(2e-6));
                assertThat((double) outcomes[1]).isCloseTo(norm(gradient), within(1e-5));
            }
            assertThat(within).isEqualTo(1);
        }
    }

    static Stream<GradientClipping> clippings() {
        return Stream.of(GradientClipping.value(0.5), GradientClipping.norm(0.5));
    }

    @ParameterizedTest
    @MethodSource("clippings")
    void gradientOfZero_clipped_staysFinite(GradientClipping clipping) {
        Player player = Player.of("p", network(), Sgd.of(0.1)).gradientClipping(clipping);
        Expr none = Expr.apply("p", Expr.input("x")).mean().times(0);
        Game game = HandPlayed.onePlayer(player, Map.of("x", Shape.of(2)), none);
        try (HandPlayed played = HandPlayed.of(game, 1)) {
            double[] before = row(played);
            assertThat(play(played, 0, 1)).containsExactly(new float[] {0, 0}, within(0f));
            assertThat(row(played)).containsExactly(before);
        }
    }

    /** lambda |theta - mean|^2, whose mean holds the present theta and counts as a constant. */
    @Test
    void historicalAveraging_drawsTowardsTheMeanSoFar() {
        double lambda = 0.75;
        Player player = Player.of("p", network(), Sgd.of(0.1)).historicalAveraging(lambda);
        try (HandPlayed played = played(player);
                HandPlayed without = played(Player.of("p", network(), Sgd.of(0.1)))) {
            double[] row = row(played);
            double[] sum = new double[3];
            Update inJava = sgd(0.1, 0);
            for (int step = 0; step < SAMPLES.length; step++) {
                double[] gradient = gradient(step);
                for (int i = 0; i < 3; i++) {
                    sum[i] += row[i];
                    double mean = sum[i] / (step + 1);
                    double more = Math.pow(row[i] + 1e-4 - mean, 2);
                    double less = Math.pow(row[i] - 1e-4 - mean, 2);
                    gradient[i] += lambda * (more - less) / 2e-4;
                }
                inJava.move(row, gradient, 1);
                play(played, step, 1);
                play(without, step, 1);
                assertThat(row(played)).as("step %s", step).containsExactly(row, within(2e-6));
            }
            assertThat(Math.abs(row(played)[0] - row(without)[0])).isGreaterThan(0.01);
        }
    }

    @Test
    void historicalAveraging_withClippedGradients_isClippedWithThem() {
        Player player = Player.of("p", network(), Sgd.of(0.1))
                .historicalAveraging(10)
                .gradientClipping(GradientClipping.norm(1));
        try (HandPlayed played = played(player)) {
            for (int step = 0; step < SAMPLES.length; step++) {
                double[] before = row(played);
                play(played, step, 1);
                double[] after = row(played);
                double[] moved = new double[] {after[0] - before[0], after[1] - before[1], after[2] - before[2]};
                assertThat(norm(moved)).as("step %s", step).isCloseTo(0.1, within(1e-5));
            }
        }
    }

    private static double[] gradient(int step) {
        return new double[] {SAMPLES[step][0], SAMPLES[step][1], 1};
    }

    private static double norm(double[] row) {
        return Math.sqrt(Arrays.stream(row).map(x -> x * x).sum());
    }

    private static Network network() {
        return Network.from("x", Shape.of(2))
                .add(new Linear(2, 1, Init.constant(0.5f)))
                .build();
    }

    private static HandPlayed played(Player player) {
        return HandPlayed.of(
                HandPlayed.onePlayer(
                        player,
                        Map.of("x", Shape.of(2)),
                        Expr.apply("p", Expr.input("x")).mean()),
                1);
    }

    private static float[] play(HandPlayed played, int step, double factor) {
        return played.step(
                draw -> draw instanceof PhasePlan.ScheduleDraw ? new float[] {(float) factor} : SAMPLES[step]);
    }

    private static double[] row(HandPlayed played) {
        return LinearJava.of(2, 1).row(played.parameters("p"));
    }
}
