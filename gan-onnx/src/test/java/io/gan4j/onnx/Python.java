package io.gan4j.onnx;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs the scripts that tests compare with, by the Python that the system property {@code gan4j.python} or the variable {@code
 * GAN4J_PYTHON} names, by default {@code python3}; skips the test where there is none, or where it lacks a package.
 */
final class Python {
    private static final Path SCRIPTS = Path.of("src", "test", "python");

    private Python() {}

    /** What a script prints. */
    static String run(Path folder, String script, Path... arguments) throws IOException, InterruptedException {
        String variable = System.getenv("GAN4J_PYTHON");
        String interpreter = System.getProperty("gan4j.python", variable == null ? "python3" : variable);
        return Interpreter.run("Python", folder, interpreter, SCRIPTS.resolve(script), List.of((Object[]) arguments));
    }
}
