package io.gan4j.run;

import com.google.common.collect.ImmutableMap;
import io.gan4j.error.BackendException;
import io.gan4j.error.ModelFileException;
import io.gan4j.event.TrainingProgress;
import io.gan4j.game.Game;
import io.gan4j.inference.Generator;
import io.gan4j.inference.ModelCard;
import io.gan4j.measurement.Measurement;
import io.gan4j.rules.ImageEncoder;
import io.gan4j.rules.SentenceEncoder;
import io.gan4j.rules.TextMatching;
import io.gan4j.rules.TextToImage;
import io.gan4j.rules.TwoPlayerGame;
import io.gan4j.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What came of training a GAN that makes images of sentences: its generator, which takes texts. It holds native memory: close it.
 * Safe for use by many threads.
 */
public final class TrainedTextToImage implements Trained {
    private final TrainedGame trained;
    private final Generator generator;

    TrainedTextToImage(TrainedGame trained) {
        this.trained = trained;
        this.generator = Objects.requireNonNull(trained.live().generator(), "the generator of a GAN");
    }

    /** The generator; it is closed with this. */
    public Generator generator() {
        return generator;
    }

    /**
     * Exports text encoder and generator as one file, in the format on the class path, ONNX, with the vocabulary. Before the file
     * appears it is run, and its images compared with this generator's.
     *
     * @return what the file says of itself
     * @throws IOException if the file cannot be written; an older file of this name is then untouched
     * @throws ModelFileException if the file's images differ by more than 1e-4; no file is left then
     * @throws BackendException if no format is on the class path
     */
    public ModelCard export(Path file) throws IOException {
        return export(file, "", List.of());
    }

    /**
     * Exports text encoder and generator with a licence and with what was measured.
     *
     * @param licence under which the model may be used: an SPDX identifier or a sentence; empty if it is not stated
     * @param measured numbers with their protocols
     */
    public ModelCard export(Path file, String licence, List<Measurement> measured) throws IOException {
        return trained.export(TwoPlayerGame.GENERATOR, file, licence, measured);
    }

    /** The text encoder, for another GAN to begin with, and the image encoder if {@code matching} had a weight. */
    public SentenceEncoder encoder() {
        return new SentenceEncoder(
                generator.card().inputs().get(1),
                trained.game().network(TextToImage.ENCODER),
                ImmutableMap.copyOf(trained.parameters(TextToImage.ENCODER)),
                trained.game().players().stream()
                        .filter(player -> player.name().equals(TextMatching.IMAGE_ENCODER))
                        .findFirst()
                        .map(player -> new ImageEncoder(
                                player.network(), ImmutableMap.copyOf(trained.parameters(player.name())))));
    }

    /** The game that was played. */
    public Game game() {
        return trained.game();
    }

    /** The step that the weights are of. */
    public long step() {
        return trained.step();
    }

    /** The reports of the run, in order. */
    public List<TrainingProgress> history() {
        return trained.history();
    }

    /**
     * The parameters of a player, copied, by their full names.
     *
     * @param player one of {@code "encoder"}, {@code "generator"}, {@code "trunk"} and {@code "head"}, and with {@code matching} {@code
     *     "image_encoder"}
     */
    public Map<String, Tensor> parameters(String player) {
        return trained.parameters(player);
    }

    @Override
    public void close() {
        trained.close();
    }
}
