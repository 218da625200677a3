package io.gan4j.engine;

import com.google.common.collect.ImmutableMap;
import io.gan4j.data.Dataset;
import io.gan4j.game.Game;
import io.gan4j.tensor.Tensor;
import java.util.Objects;

/**
 * What a backend compiles.
 *
 * @param game the game
 * @param batch samples in a batch
 * @param encodings how the samples of the training data reach it: by the name of each of the game's inputs that is such
 * @param device where it computes
 * @param threads how many threads it computes with on a CPU; 0 leaves the number to the engine
 * @param precision the numbers in which networks compute within a step
 * @param parameters the values that the networks begin with: by player, then by the parameter's full name
 */
public record GameSetup(
        Game game,
        int batch,
        ImmutableMap<String, Dataset.Encoding> encodings,
        Device device,
        int threads,
        Precision precision,
        ImmutableMap<String, ImmutableMap<String, Tensor>> parameters) {
    /** The setup of a game in float32 all of whose samples come in one encoding. */
    public static GameSetup of(
            Game game,
            int batch,
            Dataset.Encoding real,
            Device device,
            int threads,
            ImmutableMap<String, ImmutableMap<String, Tensor>> parameters) {
        return new GameSetup(game, batch, encodings(game, real), device, threads, Precision.FLOAT32, parameters);
    }

    /** The same setup in another precision. */
    public GameSetup precision(Precision other) {
        return new GameSetup(game, batch, encodings, device, threads, other, parameters);
    }

    /** One encoding for all samples of the training data that a game is given. */
    public static ImmutableMap<String, Dataset.Encoding> encodings(Game game, Dataset.Encoding real) {
        return game.inputs().stream()
                .filter(input -> input.source().isReal())
                .collect(ImmutableMap.toImmutableMap(Game.Input::name, input -> real));
    }

    /** How an input reaches the game: as floats, unless it holds samples of the training data that are pixels. */
    public Dataset.Encoding encoding(String input) {
        return Objects.requireNonNull(encodings.getOrDefault(input, Dataset.Encoding.FLOATS));
    }
}
