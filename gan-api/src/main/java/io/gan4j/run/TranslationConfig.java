package io.gan4j.run;

import com.google.common.collect.ImmutableList;
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
        RunConfig.checkFormat(format);
    }

    static TranslationConfig of(TrainingPlan plan, TranslationRunSettings settings, Checkpoints wanted) {
        return new TranslationConfig(
                RunConfig.FORMAT, settings, RunConfig.Kept.of(wanted), RunConfig.Data.all(plan.data()));
    }
}
