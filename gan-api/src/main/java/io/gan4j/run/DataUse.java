package io.gan4j.run;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.gan4j.data.Dataset;
import io.gan4j.data.Part;
import io.gan4j.data.TrainingData;
import io.gan4j.game.Game;
import io.gan4j.game.PhasePlan;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many batches of each dataset a step uses up. A play of a phase uses one of a dataset, whatever number of its parts it is
 * given, and one more for each further input of the same part.
 */
final class DataUse {
    private final ImmutableList<ImmutableMap<String, Integer>> perPlay;
    private final ImmutableMap<String, Integer> perStep;

    private DataUse(ImmutableList<ImmutableMap<String, Integer>> perPlay, ImmutableMap<String, Integer> perStep) {
        this.perPlay = perPlay;
        this.perStep = perStep;
    }

    static DataUse of(List<PhasePlan> plans) {
        ImmutableList.Builder<ImmutableMap<String, Integer>> perPlay = ImmutableList.builder();
        Map<String, Integer> sums = new LinkedHashMap<>();
        for (PhasePlan plan : plans) {
            ImmutableMap<String, Integer> ofPlay = ofPlay(plan);
            perPlay.add(ofPlay);
            ofPlay.forEach((set, used) -> sums.merge(set, used * plan.phase().plays(), Integer::sum));
        }
        return new DataUse(perPlay.build(), ImmutableMap.copyOf(sums));
    }

    private static ImmutableMap<String, Integer> ofPlay(PhasePlan plan) {
        Map<Game.Real, Integer> inputs = new LinkedHashMap<>();
        plan.draws().forEach(draw -> {
            if (draw instanceof PhasePlan.InputDraw input && input.input().source() instanceof Game.Real source) {
                inputs.merge(source, 1, Integer::sum);
            }
        });
        Map<String, Integer> used = new HashMap<>();
        inputs.forEach((source, count) -> used.merge(source.set(), count, Math::max));
        return ImmutableMap.copyOf(used);
    }

    /** The batches that a play of a phase uses up, by dataset. */
    ImmutableMap<String, Integer> perPlay(int phase) {
        return perPlay.get(phase);
    }

    /** The batches of a dataset that a step uses up. */
    int perStep(String set) {
        return perStep.getOrDefault(set, 0);
    }

    /** The samples that a step uses up. */
    int samplesAStep(int batch) {
        return perStep.values().stream().mapToInt(Integer::intValue).sum() * batch;
    }

    /** The number of steps, which need not be whole, in which every sample of the data has been used. */
    double stepsAnEpoch(TrainingData data, int batch) {
        double longest = 0;
        for (Map.Entry<String, Integer> used : perStep.entrySet()) {
            double batches = data.set(used.getKey()).size() / batch;
            longest = Math.max(longest, batches / used.getValue());
        }
        return perStep.isEmpty() ? data.principal().size() / batch : longest;
    }

    /**
     * The part of the data that a source takes.
     *
     * @throws IllegalArgumentException if the source takes none, or there is no such dataset or part
     */
    static Part part(TrainingData data, Game.Source source) {
        if (source instanceof Game.Real real) {
            return data.part(real.set(), real.part());
        }
        if (source instanceof Game.Other other) {
            return data.part(other.set(), other.part());
        }
        if (source instanceof Game.Reference reference) {
            return part(data, reference.of());
        }
        throw new IllegalArgumentException(source + " takes nothing of the data");
    }

    /** How the inputs of a game that are parts of the data reach it, by their names. */
    static ImmutableMap<String, Dataset.Encoding> encodings(Game game, TrainingData data) {
        return game.inputs().stream()
                .filter(input -> input.source().isReal())
                .collect(ImmutableMap.toImmutableMap(
                        Game.Input::name, input -> part(data, input.source()).encoding()));
    }
}
