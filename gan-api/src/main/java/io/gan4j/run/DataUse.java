package io.gan4j.run;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.gan4j.data.Dataset;
import io.gan4j.data.Part;
import io.gan4j.data.TrainingData;
import io.gan4j.game.Game;
import io.gan4j.game.Phase;
import io.gan4j.game.PhasePlan;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many batches of each dataset the steps of a run use up. A play of a phase uses one of a dataset, whatever number of its
 * parts it is given, and one more for each further input of the same part.
 */
final class DataUse {
    private final ImmutableList<ImmutableMap<String, Integer>> perPlay;
    private final ImmutableList<Phase> phases;
    /** By dataset, the batches that a step uses up on average over the run. */
    private final ImmutableMap<String, Double> perStep;

    private DataUse(
            ImmutableList<ImmutableMap<String, Integer>> perPlay,
            ImmutableList<Phase> phases,
            ImmutableMap<String, Double> perStep) {
        this.perPlay = perPlay;
        this.phases = phases;
        this.perStep = perStep;
    }

    static DataUse of(List<PhasePlan> plans) {
        ImmutableList.Builder<ImmutableMap<String, Integer>> perPlay = ImmutableList.builder();
        ImmutableList.Builder<Phase> phases = ImmutableList.builder();
        Map<String, Double> sums = new LinkedHashMap<>();
        for (PhasePlan plan : plans) {
            Phase phase = plan.phase();
            phases.add(phase);
            ImmutableMap<String, Integer> ofPlay = ofPlay(plan);
            perPlay.add(ofPlay);
            ofPlay.forEach((set, used) ->
                    sums.merge(set, used * phase.plays() * phase.span().share(), Double::sum));
        }
        return new DataUse(perPlay.build(), phases.build(), ImmutableMap.copyOf(sums));
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

    /** The batches of a dataset that are used up before a step, counted from 0, in a run of a number of steps. */
    long before(long step, long steps, String set) {
        long used = 0;
        for (int i = 0; i < phases.size(); i++) {
            Phase phase = phases.get(i);
            used += perPlay.get(i).getOrDefault(set, 0)
                    * phase.plays()
                    * phase.span().stepsBefore(step, steps);
        }
        return used;
    }

    /** The samples that a step uses up, on average over the run. */
    int samplesAStep(int batch) {
        double batches =
                perStep.values().stream().mapToDouble(Double::doubleValue).sum();
        return Math.toIntExact(Math.round(batches * batch));
    }

    /** The number of steps, which need not be whole, in which every sample of the data has been used. */
    double stepsAnEpoch(TrainingData data, int batch) {
        double longest = 0;
        for (Map.Entry<String, Double> used : perStep.entrySet()) {
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
