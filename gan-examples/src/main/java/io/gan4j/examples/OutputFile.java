package io.gan4j.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** A file for results that is known to be replaceable before the work begins. */
final class OutputFile {
    private OutputFile() {}

    /**
     * Looks at what is there.
     *
     * @throws IOException if the file is a folder, a device or the like, or one that the command reads
     */
    static void check(Path file, @Nullable Path... read) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + " is a folder, and results are to be written to a file of this name:"
                    + " delete or rename it, or choose another name");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException(
                    file + " is not a plain file, and cannot be replaced by results: choose another name");
        }
        for (Path other : read) {
            if (other != null && Files.exists(file) && Files.exists(other) && Files.isSameFile(file, other)) {
                throw new IOException(file + " is read by this command, and cannot be replaced by its results: choose"
                        + " another name");
            }
        }
    }

    /**
     * Refuses a name that does not go with what is written into the file, since other programs go by it; a name without an
     * ending passes.
     *
     * @param command whose option --out names the file
     * @param ending how the name should end, such as {@code .png}; in any case
     * @param what what is written, as a clause
     */
    static void checkEnding(@Nullable CommandSpec command, Path file, String ending, String what) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (!name.endsWith(ending) && name.contains(".")) {
            throw Usage.misuse(command, "--out " + file + ": " + what + ", give it a name that ends in " + ending);
        }
    }

    /**
     * Looks at what is there, and prepares the folder in which the file is to be.
     *
     * @throws IOException if the file cannot be replaced, or its folder takes no files
     */
    static void prepare(Path file, @Nullable Path... read) throws IOException {
        check(file, read);
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException(file + " is no name of a file");
        }
        OutputFolder.prepare(folder);
    }
}
