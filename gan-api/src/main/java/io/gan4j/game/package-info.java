/**
 * Who plays, what each player minimises, and in which order: a {@link io.gan4j.game.Game} of networks as immutable data,
 * with losses as {@link io.gan4j.game.Expr expressions} that a backend compiles.
 */
@NullMarked
package io.gan4j.game;

import org.jspecify.annotations.NullMarked;
