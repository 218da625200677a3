package io.gan4j.examples;

import io.gan4j.event.TrainingListener;
import io.gan4j.event.TrainingStage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How long the steps of each stage take, from which follows how long a longer run with the same stages would take. */
final class StageTimes implements TrainingListener {
    /** Steps in the shortest stage, of which the first prepares the others. */
    private static final int IN_THE_SHORTEST = 3;
    /** Steps for each stage, over all of them, at most. */
    private static final int MOST_A_STAGE = 10;

    private final Map<String, List<Double>> seconds = new HashMap<>();
    private String stage = "";

    /** The number of steps of a short run with these stages. */
    static long steps(List<TrainingStage> stages) {
        long whole = stages.stream().mapToLong(TrainingStage::steps).sum();
        long shortest = stages.stream().mapToLong(TrainingStage::steps).min().orElse(1);
        long wanted = (long) Math.ceil((double) IN_THE_SHORTEST * whole / shortest);
        return Math.min(whole, Math.min(wanted, (long) MOST_A_STAGE * stages.size()));
    }

    @Override
    public void stageBegan(TrainingStage event) {
        stage = event.name();
    }

    /** Adds the time of a step of the present stage. */
    void add(double ofAStep) {
        seconds.computeIfAbsent(stage, name -> new ArrayList<>()).add(ofAStep);
    }

    /** The seconds of a run of these stages, all of which have been played. */
    double whole(List<TrainingStage> stages) {
        return stages.stream()
                .mapToDouble(one -> one.steps() * mean(seconds.getOrDefault(one.name(), List.of())))
                .sum();
    }

    /** Without the first step, unless it is the only one. */
    private static double mean(List<Double> steps) {
        return steps.stream()
                .skip(Math.min(1, Math.max(0, steps.size() - 1)))
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(0);
    }
}
