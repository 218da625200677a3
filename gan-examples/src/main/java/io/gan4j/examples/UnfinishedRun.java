package io.gan4j.examples;

import io.gan4j.checkpoint.CheckpointFile;
import io.gan4j.checkpoint.RunFolder;
import io.gan4j.run.RecordedRun;
import io.gan4j.training.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A run whose results are not written yet: its folder has checkpoints. */
final class UnfinishedRun {
    private final Path folder;

    private UnfinishedRun(Path folder) {
        this.folder = folder;
    }

    static UnfinishedRun in(Path folder) {
        return new UnfinishedRun(folder);
    }

    /** True if there is one. */
    boolean exists() throws IOException {
        return !found().isEmpty();
    }

    private List<CheckpointFile> found() throws IOException {
        return Files.isDirectory(folder) ? RecordedRun.checkpoints(folder) : List.of();
    }

    /**
     * For a run that begins here, or one that goes on.
     *
     * @throws IOException if there is a run that a new one would replace, or none to go on with
     */
    Checkpoints checkpoints(boolean resume) throws IOException {
        List<CheckpointFile> found = found();
        if (!found.isEmpty() && !resume) {
            throw new IOException("there is an unfinished run in " + folder + ": --resume goes on with it; delete "
                    + found.get(0).file().getParent() + " to begin anew");
        }
        if (found.isEmpty() && resume) {
            throw new IOException("there is no unfinished run in " + folder + " that --resume could go on with");
        }
        return resume ? Checkpoints.resume(folder) : Checkpoints.in(folder);
    }

    /** Deletes the checkpoints, once there is what they were kept for. */
    void finished() throws IOException {
        RunFolder.deleteCheckpoints(folder);
    }
}
