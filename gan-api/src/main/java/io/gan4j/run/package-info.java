/**
 * The course of a run: a {@link io.gan4j.run.TrainingPlan} is played by a {@link io.gan4j.run.GameRun}, which hands over a
 * {@link io.gan4j.run.TrainedGame}; that of a GAN by a {@link io.gan4j.run.TrainingRun}, which hands over a {@link
 * io.gan4j.run.TrainedGan}. A run folder is read by {@link io.gan4j.run.RecordedRun}; its history is a {@link
 * io.gan4j.run.HistoryFile}.
 */
@NullMarked
package io.gan4j.run;

import org.jspecify.annotations.NullMarked;
