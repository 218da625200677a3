/**
 * How to train: {@link io.gan4j.training.TrainingStrategy} and its {@link io.gan4j.training.Length}, where {@link
 * io.gan4j.training.Checkpoints} are kept, which state is the {@link io.gan4j.training.Best}, what follows a {@link
 * io.gan4j.training.Divergence}, and the {@link io.gan4j.training.GeneratorMetric} that measures in the course of a run.
 */
@NullMarked
package io.gan4j.training;

import org.jspecify.annotations.NullMarked;
