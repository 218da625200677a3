package io.gan4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.checkpoint.Checkpoint;
import io.gan4j.checkpoint.CheckpointFile;
import io.gan4j.checkpoint.RunFolder;
import io.gan4j.data.Dataset;
import io.gan4j.data.OnePixelImages;
import io.gan4j.data.Samples;
import io.gan4j.engine.FakeBackend;
import io.gan4j.error.CheckpointException;
import io.gan4j.error.TrainingDivergedException;
import io.gan4j.event.TrainingProgress;
import io.gan4j.game.Adam;
import io.gan4j.inference.Generator;
import io.gan4j.inference.Latents;
import io.gan4j.measurement.Better;
import io.gan4j.training.Best;
import io.gan4j.training.Checkpoints;
import io.gan4j.training.CountedMetric;
import io.gan4j.training.GeneratorMetric;
import io.gan4j.training.TrainingStrategy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are kept in a folder and resumed, on an engine that learns nothing. */
class CheckpointsTest {
    private static final int STEPS = 10;

    @TempDir
    Path folder;

    private static Plan plan(FakeBackend backend) {
        return Plan.of(backend, 12).reportEvery(4).steps(STEPS);
    }

    private Plan kept(Checkpoints checkpoints) {
        return plan(new FakeBackend()).checkpoints(checkpoints);
    }

    /** Plays some steps of a new run, and gives it up as a crash would. */
    private void interrupted(int steps, long everySteps) {
        try (TrainingRun run =
                kept(Checkpoints.in(folder).everySteps(everySteps)).start()) {
            for (int i = 0; i < steps; i++) {
                run.play();
            }
        }
    }

    private List<Long> steps() throws IOException {
        return RunFolder.list(folder).stream().map(CheckpointFile::step).toList();
    }

    @Test
    void newRun_keepsTheNewestThreeAndTheLast() throws IOException {
        kept(Checkpoints.in(folder).everySteps(2)).start().train().close();
        assertThat(steps()).containsExactly(10L, 8L, 6L);
    }

    @Test
    void stop_keepsTheStepThatWasReached() throws IOException {
        TrainingRun run = kept(Checkpoints.in(folder).everySteps(4)).start();
        for (int i = 0; i < 5; i++) {
            run.play();
        }
        run.handOver().close();
        assertThat(steps()).containsExactly(5L, 4L);
    }

    @Test
    void everyTime_checkpointsAfterTheFirstStepThatEndsLater() throws IOException {
        try (TrainingRun run =
                kept(Checkpoints.in(folder).every(Duration.ofNanos(1)).keep(9)).start()) {
            run.play();
            run.play();
        }
        try (RunFolder after = RunFolder.open(folder, 1)) {
            assertThat(steps()).containsExactly(2L, 1L);
            assertThat(after.newest()).isPresent();
        }
    }

    /** The fake engine writes down what it is fed, so the feeds of the steps that were left tell. */
    @Test
    void resumedRun_isFedWhatWasLeft() {
        FakeBackend whole = new FakeBackend();
        plan(whole).start().train().close();
        interrupted(7, 3);
        FakeBackend rest = new FakeBackend();
        try (TrainedGan trained = plan(rest)
                .checkpoints(Checkpoints.resume(folder).everySteps(3))
                .start()
                .train()) {
            assertThat(rest.fed).hasSize(4);
            for (int i = 0; i < 4; i++) {
                assertThat(rest.fed.get(i)).usingRecursiveComparison().isEqualTo(whole.fed.get(6 + i));
            }
            assertThat(trained.step()).isEqualTo(STEPS);
        }
    }

    /** Reports at 4, 8 and 10; the one under way when the run was interrupted goes on. */
    @Test
    void resumedRun_hasTheWholeHistory() {
        List<TrainingProgress> whole;
        try (TrainedGan trained = plan(new FakeBackend()).start().train()) {
            whole = trained.history();
        }
        interrupted(7, 3);
        try (TrainedGan trained = kept(Checkpoints.resume(folder)).start().train()) {
            assertThat(trained.history()).hasSize(3);
            for (int i = 0; i < 3; i++) {
                assertThat(trained.history().get(i).step())
                        .isEqualTo(whole.get(i).step());
                assertThat(trained.history().get(i).values())
                        .isEqualTo(whole.get(i).values());
            }
        }
    }

