package io.gan4j.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs a program of the benchmarks in a JVM of its own, so that what is measured there is not what ran here before. */
final class FreshJvm {
    private FreshJvm() {}

    /**
     * The last line that a program prints; empty if it prints nothing, as one that fails before.
     *
     * @param environment variables beside those of this process
     */
    static String lastLine(Map<String, String> environment, Class<?> main, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        String out = new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return out.lines().reduce("", (before, line) -> line);
    }
}
