package io.gan4j;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.gan4j.data.Dataset;
import io.gan4j.data.TrainingData;
import io.gan4j.engine.Device;
import io.gan4j.engine.Precision;
import io.gan4j.engine.TrainingBackend;
import io.gan4j.event.TrainingListener;
import io.gan4j.file.Plural;
import io.gan4j.game.Stages;
import io.gan4j.rules.Model;
import io.gan4j.run.GameRun;
import io.gan4j.run.RecordedRun;
import io.gan4j.run.TrainingPlan;
import io.gan4j.training.Best;
import io.gan4j.training.Checkpoints;
import io.gan4j.training.Divergence;
import io.gan4j.training.RunSettings;
import io.gan4j.training.TrainingStrategy;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The settings of a run, of whatever game. Written only while it is not published. */
class RunDraft {
    private static final long MOST_STEPS_TO_REPORT = 10;
    private static final long REPORTS = 50;

    TrainingStrategy strategy;
    /** Single settings of the strategy, kept apart so that they hold whether the whole is set before or after them. */
    ImmutableList<UnaryOperator<TrainingStrategy>> changes = ImmutableList.of();

    @Nullable
    Long reportEvery;

    Device device = Device.AUTOMATIC;
    int threads;
    Precision precision = Precision.FLOAT32;
    ImmutableList<TrainingListener> listeners = ImmutableList.of();

    @Nullable
    TrainingBackend backend;

    @Nullable
    Checkpoints checkpoints;

    Divergence divergence = Divergence.fail();

    RunDraft(TrainingStrategy strategy) {
        this.strategy = strategy;
    }

    /** The settings of a recorded run, which goes on in its folder. */
    RunDraft(TrainingStrategy strategy, RecordedRun<?> run) {
        this(strategy);
        RunSettings recorded = run.settings();
        reportEvery = recorded.reportEvery();
        device = recorded.device();
        threads = recorded.threads();
        precision = recorded.precision();
        divergence = recorded.divergence();
        checkpoints = run.checkpoints();
    }

    RunDraft(RunDraft other) {
        strategy = other.strategy;
        changes = other.changes;
        reportEvery = other.reportEvery;
        device = other.device;
        threads = other.threads;
        precision = other.precision;
        listeners = other.listeners;
        backend = other.backend;
        checkpoints = other.checkpoints;
        divergence = other.divergence;
    }

    /** The strategy with the single settings that were made. */
    TrainingStrategy strategy() {
        TrainingStrategy whole = strategy;
        for (UnaryOperator<TrainingStrategy> change : changes) {
            whole = change.apply(whole);
        }
        return whole;
    }

    /** Adds a change of the strategy, after checking that it can be made. */
    void change(UnaryOperator<TrainingStrategy> change) {
        changes = ImmutableList.<UnaryOperator<TrainingStrategy>>builder()
                .addAll(changes)
                .add(change)
                .build();
        strategy();
    }

    /** Finds what keeps a run from being started, whatever game it plays. */
    void check(TrainingData data, List<String> problems) {
        int batch = strategy().batch();
        data.sets().values().forEach(set -> checkSize(set, batch, problems));
        checkRun(problems);
    }

    /** The same but for the sizes of the data. */
    void checkRun(List<String> problems) {
        MemoryNeeds.here().checkThreads(threads, problems);
        if (divergence.goesBack() && checkpoints == null) {
            problems.add("after a divergence there would be no checkpoint to go back to: set"
                    + " checkpoints(Checkpoints.in(folder)) or onDivergence(Divergence.fail())");
        }
    }

    private static void checkSize(Dataset data, int batch, List<String> problems) {
        if (data.size() < 1) {
            problems.add(data.name() + " has no samples");
        } else if (batch > data.size()) {
            problems.add("a batch of " + batch + " is more than the " + Plural.of(data.size(), "sample")
                    + " of the data (" + data.name() + "): set batch(" + data.size() + ") or less");
        } else {
            MemoryNeeds.here().checkOrder(data, problems);
        }
    }

    /**
     * The plan of a run.
     *
     * @param stages what is played
     * @param models what is handed over
     * @param configuration the settings by name, for the cards of the models
     * @param best which state to keep; the last if null
     * @param settings what a run folder records; null if they cannot be written down
     */
    TrainingPlan plan(
            Stages stages,
            ImmutableList<Model> models,
            TrainingData data,
            ImmutableMap<String, String> configuration,
            @Nullable Best best,
            @Nullable RunSettings settings) {
        TrainingStrategy how = strategy();
        TrainingBackend engine = backend == null ? TrainingBackend.find() : backend;
        long steps = how.length().steps(GameRun.stepsAnEpoch(stages.last(), data, how.batch()));
        checkStages(stages, steps);
        return new TrainingPlan(
                stages,
                data,
                how.batch(),
                steps,
                how.seed(),
                reportEvery == null ? Math.max(1, Math.min(MOST_STEPS_TO_REPORT, steps / REPORTS)) : reportEvery,
                device,
                threads,
                precision,
                described(models, data, withPrecision(configuration)),
                how.standingStatistics(),
                best,
                checkpoints,
                divergence,
                listeners,
                engine,
                settings);
    }

    private static void checkStages(Stages stages, long steps) {
        try {
            stages.firstSteps(steps);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("this GAN cannot be trained: " + e.getMessage(), e);
        }
    }

    /** A configuration with the precision in it, which decides what a run learns; float32 goes without saying. */
    ImmutableMap<String, String> withPrecision(ImmutableMap<String, String> configuration) {
        return precision == Precision.FLOAT32
                ? configuration
                : ImmutableMap.<String, String>builder()
                        .putAll(configuration)
                        .put("precision", precision.name().toLowerCase(Locale.ROOT))
                        .buildOrThrow();
    }

    /** The models with where they come from on their cards. */
    private static ImmutableList<Model> described(
            ImmutableList<Model> plain, TrainingData data, ImmutableMap<String, String> configuration) {
        String fingerprint = data.fingerprint();
        ImmutableList.Builder<Model> models = ImmutableList.builder();
        for (Model model : plain) {
            models.add(model.card(model.card().provenance(Version.VERSION, data.name(), fingerprint, configuration)));
        }
        return models.build();
    }
}
