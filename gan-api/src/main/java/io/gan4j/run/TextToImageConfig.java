package io.gan4j.run;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import io.gan4j.settings.SettingsJson;
import io.gan4j.training.Checkpoints;
import io.gan4j.training.TextToImageRunSettings;

/**
 * What a run folder says of the run of a GAN that makes images of sentences besides its state, as {@link RunConfig} does of another GAN.
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
        checkArgument(format == RunConfig.FORMAT, "format must be %s, was %s", RunConfig.FORMAT, format);
    }

    static TextToImageConfig of(TrainingPlan plan, TextToImageRunSettings settings, Checkpoints wanted) {
        return new TextToImageConfig(
                RunConfig.FORMAT, settings, RunConfig.Kept.of(wanted), RunConfig.Data.all(plan.data()));
    }

    String json() {
        return RunConfig.JSON.write(this);
    }

    /** @throws IllegalArgumentException if the text is not what a run is described by; the message names the place */
    static SettingsJson.Read<TextToImageConfig> parse(String json) {
        return RunConfig.JSON.read(json, TextToImageConfig.class);
    }
}
