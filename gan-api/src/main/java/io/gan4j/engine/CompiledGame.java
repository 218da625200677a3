package io.gan4j.engine;

import io.gan4j.game.PhasePlan;
import io.gan4j.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A game that an engine is ready to play; it owns the networks' parameters and the optimizers' state. One thread at a time
 * may call {@link #step} and {@link #parameters}; evaluators may run meanwhile only between steps, which
 * {@link io.gan4j.run.GameRun} sees to.
 */
public interface CompiledGame extends HostedNetworks {
    /** What the names of replay buffers in a {@link #state} begin with. */
    String REPLAYS = "replays.";
    /** What the names of kept numbers in a {@link #state} begin with. */
    String KEPT = "kept.";
    /** What, after the name of the player, the names of moving averages in a {@link #state} begin with. */
    String AVERAGE = "average.";
    /** What, after the name of the player, the names of what an optimizer keeps in a {@link #state} begin with. */
    String OPTIMIZER = "optimizer.";

    /** True if a tensor of a {@link #state} is something that an optimizer keeps. */
    static boolean isOfOptimizer(String name) {
        return name.startsWith(OPTIMIZER, name.indexOf('.') + 1);
    }

    /**
     * Plays one step: each phase in order, as often as it says.
     *
     * @param feeds a direct buffer in native byte order for each {@linkplain PhasePlan#draws draw} of each repetition of each
     *     phase, in this order: samples of the training data as they are encoded, all else as 32-bit floats
     * @return for each play in the same order the {@linkplain PhasePlan#outcomes outcomes}, then for each learner the norm of
     *     its gradient
     */
    float[] step(List<ByteBuffer> feeds);

    /**
     * All that outlives a step, copied: weights, statistics, moving averages, what optimizers keep, replay buffers, kept
     * numbers; by names
     * that say what they are.
     */
    Map<String, Tensor> state();

    /**
     * The name of a tensor of the {@link #state} that holds NaN or infinity, the first of several; null if all of it is
     * finite. Asked after each step: an engine that can find out without copying the state does.
     */
    default @Nullable String nonFinite() {
        return nonFinite(state());
    }

    /** The name of the first tensor that holds NaN or infinity; null if all are finite. */
    static @Nullable String nonFinite(Map<String, Tensor> state) {
        for (Map.Entry<String, Tensor> one : state.entrySet()) {
            if (!one.getValue().isFinite()) {
                return one.getKey();
            }
        }
        return null;
    }

    /**
     * Puts a state back that {@link #state} gave for the same game.
     *
     * @throws IllegalArgumentException if it has other tensors; nothing is changed then
     */
    void restore(Map<String, Tensor> saved);

    /**
     * A parameter of a {@linkplain #state state} with which a player's network is used: its moving average, where one is kept.
     *
     * @throws IllegalArgumentException if the state does not hold the parameter
     */
    static Tensor used(Map<String, Tensor> state, String player, String parameter) {
        Tensor own = state.get(player + "." + parameter);
        Tensor found = state.getOrDefault(player + "." + AVERAGE + parameter, own);
        if (found == null) {
            throw new IllegalArgumentException("it does not hold the parameter " + parameter + " of the " + player);
        }
        return found;
    }
}
