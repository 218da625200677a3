package io.gan4j.run;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import io.gan4j.checkpoint.Checkpoint;
import io.gan4j.checkpoint.CheckpointFile;
import io.gan4j.checkpoint.RunFolder;
import io.gan4j.error.CheckpointException;
import io.gan4j.game.Game;
import io.gan4j.game.Player;
import io.gan4j.layer.Parameter;
import io.gan4j.network.Network;
import io.gan4j.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The weights and running statistics of the networks of a run, for another run to begin with: fine-tuning.
 *
 * @param origin of which step of what data they are, in words
 * @param state the tensors by player and full name, {@code generator.linear_1.weight}
 */
public record StoredWeights(String origin, ImmutableMap<String, Tensor> state) {
    /**
     * Reads the weights of the best state in a run folder if one is kept, else of its newest intact checkpoint.
     *
     * @param folder a folder that was given to {@code GanBuilder.checkpoints}
     * @throws IOException if there is no such folder, or it cannot be read
     * @throws CheckpointException if there is no checkpoint of a run
     * @throws io.gan4j.error.CorruptCheckpointException if the best state is damaged, or every checkpoint
     */
    public static StoredWeights read(Path folder) throws IOException {
        Checkpoint checkpoint = checkpoint(folder);
        try {
            String data = RunFacts.parse(checkpoint.facts()).settings().getOrDefault(RunFacts.DATASET, "unnamed data");
            return new StoredWeights("step " + checkpoint.step() + " of a run on " + data, checkpoint.tensors());
        } catch (IllegalArgumentException e) {
            throw new CheckpointException(
                    "the checkpoint of step " + checkpoint.step() + " in " + folder + " is not one of a training run: "
                            + e.getMessage(),
                    e);
        }
    }

    private static Checkpoint checkpoint(Path folder) throws IOException {
        for (CheckpointFile file : RunFolder.list(folder)) {
            if (file.kind() == CheckpointFile.Kind.BEST) {
                return RunFolder.load(file.file());
            }
        }
        return RunFolder.newest(folder)
                .orElseThrow(() -> new CheckpointException(
                        "there is no checkpoint in the run folder " + folder + " to take weights from", null));
    }

    /** Why a network of a player cannot begin with these weights; empty if it can. */
    public Optional<String> problem(String player, Network network) {
        for (Parameter parameter : network.parameters()) {
            Tensor tensor = state.get(player + "." + parameter.name());
            if (tensor == null || !tensor.shape().equals(parameter.shape())) {
                return Optional.of("the " + player + " cannot begin with the weights of " + origin + ": its '"
                        + parameter.name() + "' has shape " + parameter.shape() + ", there "
                        + (tensor == null ? "is none of that name" : "it has " + tensor.shape())
                        + "; set the architecture, features and latent that were set there");
            }
        }
        return Optional.empty();
    }

    /**
     * The same game, whose players begin with these weights.
     *
     * @throws IllegalArgumentException if they do not fit a player, see {@link #problem}
     */
    public Game given(Game game) {
        return game.players(game.players().stream().map(this::given).toList());
    }

    private Player given(Player player) {
        Optional<String> problem = problem(player.name(), player.network());
        checkArgument(problem.isEmpty(), "%s", problem.orElse(""));
        ImmutableMap.Builder<String, Tensor> own = ImmutableMap.builder();
        for (Parameter parameter : player.network().parameters()) {
            Tensor tensor = state.get(player.name() + "." + parameter.name());
            if (tensor != null) {
                own.put(parameter.name(), tensor);
            }
        }
        return player.weights(own.buildOrThrow());
    }
}
