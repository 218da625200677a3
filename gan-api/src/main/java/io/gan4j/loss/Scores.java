package io.gan4j.loss;

import io.gan4j.game.Expr;

/**
 * What the discriminator says of a batch: raw scores, before any sigmoid, {@code (N, 1)} each.
 *
 * @param real of samples of the training data
 * @param fake of generated samples
 */
public record Scores(Expr real, Expr fake) {}
