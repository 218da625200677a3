/**
 * The rules by which data becomes a game: {@link io.gan4j.rules.GameRules}, which anyone may implement, and those of a
 * generator against a discriminator, {@link io.gan4j.rules.TwoPlayerGame}, which make it of networks, a loss and a strategy.
 */
@NullMarked
package io.gan4j.rules;

import org.jspecify.annotations.NullMarked;
