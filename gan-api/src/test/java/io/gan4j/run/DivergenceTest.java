package io.gan4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.checkpoint.CheckpointFile;
import io.gan4j.checkpoint.RunFolder;
import io.gan4j.data.Dataset;
import io.gan4j.engine.FakeBackend;
import io.gan4j.error.TrainingDivergedException;
import io.gan4j.event.TrainingListener;
import io.gan4j.event.TrainingProgress;
import io.gan4j.event.TrainingWentBack;
import io.gan4j.game.Game;
import io.gan4j.inference.Generator;
import io.gan4j.inference.Latents;
import io.gan4j.measurement.Better;
import io.gan4j.training.Best;
import io.gan4j.training.Checkpoints;
import io.gan4j.training.Divergence;
import io.gan4j.training.GeneratorMetric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that go back after a divergence, on an engine that diverges when it is told to. */
class DivergenceTest {
    private static final int STEPS = 10;
    private static final String CAUSE =
            "training diverged at step %s: the loss of the discriminator is NaN; a smaller learning rate or another loss"
                    + " may help";

    @TempDir
    Path folder;

    private final List<TrainingWentBack> events = new ArrayList<>();
    private final TrainingListener recorder = new TrainingListener() {
        @Override
        public void wentBack(TrainingWentBack event) {
            events.add(event);
        }
    };

    /** Diverges {@code times} times at this step, from 1. */
    private static FakeBackend diverging(int step, int times) {
        FakeBackend backend = new FakeBackend();
        backend.poisonedStep = step - 1;
        backend.poisonedTimes = times;
        return backend;
    }

    private Plan plan(FakeBackend backend, Divergence what, long everySteps) {
        return plan(backend, what, Checkpoints.in(folder).everySteps(everySteps));
    }

    private Plan plan(FakeBackend backend, Divergence what, Checkpoints kept) {
        return Plan.of(backend, 12)
                .steps(STEPS)
                .checkpoints(kept)
                .onDivergence(what)
                .listeners(recorder);
    }

    private static float rate(FakeBackend backend, int game) {
        Game compiled = backend.compiled.get(game).game();
        float rate = compiled.player("discriminator").optimizer().learningRate();
        assertThat(compiled.player("generator").optimizer().learningRate()).isEqualTo(rate);
        return rate;
    }

