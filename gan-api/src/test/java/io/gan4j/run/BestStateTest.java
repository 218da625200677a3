package io.gan4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import io.gan4j.data.Dataset;
import io.gan4j.data.Samples;
import io.gan4j.data.TrainingData;
import io.gan4j.engine.Device;
import io.gan4j.engine.FakeBackend;
import io.gan4j.engine.Precision;
import io.gan4j.event.TrainingEvaluated;
import io.gan4j.event.TrainingListener;
import io.gan4j.game.Stages;
import io.gan4j.inference.Generator;
import io.gan4j.inference.Latents;
import io.gan4j.inference.ModelCard;
import io.gan4j.loss.NonSaturating;
import io.gan4j.measurement.Better;
import io.gan4j.measurement.Estimate;
import io.gan4j.measurement.Measurement;
import io.gan4j.measurement.Protocol;
import io.gan4j.network.Network;
import io.gan4j.rules.TwoPlayerGame;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import io.gan4j.testing.FakeRunner;
import io.gan4j.training.Best;
import io.gan4j.training.Divergence;
import io.gan4j.training.GeneratorMetric;
import io.gan4j.training.TrainingStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The best state of a run is measured, kept, told of and given back. */
@Timeout(30)
class BestStateTest {
    private static final Shape SAMPLE = Shape.of(1, 1, 1);
    private static final double NAN = Double.NaN;

    private final FakeBackend backend = new FakeBackend();
    private final Recorder recorder = new Recorder();

    @AfterEach
    void noThreadIsLeftBehind() {
        DataThread.ends();
    }

    /** Gives the values of a list one after the other, whatever the generator. */
    private static final class Scripted implements GeneratorMetric {
        final List<Dataset> judgedAgainst = new ArrayList<>();
        final List<Integer> stepsSeen = new ArrayList<>();
        private final Better better;
        private final double[] values;

        private final String name;

        Scripted(Better better, double... values) {
            this("scripted", better, values);
        }

        Scripted(String name, Better better, double... values) {
            this.name = name;
            this.better = better;
            this.values = values;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public double of(Generator generator, Dataset data) {
            stepsSeen.add(stepOf(generator));
            judgedAgainst.add(data);
            return values[judgedAgainst.size() - 1];
        }

        @Override
        public Better better() {
            return better;
        }
    }

    /** The fake engine's generator gives a thousandth of the steps played for a latent of zeros. */
    private static int stepOf(Generator generator) {
        return Math.round(1000 * generator.samples(Latents.of(new float[3]))[0]);
    }

    private TrainingRun run(long steps, @Nullable Best best, TrainingListener... listeners) {
        Network generator =
                Network.from("z", Shape.of(3)).linear(1).reshape(SAMPLE).build();
        Network discriminator = Network.from("x", SAMPLE).flatten().linear(1).build();
        TwoPlayerGame rules = TwoPlayerGame.rules(
                generator,
                discriminator,
                Prior.NORMAL,
                new NonSaturating(),
                TrainingStrategy.standard().batch(4));
        return TrainingRun.start(new TrainingPlan(
                Stages.of(rules.game()),
                TrainingData.of(new Samples(12)),
                4,
                steps,
                0,
                2,
                Device.CPU,
                1,
                Precision.FLOAT32,
                rules.models(List.of()),
                0,
                best,
                null,
                Divergence.fail(),
                ImmutableList.copyOf(listeners),
                backend,
                null));
    }

    static Stream<Arguments> courses() {
        return Stream.of(
                course("the lowest", Better.LOWER, 4, 3, 1, 2, 3),
                course("the highest", Better.HIGHER, 6, 1, 2, 9, 3),
                course("the first of equals", Better.LOWER, 2, 5, 5, 5, 5),
                course("the first", Better.HIGHER, 2, 5, 4, 3, 2),
                course("the last", Better.LOWER, 7, 5, 4, 3, 2),
                course("not NaN that came first", Better.LOWER, 4, NAN, 7, 8, 9),
                course("not NaN that came later", Better.HIGHER, 2, 7, NAN, 6, NAN),
                course("of NaN alone the first", Better.LOWER, 2, NAN, NAN, NAN, NAN));
    }

