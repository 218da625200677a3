package io.gan4j.event;

import io.gan4j.data.Dataset;
import io.gan4j.game.Game;
import io.gan4j.inference.Generator;

/**
 * A run is about to play its first step.
 *
 * @param game what is played
 * @param data the training data
 * @param backend the engine
 * @param device where it computes
 * @param steps how many steps the run will play
 * @param epochs how many passes over the data that makes
 * @param generator the generator as it is at any moment of the run: its weights are those of the newest step
 * @param control pauses, resumes and stops the run
 */
public record TrainingStarted(
        Game game,
        Dataset data,
        String backend,
        String device,
        long steps,
        double epochs,
        Generator generator,
        RunControl control) {
    /** The name of the training data. */
    public String dataset() {
        return data.name();
    }
}
