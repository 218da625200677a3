/** The rules by which networks, a loss and a strategy become a game: {@link io.gan4j.rules.TwoPlayerGame}. */
@NullMarked
package io.gan4j.rules;

import org.jspecify.annotations.NullMarked;
