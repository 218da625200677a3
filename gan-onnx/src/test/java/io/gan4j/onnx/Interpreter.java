package io.gan4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Runs scripts that tests compare with; skips the test where the interpreter is not there, or a script lacks a package. */
final class Interpreter {
    private static final int NOT_INSTALLED = 77;

    private Interpreter() {}

    /**
     * What a script prints.
     *
     * @param language what it is written in, for the reason of a skip
     * @param folder where its output is kept
     */
    static String run(String language, Path folder, String interpreter, Path script, List<Object> arguments)
            throws IOException, InterruptedException {
        Path report = folder.resolve("report.txt");
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of(interpreter, script), arguments.stream())
                        .map(Object::toString)
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(report.toFile());
        int exit;
        try {
            exit = builder.start().waitFor();
        } catch (IOException e) {
            assumeTrue(false, "no " + language + ": " + e.getMessage());
            throw e;
        }
        String text = Files.readString(report, StandardCharsets.UTF_8);
        assumeTrue(exit != NOT_INSTALLED, interpreter + " cannot check: " + text);
        assertThat(exit).as(text).isZero();
        return text;
    }
}
