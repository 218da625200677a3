package io.gan4j.run;

import io.gan4j.inference.Generator;
import java.nio.file.Path;
import java.util.Objects;

/** The run of a GAN that makes images of sentences: a {@link GameRun} that hands over its generator. */
public final class TextToImageRun extends GameRun<TrainedTextToImage> {
    private static final String ENCODER = "encoder";

    private TextToImageRun(Compiled compiled) {
        super(compiled, TrainedTextToImage::new);
    }

    /**
     * The run folder of the text encoder that learns before the GAN, which is within that of the GAN.
     *
     * @param folder the run folder of the GAN
     */
    public static Path encoderFolder(Path folder) {
        return folder.resolve(ENCODER);
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
