package io.gan4j;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.gan4j.checkpoint.RunFolder;
import io.gan4j.data.TrainingData;
import io.gan4j.engine.CompiledGame;
import io.gan4j.error.CheckpointException;
import io.gan4j.event.TrainingListener;
import io.gan4j.file.Reason;
import io.gan4j.file.VisibleText;
import io.gan4j.game.Stages;
import io.gan4j.layer.Parameter;
import io.gan4j.network.Network;
import io.gan4j.rules.ImageEncoder;
import io.gan4j.rules.SentenceEncoder;
import io.gan4j.rules.TextMatching;
import io.gan4j.rules.TextToImage;
import io.gan4j.run.GameRun;
import io.gan4j.run.StoredWeights;
import io.gan4j.run.TextToImageRun;
import io.gan4j.run.TrainedGame;
import io.gan4j.tensor.Tensor;
import io.gan4j.tensor.Vocabulary;
import io.gan4j.training.Checkpoints;
import io.gan4j.training.TextToImageRunSettings;
import io.gan4j.training.TextToImageSettings;
import io.gan4j.training.TrainingStrategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The training of the text encoder that a GAN of sentences begins with. Where the GAN keeps checkpoints, the encoder has a run
 * folder within that of the GAN until the GAN has a checkpoint, which holds the encoder too: whenever a run is interrupted, it
 * goes on.
 */
final class EncoderTraining {
    private static final Logger LOG = LoggerFactory.getLogger(EncoderTraining.class);
    private static final int BATCH = 64;

    private final TextToImageSettings settings;
    private final RunDraft draft;
    private final ImmutableList<TrainingListener> listeners;
    private final @Nullable Checkpoints checkpoints;

    /**
     * Takes what is set.
     *
     * @param draft the settings of the GAN's run
     * @param listeners are told how the encoder learns
     */
    EncoderTraining(TextToImageSettings settings, RunDraft draft, ImmutableList<TrainingListener> listeners) {
        this.settings = settings;
        this.draft = draft;
        this.listeners = listeners;
        this.checkpoints = draft.checkpoints;
    }

    /**
     * The checkpoints of the run of the GAN, which begins anew where the encoder alone was interrupted.
     *
     * @throws CheckpointException if there is a run that a new one would replace, or none to go on from, or the folder cannot
     *     be read
     */
    @Nullable
    Checkpoints ofTheGan() {
        if (checkpoints == null) {
            return null;
        }
        Path folder = checkpoints.folder();
        boolean hasOwn = hasCheckpoints(folder);
        if (checkpoints.beginning() == Checkpoints.Beginning.NEW) {
            if (hasOwn) {
                throw RunFolder.alreadyUsed(folder);
            }
            return checkpoints;
        }
        if (!hasOwn && !hasCheckpoints(TextToImageRun.encoderFolder(folder))) {
            throw RunFolder.nothingToGoOnFrom(folder);
        }
        return hasOwn ? checkpoints : in(checkpoints, folder, Checkpoints.Beginning.NEW);
    }