    private static Arguments course(String name, Better better, long best, double... values) {
        return Arguments.of(name, better, best, values);
    }

    /** Measured after the steps 2, 4, 6 and the last, 7. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("courses")
    void train_keepingTheBest_givesItsState(String name, Better better, long best, double[] values) {
        Scripted metric = new Scripted(better, values);
        try (TrainedGan trained = run(7, new Best(metric, 2)).train()) {
            assertThat(metric.stepsSeen).containsExactly(2, 4, 6, 7);
            assertThat(trained.step()).isEqualTo(best);
            assertThat(trained.generator().card().origin().step()).isEqualTo(best);
            assertThat(trained.discriminator().card().origin().step()).isEqualTo(best);
            assertThat(stepOf(trained.generator())).isEqualTo((int) best);
        }
    }

    /** Measured at 2, 4, 6, 8 and 10: the best is at 4, and two more are no better. */
    @Test
    void run_withPatience_endsWhenNothingGetsBetter() {
        Best best = new Best(new Scripted(Better.LOWER, 3, 1, 2, 1.5, 0), 2).patience(2);
        try (TrainedGan trained = run(20, best).train()) {
            assertThat(trained.step()).isEqualTo(4);
            assertThat(backend.fed).hasSize(8);
        }
    }

    @Test
    void run_withPatience_thatGetsBetterInTime_goesOn() {
        Best best = new Best(new Scripted(Better.LOWER, 3, 4, 2, 4, 1), 2).patience(2);
        try (TrainedGan trained = run(10, best).train()) {
            assertThat(trained.step()).isEqualTo(10);
            assertThat(backend.fed).hasSize(10);
        }
    }

    @Test
    void train_withoutABest_givesTheLastState() {
        try (TrainedGan trained = run(7, null, recorder).train()) {
            assertThat(trained.step()).isEqualTo(7);
            assertThat(stepOf(trained.generator())).isEqualTo(7);
            assertThat(trained.measurements()).isEmpty();
            assertThat(recorder.evaluations).isEmpty();
        }
    }

    @Test
    void listeners_areToldOfEachMeasurementInOrder() {
        run(5, new Best(new Scripted(Better.LOWER, 3, 1, 2), 2), recorder)
                .train()
                .close();
        assertThat(recorder.events)
                .containsExactly(
                        "started",
                        "step 2",
                        "evaluated 2, the best",
                        "step 4",
                        "evaluated 4, the best",
                        "step 5",
                        "evaluated 5",
                        "FINISHED after 5");
        assertThat(recorder.evaluations)
                .containsExactly(
                        new TrainingEvaluated(2, scripted(3), 2, 3),
                        new TrainingEvaluated(4, scripted(1), 4, 1),
                        new TrainingEvaluated(5, scripted(2), 4, 1));
    }

    private static Measurement scripted(double value) {
        Protocol protocol = new Protocol(0, 0, "counted pixels", "none", "not stated", "", 0);
        return Measurement.of("scripted", Estimate.without(value), Better.LOWER, protocol);
    }

    /** The second metric does not choose; its best value is that of the state that the first one chose. */
    @Test
    void severalMetrics_areAllMeasured_andTheFirstChooses() {
        Scripted first = new Scripted(Better.LOWER, 3, 1, 2);
        Scripted second = new Scripted(Better.LOWER, 0.1, 0.3, 0.2);
        try (TrainedGan trained =
                run(5, Best.of(2, List.of(first, second)), recorder).train()) {
            assertThat(trained.step()).isEqualTo(4);
            assertThat(trained.measurements()).containsExactly(scripted(1), scripted(0.3));
            assertThat(trained.generator().card().origin().measurements()).isEqualTo(trained.measurements());
            assertThat(trained.discriminator().card().origin().measurements()).isEmpty();
        }
        assertThat(recorder.evaluations)
                .containsExactly(
                        new TrainingEvaluated(2, scripted(3), 2, 3),
                        new TrainingEvaluated(2, scripted(0.1), 2, 0.1),
                        new TrainingEvaluated(4, scripted(1), 4, 1),
                        new TrainingEvaluated(4, scripted(0.3), 4, 0.3),
                        new TrainingEvaluated(5, scripted(2), 4, 1),
                        new TrainingEvaluated(5, scripted(0.2), 4, 0.3));
    }

