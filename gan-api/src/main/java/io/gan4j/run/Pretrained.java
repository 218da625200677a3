package io.gan4j.run;

import com.google.common.collect.ImmutableMap;
import io.gan4j.engine.HostedNetworks;
import io.gan4j.game.Game;
import io.gan4j.game.Phase;
import io.gan4j.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The weights that players had when a phase of theirs ended before the run does: what they learned there, before another loss
 * takes over. They are part of the state of a run, and so of its checkpoints. One thread at a time uses it.
 */
final class Pretrained {
    private static final String PREFIX = "pretrained.";

    /** By player, the number of steps after which its weights are kept. */
    private final ImmutableMap<String, Long> ends;

    private final Map<String, ImmutableMap<String, Tensor>> weights = new LinkedHashMap<>();

    /** @param steps the number of steps of the run */
    Pretrained(Game game, long steps) {
        Map<String, Long> found = new LinkedHashMap<>();
        for (Phase phase : game.phases()) {
            if (phase.span().endStep(steps) < steps) {
                phase.learners()
                        .forEach(learner -> found.put(learner, phase.span().endStep(steps)));
            }
        }
        this.ends = ImmutableMap.copyOf(found);
    }

    /** Keeps the weights of those players whose phase ends with this step, counted from 1. */
    void after(long step, HostedNetworks networks) {
        ends.forEach((player, end) -> {
            if (end == step) {
                weights.put(player, ImmutableMap.copyOf(networks.parameters(player)));
            }
        });
    }

    /** What is kept so far, by player: all parameters with which it was used then. */
    ImmutableMap<String, ImmutableMap<String, Tensor>> weights() {
        return ImmutableMap.copyOf(weights);
    }

    /** A state of the game with what is kept. */
    Map<String, Tensor> addedTo(Map<String, Tensor> state) {
        Map<String, Tensor> whole = new LinkedHashMap<>(state);
        weights.forEach(
                (player, own) -> own.forEach((name, tensor) -> whole.put(PREFIX + player + "." + name, tensor)));
        return whole;
    }

    /** Takes what is kept out of a saved state; gives the state of the game. */
    Map<String, Tensor> takenFrom(Map<String, Tensor> saved) {
        Map<String, Tensor> rest = new LinkedHashMap<>(saved);
        weights.clear();
        for (String player : ends.keySet()) {
            String prefix = PREFIX + player + ".";
            ImmutableMap.Builder<String, Tensor> own = ImmutableMap.builder();
            saved.forEach((name, tensor) -> {
                if (name.startsWith(prefix)) {
                    own.put(name.substring(prefix.length()), tensor);
                    rest.remove(name);
                }
            });
            ImmutableMap<String, Tensor> found = own.buildOrThrow();
            if (!found.isEmpty()) {
                weights.put(player, found);
            }
        }
        return rest;
    }
}
