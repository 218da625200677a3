/**
 * Playing a game: {@link io.gan4j.training.TrainingStrategy}, how; {@link io.gan4j.training.TrainingRun}, step by step; {@link
 * io.gan4j.training.TrainedGan}, what comes of it; {@link io.gan4j.training.TrainingListener}, what is told meanwhile; {@link
 * io.gan4j.training.TrainingMonitor}, what looks out for failure; {@link io.gan4j.training.GeneratorMetric}, how good a generator
 * is. An engine plugs in as a {@link io.gan4j.training.TrainingBackend}.
 */
@NullMarked
package io.gan4j.training;

import org.jspecify.annotations.NullMarked;
