package io.gan4j.rules;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.inference.ModelCard;

/**
 * A network that is handed out after training, to be used and exported. Immutable.
 *
 * @param name the name under which it is asked for, such as {@code "generator"}
 * @param players the players of the game whose networks it is, one after the other: what one gives is the first input of the
 *     next, whose further inputs are inputs of the model, by name. Most models are the network of one player
 * @param card what the model says of itself
 */
@CheckReturnValue
public record Model(String name, ImmutableList<String> players, ModelCard card) {
    /**
     * Checks that there is a player.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Model {
        checkArgument(!players.isEmpty(), "the model '%s' needs at least one player", name);
    }

    /** A model that is the network of one player, and has its name. */
    public static Model of(String player, ModelCard card) {
        return new Model(player, ImmutableList.of(player), card);
    }

    /** The same model with another card. */
    public Model card(ModelCard other) {
        return new Model(name, players, other);
    }
}
