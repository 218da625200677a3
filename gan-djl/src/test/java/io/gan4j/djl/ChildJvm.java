package io.gan4j.djl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** A Java of its own for what one JVM can do only once, or for which it must be quiet. */
final class ChildJvm {
    private final List<String> options = new ArrayList<>();
    private final List<String> classPath =
            new ArrayList<>(Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator)));

    /** Leaves the parts of the class path out whose path this holds for. */
    ChildJvm without(Predicate<String> path) {
        assertThat(classPath.removeIf(path))
                .as("something to leave out of %s", classPath)
                .isTrue();
        return this;
    }

    /** Puts a folder before the class path. */
    ChildJvm with(Path folder) {
        classPath.add(0, folder.toString());
        return this;
    }

    /** Adds an option of the JVM. */
    ChildJvm option(String option) {
        options.add(option);
        return this;
    }

    /** Runs a main class to its end, and gives all that it wrote. */
    String run(Class<?> main, Path folder, String... arguments) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Process process = start(main, output, arguments);
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES))
                    .as("the child JVM ends")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        String text = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }

    /** Runs a main class until something has happened, and kills it so many milliseconds later; it may have ended by then. */
    void runUntil(BooleanSupplier happened, int millis, Class<?> main, Path folder, String... arguments)
            throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Process process = start(main, output, arguments);
        try {
            while (process.isAlive() && !happened.getAsBoolean()) {
                Thread.sleep(1);
            }
            assertThat(happened.getAsBoolean())
                    .as("%s", Files.readString(output, StandardCharsets.UTF_8))
                    .isTrue();
            Thread.sleep(millis);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private Process start(Class<?> main, Path output, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-cp");
        command.add(String.join(File.pathSeparator, classPath));
        command.add(main.getName());
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        // what the library switches off by itself must not be switched off for it
        builder.environment().remove("OPT_OUT_TRACKING");
        return builder.start();
    }
}
