package io.gan4j.training;

import com.google.common.base.Splitter;
import io.gan4j.error.TrainingDivergedException;
import io.gan4j.game.PhasePlan;
import java.util.List;

/** Sees to it that nothing that a game keeps is NaN or infinite. */
final class FiniteState {
    private FiniteState() {}

    /**
     * Checks a game after a step.
     *
     * @throws TrainingDivergedException if a tensor of its state is not finite
     */
    static void check(CompiledGame game, long step, List<PhasePlan> phases) {
        String found = game.nonFinite();
        if (found != null) {
            throw diverged(step, found, phases);
        }
    }

    /** What to say of a tensor by its name in a state: {@code generator.optimizer.m.linear_1.weight}. */
    static TrainingDivergedException diverged(long step, String tensor, List<PhasePlan> phases) {
        if (tensor.startsWith(CompiledGame.REPLAYS)) {
            return new TrainingDivergedException(step, whoLearns(tensor, phases), tensor);
        }
        List<String> parts = Splitter.on('.').limit(2).splitToList(tensor);
        return new TrainingDivergedException(step, parts.get(0), parts.get(parts.size() - 1));
    }

    /** Whose phase has a replay buffer. */
    private static String whoLearns(String replay, List<PhasePlan> phases) {
        int left = Integer.parseInt(replay.substring(CompiledGame.REPLAYS.length()));
        for (PhasePlan plan : phases) {
            left -= plan.replays().size();
            if (left < 0) {
                return plan.phase().learner();
            }
        }
        throw new IllegalArgumentException("no phase has the replay buffer " + replay);
    }
}