    private static boolean hasCheckpoints(Path folder) {
        try {
            return Files.exists(folder) && !RunFolder.list(folder).isEmpty();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static CheckpointException unreadable(Path folder, IOException e) {
        return new CheckpointException("the run folder " + folder + " cannot be read: " + Reason.of(e, folder), e);
    }

    private static Checkpoints in(Checkpoints kept, Path folder, Checkpoints.Beginning beginning) {
        return new Checkpoints(folder, kept.everySteps(), kept.everyTime(), kept.keep(), beginning, kept.changes());
    }

    /**
     * The encoder that a checkpoint of the GAN holds, or else one that learns now, or learns on.
     *
     * @param data with captions as numbers
     * @param gan the checkpoints of the GAN's run, see {@link #ofTheGan}
     * @param recorded all settings of the GAN, for the checkpoints of the encoder
     * @throws CancellationException if a listener stopped it, or cancelled it
     */
    SentenceEncoder learned(TrainingData data, @Nullable Checkpoints gan, @Nullable TextToImageRunSettings recorded) {
        if (gan != null && gan.beginning() == Checkpoints.Beginning.RESUMED) {
            return stored(data, gan.folder());
        }
        Vocabulary vocabulary = data.principal().vocabulary().orElseThrow();
        TextMatching matching = TextToImage.matching(settings);
        TextToImageBuilder.check(matching.problems(data));
        RunDraft own = own(data);
        ImmutableMap<String, String> configuration = ImmutableMap.<String, String>builder()
                .putAll(matching.configuration())
                .put("length", own.strategy().length().toString())
                .buildOrThrow();
        GameRun<TrainedGame> run = GameRun.startGame(
                own.plan(Stages.of(matching.game(data)), matching.models(data), data, configuration, null, recorded));
        long steps = run.steps();
        try (TrainedGame trained = run.train()) {
            if (trained.step() < steps) {
                throw new CancellationException("the run was stopped while the text encoder learned, after step "
                        + trained.step() + " of " + steps + ", before the GAN began: "
                        + (checkpoints == null
                                ? "without checkpoints(Checkpoints.in(folder)) it begins anew"
                                : "it goes on by Checkpoints.resume(folder) in " + checkpoints.folder()));
            }
            return matching.encoder(
                    vocabulary,
                    data.principal().shape(),
                    trained.parameters(TextMatching.TEXT_ENCODER),
                    trained.parameters(TextMatching.IMAGE_ENCODER));
        }
    }

    /** How the encoder's run goes: on the engine of the GAN, in small steps of its own. */
    private RunDraft own(TrainingData data) {
        RunDraft own = new RunDraft(TrainingStrategy.standard()
                .batch(Math.min(BATCH, data.smallest()))
                .steps(settings.encoderSteps())
                .seed(draft.strategy().seed()));
        own.device = draft.device;
        own.precision = draft.precision;
        own.threads = draft.threads;
        own.backend = draft.backend;
        own.listeners = listeners;
        if (checkpoints != null) {
            Path folder = TextToImageRun.encoderFolder(checkpoints.folder());
            own.checkpoints = in(checkpoints, folder, checkpoints.beginning());
        }
        return own;
    }

    /** Deletes the encoder's checkpoints, once there is one of the GAN, which holds what the encoder learned. */
    void keptByTheGan() {
        if (checkpoints == null) {
            return;
        }
        Path folder = TextToImageRun.encoderFolder(checkpoints.folder());
        try {
            if (Files.isDirectory(folder) && hasCheckpoints(checkpoints.folder())) {
                RunFolder.deleteCheckpoints(folder);
            }
        } catch (IOException e) {
            LOG.warn(
                    "the checkpoints in {} are of no use any more and cannot be deleted: {}",
                    VisibleText.of(folder.toString()),
                    VisibleText.line(Reason.of(e, folder)));
        }
    }

    private SentenceEncoder stored(TrainingData data, Path folder) {
        Vocabulary vocabulary = data.principal().vocabulary().orElseThrow();
        Network network = settings.textEncoder().encoder(vocabulary);
        try {
            StoredWeights stored = StoredWeights.read(folder);
            SentenceEncoder texts =
                    new SentenceEncoder(vocabulary, network, weights(stored, TextToImage.ENCODER, network));
            if (settings.matching() == 0) {
                return texts;
            }
            Network images =
                    TextToImage.matching(settings).imageEncoder(data.principal().shape());
            return texts.with(new ImageEncoder(images, weights(stored, TextMatching.IMAGE_ENCODER, images)));
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static ImmutableMap<String, Tensor> weights(StoredWeights stored, String player, Network network) {
        Optional<String> problem = stored.problem(player, network);
        if (problem.isPresent()) {
            throw new CheckpointException(problem.get(), null);
        }
        return network.parameters().stream()
                .collect(ImmutableMap.toImmutableMap(
                        Parameter::name, parameter -> CompiledGame.used(stored.state(), player, parameter.name())));
    }
}
