package io.gan4j.training;

import com.google.common.collect.ImmutableMap;
import io.gan4j.error.TrainingDivergedException;
import io.gan4j.game.PhasePlan;
import java.util.List;

/**
 * What one step gave.
 *
 * @param step which, from 1
 * @param values losses, reports and norms of gradients by name, means over the plays of a phase; see {@link
 *     TrainingProgress#values}
 */
public record StepResult(long step, ImmutableMap<String, Float> values) {
    /**
     * Reads the outcomes of a step.
     *
     * @throws TrainingDivergedException if a loss or a gradient is not finite
     */
    static StepResult of(long step, List<PhasePlan> phases, float[] outcomes) {
        ImmutableMap.Builder<String, Float> values = ImmutableMap.builder();
        int next = 0;
        for (PhasePlan plan : phases) {
            String learner = plan.phase().learner();
            List<String> names = plan.names();
            int plays = plan.phase().plays();
            float[] sums = new float[names.size()];
            for (int play = 0; play < plays; play++) {
                checkFinite(step, learner, outcomes[next], outcomes[next + sums.length - 1]);
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += outcomes[next++] / plays;
                }
            }
            values.put(lossOf(learner), sums[0]);
            for (int i = 1; i < sums.length; i++) {
                values.put(names.get(i), sums[i]);
            }
        }
        return new StepResult(step, values.buildOrThrow());
    }

    private static void checkFinite(long step, String learner, float loss, float gradient) {
        if (!Float.isFinite(loss)) {
            throw new TrainingDivergedException(step, learner, loss);
        }
        if (!Float.isFinite(gradient)) {
            throw TrainingDivergedException.ofGradient(step, learner, gradient);
        }
    }

    /** The name of a player's loss. */
    static String lossOf(String player) {
        return player + " loss";
    }
}
