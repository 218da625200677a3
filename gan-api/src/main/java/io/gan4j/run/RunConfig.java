package io.gan4j.run;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.gan4j.architecture.Conditioning;
import io.gan4j.data.Dataset;
import io.gan4j.data.TrainingData;
import io.gan4j.engine.Precision;
import io.gan4j.game.Game;
import io.gan4j.network.Network;
import io.gan4j.rules.TwoPlayerGame;
import io.gan4j.settings.SettingsJson;
import io.gan4j.settings.SettingsTypes;
import io.gan4j.tensor.Shape;
import io.gan4j.training.Best;
import io.gan4j.training.Checkpoints;
import io.gan4j.training.Divergence;
import io.gan4j.training.Fakes;
import io.gan4j.training.GanSettings;
import io.gan4j.training.GeneratorMetric;
import io.gan4j.training.Length;
import io.gan4j.training.RunSettings;
import io.gan4j.training.TextToImageRunSettings;
import io.gan4j.training.TextToImageSettings;
import io.gan4j.training.TrainingStrategy;
import io.gan4j.training.TranslationRunSettings;
import io.gan4j.training.TranslationSettings;
import io.gan4j.training.TranslationTask;
import java.time.Duration;

/**
 * What a run folder says of a run besides its state: {@code config.json}, and part of each checkpoint.
 *
 * @param format the number of this form
 * @param settings what was set
 * @param checkpoints when checkpoints are kept
 * @param data what is learnt
 * @param networks the networks that the settings and the data gave
 */
record RunConfig(int format, GanSettings settings, Kept checkpoints, Data data, Networks networks) {
    static final int FORMAT = 1;

    static final SettingsJson JSON = new SettingsJson(SettingsTypes.standard()
            .records(RunConfig.class, Kept.class, Networks.class)
            .later(Data.class, "classes", ImmutableList.of())
            .later(Best.class, "patience", 0)
            .records(TranslationConfig.class, TranslationRunSettings.class)
            .records(TextToImageConfig.class, TextToImageRunSettings.class)
            .later(TranslationSettings.class, "pretraining", 0.0)
            .later(TextToImageSettings.class, "matching", 0.0)
            .records(TranslationTask.Paired.class, TranslationTask.Unpaired.class, TranslationTask.Faces.class)
            .records(TranslationTask.Larger.class)
            .later(TranslationTask.NextFrame.class, ImmutableMap.of("rollout", 1, "rolloutWeight", 1f))
            .later(
                    GanSettings.class,
                    ImmutableMap.of("conditioning", Conditioning.none(), "precision", Precision.FLOAT32))
            .records(Length.Epochs.class, Length.Steps.class, Divergence.class)
            .as(
                    TrainingStrategy.class,
                    StrategyRecord.class,
                    ImmutableMap.of("fakes", Fakes.ANEW),
                    StrategyRecord::of,
                    StrategyRecord::strategy)
            .open(GeneratorMetric.class, GeneratorMetric::name, new UnrecordedMetric())
            .extended());

    RunConfig {
        checkFormat(format);
    }

    /** @throws IllegalArgumentException if a file is not of the form that this version reads */
    static void checkFormat(int format) {
        checkArgument(format == FORMAT, "format must be %s, was %s", FORMAT, format);
    }

    /** As {@link Checkpoints} says. */
    record Kept(long everySteps, Duration everyTime, int keep) {
        static Kept of(Checkpoints wanted) {
            return new Kept(wanted.everySteps(), wanted.everyTime(), wanted.keep());
        }
    }

    /** What the networks were made for; the classes are those that a conditional generator is asked for. */
    record Data(
            String name,
            String fingerprint,
            int samples,
            Shape shape,
            Dataset.Encoding encoding,
            ImmutableList<String> classes) {
        static Data of(Dataset data, String fingerprint, ImmutableList<String> classes) {
            return new Data(data.name(), fingerprint, data.size(), data.shape(), data.encoding(), classes);
        }

        /** All sets of a run, the principal one first, without classes that a model is asked for. */
        static ImmutableList<Data> all(TrainingData data) {
            return data.sets().values().stream()
                    .map(set -> of(set, set.fingerprint(), ImmutableList.of()))
                    .collect(ImmutableList.toImmutableList());
        }
    }

    /** Both networks. */
    record Networks(Network generator, Network discriminator) {}

    /** @param game the game of a stage, whose networks are recorded */
    static RunConfig of(TrainingPlan plan, Game game, GanSettings settings, Checkpoints wanted) {
        return new RunConfig(
                FORMAT,
                settings,
                Kept.of(wanted),
                Data.of(
                        plan.data().principal(),
                        plan.card().origin().datasetFingerprint(),
                        plan.card().classes()),
                new Networks(game.network(TwoPlayerGame.GENERATOR), game.network(TwoPlayerGame.DISCRIMINATOR)));
    }

    /**
     * What is to be written of a run with these settings, one line of JSON.
     *
     * @param game the game of a stage, whose networks are recorded
     */
    static String json(TrainingPlan plan, Game game, RunSettings settings, Checkpoints wanted) {
        if (settings instanceof TranslationRunSettings translation) {
            return JSON.write(TranslationConfig.of(plan, translation, wanted));
        }
        return settings instanceof TextToImageRunSettings text
                ? JSON.write(TextToImageConfig.of(plan, text, wanted))
                : JSON.write(of(plan, game, (GanSettings) settings, wanted));
    }
}
