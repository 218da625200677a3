package io.gan4j.run;

import io.gan4j.event.RunControl;
import io.gan4j.event.TrainingEnded;
import io.gan4j.event.TrainingEvaluated;
import io.gan4j.event.TrainingListener;
import io.gan4j.event.TrainingProgress;
import io.gan4j.event.TrainingStarted;
import io.gan4j.event.TrainingWentBack;
import io.gan4j.inference.Generator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a run tells its listeners, and the reports that it has made so far. One thread at a time uses it. */
final class RunReports {
    /** A checkpoint's header is limited; of a longer history it has the newest. */
    private static final int MOST_IN_A_CHECKPOINT = 10_000;

    private final TrainingPlan plan;
    private final RunControl control;
    private final List<TrainingListener> listeners;
    private final double stepsAnEpoch;
    private final int samplesAStep;
    private final List<TrainingProgress> history = new ArrayList<>();
    private final Averages averages = new Averages();
    private boolean started;
    private boolean ended;

    /**
     * Reports of a run that has not begun.
     *
     * @param samplesAStep how many samples of the training data a step uses up
     * @param control the run, as listeners may handle it
     */
    RunReports(TrainingPlan plan, int samplesAStep, RunControl control) {
        this.plan = plan;
        this.control = control;
        this.listeners = new ArrayList<>(plan.listeners());
        this.stepsAnEpoch = TrainingRun.stepsAnEpoch(plan.game(), plan.data().size(), plan.batch());
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

    /** Tells of the beginning; once. */
    void started(String device, Generator generator) {
        if (started) {
            return;
        }
        started = true;
        TrainingStarted event = new TrainingStarted(
                plan.game(),
                plan.data(),
                plan.backend().name(),
                device,
                plan.steps(),
                plan.steps() / stepsAnEpoch,
                generator,
                control);
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
            listeners.forEach(listener -> listener.ended(event));
        }
    }
}
