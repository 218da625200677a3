package io.gan4j.engine;

import com.google.common.collect.ImmutableMap;
import io.gan4j.data.Dataset;
import io.gan4j.game.Game;
import io.gan4j.tensor.Tensor;

/**
 * What a backend compiles.
 *
 * @param game the game
 * @param batch samples in a batch
 * @param real how the samples of the training data reach it
 * @param device where it computes
 * @param threads how many threads it computes with on a CPU; 0 leaves the number to the engine
 * @param parameters the values that the networks begin with: by player, then by the parameter's full name
 */
public record GameSetup(
        Game game,
        int batch,
        Dataset.Encoding real,
        Device device,
        int threads,
        ImmutableMap<String, ImmutableMap<String, Tensor>> parameters) {}
