package io.gan4j.run;

import com.google.common.collect.ImmutableList;
import com.google.gson.JsonObject;
import io.gan4j.checkpoint.Checkpoint;
import io.gan4j.checkpoint.CheckpointFile;
import io.gan4j.checkpoint.RunFolder;
import io.gan4j.error.CheckpointException;
import io.gan4j.file.Reason;
import io.gan4j.loss.FeatureLoss;
import io.gan4j.loss.LearnedFeatures;
import io.gan4j.loss.Reconstruction;
import io.gan4j.settings.SettingsJson;
import io.gan4j.tensor.Tensor;
import io.gan4j.training.Checkpoints;
import io.gan4j.training.GanSettings;
import io.gan4j.training.RunSettings;
import io.gan4j.training.TextToImageRunSettings;
import io.gan4j.training.TranslationRunSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a run folder says of the run that is kept there, for going on with it without its settings in code.
 *
 * @param <S> what was trained
 * @param settings what was set
 * @param checkpoints goes on in the same folder, with checkpoints as often as before
 */
public record RecordedRun<S extends RunSettings>(S settings, Checkpoints checkpoints) {
    /** What a run trains. */
    public enum Kind {
        /** A GAN of a {@code GanBuilder}. */
        GAN("", "a GAN", "resume"),
        /** A translator of images. */
        TRANSLATOR("translation", "a translator of images", "resumeTranslation"),
        /** A GAN that makes images of sentences. */
        TEXT_TO_IMAGE("textToImage", "a GAN that makes images of sentences", "resumeTextToImage");

        /** The component of the configuration that only such a run has. */
        private final String mark;

        private final String words;
        private final String resume;

        Kind(String mark, String words, String resume) {
            this.mark = mark;
            this.words = words;
            this.resume = resume;
        }
    }

    /**
     * Reads the settings of a GAN from the newest intact checkpoint of a run folder.
     *
     * @param changes what may differ when the run goes on
     * @throws IOException if the folder cannot be read
     * @throws CheckpointException if there is no checkpoint, or its settings were not recorded, or it trains something else, or
     *     some settings are ones that the library does not know, which a file cannot hold: the message says which, and what to
     *     do
     * @throws io.gan4j.error.CorruptCheckpointException if every checkpoint is damaged
     */
    public static RecordedRun<GanSettings> ofGan(Path folder, Checkpoints.Change... changes) throws IOException {
        Stored stored = Stored.in(folder);
        RunConfig config = stored.read(Kind.GAN, RunConfig.class);
        return new RecordedRun<>(config.settings(), stored.goingOn(config.checkpoints(), changes));
    }

    /** Reads the settings of a translator, as {@link #ofGan} reads those of a GAN, and with the same errors. */
    public static RecordedRun<TranslationRunSettings> ofTranslation(Path folder, Checkpoints.Change... changes)
            throws IOException {
        Stored stored = Stored.in(folder);
        TranslationConfig config = stored.read(Kind.TRANSLATOR, TranslationConfig.class);
        return new RecordedRun<>(
                stored.withWeights(config.translation()), stored.goingOn(config.checkpoints(), changes));
    }

    /**
     * Reads the settings of a GAN that makes images of sentences, as {@link #ofGan} reads those of another, with the same
     * errors.
     */
    public static RecordedRun<TextToImageRunSettings> ofTextToImage(Path folder, Checkpoints.Change... changes)
            throws IOException {
        Stored stored = Stored.in(folder);
        TextToImageConfig config = stored.read(Kind.TEXT_TO_IMAGE, TextToImageConfig.class);
        return new RecordedRun<>(config.textToImage(), stored.goingOn(config.checkpoints(), changes));
    }

    /**
     * What the run in a folder trains.
     *
     * @throws IOException if the folder cannot be read
     * @throws CheckpointException if there is no checkpoint, or its settings were not recorded
     */
    public static Kind kind(Path folder) throws IOException {
        return Stored.in(folder).kind();
    }

    /**
     * The last step of the run in a folder, if its newest intact checkpoint was taken after it: such a run goes on only if it
     * is made longer, by {@link Checkpoints.Change#LENGTH}. Empty if it has more steps to play, or there is no checkpoint.
     *
     * @throws IOException if there is no such folder, or it cannot be read
     * @throws CheckpointException if the checkpoint is not one of a run
     * @throws io.gan4j.error.CorruptCheckpointException if every checkpoint is damaged
     */
    public static OptionalLong finishedAt(Path folder) throws IOException {
        Optional<Checkpoint> newest = RunFolder.newest(folder);
        if (newest.isEmpty()) {
            return OptionalLong.empty();
        }
        RunFacts facts;
        try {
            facts = RunFacts.parse(newest.get().facts());
        } catch (IllegalArgumentException e) {
            throw Stored.unreadable(newest.get(), folder, e);
        }
        return facts.isOfTheLastStep() ? OptionalLong.of(facts.step()) : OptionalLong.empty();
    }

    /** The configuration that a checkpoint of a GAN holds. */
    static SettingsJson.Read<RunConfig> config(Checkpoint checkpoint, Path where) {
        Stored stored = Stored.of(checkpoint, where);
        stored.checkKind(Kind.GAN);
        return stored.parse(RunConfig.class);
    }

