/**
 * What the two players of a GAN minimise: {@link io.gan4j.loss.LossStrategy}, the {@link io.gan4j.loss.Labels} that go with
 * some of them, and what is added for the sake of a steadier game, {@link io.gan4j.loss.Regularizer}, or of an image that is to
 * be made, {@link io.gan4j.loss.Reconstruction}. Each a few lines of {@link io.gan4j.game.Expr} with formula and source.
 */
@NullMarked
package io.gan4j.loss;

import org.jspecify.annotations.NullMarked;