    /** By the first metric the state of step 4 would be the best. */
    @Test
    void severalMetrics_whereOneIsNamed_areKeptByThatOne() {
        Scripted first = new Scripted("first", Better.LOWER, 3, 1, 2);
        Scripted second = new Scripted("second", Better.HIGHER, 0.1, 0.2, 0.3);
        Best best = Best.of(2, List.of(first, second)).by("second");
        try (TrainedGan trained = run(5, best, recorder).train()) {
            assertThat(trained.step()).isEqualTo(5);
            assertThat(trained.measurements()).extracting(Measurement::value).containsExactly(2.0, 0.3);
        }
        assertThat(recorder.events)
                .contains("evaluated 2, the best", "evaluated 4, the best", "evaluated 5, the best")
                .doesNotContain("evaluated 5");
    }

    @Test
    void lastStep_thatIsDueAnyway_isMeasuredOnce() {
        Scripted metric = new Scripted(Better.LOWER, 3, 1);
        run(4, new Best(metric, 2)).train().close();
        assertThat(metric.stepsSeen).containsExactly(2, 4);
    }

    @Test
    void metric_isGivenTheDataOfTheRun() {
        Scripted metric = new Scripted(Better.LOWER, 3);
        run(1, new Best(metric, 10)).train().close();
        assertThat(metric.judgedAgainst).containsExactly(new Samples(12));
    }

    @Test
    void stop_beforeAMeasurementIsDue_measuresOnceMore() {
        Scripted metric = new Scripted(Better.HIGHER, 1, 2);
        TrainingRun run = run(9, new Best(metric, 2), recorder);
        play(run, 3);
        run.stop();
        try (TrainedGan trained = run.train()) {
            assertThat(metric.stepsSeen).containsExactly(2, 3);
            assertThat(trained.step()).isEqualTo(3);
            assertThat(recorder.events)
                    .containsExactly(
                            "started",
                            "step 2",
                            "evaluated 2, the best",
                            "step 3",
                            "evaluated 3, the best",
                            "STOPPED after 3");
        }
    }

    @Test
    void stop_afterAMeasurement_doesNotMeasureAgain() {
        Scripted metric = new Scripted(Better.HIGHER, 2, 1);
        TrainingRun run = run(9, new Best(metric, 2));
        play(run, 4);
        run.stop();
        try (TrainedGan trained = run.train()) {
            assertThat(metric.stepsSeen).containsExactly(2, 4);
            assertThat(trained.step()).isEqualTo(2);
        }
    }

    private static void play(TrainingRun run, int steps) {
        for (int i = 0; i < steps; i++) {
            run.play();
        }
    }

    @Test
    void backToBest_putsTheStateBackAndPlaysOn() {
        TrainingRun run = run(9, new Best(new Scripted(Better.LOWER, 1, 2, 3, 4, 5), 2));
        play(run, 5);
        assertThat(stepOf(run.generator())).isEqualTo(5);
        assertThat(run.backToBest()).isEqualTo(2);
        assertThat(stepOf(run.generator())).isEqualTo(2);
        assertThat(run.step()).isEqualTo(5);
        // the run counts on: it ends when 9 steps are played, with the state of 2 + 4 updates
        assertThat(run.play().step()).isEqualTo(6);
        assertThat(stepOf(run.generator())).isEqualTo(3);
        run.close();
    }

