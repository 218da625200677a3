package io.gan4j.run;

import com.google.common.collect.ImmutableList;
import io.gan4j.checkpoint.Checkpoint;
import io.gan4j.checkpoint.CheckpointFile;
import io.gan4j.checkpoint.RunFolder;
import io.gan4j.engine.TrainingBackend;
import io.gan4j.error.BackendException;
import io.gan4j.error.CheckpointException;
import io.gan4j.error.ModelFileException;
import io.gan4j.event.TrainingProgress;
import io.gan4j.game.Game;
import io.gan4j.inference.Discriminator;
import io.gan4j.inference.Generator;
import io.gan4j.inference.ModelCard;
import io.gan4j.measurement.Measurement;
import io.gan4j.rules.TwoPlayerGame;
import io.gan4j.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What came of a training run: the two networks, ready to generate, to score and to be exported. It holds native memory:
 * close it. Safe for use by many threads.
 */
public final class TrainedGan implements Trained {
    private final TrainedGame trained;
    private final Generator generator;
    private final Discriminator discriminator;

    TrainedGan(TrainedGame trained) {
        this.trained = trained;
        this.generator = Objects.requireNonNull(trained.live().generator(), "the generator of a GAN");
        this.discriminator = Objects.requireNonNull(trained.live().discriminator(), "the discriminator of a GAN");
    }

    /**
     * Makes a trained GAN of a run folder, without the data and the settings: of its best state if one is kept, else of the
     * newest intact checkpoint, with the moving average or standing statistics that it was trained with. It needs a training
     * backend, whose device it chooses itself. Close it.
     *
     * <p>Of a run with a loss or a regularizer that the library does not know, {@link #game} shows another loss, or one less.
     *
     * @param folder a folder that was given to {@code GanBuilder.checkpoints}; a run may be writing there
     * @throws IOException if the folder cannot be read
     * @throws CheckpointException if there is no checkpoint, or none of a trained GAN
     * @throws io.gan4j.error.CorruptCheckpointException if the best state is damaged, or every checkpoint
     * @throws BackendException if there is no training backend on the class path, or several
     */
    public static TrainedGan load(Path folder) throws IOException {
        for (CheckpointFile file : checkpoints(folder)) {
            if (file.kind() == CheckpointFile.Kind.BEST) {
                return load(file);
            }
        }
        Checkpoint newest = RunFolder.newest(folder)
                .orElseThrow(() -> new CheckpointException("there is no checkpoint in the run folder " + folder, null));
        return StoredGan.load(newest, CheckpointFile.Kind.REGULAR, folder, TrainingBackend.find());
    }

    /** Makes a trained GAN of one of the {@link #checkpoints} of a run folder, as {@link #load(Path)} does. */
    public static TrainedGan load(CheckpointFile checkpoint) throws IOException {
        return load(checkpoint, TrainingBackend.find());
    }

    /** Makes a trained GAN of one of the {@link #checkpoints} of a run folder, on this backend. */
    public static TrainedGan load(CheckpointFile checkpoint, TrainingBackend backend) throws IOException {
        return StoredGan.load(RunFolder.load(checkpoint.file()), checkpoint.kind(), checkpoint.file(), backend);
    }

    /**
     * The checkpoints of a run folder, newest first, without opening them. It needs no backend.
     *
     * @throws IOException if there is no such folder, or it cannot be read
     */
    public static ImmutableList<CheckpointFile> checkpoints(Path folder) throws IOException {
        return RunFolder.list(folder);
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
        return trained.measurements();
    }

    TrainedGame.Origin origin() {
        return trained.origin();
    }

    /** The game that was played. */
    public Game game() {
        return trained.game();
    }

    /** The step that the weights are of: the last, or that of the best state, if it was asked for. */
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
     * @param player {@link TwoPlayerGame#GENERATOR} or {@link TwoPlayerGame#DISCRIMINATOR}
     */
    public Map<String, Tensor> parameters(String player) {
        return trained.parameters(player);
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
        return trained.export(TwoPlayerGame.GENERATOR, file, licence, measured);
    }

    /** Exports the discriminator, which {@link Discriminator#load(Path)} reads, with the same check. */
    public ModelCard exportDiscriminator(Path file) throws IOException {
        return trained.export(TwoPlayerGame.DISCRIMINATOR, file);
    }

    /** Frees the networks, once what is under way is done. */
    @Override
    public void close() {
        trained.close();
    }
}