    @Test
    void finishedRun_resumed_isHandedOverAtOnce() {
        kept(Checkpoints.in(folder)).start().train().close();
        FakeBackend rest = new FakeBackend();
        try (TrainedGan trained =
                plan(rest).checkpoints(Checkpoints.resume(folder)).start().train()) {
            assertThat(rest.fed).isEmpty();
            assertThat(trained.step()).isEqualTo(STEPS);
            assertThat(trained.history()).hasSize(3);
        }
    }

    @Test
    void otherSettings_areRefusedAllTogether() {
        interrupted(3, 3);
        Plan other = kept(Checkpoints.resume(folder));
        TrainingStrategy changed =
                other.strategy().batch(3).discriminatorSteps(2).optimizer(Adam.of(1e-3));
        assertThatThrownBy(() -> other.strategy(changed).start())
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith("the run in " + folder + " cannot go on with other settings: ")
                .hasMessageContaining("batch: recorded 4, given 3; ")
                .hasMessageContaining("discriminatorSteps: recorded 1, given 2; ")
                .hasMessageContaining("generatorOptimizer: recorded ")
                .hasMessageEndingWith("; set what was recorded, or ask for the change by Checkpoints.resume(folder,"
                        + " Change.LEARNING_RATE), or begin a new run with the weights of this one by"
                        + " weightsFrom(folder)");
        assertThatCode(() -> RunFolder.open(folder, 1).close()).doesNotThrowAnyException();
    }

    @Test
    void changesAskedForByName_areMade() {
        interrupted(3, 3);
        FakeBackend rest = new FakeBackend();
        Plan longer = plan(rest)
                .checkpoints(Checkpoints.resume(folder, Checkpoints.Change.LENGTH, Checkpoints.Change.LEARNING_RATE));
        TrainingStrategy changed = longer.strategy().steps(13).optimizer(Adam.of(1e-3));
        longer.strategy(changed).start().train().close();
        assertThat(rest.fed).hasSize(10);
    }

    @Test
    void otherData_areRefused() {
        interrupted(3, 3);
        assertThatThrownBy(() ->
                        kept(Checkpoints.resume(folder)).data(new Samples(16)).start())
                .isInstanceOf(CheckpointException.class)
                .hasMessageEndingWith(
                        "datasetFingerprint: recorded f12, given f16; set what was recorded, or ask for the"
                                + " change by Checkpoints.resume(folder, Change.DATA)");
    }

    @Test
    void otherData_askedForByName_areLearntFromThereOn() {
        interrupted(3, 3);
        FakeBackend rest = new FakeBackend();
        plan(rest)
                .checkpoints(Checkpoints.resume(folder, Checkpoints.Change.DATA))
                .data(new Samples(16))
                .start()
                .train()
                .close();
        assertThat(rest.fed).hasSize(STEPS - 3);
    }

    /** A copy of a folder, a zip of it, an unpacked file: the samples count. */
    @Test
    void sameData_byAnotherName_goOn() {
        interrupted(3, 3);
        FakeBackend rest = new FakeBackend();
        Plan plan = plan(rest).checkpoints(Checkpoints.resume(folder));
        plan.data(new Copied(12)).start().train().close();
        assertThat(rest.fed).hasSize(STEPS - 3);
    }

    /** The same samples, of another name. */
    private record Copied(int size) implements OnePixelImages {
        @Override
        public String name() {
            return "a copy of counted pixels";
        }

        @Override
        public void read(int index, ByteBuffer into) {
            new Samples(size).read(index, into);
        }

        @Override
        public String fingerprint() {
            return new Samples(size).fingerprint();
        }
    }