    /**
     * The checkpoints from which the run in a folder can go on, newest first, without opening them: its own, or, where it was
     * interrupted while a text encoder learned first, those of the encoder. None if there is no such folder.
     *
     * @throws IOException if it is a file, or cannot be read
     */
    public static ImmutableList<CheckpointFile> checkpoints(Path folder) throws IOException {
        Path encoder = TextToImageRun.encoderFolder(folder);
        ImmutableList<CheckpointFile> own = Files.exists(folder) ? RunFolder.list(folder) : ImmutableList.of();
        return own.isEmpty() && Files.isDirectory(encoder) ? RunFolder.list(encoder) : own;
    }

    /**
     * The settings as a checkpoint holds them.
     *
     * @param config a configuration of any kind
     */
    private record Stored(Checkpoint checkpoint, Path folder, JsonObject config) {
        private static final String IN_CODE =
                "make the same settings in code, and go on by checkpoints(Checkpoints.resume(folder))";

        static Stored in(Path folder) throws IOException {
            Path encoder = TextToImageRun.encoderFolder(folder);
            Optional<Checkpoint> newest = RunFolder.newest(folder);
            if (newest.isEmpty() && Files.isDirectory(encoder)) {
                newest = RunFolder.newest(encoder);
            }
            return of(newest.orElseThrow(() -> RunFolder.nothingToGoOnFrom(folder)), folder);
        }

        static Stored of(Checkpoint checkpoint, Path where) {
            JsonObject config;
            try {
                config = RunFacts.parse(checkpoint.facts()).config();
            } catch (IllegalArgumentException e) {
                throw unreadable(checkpoint, where, e);
            }
            if (config == null) {
                throw new CheckpointException(
                        "the checkpoint of step " + checkpoint.step() + " in " + where + " does not hold its settings",
                        IN_CODE,
                        null);
            }
            return new Stored(checkpoint, where, config);
        }

        Kind kind() {
            return Arrays.stream(Kind.values())
                    .filter(kind -> config.has(kind.mark))
                    .findFirst()
                    .orElse(Kind.GAN);
        }

        /** The configuration of a run of this kind, all of which the library knows. */
        <C extends Record> C read(Kind expected, Class<C> type) {
            checkKind(expected);
            SettingsJson.Read<C> read = parse(type);
            checkOwn(read);
            return read.value();
        }

        void checkKind(Kind expected) {
            Kind kind = kind();
            if (kind != expected) {
                throw new CheckpointException(
                        "the run in " + folder + " trains " + kind.words,
                        "go on by Gan." + kind.resume + "(folder)",
                        null);
            }
        }

        <C extends Record> SettingsJson.Read<C> parse(Class<C> type) {
            try {
                return RunConfig.JSON.read(config.toString(), type);
            } catch (IllegalArgumentException e) {
                throw unreadable(checkpoint, folder, e);
            }
        }

        void checkOwn(SettingsJson.Read<?> read) {
            if (!read.own().isEmpty()) {
                throw new CheckpointException(
                        "the run in " + folder
                                + " has settings that the library does not know, which no file can hold: "
                                + String.join(", ", read.own()),
                        IN_CODE,
                        null);
            }
        }

        /** The settings with the weights of networks of features, which the checkpoint holds. */
        TranslationRunSettings withWeights(TranslationRunSettings recorded) {
            try {
                return recorded.learning(recorded.learning()
                        .reconstructions(recorded.learning().reconstructions().stream()
                                .map(this::withWeights)
                                .toArray(Reconstruction[]::new)));
            } catch (IllegalArgumentException e) {
                throw unreadable(checkpoint, folder, e);
            }
        }

        private Reconstruction withWeights(Reconstruction term) {
            if (!(term instanceof FeatureLoss loss
                    && loss.network() instanceof LearnedFeatures learned
                    && !learned.hasWeights())) {
                return term;
            }
            String prefix = learned.playerName() + ".";
            Map<String, Tensor> weights = new HashMap<>();
            checkpoint.tensors().forEach((name, tensor) -> {
                if (name.startsWith(prefix)) {
                    weights.put(name.substring(prefix.length()), tensor);
                }
            });
            return new FeatureLoss(learned.withWeights(weights), loss.distance(), loss.weight());
        }

        /** Checkpoints in the same folder, as often as before. */
        Checkpoints goingOn(RunConfig.Kept kept, Checkpoints.Change... changes) {
            Checkpoints resumed = Checkpoints.resume(folder, changes);
            try {
                return new Checkpoints(
                        folder,
                        kept.everySteps(),
                        kept.everyTime(),
                        kept.keep(),
                        resumed.beginning(),
                        resumed.changes());
            } catch (IllegalArgumentException e) {
                throw unreadable(checkpoint, folder, e);
            }
        }

        private static CheckpointException unreadable(Checkpoint checkpoint, Path where, IllegalArgumentException e) {
            return new CheckpointException(
                    "the settings in the checkpoint of step " + checkpoint.step() + " in " + where + " cannot be read: "
                            + Reason.of(e),
                    e);
        }
    }
}
