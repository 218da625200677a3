package io.gan4j.examples;

import io.gan4j.data.KnownDataset;
import io.gan4j.file.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;

/** A folder for results that is known to take them before the work begins. */
final class OutputFolder {
    private OutputFolder() {}

    /**
     * Refuses a folder of results in a folder of pictures that are learnt: results replace files, and would be read as data the
     * next time.
     *
     * @param data what is learnt, as it was named; what is no folder is passed over, and so is one of a known dataset, of which
     *     files of certain names alone are read
     * @throws IOException if it is in one
     */
    static void checkApart(Path folder, List<String> data) throws IOException {
        for (String text : data) {
            Path learnt = PathArgument.of(text);
            if (Files.isDirectory(learnt)
                    && KnownDataset.in(learnt).isEmpty()
                    && real(folder).startsWith(learnt.toRealPath())) {
                throw new IOException(
                        "the output folder " + folder + " is in the folder of the data, " + learnt
                                + ": results would replace files there, and be read as data the next time; choose one elsewhere");
            }
        }
    }

    /** Where a folder is, or would be. */
    private static Path real(Path folder) throws IOException {
        Path absolute = folder.toAbsolutePath().normalize();
        Path there = absolute;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return there.toRealPath().resolve(there.relativize(absolute)).normalize();
    }

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
        } catch (IOException e) {
            throw new IOException("the output folder " + folder + " cannot be written to: " + Reason.of(e, folder), e);
        }
        Path probe = folder.resolve(".probe-" + UUID.randomUUID() + ".tmp");
        try {
            Files.write(probe, new byte[1], StandardOpenOption.CREATE_NEW);
            Files.delete(probe);
        } catch (IOException e) {
            deleteQuietly(probe, e);
            throw new IOException("the output folder " + folder + " cannot be written to: " + Reason.of(e, probe), e);
        }
    }

    private static void deleteQuietly(Path probe, IOException failure) {
        try {
            Files.deleteIfExists(probe);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
