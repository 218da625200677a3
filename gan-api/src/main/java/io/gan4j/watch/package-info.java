/**
 * Listeners that watch a run: {@link io.gan4j.watch.TrainingMonitor} for signs of failure, {@link io.gan4j.watch.ProgressBar}
 * on a terminal, {@link io.gan4j.watch.SampleFilm} as an animation, {@link io.gan4j.watch.TensorBoardLog} for TensorBoard.
 */
@NullMarked
package io.gan4j.watch;

import org.jspecify.annotations.NullMarked;
