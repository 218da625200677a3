package io.gan4j.rules;

import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.inference.ModelCard;

/**
 * A network that is handed out after training, to be used and exported. Immutable.
 *
 * @param name the name under which it is asked for, such as {@code "generator"}
 * @param player the player of the game whose network it is
 * @param card what the model says of itself
 */
@CheckReturnValue
public record Model(String name, String player, ModelCard card) {
    /** A model that has its player's name. */
    public static Model of(String player, ModelCard card) {
        return new Model(player, player, card);
    }

    /** The same model with another card. */
    public Model card(ModelCard other) {
        return new Model(name, player, other);
    }
}
