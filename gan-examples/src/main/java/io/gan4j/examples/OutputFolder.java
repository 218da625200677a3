package io.gan4j.examples;

import io.gan4j.file.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder for results that is known to take them before the work begins. */
final class OutputFolder {
    private OutputFolder() {}

    /**
     * Creates the folder if it is missing, and writes and deletes a file in it: permissions alone do not tell of a full disk
     * or of a file system that is mounted read-only.
     *
     * @throws IOException if that fails
     */
    static void prepare(Path folder) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new IOException("the output folder " + folder + " is a file");
        }
        try {
            Files.createDirectories(folder);
            Path probe = Files.createTempFile(folder, ".probe", ".tmp");
            try {
                Files.write(probe, new byte[1]);
            } finally {
                Files.delete(probe);
            }
        } catch (IOException e) {
            throw new IOException("the output folder " + folder + " cannot be written to: " + Reason.of(e, folder), e);
        }
    }
}
