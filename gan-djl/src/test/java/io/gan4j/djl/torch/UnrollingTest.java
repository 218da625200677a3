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
import io.gan4j.game.RmsProp;
import io.gan4j.game.Schedule;
import io.gan4j.game.Sgd;
import io.gan4j.loss.LossStrategy;
import io.gan4j.loss.Scores;
import io.gan4j.loss.WeightClipping;
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
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The generator's loss through updates of the discriminator, held against the whole computation in plain Java: generator
 * {@code A z + c}, discriminator {@code w x + b}, whose loss is Wasserstein's with a small square of the scores.
 */
class UnrollingTest {
    private static final int BATCH = 4;
    private static final double SQUARES = 0.05;
    private static final double RATE = 0.2;
    private static final double STEP = 1e-4;
    private static final LinearJava MAKER = LinearJava.of(2, 2);
    private static final LinearJava JUDGE = LinearJava.of(2, 1);
    private static final double[] REAL = TwoLayers.doubles(HandPlayed.normal(2 * BATCH, 1));
    private static final double[] LATENTS = TwoLayers.doubles(HandPlayed.normal(2 * BATCH, 2));
    private static final double[] MAKING = {0.5, -1, 0.75, 0.25, 0.1, -0.2};
    private static final double[] JUDGING = {0.8, -0.6, 0.3};

    private record Squares() implements LossStrategy {
        @Override
        public Expr discriminator(Scores s) {
            Expr squares = s.real().square().mean().plus(s.fake().square().mean());
            return s.fake().mean().minus(s.real().mean()).plus(squares.times(SQUARES));
        }

        @Override
        public Expr generator(Scores s) {
            return s.fake().mean().negate();
        }
    }

    /** An update of the discriminator's row in Java; it keeps what it needs. */
    private interface Update {
        double[] move(double[] row, double[] gradient);
    }

    private static Update sgd(double rate) {
        return (row, gradient) -> {
            double[] moved = row.clone();
            for (int i = 0; i < row.length; i++) {
                moved[i] -= rate * gradient[i];
            }
            return moved;
        };
    }

    private static Update momentum(double rate, double momentum, double[] buffer) {
        double[] b = buffer.clone();
        return (row, gradient) -> {
            for (int i = 0; i < row.length; i++) {
                b[i] = momentum * b[i] + gradient[i];
            }
            return sgd(rate).move(row, b);
        };
    }

    private static Update adam(double rate, double beta1, double beta2, int before, double[] first, double[] second) {
        double[] m = first.clone();
        double[] v = second.clone();
        int[] t = {before};
        return (row, gradient) -> {
            double[] moved = row.clone();
            t[0]++;
            for (int i = 0; i < row.length; i++) {
                m[i] = beta1 * m[i] + (1 - beta1) * gradient[i];
                v[i] = beta2 * v[i] + (1 - beta2) * gradient[i] * gradient[i];
                double root = Math.sqrt(v[i] / (1 - Math.pow(beta2, t[0])));
                moved[i] -= rate * m[i] / (1 - Math.pow(beta1, t[0])) / (root + 1e-8);
            }
            return moved;
        };
    }

    private static Update rmsProp(double rate, double decay, double[] second) {
        double[] v = second.clone();
        return (row, gradient) -> {
            double[] moved = row.clone();
            for (int i = 0; i < row.length; i++) {
                v[i] = decay * v[i] + (1 - decay) * gradient[i] * gradient[i];
                moved[i] -= rate * gradient[i] / (Math.sqrt(v[i]) + 1e-8);
            }
            return moved;
        };
    }

    /** The gradient of the discriminator's loss, whose score is linear in its row. */
    private static double[] gradient(double[] judging, double[] fake) {
        double[] gradient = new double[3];
        addUp(judging, fake, 1, gradient);
        addUp(judging, REAL, -1, gradient);
        return gradient;
    }

    private static void addUp(double[] judging, double[] samples, double sign, double[] gradient) {
        double[] scores = JUDGE.apply(judging, samples);
        for (int n = 0; n < BATCH; n++) {
            double slope = (sign + 2 * SQUARES * scores[n]) / BATCH;
            gradient[0] += slope * samples[2 * n];
            gradient[1] += slope * samples[2 * n + 1];
            gradient[2] += slope;
        }
    }

    /** The generator's loss after some updates of the discriminator. */
    private static double unrolled(double[] making, int steps, Update update) {
        double[] fake = MAKER.apply(making, LATENTS);
        double[] judging = JUDGING;
        for (int i = 0; i < steps; i++) {
            judging = update.move(judging, gradient(judging, fake));
        }
        return -Arrays.stream(JUDGE.apply(judging, fake)).average().orElseThrow();
    }

