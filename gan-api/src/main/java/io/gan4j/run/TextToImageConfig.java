package io.gan4j.run;

import com.google.common.collect.ImmutableList;
import io.gan4j.training.Checkpoints;
import io.gan4j.training.TextToImageRunSettings;

/**
 * What a run folder says of the run of a GAN that makes images of sentences besides its state, as {@link RunConfig} does of
 * another GAN.
 *
 * @param format the number of this form
 * @param textToImage what was set
 * @param checkpoints when checkpoints are kept
 * @param data what is learned from, the principal set first
 */
record TextToImageConfig(
        int format,
        TextToImageRunSettings textToImage,
        RunConfig.Kept checkpoints,
        ImmutableList<RunConfig.Data> data) {
    TextToImageConfig {
        RunConfig.checkFormat(format);
    }

    static TextToImageConfig of(TrainingPlan plan, TextToImageRunSettings settings, Checkpoints wanted) {
        return new TextToImageConfig(
                RunConfig.FORMAT, settings, RunConfig.Kept.of(wanted), RunConfig.Data.all(plan.data()));
    }
}
