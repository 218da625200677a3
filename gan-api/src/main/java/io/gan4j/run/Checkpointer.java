package io.gan4j.run;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.gan4j.checkpoint.Checkpoint;
import io.gan4j.checkpoint.CheckpointFile;
import io.gan4j.checkpoint.RunFolder;
import io.gan4j.error.CheckpointException;
import io.gan4j.error.CorruptCheckpointException;
import io.gan4j.error.TrainingDivergedException;
import io.gan4j.event.TrainingListener;
import io.gan4j.event.TrainingWentBack;
import io.gan4j.file.Reason;
import io.gan4j.file.VisibleText;
import io.gan4j.game.PhasePlan;
import io.gan4j.tensor.Tensor;
import io.gan4j.training.Best;
import io.gan4j.training.Checkpoints;
import io.gan4j.training.RunSettings;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a run's checkpoints: says when one is due, and writes it on a thread of its own. One thread at a time uses it. */
final class Checkpointer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpointer.class);

    private final Checkpoints wanted;
    private final RunFolder folder;
    private final ImmutableMap<String, String> settings;
    private final ImmutableMap<String, String> machine;
    /** What is recorded of the run with the networks of each stage; none if the settings are not known. */
    private final ImmutableList<JsonObject> configs;

    private final ExecutorService writer = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "gan4j-checkpoints");
        thread.setDaemon(true);
        return thread;
    });
    private CompletableFuture<Void> pending = CompletableFuture.completedFuture(null);
    private final ImmutableList<PhasePlan> phases;
    private long savedStep = -1;
    private long savedBest = -1;
    private long savedAt = System.nanoTime();

    private Checkpointer(Checkpoints wanted, RunFolder folder, TrainingPlan plan, String device) {
        this.wanted = wanted;
        this.folder = folder;
        this.phases = ImmutableList.copyOf(GameRun.phases(plan.game()));
        this.settings = settings(plan);
        this.machine = ImmutableMap.of(
                "backend",
                plan.backend().name(),
                "device",
                device,
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                "processors",
                Integer.toString(Runtime.getRuntime().availableProcessors()),
                RunFacts.LIBRARY,
                plan.card().origin().libraryVersion());
        RunSettings set = plan.settings();
        this.configs = set == null
                ? ImmutableList.of()
                : plan.stages().all().stream()
                        .map(stage -> RunConfig.json(plan, stage.game(), set, wanted))
                        .map(json -> JsonParser.parseString(json).getAsJsonObject())
                        .collect(ImmutableList.toImmutableList());
    }

    /** The configuration with the networks that a state is of; null if the settings are not known. */
    private @Nullable JsonObject config(Map<String, Tensor> state) {
        return configs.isEmpty() ? null : configs.get(StageBorders.of(state));
    }

    /**
     * Takes the run folder.
     *
     * @throws CheckpointException if it cannot be used, or the run is a new one and the folder has checkpoints
     */
    static Checkpointer open(Checkpoints wanted, TrainingPlan plan, String device) {
        try {
            RunFolder folder = RunFolder.open(wanted.folder(), wanted.keep());
            try {
                Checkpointer checkpointer = new Checkpointer(wanted, folder, plan, device);
                if (wanted.beginning() == Checkpoints.Beginning.NEW) {
                    checkpointer.begin();
                }
                return checkpointer;
            } catch (IOException | RuntimeException e) {
                folder.close();
                throw e;
            }
        } catch (IOException e) {
            throw new CheckpointException(
                    "the run folder " + wanted.folder() + " cannot be used: " + Reason.of(e, wanted.folder()), e);
        }
    }

    private void begin() throws IOException {
        if (!RunFolder.list(folder.path()).isEmpty()) {
            throw RunFolder.alreadyUsed(folder.path());
        }
    }

    private static ImmutableMap<String, String> settings(TrainingPlan plan) {
        ImmutableMap.Builder<String, String> all = ImmutableMap.builder();
        all.put(RunFacts.DATASET, plan.data().name());
        all.put(RunFacts.FINGERPRINT, plan.card().origin().datasetFingerprint());
        all.putAll(plan.card().origin().configuration());
        Best best = plan.best();
        all.put(RunFacts.BEST, best == null ? "the last" : best.describe());
        return all.buildOrThrow();
    }

    /**
     * The newest checkpoint to go on from, once its settings are found to be these; nothing if the run is a new one.
     *
     * @throws CheckpointException if there is none, or its settings are others
     */
    @Nullable
    Resumed resumed() {
        if (wanted.beginning() == Checkpoints.Beginning.NEW) {
            return null;
        }
        try {
            Checkpoint newest = folder.newest().orElseThrow(() -> RunFolder.nothingToGoOnFrom(folder.path()));
            RunFacts facts = facts(newest);
            check(facts);
            Checkpoint best = facts.best() == null || isOtherData(facts) ? null : best();
            // what follows the newest intact one is damaged, and is played again
            folder.discardAfter(newest.step());
            savedStep = newest.step();
            savedBest = best == null ? -1 : best.step();
            return new Resumed(facts, newest.tensors(), best == null ? null : kept(best));
        } catch (IOException e) {
            throw new CheckpointException(
                    "the run folder " + folder.path() + " cannot be read: " + Reason.of(e, folder.path()), e);
        }
    }

    /**
     * The newest checkpoint, to go back to within this run; those after it are deleted. The best state is not part of it.
     *
     * @param givenUp the step of a checkpoint that is taken only if there is none before it
     * @throws CheckpointException if the last one could not be written, or none can be read
     */
    Resumed lastGood(long givenUp) {
        checkWritten();
        try {
            Checkpoint good = newestBut(givenUp);
            folder.discardAfter(good.step());
            savedStep = good.step();
            // the best of a step that is played again may be another
            savedBest = -1;
            return new Resumed(facts(good), good.tensors(), null);
        } catch (IOException e) {
            throw new CheckpointException(
                    "the run folder " + folder.path() + " cannot be read: " + Reason.of(e, folder.path()), e);
        }
    }

    private Checkpoint newestBut(long givenUp) throws IOException {
        Checkpoint newest = folder.newest()
                .orElseThrow(() -> new CheckpointException(
                        "there is no checkpoint in the run folder " + folder.path() + " to go back to", null));
        if (newest.step() != givenUp) {
            return newest;
        }
        for (CheckpointFile file : RunFolder.list(folder.path())) {
            if (file.kind() == CheckpointFile.Kind.REGULAR && file.step() < givenUp) {
                try {
                    return RunFolder.load(file.file());
                } catch (CorruptCheckpointException e) {
                    LOG.warn("checkpoint skipped: {}", VisibleText.line(Reason.of(e)));
                }
            }
        }
        return newest;
    }

    private Checkpoint best() throws IOException {
        return folder.best()
                .orElseThrow(() ->
                        new CheckpointException("the best state is missing in the run folder " + folder.path(), null));
    }

    /** By its own facts: where a crash came between the two, the best is of a later step than the newest checkpoint knows. */
    private Kept kept(Checkpoint best) {
        RunFacts.BestFacts facts = facts(best).best();
        if (facts == null) {
            throw new CheckpointException("the best state in " + folder.path() + " does not say how good it is", null);
        }
        return new Kept(facts, best.tensors());
    }

    /** The best state of a run that goes on. */
    record Kept(RunFacts.BestFacts facts, ImmutableMap<String, Tensor> state) {}

    /** What a run goes on from. */
    record Resumed(
            RunFacts facts,
            ImmutableMap<String, Tensor> state,
            @Nullable Kept best) {}

    /** Writes down the course of the run, beside its checkpoints. */
    TrainingListener diary(@Nullable Resumed from) {
        return new RunDiary(
                folder.path(),
                configs.isEmpty() ? null : configs.get(configs.size() - 1).toString(),
                from == null ? null : from.facts());
    }

    private RunFacts facts(Checkpoint checkpoint) {
        try {
            return RunFacts.parse(checkpoint.facts());
        } catch (IllegalArgumentException e) {
            throw new CheckpointException(
                    "the checkpoint of step " + checkpoint.step() + " in " + folder.path()
                            + " is not one of a training run: " + e.getMessage(),
                    e);
        }
    }

    private void check(RunFacts facts) {
        List<RunFacts.Difference> differences = facts.differences(settings, wanted.changes());
        if (!differences.isEmpty()) {
            throw new CheckpointException(
                    "the run in " + folder.path() + " cannot go on with other settings: "
                            + differences.stream()
                                    .map(RunFacts.Difference::toString)
                                    .collect(Collectors.joining("; ")),
                    remedy(differences),
                    null);
        }
        String recordedData = facts.settings().get(RunFacts.DATASET);
        String data = settings.get(RunFacts.DATASET);
        if (recordedData != null && !recordedData.equals(data)) {
            LOG.info(
                    "the data was called {} when the run in {} was interrupted and is called {} now",
                    VisibleText.of(recordedData),
                    VisibleText.of(folder.path().toString()),
                    VisibleText.of(String.valueOf(data)));
        }
        facts.machine().forEach((name, recorded) -> {
            String now = machine.get(name);
            if (!recorded.equals(now)) {
                LOG.warn(
                        "{} was {} when the run in {} was interrupted and is {} now: it goes on, but not bit for bit",
                        name,
                        VisibleText.of(recorded),
                        VisibleText.of(folder.path().toString()),
                        now);
            }
        });
    }

    /** Names the changes that may be asked for, and of other settings where they can be had. */
    private static String remedy(List<RunFacts.Difference> differences) {
        String changes = Arrays.stream(Checkpoints.Change.values())
                .filter(change -> differences.stream().anyMatch(difference -> change.covers(difference.setting())))
                .map(change -> "Change." + change)
                .collect(Collectors.joining(", "));
        boolean all = differences.stream()
                .allMatch(difference -> Arrays.stream(Checkpoints.Change.values())
                        .anyMatch(change -> change.covers(difference.setting())));
        String allowed =
                changes.isEmpty() ? "" : ", or ask for the change by Checkpoints.resume(folder, " + changes + ")";
        return "set what was recorded" + allowed
                + (all ? "" : ", or begin a new run with the weights of this one by weightsFrom(folder)");
    }

    /** True if what was kept as the best was measured against other data. */
    private boolean isOtherData(RunFacts facts) {
        String fingerprint = settings.get(RunFacts.FINGERPRINT);
        return !facts.settings().getOrDefault(RunFacts.FINGERPRINT, "").equals(fingerprint);
    }

    boolean isDue(long step) {
        if (wanted.everySteps() > 0) {
            return step % wanted.everySteps() == 0;
        }
        return System.nanoTime() - savedAt >= wanted.everyTime().toNanos();
    }

    boolean isSaved(long step) {
        return savedStep == step;
    }

    /** What does not change during a run, for the facts of its checkpoints. */
    RunFacts facts(
            long step,
            long nanos,
            RunFacts.Sums averages,
            List<RunFacts.Report> history,
            RunFacts.@Nullable BestFacts best,
            List<TrainingWentBack> wentBack,
            @Nullable List<RunFacts.StageFacts> stages) {
        return new RunFacts(
                step,
                nanos,
                settings,
                machine,
                averages,
                history,
                best,
                wentBack.isEmpty() ? null : wentBack,
                null,
                stages);
    }

    /**
     * Has a checkpoint written; waits for the one before it.
     *
     * @param state copied from the game
     * @param best the best state; empty if none is kept
     * @throws TrainingDivergedException if the state holds a number that is not finite; nothing is written then
     * @throws CheckpointException if the one before it could not be written
     */
    void save(RunFacts facts, Map<String, Tensor> state, Map<String, Tensor> best) {
        checkWritten();
        FiniteState.check(state, facts.step(), phases);
        RunFacts.BestFacts bestFacts = facts.best();
        boolean newBest = bestFacts != null && bestFacts.step() != savedBest;
        pending = CompletableFuture.runAsync(() -> write(facts, state, newBest ? best : Map.of()), writer);
        savedStep = facts.step();
        savedBest = bestFacts == null ? -1 : bestFacts.step();
        savedAt = System.nanoTime();
    }

    private void write(RunFacts facts, Map<String, Tensor> state, Map<String, Tensor> best) {
        try {
            RunFacts.BestFacts bestFacts = facts.best();
            if (bestFacts != null && !best.isEmpty()) {
                String ofBest = facts.config(config(best)).json();
                Checkpoint kept = new Checkpoint(bestFacts.step(), ofBest, ImmutableMap.copyOf(best));
                saving(() -> folder.saveBest(kept));
            }
            String json = facts.config(config(state)).json();
            Checkpoint newest = new Checkpoint(facts.step(), json, ImmutableMap.copyOf(state));
            saving(() -> folder.save(newest));
        } catch (IOException e) {
            throw new CheckpointException(
                    "the checkpoint of step " + facts.step() + " could not be written to " + folder.path() + ": "
                            + Reason.of(e, folder.path()),
                    e);
        }
    }

    private interface Saving {
        void save() throws IOException;
    }

    /** Folders that were deleted during the run are made anew: a long run is worth more than the reason for that. */
    private void saving(Saving saving) throws IOException {
        try {
            saving.save();
        } catch (NoSuchFileException e) {
            folder.makeAnew();
            saving.save();
        }
    }

    /** Throws what kept the last checkpoint from being written, if that is known by now. */
    void checkFailed() {
        if (pending.isDone()) {
            checkWritten();
        }
    }

    /**
     * Waits until what was saved is durable.
     *
     * @throws CheckpointException if it could not be written
     */
    void checkWritten() {
        try {
            pending.join();
        } catch (CompletionException e) {
            pending = CompletableFuture.completedFuture(null);
            savedStep = -1;
            throw e.getCause() instanceof RuntimeException failed
                    ? failed
                    : new CheckpointException("a checkpoint could not be written: " + e.getCause(), e);
        }
    }

    /** Waits for what is being written, and gives the folder back. */
    @Override
    public void close() {
        try {
            checkWritten();
        } catch (CheckpointException e) {
            LOG.warn("{}", VisibleText.line(Reason.of(e)));
        } finally {
            writer.shutdown();
            folder.close();
        }
    }
}
