package io.gan4j.run;

import io.gan4j.event.TrainingEnded;
import io.gan4j.event.TrainingEvaluated;
import io.gan4j.event.TrainingListener;
import io.gan4j.event.TrainingProgress;
import io.gan4j.event.TrainingStarted;
import java.util.ArrayList;
import java.util.List;

/** Writes down what it is told. */
final class Recorder implements TrainingListener {
    final List<String> events = new ArrayList<>();
    final List<TrainingProgress> reports = new ArrayList<>();
    final List<TrainingEvaluated> evaluations = new ArrayList<>();

    @Override
    public void started(TrainingStarted event) {
        events.add("started");
    }

    @Override
    public void progressed(TrainingProgress event) {
        events.add("step " + event.step());
        reports.add(event);
    }

    @Override
    public void evaluated(TrainingEvaluated event) {
        events.add("evaluated " + event.step() + (event.isBest() ? ", the best" : ""));
        evaluations.add(event);
    }

    @Override
    public void ended(TrainingEnded event) {
        events.add(event.outcome() + " after " + event.step());
    }
}
