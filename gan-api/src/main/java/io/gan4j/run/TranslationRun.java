package io.gan4j.run;

import com.google.common.collect.ImmutableMap;
import io.gan4j.inference.ImageTranslator;

/** The run of a translator of images: a {@link GameRun} that hands over one translator, or two. */
public final class TranslationRun extends GameRun<TrainedTranslator> {
    private TranslationRun(Compiled compiled) {
        super(compiled, TrainedTranslator::new);
    }

    /** Compiles the game, whose models are translators, and prepares the first step. */
    public static TranslationRun start(TrainingPlan plan) {
        return start(plan, TranslationRun::new);
    }

    /**
     * The translators by name as they are whenever they are asked: their weights are those of the newest step. They are closed
     * with the run.
     */
    public ImmutableMap<String, ImageTranslator> translators() {
        return live().translators();
    }
}
