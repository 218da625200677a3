package io.gan4j.examples;

import io.gan4j.checkpoint.CheckpointFile;
import io.gan4j.checkpoint.RunFolder;
import io.gan4j.error.CheckpointException;
import io.gan4j.error.CorruptCheckpointException;
import io.gan4j.file.VisibleText;
import io.gan4j.run.RecordedRun;
import io.gan4j.training.Checkpoints;
import io.gan4j.training.Checkpoints.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * The run of an output folder that has checkpoints: one that was interrupted, or a finished one whose newest checkpoint was
 * kept.
 */
final class KeptRun {
    private final Path folder;

    private KeptRun(Path folder) {
        this.folder = folder;
    }

    static KeptRun in(Path folder) {
        return new KeptRun(folder);
    }

    /** True if there is one. */
    boolean exists() throws IOException {
        return !found().isEmpty();
    }

    private List<CheckpointFile> found() throws IOException {
        return Files.isDirectory(folder) ? RecordedRun.checkpoints(folder) : List.of();
    }

    /** True if its last step is played, so that it goes on only with more of them. */
    boolean isFinished() throws IOException {
        return finishedAt().isPresent();
    }

    private OptionalLong finishedAt() throws IOException {
        try {
            return exists() ? RecordedRun.finishedAt(folder) : OptionalLong.empty();
        } catch (CorruptCheckpointException e) {
            // which of its files are damaged is told when it goes on
            return OptionalLong.empty();
        }
    }

    /**
     * For a run that begins here, or one that goes on, which may be made longer if it is finished.
     *
     * @throws IOException if there is a run that a new one would replace, or none to go on with
     */
    Checkpoints checkpoints(boolean resume) throws IOException {
        List<CheckpointFile> found = found();
        if (!found.isEmpty() && !resume) {
            throw new IOException(
                    inTheWay(Objects.requireNonNull(found.get(0).file().getParent())));
        }
        if (found.isEmpty() && resume) {
            throw new IOException(
                    "there is no unfinished run in " + visible(folder) + " that --resume could go on with");
        }
        if (!resume) {
            return Checkpoints.in(folder);
        }
        return isFinished() ? Checkpoints.resume(folder, Change.LENGTH) : Checkpoints.resume(folder);
    }

    private String inTheWay(Path checkpoints) throws IOException {
        return isFinished()
                ? "there is a finished run in " + visible(folder) + ", whose checkpoint was kept: choose another --out,"
                        + " or delete " + visible(checkpoints) + " to begin anew"
                : "there is an unfinished run in " + visible(folder) + ": --resume goes on with it; delete "
                        + visible(checkpoints) + " to begin anew";
    }

    /**
     * Refuses to go on with a finished run whose results are written, unless it is made longer.
     *
     * @param model the last one of its results
     * @param settings what the command sets, by name
     * @throws IOException if there is nothing left to do
     */
    void checkThatMoreIsToDo(Path model, Map<String, String> settings) throws IOException {
        OptionalLong last = finishedAt();
        if (last.isPresent() && isWritten(model) && !isLonger(settings, last.getAsLong())) {
            throw new IOException("the run in " + visible(folder) + " is finished, at step " + last.getAsLong()
                    + ", and its checkpoint stays: to train it longer, give --steps with more than "
                    + last.getAsLong() + "; to begin anew, choose another --out");
        }
    }

    /** Results of an earlier run in this folder, which this one is to replace, are older than its checkpoints. */
    private boolean isWritten(Path model) throws IOException {
        return Files.isRegularFile(model)
                && Files.getLastModifiedTime(model)
                                .compareTo(
                                        Files.getLastModifiedTime(found().get(0).file()))
                        >= 0;
    }

    private static boolean isLonger(Map<String, String> settings, long last) {
        String steps = settings.get("steps");
        if (steps == null) {
            // how many steps they are depends on the data
            return settings.containsKey("epochs");
        }
        return Long.parseLong(steps.strip()) > last;
    }

    /**
     * True if a run that goes on takes its settings from its checkpoint, and none from the command but the length of one that
     * is made longer.
     *
     * @param settings what the command sets, by name
     */
    boolean isRecorded(Map<String, String> settings) throws IOException {
        return settings.isEmpty() || isFinished() && List.of("steps", "epochs").containsAll(settings.keySet());
    }

    /**
     * What to say of a run that cannot go on as it was asked for, to be thrown.
     *
     * @param isGiven true if the command says settings, which a run that goes on has recorded
     * @param leftOut how the command says them
     */
    static IOException refused(CheckpointException e, boolean isGiven, String leftOut) {
        if (!isGiven) {
            throw e;
        }
        return new IOException(e.problem() + " (without " + leftOut + ", --resume takes the recorded settings)", e);
    }

    /** Deletes the checkpoints, once there is what they were kept for. */
    void delete() throws IOException {
        RunFolder.deleteCheckpoints(folder);
    }

    private static String visible(Path path) {
        return VisibleText.of(path.toString());
    }
}
