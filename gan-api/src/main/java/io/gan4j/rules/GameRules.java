package io.gan4j.rules;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.gan4j.data.TrainingData;
import io.gan4j.game.Game;

/**
 * The rules of a kind of game: they make a {@link Game} of the data, and say which models are handed out after training.
 * Whatever game they make trains, is kept in checkpoints, resumed and exported in the same way: {@code
 * Gan.game(rules).train(data)}.
 *
 * <p>Implement this for a game of players of your own, such as two discriminators, or an encoder that learns beside the
 * generator. The same data must always give the same game.
 */
public interface GameRules {
    /**
     * What keeps the game from being played on some data: a sentence for each problem, with what to do. Nothing by default.
     *
     * @param data all that is to be learned from
     */
    default ImmutableList<String> problems(TrainingData data) {
        return ImmutableList.of();
    }

    /**
     * Makes the game.
     *
     * @param data all that is to be learned from; there are no {@link #problems} with it
     * @throws IllegalArgumentException if the pieces of the game do not fit
     */
    Game game(TrainingData data);

    /**
     * The models that are handed out, the principal one first: it is what watchers look at. Where they come from (the name of
     * the data, the settings, the step) is added to their cards by the run.
     *
     * @param data all that is to be learned from
     */
    ImmutableList<Model> models(TrainingData data);

    /** The settings that decide what is learned, by name, as exported files and checkpoints carry them. None by default. */
    default ImmutableMap<String, String> configuration() {
        return ImmutableMap.of();
    }
}
