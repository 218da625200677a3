package io.gan4j.event;

import io.gan4j.training.Divergence;

/**
 * A run diverged and continues from its last good checkpoint, see {@link Divergence#goBack}. Reports of steps after that
 * checkpoint no longer count: the steps are played again, with other random numbers.
 *
 * @param divergedStep the step at which it diverged, from 1
 * @param player the network that was learning, or whose state was not finite
 * @param cause the message of the divergence
 * @param step the step of the checkpoint from which the run continues
 * @param time how often the run has gone back by now, from 1
 * @param times how often it may
 * @param rate by what both players' learning rates are multiplied from now on, this time and those before it taken together
 */
public record TrainingWentBack(
        long divergedStep, String player, String cause, long step, int time, int times, double rate) {}
