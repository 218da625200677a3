package io.gan4j.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The sources that a number is of. */
final class Sources {
    private Sources() {}

    /** The commit that is checked out in the working directory, shortened; {@code unknown} outside a repository. */
    static String commit() {
        try {
            Process git = new ProcessBuilder("git", "rev-parse", "--short", "HEAD").start();
            try (InputStream out = git.getInputStream()) {
                String commit = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
                return commit.isEmpty() ? "unknown" : commit;
            }
        } catch (IOException e) {
            return "unknown";
        }
    }
}
