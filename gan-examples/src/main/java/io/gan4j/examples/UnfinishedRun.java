package io.gan4j.examples;

import io.gan4j.checkpoint.RunFolder;
import io.gan4j.training.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A run whose results are not written yet: its folder has checkpoints. */
final class UnfinishedRun {
    private final Path folder;

    private UnfinishedRun(Path folder) {
        this.folder = folder;
    }

    static UnfinishedRun in(Path folder) {
        return new UnfinishedRun(folder);
    }

    private Path checkpoints() {
        return folder.resolve("checkpoints");
    }

    /**
     * For a run that begins here, or one that goes on.
     *
     * @throws IOException if there is a run that a new one would replace, or none to go on with
     */
    Checkpoints checkpoints(boolean resume) throws IOException {
        boolean found =
                Files.isDirectory(checkpoints()) && !RunFolder.list(folder).isEmpty();
        if (found && !resume) {
            throw new IOException("there is an unfinished run in " + folder + ": --resume goes on with it; delete "
                    + checkpoints() + " to begin anew");
        }
        if (!found && resume) {
            throw new IOException("there is no unfinished run in " + folder + " that --resume could go on with");
        }
        return resume ? Checkpoints.resume(folder) : Checkpoints.in(folder);
    }

    /** Deletes the checkpoints, once there is what they were kept for. */
    void finished() throws IOException {
        List<Path> files;
        try (Stream<Path> entries = Files.list(checkpoints())) {
            files = entries.toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
        Files.delete(checkpoints());
        Files.deleteIfExists(folder.resolve("write.lock"));
    }
}