    /** What was the best of other data is none of these. */
    @Test
    void bestState_ofOtherData_isMeasuredAnew() {
        Best best = new Best(new CountedMetric(9, 1), 2);
        try (TrainingRun run =
                kept(Checkpoints.in(folder).everySteps(4)).best(best).start()) {
            for (int i = 0; i < 4; i++) {
                run.play();
            }
        }
        try (TrainedGan trained = kept(Checkpoints.resume(folder, Checkpoints.Change.DATA))
                .data(new Samples(16))
                .best(best)
                .start()
                .train()) {
            assertThat(trained.step()).isGreaterThan(4);
        }
    }

    /** Neither can be changed by name, so no name of a change is given. */
    @Test
    void settingsThatNoChangeCovers_areRefusedWithoutTheNameOfOne() {
        interrupted(3, 3);
        Plan other = kept(Checkpoints.resume(folder));
        assertThatThrownBy(() -> other.strategy(other.strategy().seed(7)).start())
                .isInstanceOf(CheckpointException.class)
                .hasMessage("the run in " + folder + " cannot go on with other settings: seed: recorded 0, given 7;"
                        + " set what was recorded, or begin a new run with the weights of this one by"
                        + " weightsFrom(folder)");
    }

    @Test
    void otherLength_isRefusedWithTheNameOfItsChange() {
        interrupted(3, 3);
        assertThatThrownBy(() -> kept(Checkpoints.resume(folder)).steps(11).start())
                .isInstanceOf(CheckpointException.class)
                .hasMessageEndingWith("set what was recorded, or ask for the change by Checkpoints.resume(folder,"
                        + " Change.LENGTH)");
    }

    @Test
    void fewerStepsThanWerePlayed_areRefused() {
        interrupted(7, 3);
        assertThatThrownBy(() -> kept(Checkpoints.resume(folder, Checkpoints.Change.LENGTH))
                        .steps(5)
                        .start())
                .isInstanceOf(CheckpointException.class)
                .hasMessage(
                        "the run is at step 6 already, but is to have 5 steps; set more of them, and ask for it by Change.LENGTH");
    }

    @Test
    void newRun_inAFolderWithCheckpoints_isRefused() throws IOException {
        interrupted(3, 3);
        assertThatThrownBy(() -> kept(Checkpoints.in(folder)).start())
                .isInstanceOf(CheckpointException.class)
                .hasMessage("the run folder " + folder + " has checkpoints of a run already:"
                        + " go on with Checkpoints.resume, or choose another folder");
        assertThat(steps()).containsExactly(3L);
    }

    @Test
    void resume_withoutACheckpoint_isRefused() {
        assertThatThrownBy(() -> kept(Checkpoints.resume(folder)).start())
                .isInstanceOf(CheckpointException.class)
                .hasMessage("there is no checkpoint in the run folder " + folder + " to go on from");
    }

    @Test
    void checkpointOfSomethingElse_isRefused() throws IOException {
        interrupted(3, 3);
        try (RunFolder other = RunFolder.open(folder, 1)) {
            Checkpoint newest = other.newest().orElseThrow();
            other.save(new Checkpoint(4, "{\"step\":4}", newest.tensors()));
        }
        assertThatThrownBy(() -> kept(Checkpoints.resume(folder)).start())
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith("the checkpoint of step 4 in " + folder + " is not one of a training run: ");
    }

    @Test
    void secondRun_inTheSameFolder_isRefused() {
        try (TrainingRun first = kept(Checkpoints.in(folder)).start()) {
            first.play();
            assertThatThrownBy(() -> kept(Checkpoints.resume(folder)).start())
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageStartingWith("the run folder " + folder + " cannot be used: ");
            first.play();
        }
    }

