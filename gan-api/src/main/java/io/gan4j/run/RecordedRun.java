package io.gan4j.run;

import io.gan4j.checkpoint.Checkpoint;
import io.gan4j.checkpoint.RunFolder;
import io.gan4j.error.CheckpointException;
import io.gan4j.file.Reason;
import io.gan4j.settings.SettingsJson;
import io.gan4j.training.Checkpoints;
import io.gan4j.training.GanSettings;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What a run folder says of the run that is kept there, for going on with it without its settings in code.
 *
 * @param settings what was set
 * @param checkpoints goes on in the same folder, with checkpoints as often as before
 */
public record RecordedRun(GanSettings settings, Checkpoints checkpoints) {
    /**
     * Reads the settings from the newest intact checkpoint of a run folder.
     *
     * @param changes what may differ when the run goes on
     * @throws IOException if the folder cannot be read
     * @throws CheckpointException if there is no checkpoint, or its settings were not recorded, or some are its user's own, which
     *     a file cannot hold: the message says which, and what to do
     * @throws io.gan4j.error.CorruptCheckpointException if every checkpoint is damaged
     */
    public static RecordedRun read(Path folder, Checkpoints.Change... changes) throws IOException {
        Checkpoint newest = RunFolder.newest(folder)
                .orElseThrow(() -> new CheckpointException(
                        "there is no checkpoint in the run folder " + folder + " to go on from", null));
        SettingsJson.Read<RunConfig> read = config(newest, folder);
        if (!read.own().isEmpty()) {
            throw new CheckpointException(
                    "the run in " + folder + " has settings of its user's own, which no file can hold: "
                            + String.join(", ", read.own())
                            + "; make the same settings in code, and go on by checkpoints(Checkpoints.resume(folder))",
                    null);
        }
        RunConfig.Kept kept = read.value().checkpoints();
        Checkpoints resumed = Checkpoints.resume(folder, changes);
        try {
            return new RecordedRun(
                    read.value().settings(),
                    new Checkpoints(
                            folder,
                            kept.everySteps(),
                            kept.everyTime(),
                            kept.keep(),
                            resumed.beginning(),
                            resumed.changes()));
        } catch (IllegalArgumentException e) {
            throw unreadable(newest, folder, e);
        }
    }

    /** The configuration that a checkpoint holds. */
    static SettingsJson.Read<RunConfig> config(Checkpoint checkpoint, Path where) {
        try {
            String config = RunFacts.parse(checkpoint.facts()).configText();
            if (config == null) {
                throw new CheckpointException(
                        "the checkpoint of step " + checkpoint.step() + " in " + where
                                + " does not hold its settings: make the same settings in code, and go on by"
                                + " checkpoints(Checkpoints.resume(folder))",
                        null);
            }
            return RunConfig.parse(config);
        } catch (IllegalArgumentException e) {
            throw unreadable(checkpoint, where, e);
        }
    }

    private static CheckpointException unreadable(Checkpoint checkpoint, Path where, IllegalArgumentException e) {
        return new CheckpointException(
                "the settings in the checkpoint of step " + checkpoint.step() + " in " + where + " cannot be read: "
                        + Reason.of(e),
                e);
    }
}
