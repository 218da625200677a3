package io.gan4j.run;

import com.google.common.collect.ImmutableMap;
import io.gan4j.error.TrainingDivergedException;
import io.gan4j.event.TrainingProgress;
import io.gan4j.game.PhasePlan;
import java.util.List;

/**
 * What one step gave.
 *
 * @param step which, from 1
 * @param values losses, reports and norms of gradients by name, means over the plays of a phase; nothing of a phase that the
 *     step does not play; see {@link TrainingProgress#values}
 */
public record StepResult(long step, ImmutableMap<String, Float> values) {
    /**
     * Reads the outcomes of a step.
     *
     * @param step which, from 1
     * @param steps how many the run has
     * @throws TrainingDivergedException if a loss or a gradient is not finite
     */
    static StepResult of(long step, long steps, List<PhasePlan> phases, float[] outcomes) {
        ImmutableMap.Builder<String, Float> values = ImmutableMap.builder();
        int next = 0;
        for (PhasePlan plan : phases) {
            String phase = plan.phase().name();
            List<String> learners = plan.phase().learners().asList();
            List<String> names = plan.names();
            int plays = plan.phase().plays();
            if (!plan.phase().span().contains(step - 1, steps)) {
                next += plays * names.size();
                continue;
            }
            float[] sums = new float[names.size()];
            for (int play = 0; play < plays; play++) {
                checkFinite(step, phase, outcomes[next]);
                for (int i = 0; i < learners.size(); i++) {
                    checkGradient(step, learners.get(i), outcomes[next + sums.length - learners.size() + i]);
                }
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += outcomes[next++] / plays;
                }
            }
            values.put(TrainingProgress.lossOf(phase), sums[0]);
            for (int i = 1; i < sums.length; i++) {
                values.put(names.get(i), sums[i]);
            }
        }
        return new StepResult(step, values.buildOrThrow());
    }

    private static void checkFinite(long step, String phase, float loss) {
        if (!Float.isFinite(loss)) {
            throw new TrainingDivergedException(step, phase, loss);
        }
    }

    private static void checkGradient(long step, String learner, float gradient) {
        if (!Float.isFinite(gradient)) {
            throw TrainingDivergedException.ofGradient(step, learner, gradient);
        }
    }
}
