package io.gan4j.run;

import com.google.common.base.Splitter;
import io.gan4j.engine.CompiledGame;
import io.gan4j.error.TrainingDivergedException;
import io.gan4j.game.Phase;
import io.gan4j.game.PhasePlan;
import io.gan4j.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sees to it that nothing that a game keeps is NaN or infinite. */
final class FiniteState {
    private FiniteState() {}

    /**
     * Checks a game after a step.
     *
     * @throws TrainingDivergedException if a tensor of its state is not finite
     */
    static void check(CompiledGame game, long step, List<PhasePlan> phases) {
        check(game.nonFinite(), step, phases);
    }

    /**
     * Checks a state that was taken after a step.
     *
     * @throws TrainingDivergedException if one of its tensors is not finite
     */
    static void check(Map<String, Tensor> state, long step, List<PhasePlan> phases) {
        check(CompiledGame.nonFinite(state), step, phases);
    }

    private static void check(@Nullable String found, long step, List<PhasePlan> phases) {
        if (found != null) {
            throw diverged(step, found, phases);
        }
    }

    /** What to say of a tensor by its name in a state: {@code generator.optimizer.m.linear_1.weight}. */
    static TrainingDivergedException diverged(long step, String tensor, List<PhasePlan> phases) {
        if (tensor.startsWith(CompiledGame.REPLAYS)) {
            return new TrainingDivergedException(step, whoLearns(tensor, phases), tensor);
        }
        if (tensor.startsWith(CompiledGame.KEPT)) {
            String number = tensor.substring(CompiledGame.KEPT.length());
            return TrainingDivergedException.ofKeptNumber(step, whoKeeps(number, phases), number);
        }
        List<String> parts = Splitter.on('.').limit(2).splitToList(tensor);
        return new TrainingDivergedException(step, parts.get(0), parts.get(parts.size() - 1));
    }

    /** The phase that says what a kept number becomes. */
    private static String whoKeeps(String number, List<PhasePlan> phases) {
        return phases.stream()
                .map(PhasePlan::phase)
                .filter(phase -> phase.keeps().containsKey(number))
                .map(Phase::name)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no phase keeps the number " + number));
    }

    /** Whose phase has a replay buffer. */
    private static String whoLearns(String replay, List<PhasePlan> phases) {
        int left = Integer.parseInt(replay.substring(CompiledGame.REPLAYS.length()));
        for (PhasePlan plan : phases) {
            left -= plan.replays().size();
            if (left < 0) {
                return plan.phase().name();
            }
        }
        throw new IllegalArgumentException("no phase has the replay buffer " + replay);
    }
}