    /** What the discriminator's optimizer has kept before, for each of its three numbers. */
    private record Kept(Map<String, double[]> slots, int updates) {
        static final Kept NOTHING = new Kept(Map.of(), 0);
    }

    private static final double[] M = {0.3, -0.2, 0.1};
    private static final double[] V = {0.4, 0.2, 0.3};

    static Stream<Arguments> optimizers() {
        Sgd sgd = Sgd.of(RATE);
        Function<Kept, Update> adam = kept -> adam(RATE, 0.5, 0.9, 3, M, V);
        return Stream.of(
                arguments(sgd, Kept.NOTHING, 1, (Function<Kept, Update>) kept -> sgd(RATE)),
                arguments(sgd, Kept.NOTHING, 2, (Function<Kept, Update>) kept -> sgd(RATE)),
                arguments(sgd, Kept.NOTHING, 5, (Function<Kept, Update>) kept -> sgd(RATE)),
                arguments(sgd.momentum(0.5), new Kept(Map.of("b", M), 0), 2, (Function<Kept, Update>)
                        kept -> momentum(RATE, 0.5, M)),
                arguments(new Adam((float) RATE, 0.5f, 0.9f, 1e-8f), new Kept(Map.of("m", M, "v", V), 3), 1, adam),
                arguments(new Adam((float) RATE, 0.5f, 0.9f, 1e-8f), new Kept(Map.of("m", M, "v", V), 3), 3, adam),
                arguments(
                        new RmsProp((float) RATE, 0.9f, 1e-8f), new Kept(Map.of("v", V), 0), 1, (Function<Kept, Update>)
                                kept -> rmsProp(RATE, 0.9, V)),
                arguments(
                        new RmsProp((float) RATE, 0.9f, 1e-8f), new Kept(Map.of("v", V), 0), 2, (Function<Kept, Update>)
                                kept -> rmsProp(RATE, 0.9, V)));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void lossAndGradient_areThoseOfTheWholeComputation(
            Optimizer optimizer, Kept kept, int steps, Function<Kept, Update> updates) {
        TrainingStrategy strategy = strategy().discriminatorOptimizer(optimizer).unrolledSteps(steps);
        check(strategy, kept, steps, () -> updates.apply(kept), 1);
    }

    @Test
    void adam_thatHasNotMovedYet_staysFinite() {
        TrainingStrategy strategy =
                strategy().discriminatorOptimizer(Adam.of(RATE).betas(0.5, 0.9)).unrolledSteps(1);
        double[] zeros = new double[3];
        check(strategy, Kept.NOTHING, 1, () -> adam(RATE, 0.5, 0.9, 0, zeros, zeros), 1);
    }

    /** The discriminator moves ahead as fast as it will move in its own phase. */
    @Test
    void rate_thatChanges_isThatOfTheStep() {
        TrainingStrategy strategy = strategy()
                .discriminatorOptimizer(Sgd.of(RATE))
                .discriminatorRate(Schedule.linear(1, 0))
                .unrolledSteps(2);
        check(strategy, Kept.NOTHING, 2, () -> sgd(RATE / 4), 0.25f);
    }

    @Test
    void gradientClipping_boundsTheUpdatesAheadToo() {
        double limit = 0.5;
        TrainingStrategy strategy = strategy()
                .discriminatorOptimizer(Sgd.of(RATE))
                .gradientClipping(GradientClipping.norm(limit))
                .unrolledSteps(2);
        Update clipped = (row, gradient) -> {
            double norm = Math.sqrt(Arrays.stream(gradient).map(x -> x * x).sum());
            assertThat(norm).isGreaterThan(limit);
            return sgd(RATE * limit / norm).move(row, gradient);
        };
        // the generator's own gradient is clipped as well, so that its direction alone is compared
        try (HandPlayed played = played(strategy, Kept.NOTHING)) {
            double[] found = played(played, 1);
            double[] expected = differences(2, () -> clipped);
            double scale = limit / norm(expected);
            for (int i = 0; i < found.length; i++) {
                assertThat(found[i]).isCloseTo(expected[i] * Math.min(1, scale), within(2e-4));
            }
        }
    }

    @Test
    void weightClipping_holdsTheWeightsAheadToo() {
        TrainingStrategy strategy = strategy()
                .discriminatorOptimizer(Sgd.of(RATE))
                .regularizers(new WeightClipping(0.7f))
                .unrolledSteps(1);
        check(
                strategy,
                Kept.NOTHING,
                1,
                () -> (row, gradient) -> Arrays.stream(sgd(RATE).move(row, gradient))
                        .map(x -> Math.max(-0.7, Math.min(0.7, x)))
                        .toArray(),
                1);
    }

    @Test
    void gradient_withoutUnrolling_isAnother() {
        double[] without;
        double[] with;
        try (HandPlayed played = played(strategy().discriminatorOptimizer(Sgd.of(RATE)), Kept.NOTHING)) {
            without = played(played, 1);
        }
        try (HandPlayed played =
                played(strategy().discriminatorOptimizer(Sgd.of(RATE)).unrolledSteps(1), Kept.NOTHING)) {
            with = played(played, 1);
        }
        double[] known = differences(0, () -> sgd(RATE));
        double largest = 0;
        for (int i = 0; i < with.length; i++) {
            assertThat(without[i]).isCloseTo(known[i], within(1e-5));
            largest = Math.max(largest, Math.abs(with[i] - without[i]));
        }
        assertThat(largest).isGreaterThan(0.1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void discriminator_afterwards_isAsBefore(int steps) {
        TrainingStrategy strategy =
                strategy().discriminatorOptimizer(Adam.of(RATE)).unrolledSteps(steps);
        try (HandPlayed played = played(strategy, new Kept(Map.of("m", M, "v", V), 3))) {
            Map<String, Tensor> before = new LinkedHashMap<>(played.state());
            played(played, 1);
            Map<String, Tensor> after = played.state();
            assertThat(before.keySet().stream().filter(name -> !before.get(name).equals(after.get(name))))
                    .containsExactlyInAnyOrder("generator.linear_1.weight", "generator.linear_1.bias");
        }
    }

    private static TrainingStrategy strategy() {
        return TrainingStrategy.standard().generatorOptimizer(Sgd.of(1));
    }

    /** Loss and gradient of the generator, for a discriminator that moves ahead as Java's does. */
    private static void check(TrainingStrategy strategy, Kept kept, int steps, Supplier<Update> update, float rate) {
        try (HandPlayed played = played(strategy, kept)) {
            double[] expected = differences(steps, update);
            float[] outcomes = new float[2];
            double[] found = played(played, rate, outcomes);
            assertThat((double) outcomes[0]).isCloseTo(unrolled(MAKING, steps, update.get()), within(1e-5));
            assertThat((double) outcomes[1]).isCloseTo(norm(expected), within(1e-3));
            assertThat(found).containsExactly(expected, within(2e-4));
        }
    }

    private static double norm(double[] row) {
        return Math.sqrt(Arrays.stream(row).map(x -> x * x).sum());
    }

    /** By finite differences. */
    private static double[] differences(int steps, Supplier<Update> update) {
        double[] differences = new double[MAKING.length];
        for (int i = 0; i < differences.length; i++) {
            double[] more = MAKING.clone();
            double[] less = MAKING.clone();
            more[i] += STEP;
            less[i] -= STEP;
            differences[i] = (unrolled(more, steps, update.get()) - unrolled(less, steps, update.get())) / (2 * STEP);
        }
        return differences;
    }

    private static HandPlayed played(TrainingStrategy strategy, Kept kept) {
        Network generator = Network.from("z", Shape.of(2)).linear(2).build();
        Network discriminator = Network.from("x", Shape.of(2)).linear(1).build();
        Game game = TwoPlayerGame.of(generator, discriminator, Prior.NORMAL, new Squares(), strategy);
        Game generators =
                Game.of(game.players(), game.inputs(), List.of(game.phases().get(1)));
        HandPlayed played = HandPlayed.with(
                generators,
                BATCH,
                Map.of("generator", MAKER.parameters(MAKING), "discriminator", JUDGE.parameters(JUDGING)));
        Map<String, Tensor> state = new LinkedHashMap<>(played.state());
        kept.slots()
                .forEach((slot, values) -> JUDGE.parameters(values)
                        .forEach((name, tensor) -> state.put("discriminator.optimizer." + slot + "." + name, tensor)));
        state.replaceAll((name, tensor) ->
                name.startsWith("discriminator.optimizer.t") ? Tensor.of(Shape.scalar(), kept.updates()) : tensor);
        played.game().restore(state);
        return played;
    }

    private static double[] played(HandPlayed played, float rate) {
        return played(played, rate, new float[2]);
    }

    /** The generator's gradient, by which a step of rate 1 moves it. */
    private static double[] played(HandPlayed played, float rate, float[] outcomes) {
        float[] given = played.step(draw -> {
            if (draw instanceof PhasePlan.InputDraw input) {
                return floats(input.input().name().equals("z") ? LATENTS : REAL);
            }
            return new float[] {rate};
        });
        System.arraycopy(given, 0, outcomes, 0, 2);
        double[] after = MAKER.row(played.parameters("generator"));
        for (int i = 0; i < after.length; i++) {
            after[i] = MAKING[i] - after[i];
        }
        return after;
    }

    private static float[] floats(double[] values) {
        float[] narrow = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            narrow[i] = (float) values[i];
        }
        return narrow;
    }
}