    /** The fakes in a replay buffer are as many as the steps that were played, whatever step the weights are of. */
    @Test
    void restore_leavesReplayBuffersAsTheyAre() {
        ModelCard card = ModelCard.generator(3, Prior.NORMAL, SAMPLE);
        FakeGameState game = new FakeGameState();
        BestState best = new BestState(new Best(new Scripted(Better.LOWER, 1), 1), new Samples(12), game, () -> 0);
        game.present.put("weights", Tensor.of(Shape.of(1), 1));
        game.present.put("replays.0", Tensor.of(Shape.of(2), 1, 0));
        best.measure(1, Generator.of(card, new FakeRunner(card, 0)));
        game.present.put("weights", Tensor.of(Shape.of(1), 2));
        game.present.put("replays.0", Tensor.of(Shape.of(2), 1, 2));
        assertThat(best.restore()).isEqualTo(1);
        assertThat(game.present)
                .containsEntry("weights", Tensor.of(Shape.of(1), 1))
                .containsEntry("replays.0", Tensor.of(Shape.of(2), 1, 2));
    }

    @Test
    void backToBest_whereNoneIsKept_saysWhatToSet() {
        TrainingRun run = run(9, null);
        run.play();
        assertThatThrownBy(run::backToBest)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no best state is kept: set keepBest(metric, everySteps) or evaluateEvery(steps, metrics)");
        run.close();
    }

    @Test
    void backToBest_beforeTheFirstMeasurement_isRefused() {
        TrainingRun run = run(9, new Best(new Scripted(Better.LOWER, 1), 2));
        run.play();
        assertThatThrownBy(run::backToBest)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no state has been measured yet");
        run.close();
    }

    @Test
    void backToBest_ofARunThatIsOver_isRefused() {
        TrainingRun run = run(2, new Best(new Scripted(Better.LOWER, 1), 2));
        run.train().close();
        assertThatThrownBy(run::backToBest)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this run is over: HANDED_OVER");
    }

    private static GeneratorMetric failing(int atMeasurement, IllegalArgumentException with) {
        return new GeneratorMetric() {
            private int measurements;

            @Override
            public String name() {
                return "failing";
            }

            @Override
            public double of(Generator generator, Dataset data) {
                measurements++;
                if (measurements == atMeasurement) {
                    throw with;
                }
                return measurements;
            }

            @Override
            public Better better() {
                return Better.LOWER;
            }
        };
    }

    /** The second measurement is in the midst of the run, the third is of its last step. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void metric_thatFails_endsTheRunAndReachesTheCaller(int measurement) {
        IllegalArgumentException failure = new IllegalArgumentException("no such feature");
        TrainingRun run = run(5, new Best(failing(measurement, failure), 2), recorder);
        assertThatThrownBy(run::train).isSameAs(failure);
        assertThat(recorder.events).endsWith("FAILED after " + (measurement == 2 ? 4 : 5));
        assertThat(backend.closed).hasValue(1);
    }

    @Test
    void metric_thatFailsAfterAStop_endsTheRunAndReachesTheCaller() {
        IllegalArgumentException failure = new IllegalArgumentException("no such feature");
        TrainingRun run = run(9, new Best(failing(1, failure), 5), recorder);
        play(run, 2);
        run.stop();
        assertThatThrownBy(run::train).isSameAs(failure);
        assertThat(recorder.events).endsWith("FAILED after 2");
        assertThat(backend.closed).hasValue(1);
    }

    @Test
    void listener_thatFailsWhenToldOfAMeasurement_endsTheRun() {
        IllegalStateException failure = new IllegalStateException("disk full");
        TrainingListener listener = new TrainingListener() {
            @Override
            public void evaluated(TrainingEvaluated event) {
                throw failure;
            }
        };
        TrainingRun run = run(5, new Best(new Scripted(Better.LOWER, 1), 2), listener);
        assertThatThrownBy(run::train).isSameAs(failure);
        assertThat(backend.closed).hasValue(1);
    }

    @Test
    void interval_below1_isRefused() {
        Scripted metric = new Scripted(Better.LOWER, 1);
        assertThatThrownBy(() -> new Best(metric, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("everySteps must be at least 1, was 0");
    }
}
