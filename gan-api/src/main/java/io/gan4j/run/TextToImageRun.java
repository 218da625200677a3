package io.gan4j.run;

import io.gan4j.inference.Generator;
import java.util.Objects;

/** The run of a GAN that makes images of sentences: a {@link GameRun} that hands over its generator. */
public final class TextToImageRun extends GameRun<TrainedTextToImage> {
    private TextToImageRun(Compiled compiled) {
        super(compiled, TrainedTextToImage::new);
    }

    /** Compiles the game, whose principal model is a generator that takes texts, and prepares the first step. */
    public static TextToImageRun start(TrainingPlan plan) {
        return start(plan, TextToImageRun::new);
    }

    /** The generator as it is whenever it is asked: its weights are those of the newest step. It is closed with the run. */
    public Generator generator() {
        return Objects.requireNonNull(live().generator(), "the generator of a GAN");
    }
}