    @Test
    void checkpointThatCannotBeWritten_endsTheRun() throws IOException {
        FakeBackend backend = new FakeBackend();
        TrainingRun run =
                plan(backend).checkpoints(Checkpoints.in(folder).everySteps(1)).start();
        run.play();
        // a file where the folder of checkpoints was
        try (RunFolderGone gone = new RunFolderGone(folder.resolve("checkpoints"))) {
            assertThatThrownBy(run::train)
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("could not be written to " + folder);
            assertThat(gone.file()).isRegularFile();
        }
        assertThat(backend.closed).hasValue(1);
    }

    /** Puts a file instead of a folder. */
    private record RunFolderGone(Path file) implements AutoCloseable {
        RunFolderGone {
            try {
                Path aside = file.resolveSibling("aside");
                Files.move(file, aside);
                Files.createFile(file);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void close() throws IOException {
            Files.delete(file);
        }
    }

    @Test
    void statesThatAreNotFinite_areNeverKept() throws IOException {
        FakeBackend backend = new FakeBackend();
        try (TrainingRun run =
                plan(backend).checkpoints(Checkpoints.in(folder).everySteps(2)).start()) {
            for (int i = 0; i < 3; i++) {
                run.play();
            }
            backend.poisonedState = true;
            assertThatThrownBy(run::play)
                    .isInstanceOfSatisfying(
                            TrainingDivergedException.class,
                            e -> assertThat(e.step()).isEqualTo(4));
        }
        assertThat(steps()).containsExactly(2L);
    }

    @Test
    void bestState_isKeptAndResumed() throws IOException {
        Best best = new Best(new StepsToSix(), 1);
        TrainedGan whole = plan(new FakeBackend()).best(best).start().train();
        assertThat(whole.step()).isEqualTo(6);
        whole.close();
        try (TrainingRun run =
                kept(Checkpoints.in(folder).everySteps(8)).best(best).start()) {
            for (int i = 0; i < 9; i++) {
                run.play();
            }
        }
        assertThat(RunFolder.list(folder).stream().map(file -> file.kind() + " " + file.step()))
                .containsExactlyInAnyOrder("REGULAR 8", "BEST 6");
        try (TrainedGan trained =
                kept(Checkpoints.resume(folder)).best(best).start().train()) {
            assertThat(trained.step()).isEqualTo(6);
        }
    }

    @Test
    void interrupts_failuresAndStops_atAnyMoment_leaveAFolderToGoOnFrom() throws IOException {
        Random random = new Random(13);
        int runs = 200;
        for (int i = 0; i < runs; i++) {
            Path run = folder.resolve("run" + i);
            int moment = 2 + random.nextInt(STEPS - 2);
            int kind = random.nextInt(3);
            FakeBackend backend = new FakeBackend();
            List<TrainingRun> started = new ArrayList<>();
            backend.inStep = step -> {
                if (step == moment) {
                    switch (kind) {
                        case 0 -> Thread.currentThread().interrupt();
                        case 1 -> throw new IllegalStateException("listener");
                        default -> started.get(0).stop();
                    }
                }
            };
            started.add(
                    plan(backend).checkpoints(Checkpoints.in(run).everySteps(2)).start());
            try {
                started.get(0).train().close();
            } catch (IllegalStateException e) {
                assertThat(kind).as("%s in run %s", e, i).isLessThan(2);
            }
            assertThat(Thread.interrupted()).isEqualTo(kind == 0);
            assertThat(backend.fed.size()).as("run %s", i).isBetween(moment, moment + 1);
            assertThat(backend.closed.get()).isEqualTo(1);
            kept(Checkpoints.resume(run)).start().train().close();
        }
        System.out.println("P13: " + runs + " runs interrupted, failed or stopped, each resumed; seed 13");
    }

    /** Best at step 6, by the evaluator of the fake engine, which tells the number of steps. */
    private record StepsToSix() implements GeneratorMetric {
        @Override
        public String name() {
            return "distance to step 6";
        }

        @Override
        public double of(Generator generator, Dataset data) {
            float[] output = generator.samples(Latents.of(new float[] {0, 0, 0}));
            return Math.abs(output[0] * 1000 - 6);
        }

        @Override
        public Better better() {
            return Better.LOWER;
        }
    }
}
