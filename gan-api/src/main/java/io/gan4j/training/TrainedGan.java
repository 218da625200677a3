package io.gan4j.training;

import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableList;
import io.gan4j.error.BackendException;
import io.gan4j.error.ModelFileException;
import io.gan4j.game.Game;
import io.gan4j.inference.Discriminator;
import io.gan4j.inference.Generator;
import io.gan4j.inference.ModelCard;
import io.gan4j.metric.Measurement;
import io.gan4j.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What came of a training run: the two networks, ready to generate, to score and to be exported. It holds native memory:
 * close it. Safe for use by many threads.
 */
public final class TrainedGan implements AutoCloseable {
    private final Game game;
    private final CompiledGame compiled;
    private final Generator generator;
    private final Discriminator discriminator;
    private final ImmutableList<TrainingProgress> history;
    /** Held by what uses the compiled game other than through an evaluator. */
    private final Object lock = new Object();

    private boolean closed;

    TrainedGan(Game game, ModelCard card, CompiledGame compiled, List<TrainingProgress> history) {
        this.game = game;
        this.compiled = compiled;
        this.generator = Generator.of(card, compiled.evaluator(TwoPlayerGame.GENERATOR));
        this.discriminator = Discriminator.of(
                TwoPlayerGame.discriminatorCard(game, card), compiled.evaluator(TwoPlayerGame.DISCRIMINATOR));
        this.history = ImmutableList.copyOf(history);
    }

    /** The generator; it is closed with this. */
    public Generator generator() {
        return generator;
    }

    /** The discriminator; it is closed with this. */
    public Discriminator discriminator() {
        return discriminator;
    }

    /** What was measured of the generator's state in the course of the run; nothing if no metric was set. */
    public List<Measurement> measurements() {
        return generator.card().origin().measurements();
    }

    /** The game that was played. */
    public Game game() {
        return game;
    }

    /** The step that the weights are of: the last, or that of the best state, if it was asked for. */
    public long step() {
        return generator.card().origin().step();
    }

    /** The reports of the run, in order. */
    public List<TrainingProgress> history() {
        return history;
    }

    /**
     * The parameters of a player, copied, by their full names.
     *
     * @param player {@link TwoPlayerGame#GENERATOR} or {@link TwoPlayerGame#DISCRIMINATOR}
     */
    public Map<String, Tensor> parameters(String player) {
        synchronized (lock) {
            checkOpen();
            return compiled.parameters(player);
        }
    }

    /**
     * Exports the generator as one file, in the format on the class path, ONNX. Before the file appears it is run, and its
     * images compared with this generator's on 1,000 latents.
     *
     * @return what the file says of itself
     * @throws IOException if the file cannot be written; an older file of this name is then untouched
     * @throws ModelFileException if the file's images differ by more than 1e-4; no file is left then
     * @throws BackendException if no format is on the class path
     */
    public ModelCard export(Path file) throws IOException {
        return export(file, "");
    }

    /**
     * Exports the generator with a licence.
     *
     * @param licence under which the model may be used: an SPDX identifier or a sentence
     */
    public ModelCard export(Path file, String licence) throws IOException {
        return export(file, licence, List.of());
    }

    /**
     * Exports the generator with a licence and with what was measured of it, beside what was measured in the course of the run.
     *
     * @param licence under which the model may be used; empty if it is not stated
     * @param measured numbers with their protocols, as an evaluation gives them
     */
    public ModelCard export(Path file, String licence, List<Measurement> measured) throws IOException {
        List<Measurement> all = new ArrayList<>(measurements());
        all.addAll(measured);
        return export(TwoPlayerGame.GENERATOR, generator.card().licence(licence).measurements(all), file);
    }

    /** Exports the discriminator, which {@link Discriminator#load(Path)} reads, with the same check. */
    public ModelCard exportDiscriminator(Path file) throws IOException {
        return export(TwoPlayerGame.DISCRIMINATOR, discriminator.card(), file);
    }

    private ModelCard export(String player, ModelCard card, Path file) throws IOException {
        synchronized (lock) {
            checkOpen();
            return new Export(game.network(player), compiled, player, card).to(file);
        }
    }

    private void checkOpen() {
        checkState(!closed, "this trained GAN is closed");
    }

    /** Frees the networks, once what is under way is done. */
    @Override
    public void close() {
        synchronized (lock) {
            if (!closed) {
                closed = true;
                generator.close();
                discriminator.close();
                compiled.close();
            }
        }
    }
}
