package io.gan4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Runs the scripts that tests compare with, by the Python that the system property {@code gan4j.python} or the variable {@code
 * GAN4J_PYTHON} names, by default {@code python3}; skips the test where there is none, or where it lacks a package.
 */
final class Python {
    private static final Path SCRIPTS = Path.of("src", "test", "python");
    private static final int NOT_INSTALLED = 77;

    private Python() {}

    /** What a script prints. */
    static String run(Path folder, String script, Path... arguments) throws IOException, InterruptedException {
        String variable = System.getenv("GAN4J_PYTHON");
        String interpreter = System.getProperty("gan4j.python", variable == null ? "python3" : variable);
        Path report = folder.resolve("report.txt");
        ProcessBuilder builder = new ProcessBuilder(
                        interpreter, SCRIPTS.resolve(script).toString())
                .redirectErrorStream(true)
                .redirectOutput(report.toFile());
        Stream.of(arguments).map(Path::toString).forEach(builder.command()::add);
        int exit;
        try {
            exit = builder.start().waitFor();
        } catch (IOException e) {
            assumeTrue(false, "no Python: " + e.getMessage());
            throw e;
        }
        String text = Files.readString(report, StandardCharsets.UTF_8);
        assumeTrue(exit != NOT_INSTALLED, interpreter + " cannot check: " + text);
        assertThat(exit).as(text).isZero();
        return text;
    }
}
