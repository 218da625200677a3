package io.gan4j.run;

import static com.google.common.base.Preconditions.checkState;
import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import io.gan4j.data.Dataset;
import io.gan4j.engine.CompiledGame;
import io.gan4j.event.TrainingEvaluated;
import io.gan4j.inference.Generator;
import io.gan4j.measurement.Measurement;
import io.gan4j.tensor.Tensor;
import io.gan4j.training.Best;
import io.gan4j.training.GeneratorState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The best state of a run by a metric, copied; nothing is measured or kept if it was not asked for. */
final class BestState {
    private final @Nullable Best wanted;
    private final Dataset data;
    private final CompiledGame game;
    /** The number of steps before the last stage. */
    private final LongSupplier beginOfLastStage;

    private long measuredStep = -1;
    private long bestStep = -1;
    private ImmutableList<Measurement> bestMeasurements = ImmutableList.of();
    private Map<String, Tensor> state = Map.of();
    /** Never measured itself: it passes on what was computed of the data. */
    private @Nullable GeneratorState first;

    BestState(@Nullable Best wanted, Dataset data, CompiledGame game, LongSupplier beginOfLastStage) {
        this.beginOfLastStage = beginOfLastStage;
        this.wanted = wanted;
        this.data = data;
        this.game = game;
    }

    /** What a checkpoint says of it; null if none is kept. */
    RunFacts.@Nullable BestFacts facts() {
        return isKept() ? new RunFacts.BestFacts(bestStep, measuredStep, bestMeasurements) : null;
    }

    /** The kept state; empty if none is. */
    Map<String, Tensor> state() {
        return state;
    }

    /** Goes on from what a checkpoint said. */
    void resume(RunFacts.BestFacts facts, Map<String, Tensor> kept) {
        bestStep = facts.step();
        measuredStep = facts.measuredStep();
        bestMeasurements = ImmutableList.copyOf(facts.measurements());
        state = kept;
    }

    boolean isDue(long step) {
        return wanted != null && step % wanted.everySteps() == 0;
    }

    boolean isMeasured(long step) {
        return measuredStep == step;
    }

    /**
     * True if the metric that chooses has not got better in as many measurements as there is patience for. Of several stages those
     * of the last one count: a run does not end before its networks are what they are to be.
     */
    boolean isExhausted() {
        return wanted != null
                && wanted.patience() > 0
                && isKept()
                && (measuredStep - Math.max(bestStep, beginOfLastStage.getAsLong()))
                        >= wanted.patience() * wanted.everySteps();
    }

    boolean isKept() {
        return bestStep >= 0;
    }

    /** What was measured of the kept state, a number for each metric; nothing if none is kept. */
    ImmutableList<Measurement> measurements() {
        return bestMeasurements;
    }

    /**
     * Measures the state of a step by each metric, and keeps it if the one that chooses gave none better; a measurement that is
     * NaN is never better.
     */
    List<TrainingEvaluated> measure(long step, Generator generator) {
        if (wanted == null) {
            return List.of();
        }
        first = first == null ? GeneratorState.of(generator, data) : first;
        GeneratorState now = first.next(generator);
        ImmutableList<Measurement> numbers =
                wanted.metrics().stream().map(metric -> metric.measure(now)).collect(toImmutableList());
        measuredStep = step;
        if (!isKept() || improves(numbers.get(wanted.chosen()), bestMeasurements.get(wanted.chosen()))) {
            bestStep = step;
            bestMeasurements = numbers;
            state = game.state();
        }
        List<TrainingEvaluated> events = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i++) {
            double best = bestMeasurements.get(i).value();
            events.add(new TrainingEvaluated(step, numbers.get(i), bestStep, best));
        }
        return events;
    }

    private static boolean improves(Measurement measured, Measurement best) {
        return measured.better().improves(measured.value(), best.value());
    }

    /**
     * Puts the best state back; gives its step. Replay buffers stay as they are: how full they are follows from the steps that
     * were played, and that goes on counting.
     */
    long restore() {
        checkState(
                wanted != null,
                "no best state is kept: set keepBest(metric, everySteps) or evaluateEvery(steps, metrics)");
        checkState(isKept(), "no state has been measured yet");
        Map<String, Tensor> whole = new LinkedHashMap<>(state);
        game.state().forEach((name, tensor) -> {
            if (name.startsWith(CompiledGame.REPLAYS)) {
                whole.put(name, tensor);
            }
        });
        game.restore(whole);
        return bestStep;
    }
}