    @Test
    void divergence_withACheckpoint_isGoneBackFrom() {
        FakeBackend backend = diverging(6, 1);
        try (TrainedGan trained = plan(backend, Divergence.goBack(3), 2).start().train()) {
            assertThat(trained.step()).isEqualTo(STEPS);
            assertThat(trained.history())
                    .extracting(TrainingProgress::step)
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, STEPS)
                            .mapToObj(Long::valueOf)
                            .toList());
        }
        assertThat(events).containsExactly(new TrainingWentBack(6, "discriminator", CAUSE.formatted(6), 4, 1, 3, 0.5));
        // 1 to 6, then 5 to 10
        assertThat(backend.fed).hasSize(12);
        assertThat(backend.compiled).hasSize(2);
        assertThat(rate(backend, 1)).isEqualTo(rate(backend, 0) / 2);
    }

    @Test
    void stepsThatArePlayedAgain_areFedOtherNumbersThatTheSeedDecides() {
        FakeBackend first = diverging(6, 1);
        plan(first, Divergence.goBack(1), 2).start().train().close();
        assertThat(first.fed.get(6)).usingRecursiveComparison().isNotEqualTo(first.fed.get(4));
        FakeBackend second = diverging(6, 1);
        Checkpoints elsewhere = Checkpoints.in(folder.resolve("again")).everySteps(2);
        plan(second, Divergence.goBack(1), elsewhere).start().train().close();
        assertThat(second.fed).usingRecursiveComparison().isEqualTo(first.fed);
    }

    @Test
    void divergence_beforeTheFirstCheckpoint_beginsAnew() {
        FakeBackend backend = diverging(2, 1);
        plan(backend, Divergence.goBack(1), 4).start().train().close();
        assertThat(events).extracting(TrainingWentBack::step).containsExactly(0L);
        assertThat(backend.fed).hasSize(2 + STEPS);
    }

    @Test
    void divergence_moreOftenThanAllowed_failsByTheOriginalException() throws IOException {
        FakeBackend backend = diverging(6, Integer.MAX_VALUE);
        TrainingRun run = plan(backend, Divergence.goBack(2).rate(0.1), 4).start();
        assertThatThrownBy(run::train)
                .isInstanceOf(TrainingDivergedException.class)
                .hasMessage(CAUSE.formatted(6));
        assertThat(events).extracting(TrainingWentBack::time).containsExactly(1, 2);
        assertThat(events.get(1).rate()).isEqualTo(0.1 * 0.1);
        assertThat(rate(backend, 2)).isEqualTo((float) (rate(backend, 0) * 0.01));
        assertThat(backend.closed).hasValue(3);
        assertThat(RunFolder.list(folder)).extracting(CheckpointFile::step).containsExactly(4L, 0L);
    }

    @Test
    void divergence_byDefault_fails() {
        FakeBackend backend = diverging(6, 1);
        TrainingRun run = plan(backend, Divergence.fail(), 4).start();
        assertThatThrownBy(run::train).isInstanceOf(TrainingDivergedException.class);
        assertThat(events).isEmpty();
    }

    /** The fake engine writes down what it is fed, so the feeds of the steps that were left tell. */
    @ParameterizedTest
    @ValueSource(ints = {5, 6, 7, 8, 9})
    void runThatWentBack_isResumedExactly(int plays) {
        FakeBackend whole = diverging(6, 1);
        Checkpoints elsewhere = Checkpoints.in(folder.resolve("whole")).everySteps(2);
        plan(whole, Divergence.goBack(2), elsewhere).start().train().close();
        events.clear();
        // the sixth play is of step 6, which diverges, and of step 5
        try (TrainingRun run = plan(diverging(6, 1), Divergence.goBack(2), 2).start()) {
            for (int i = 0; i < plays; i++) {
                run.play();
            }
        }
        boolean keptSince = plays >= 7;
        FakeBackend rest = diverging(6, keptSince ? 0 : 1); // if not, it diverges as it did
        try (TrainedGan trained = plan(
                        rest, Divergence.goBack(2), Checkpoints.resume(folder).everySteps(2))
                .start()
                .train()) {
            assertThat(trained.step()).isEqualTo(STEPS);
        }
        List<List<byte[]>> tail = whole.fed.subList(whole.fed.size() - rest.fed.size(), whole.fed.size());
        assertThat(rest.fed).usingRecursiveComparison().isEqualTo(tail);
        assertThat(rate(rest, rest.compiled.size() - 1)).isEqualTo(rate(whole, 1));
    }

    @Test
    void times_ofAResumedRun_countThoseBefore() {
        try (TrainingRun run = plan(diverging(3, 1), Divergence.goBack(1), 2).start()) {
            for (int i = 0; i < 4; i++) {
                run.play();
            }
        }
        TrainingRun again = plan(
                        diverging(7, 1),
                        Divergence.goBack(1),
                        Checkpoints.resume(folder).everySteps(2))
                .start();
        assertThatThrownBy(again::train).isInstanceOf(TrainingDivergedException.class);
    }

    @Test
    void generatorOfTheRun_afterGoingBack_isThatOfThePresentGame() {
        FakeBackend backend = diverging(6, 1);
        try (TrainingRun run = plan(backend, Divergence.goBack(1), 4).start()) {
            for (int i = 0; i < 5; i++) {
                run.play();
            }
            float[] before = run.generator().samples(Latents.of(new float[3]));
            run.play();
            assertThat(run.step()).isEqualTo(5);
            assertThat(run.generator().samples(Latents.of(new float[3]))).isEqualTo(before);
        }
    }

    @Test
    void checkpoint_fromWhichItDivergesAgain_isGivenUpForTheOneBefore() throws IOException {
        FakeBackend backend = diverging(6, 3);
        plan(backend, Divergence.goBack(3), 2).start().train().close();
        assertThat(events).extracting(TrainingWentBack::step).containsExactly(4L, 2L, 4L);
        assertThat(RunFolder.list(folder)).extracting(CheckpointFile::step).containsExactly(10L, 8L, 6L);
    }

    @Test
    void onlyCheckpoint_isNeverGivenUp() {
        FakeBackend backend = diverging(2, 3);
        plan(backend, Divergence.goBack(3), 4).start().train().close();
        assertThat(events).extracting(TrainingWentBack::step).containsExactly(0L, 0L, 0L);
    }

    @Test
    void bestState_outlivesGoingBack() {
        Best best = new Best(new NearToStepFive(), 1);
        try (TrainedGan trained = plan(diverging(6, 1), Divergence.goBack(1), 4)
                .best(best)
                .start()
                .train()) {
            assertThat(trained.step()).isEqualTo(5);
        }
        assertThat(events).hasSize(1);
    }

    /** The fake engine's images grow brighter by a thousandth with each step. */
    private record NearToStepFive() implements GeneratorMetric {
        @Override
        public double of(Generator generator, Dataset data) {
            return Math.abs(generator.samples(Latents.of(new float[3]))[0] - 0.005);
        }

        @Override
        public Better better() {
            return Better.LOWER;
        }

        @Override
        public String name() {
            return "distance to step 5";
        }
    }

    @Test
    void historyFile_hasALineForIt() throws IOException {
        Path file = folder.resolve("history.jsonl");
        plan(diverging(6, 1), Divergence.goBack(3), 4)
                .listeners(HistoryFile.create(file))
                .start()
                .train()
                .close();
        List<String> lines = Files.readAllLines(file);
        assertThat(lines.get(5))
                .isEqualTo("{\"time\":1,\"times\":3,\"diverged_step\":6,\"back_to_step\":4,\"rate\":0.5,"
                        + "\"player\":\"discriminator\",\"cause\":\"" + CAUSE.formatted(6) + "\"}");
        assertThat(lines.get(6)).startsWith("{\"step\":5,");
    }

    @Test
    void value_outOfRange_namesRuleAndValue() {
        assertThatThrownBy(() -> Divergence.goBack(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("goBack must be given at least 1 time, was 0");
        assertThatThrownBy(() -> Divergence.goBack(1).rate(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rate must be above 0 and at most 1, was 0.0");
        assertThatThrownBy(() -> Divergence.fail().rate(0.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a run that fails has no learning rate to go on with: use goBack(times)");
    }

    @Test
    void value_saysWhatItIs() {
        assertThat(Divergence.goBack(3).describe())
                .isEqualTo("back to the last checkpoint with 0.5 times the learning rates, at most 3 times");
        assertThat(Divergence.goBack(1).rate(0.25).describe())
                .endsWith("0.25 times the learning rates, at most 1 time");
        assertThat(Divergence.fail().describe()).isEqualTo("the run fails");
    }
}
