package io.gan4j.run;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import io.gan4j.settings.SettingsJson;
import io.gan4j.training.Checkpoints;
import io.gan4j.training.TranslationRunSettings;

/**
 * What a run folder says of the run of a translator besides its state, as {@link RunConfig} does of a GAN.
 *
 * @param format the number of this form
 * @param translation what was set
 * @param checkpoints when checkpoints are kept
 * @param data what is learned from, the principal set first
 */
record TranslationConfig(
        int format,
        TranslationRunSettings translation,
        RunConfig.Kept checkpoints,
        ImmutableList<RunConfig.Data> data) {
    TranslationConfig {
        checkArgument(format == RunConfig.FORMAT, "format must be %s, was %s", RunConfig.FORMAT, format);
    }

    static TranslationConfig of(TrainingPlan plan, TranslationRunSettings settings, Checkpoints wanted) {
        return new TranslationConfig(
                RunConfig.FORMAT, settings, RunConfig.Kept.of(wanted), RunConfig.Data.all(plan.data()));
    }

    String json() {
        return RunConfig.JSON.write(this);
    }

    /** @throws IllegalArgumentException if the text is not what a run is described by; the message names the place */
    static SettingsJson.Read<TranslationConfig> parse(String json) {
        return RunConfig.JSON.read(json, TranslationConfig.class);
    }
}
