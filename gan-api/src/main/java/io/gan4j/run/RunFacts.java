package io.gan4j.run;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import io.gan4j.event.TrainingProgress;
import io.gan4j.event.TrainingWentBack;
import io.gan4j.measurement.Measurement;
import io.gan4j.training.Checkpoints;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a checkpoint holds besides tensors, as JSON.
 *
 * @param step the step after which it was taken
 * @param nanos the time that the run had taken
 * @param settings what decides what is learnt, by name
 * @param machine on what it was computed, by name
 * @param averages what the next report has so far
 * @param history the reports so far
 * @param best of what step the best state is, and what was measured of it; null if none is kept
 * @param wentBack each time the run went back after a divergence; null if it never did
 * @param config the {@link RunConfig}, if the settings are known
 * @param stages the stages of the run; null if it plays one game throughout
 */
record RunFacts(
        long step,
        long nanos,
        Map<String, String> settings,
        Map<String, String> machine,
        Sums averages,
        List<Report> history,
        @Nullable BestFacts best,
        @Nullable List<TrainingWentBack> wentBack,
        @Nullable JsonObject config,
        @Nullable List<StageFacts> stages) {
    /** The name, in {@link #machine}, of the version of this library. */
    static final String LIBRARY = "library";

    static final String DATASET = "dataset";
    static final String FINGERPRINT = "datasetFingerprint";
    static final String BEST = "best";

    /** The {@link #settings} that an exported file does not carry among its own. */
    static final ImmutableSet<String> OF_THE_RUN = ImmutableSet.of(DATASET, FINGERPRINT, BEST);

    /** What a run began with, {@code GanBuilder.weightsFrom}: of no consequence once there is a checkpoint. */
    static final String WEIGHTS = "weightsFrom";

    /** JSON has no NaN and no infinity: they become strings, which Gson reads as the numbers that they are. */
    private static final Gson GSON = new GsonBuilder()
            .registerTypeAdapter(double.class, number())
            .registerTypeAdapter(Double.class, number())
            .registerTypeAdapter(Float.class, number())
            .disableHtmlEscaping()
            .create();

    /**
     * What was added up since the last report.
     *
     * @param fewer by name, in how many of the steps a value was there, if not in all of them; null if all were
     */
    record Sums(
            Map<String, Double> sums,
            long count,
            long nanos,
            @Nullable Map<String, Long> fewer) {}

    /** A {@link TrainingProgress}. */
    record Report(
            long step,
            long steps,
            double epoch,
            double epochs,
            long nanos,
            double imagesPerSecond,
            Map<String, Float> values) {
        static Report of(TrainingProgress progress) {
            return new Report(
                    progress.step(),
                    progress.steps(),
                    progress.epoch(),
                    progress.epochs(),
                    progress.elapsed().toNanos(),
                    progress.imagesPerSecond(),
                    progress.values());
        }

        TrainingProgress progress() {
            return new TrainingProgress(
                    step, steps, epoch, epochs, Duration.ofNanos(nanos), imagesPerSecond, ImmutableMap.copyOf(values));
        }
    }

    /**
     * A stage of the run.
     *
     * @param name what it is
     * @param firstStep its first step, counted from 0
     */
    record StageFacts(String name, long firstStep) {}

    /** The best state so far. */
    record BestFacts(long step, long measuredStep, List<Measurement> measurements) {}

    private static <T extends Number> JsonSerializer<T> number() {
        return (value, type, context) ->
                Double.isFinite(value.doubleValue()) ? new JsonPrimitive(value) : new JsonPrimitive(value.toString());
    }

    /** Each time the run went back after a divergence. */
    List<TrainingWentBack> allWentBack() {
        return wentBack == null ? List.of() : wentBack;
    }

    /** True if there is no step after this one: the last one is always reported, before a checkpoint is taken. */
    boolean isOfTheLastStep() {
        if (history.isEmpty()) {
            return false;
        }
        Report newest = history.get(history.size() - 1);
        return newest.step == step && newest.steps == step;
    }

    /** The same with another configuration. */
    RunFacts config(@Nullable JsonObject other) {
        return new RunFacts(step, nanos, settings, machine, averages, history, best, wentBack, other, stages);
    }

    String json() {
        return GSON.toJson(this);
    }

    /** @throws IllegalArgumentException if the text does not hold these facts */
    static RunFacts parse(String json) {
        try {
            RunFacts facts = GSON.fromJson(json, RunFacts.class);
            Objects.requireNonNull(facts.settings, "settings");
            Objects.requireNonNull(facts.machine, "machine");
            Objects.requireNonNull(facts.averages.sums, "averages");
            facts.history.forEach(Report::progress);
            if (facts.best != null) {
                Objects.requireNonNull(facts.best.measurements, "best");
            }
            if (facts.stages != null) {
                checkStages(facts.stages);
            }
            return facts;
        } catch (JsonParseException | NullPointerException e) {
            throw new IllegalArgumentException("these are not the facts of a run: " + e.getMessage(), e);
        }
    }

    private static void checkStages(List<StageFacts> stages) {
        long before = -1;
        for (StageFacts stage : stages) {
            Objects.requireNonNull(stage.name, "stages");
            boolean follows = before < 0 ? stage.firstStep == 0 : stage.firstStep > before;
            checkArgument(follows, "the stages begin at %s", stages);
            before = stage.firstStep;
        }
        checkArgument(before >= 0, "there are no stages");
    }

    /**
     * A setting that is not the recorded one.
     *
     * @param setting its name
     * @param recorded its value in the checkpoint
     * @param given its value now
     */
    record Difference(String setting, String recorded, String given) {
        /** All of it, like {@code "batch: recorded 64, given 32"}. */
        @Override
        public String toString() {
            return setting + ": recorded " + recorded + ", given " + given;
        }
    }

    /** How settings differ from the recorded ones, where that was not asked for. */
    List<Difference> differences(Map<String, String> given, Iterable<Checkpoints.Change> changes) {
        Set<String> names = new LinkedHashSet<>(settings.keySet());
        names.addAll(given.keySet());
        List<Difference> differences = new ArrayList<>();
        for (String name : names) {
            String recorded = settings.getOrDefault(name, "nothing");
            String now = given.getOrDefault(name, "nothing");
            if (!now.equals(recorded) && decides(name) && !isAllowed(name, changes)) {
                differences.add(new Difference(name, recorded, now));
            }
        }
        return differences;
    }

    /** Data is told by its fingerprint: a copy of it, or the same samples by another name, are the same data. */
    private boolean decides(String setting) {
        boolean named = setting.equals(DATASET)
                && !settings.getOrDefault(FINGERPRINT, "").isEmpty();
        return !named && !setting.equals(WEIGHTS);
    }

    private static boolean isAllowed(String setting, Iterable<Checkpoints.Change> changes) {
        for (Checkpoints.Change change : changes) {
            if (change.covers(setting)) {
                return true;
            }
        }
        return false;
    }
}
