package io.gan4j.event;

import com.google.common.collect.ImmutableList;
import io.gan4j.data.Dataset;
import io.gan4j.game.Game;
import io.gan4j.inference.Generator;
import org.jspecify.annotations.Nullable;

/**
 * A run is about to play its first step.
 *
 * @param game what is played; of several stages the game of the last one
 * @param data the training data; of several datasets the principal one
 * @param backend the engine
 * @param device where it computes
 * @param steps how many steps the run will play
 * @param epochs how many passes over the data that makes
 * @param generator the generator as it is at any moment of the run: its weights are those of the newest step, and its card has
 *     the settings of the run by name; null where no model of the game is a generator
 * @param translations shows what the translators make of samples of the data at any moment of the run; null where no model of the
 *     game is a translator whose images can be shown
 * @param stages the stages of the run, in order; none if one game is played throughout
 * @param run ends or pauses the run
 */
public record TrainingStarted(
        Game game,
        Dataset data,
        String backend,
        String device,
        long steps,
        double epochs,
        @Nullable Generator generator,
        @Nullable TranslationPreview translations,
        ImmutableList<TrainingStage> stages,
        RunControl run) {
    /** A run of one game none of whose models is a translator is about to play its first step. */
    public TrainingStarted(
            Game game,
            Dataset data,
            String backend,
            String device,
            long steps,
            double epochs,
            @Nullable Generator generator,
            RunControl run) {
        this(game, data, backend, device, steps, epochs, generator, null, ImmutableList.of(), run);
    }

    /** The name of the training data. */
    public String dataset() {
        return data.name();
    }
}
