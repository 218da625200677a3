package io.gan4j.run;

import com.google.common.collect.ImmutableList;
import io.gan4j.event.RunControl;
import io.gan4j.event.TrainingEnded;
import io.gan4j.event.TrainingEvaluated;
import io.gan4j.event.TrainingListener;
import io.gan4j.event.TrainingProgress;
import io.gan4j.event.TrainingStage;
import io.gan4j.event.TrainingStarted;
import io.gan4j.event.TrainingWentBack;
import io.gan4j.event.TranslationPreview;
import io.gan4j.file.VisibleText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a run tells its listeners, and the reports that it has made so far. One thread at a time uses it. */
final class RunReports {
    private static final Logger LOG = LoggerFactory.getLogger(RunReports.class);

    /** A checkpoint's header is limited; of a longer history it has the newest. */
    private static final int MOST_IN_A_CHECKPOINT = 10_000;

    private final TrainingPlan plan;
    private final List<TrainingListener> listeners;
    private final double stepsAnEpoch;
    private final int samplesAStep;
    private final List<TrainingProgress> history = new ArrayList<>();
    private final Averages averages = new Averages();
    private ImmutableList<TrainingStage> stages = ImmutableList.of();
    private @Nullable TrainingStage toldStage;
    private boolean started;
    private boolean ended;

    /** @param samplesAStep how many samples of the training data a step uses up */
    RunReports(TrainingPlan plan, int samplesAStep) {
        this.plan = plan;
        this.listeners = new ArrayList<>(plan.listeners());
        this.stepsAnEpoch = GameRun.stepsAnEpoch(plan.game(), plan.data(), plan.batch());
        this.samplesAStep = samplesAStep;
    }

    /** Goes on from what a checkpoint holds. */
    void resume(RunFacts facts) {
        averages.restore(facts.averages());
        facts.history().forEach(report -> history.add(report.progress()));
    }

    /** Has one more told of everything, before all others. */
    void tellFirst(TrainingListener listener) {
        listeners.add(0, listener);
    }

    /** Goes back to what a checkpoint holds, and tells of it. */
    void wentBack(RunFacts facts, TrainingWentBack event) {
        averages.restore(facts.averages());
        history.removeIf(report -> report.step() > facts.step());
        listeners.forEach(listener -> listener.wentBack(event));
        tellStage(facts.step());
    }

    /** Takes in what a step gave. */
    void add(StepResult result, long nanos) {
        averages.add(result, nanos);
    }

    /** True if there were steps since the last report. */
    boolean isUnderWay() {
        return !averages.isEmpty();
    }

    /** What was added up since the last report. */
    RunFacts.Sums sums() {
        return averages.sums();
    }

    /** The newest reports, for a checkpoint. */
    List<RunFacts.Report> newest() {
        return history.stream()
                .skip(Math.max(0, history.size() - MOST_IN_A_CHECKPOINT))
                .map(RunFacts.Report::of)
                .toList();
    }

    List<TrainingProgress> history() {
        return history;
    }

    /** Tells of the beginning, once, and of the stage in which the step after this one is played, unless it is known. */
    void beforeStepAfter(long step, PlayedGame game, LiveModels models, RunControl run) {
        started(game, models, run);
        tellStage(step);
    }

    private void tellStage(long step) {
        for (TrainingStage stage : stages) {
            if (stage.firstStep() <= step + 1 && step + 1 <= stage.lastStep() && !stage.equals(toldStage)) {
                toldStage = stage;
                listeners.forEach(listener -> listener.stageBegan(stage));
            }
        }
    }

    private ImmutableList<TrainingStage> stages(@Nullable List<RunFacts.StageFacts> facts, long steps) {
        if (facts == null) {
            return ImmutableList.of();
        }
        ImmutableList.Builder<TrainingStage> stages = ImmutableList.builder();
        for (int i = 0; i < facts.size(); i++) {
            long end = i + 1 < facts.size() ? facts.get(i + 1).firstStep() : steps;
            double cost = StageCost.of(plan.stages().all().get(i).game(), plan.batch());
            stages.add(new TrainingStage(
                    facts.get(i).name(), i + 1, facts.size(), facts.get(i).firstStep() + 1, end, cost));
        }
        return stages.build();
    }

    /** Tells of the beginning; once. */
    void started(PlayedGame game, LiveModels models, RunControl run) {
        if (started) {
            return;
        }
        started = true;
        stages = stages(game.stages(), plan.steps());
        TrainingStarted event = new TrainingStarted(
                plan.game(),
                plan.data().principal(),
                plan.backend().name(),
                game.device(),
                plan.steps(),
                plan.steps() / stepsAnEpoch,
                models.generator(),
                TranslationPreview.of(models.translators(), plan.data()).orElse(null),
                stages,
                run);
        LOG.info(
                "training on {}: {} steps by {} on {}",
                VisibleText.of(event.dataset()),
                plan.steps(),
                event.backend(),
                event.device());
        listeners.forEach(listener -> listener.started(event));
    }

    /** Makes a report of the steps since the last one. */
    void progressed(long step, long nanos) {
        TrainingProgress event = new TrainingProgress(
                step,
                plan.steps(),
                step / stepsAnEpoch,
                plan.steps() / stepsAnEpoch,
                Duration.ofNanos(nanos),
                averages.perSecond() * samplesAStep,
                averages.take());
        history.add(event);
        listeners.forEach(listener -> listener.progressed(event));
    }

    /** Tells of a measurement. */
    void evaluated(TrainingEvaluated event) {
        listeners.forEach(listener -> listener.evaluated(event));
    }

    /** Tells of the end; once, and only of a run that began. */
    void ended(long step, long nanos, TrainingEnded.Outcome outcome) {
        if (started && !ended) {
            ended = true;
            TrainingEnded event = new TrainingEnded(step, Duration.ofNanos(nanos), outcome);
            LOG.info(
                    "training {} at step {} of {} after {} s",
                    outcome.name().toLowerCase(Locale.ROOT),
                    step,
                    plan.steps(),
                    event.elapsed().toSeconds());
            listeners.forEach(listener -> listener.ended(event));
        }
    }
}
