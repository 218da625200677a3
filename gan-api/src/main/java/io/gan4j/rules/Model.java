package io.gan4j.rules;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.inference.ModelCard;

/**
 * A network that is handed out after training, to be used and exported. Immutable.
 *
 * @param name the name under which it is asked for, such as {@code "generator"}
 * @param players the players of the game whose networks it is, one after the other: what one gives is an input of the next,
 *     whose other inputs are inputs of the model, by name. Most models are the network of one player
 * @param card what the model says of itself
 * @param port the name of the input of each further player that takes what the one before gives; empty for its first input
 */
@CheckReturnValue
public record Model(String name, ImmutableList<String> players, ModelCard card, String port) {
    /**
     * Checks that there is a player.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Model {
        checkArgument(!players.isEmpty(), "the model '%s' needs at least one player", name);
    }

    /** A model of players of which each takes what the one before gives as its first input. */
    public Model(String name, ImmutableList<String> players, ModelCard card) {
        this(name, players, card, "");
    }

    /** A model that is the network of one player, and has its name. */
    public static Model of(String player, ModelCard card) {
        return new Model(player, ImmutableList.of(player), card);
    }

    /** The same model with another card. */
    public Model card(ModelCard other) {
        return new Model(name, players, other, port);
    }

    /**
     * The same model, whose further players take what the one before gives by the input of this name. The inputs of the last
     * player are then the first ones of the model: of an encoder of texts and a generator, the latent and then the text.
     */
    public Model through(String input) {
        return new Model(name, players, card, input);
    }
}
