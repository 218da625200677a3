package io.gan4j.training;

import static com.google.common.base.Preconditions.checkState;

import io.gan4j.data.Dataset;
import io.gan4j.inference.Generator;
import io.gan4j.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The best state of a run by a metric, copied; nothing is measured or kept if it was not asked for. */
final class BestState {
    private final @Nullable Best wanted;
    private final Dataset data;
    private final CompiledGame game;
    private long measuredStep = -1;
    private long bestStep = -1;
    private double bestValue = Double.NaN;
    private Map<String, Tensor> state = Map.of();

    BestState(@Nullable Best wanted, Dataset data, CompiledGame game) {
        this.wanted = wanted;
        this.data = data;
        this.game = game;
    }

    boolean isDue(long step) {
        return wanted != null && step % wanted.everySteps() == 0;
    }

    boolean isMeasured(long step) {
        return measuredStep == step;
    }

    boolean isKept() {
        return bestStep >= 0;
    }

    /** Measures the state of a step, and keeps it if there was none better; a measurement that is NaN is never better. */
    Optional<TrainingEvaluated> measure(long step, Generator generator) {
        if (wanted == null) {
            return Optional.empty();
        }
        GeneratorMetric metric = wanted.metric();
        double value = metric.of(generator, data);
        measuredStep = step;
        if (!isKept() || metric.better().improves(value, bestValue)) {
            bestStep = step;
            bestValue = value;
            state = game.state();
        }
        return Optional.of(new TrainingEvaluated(step, metric.name(), value, bestStep, bestValue));
    }

    /**
     * Puts the best state back; gives its step. Replay buffers stay as they are: how full they are follows from the steps that
     * were played, and that goes on counting.
     */
    long restore() {
        checkState(wanted != null, "no best state is kept: set keepBest(metric, everySteps)");
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
