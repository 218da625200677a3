package io.gan4j.testing;

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

/** A Java virtual machine of its own, for what one can do only once, may not survive, or must be quiet for. */
public final class ChildJvm {
    private final Class<?> main;
    private final List<String> options = new ArrayList<>();
    private final List<String> classPath =
            new ArrayList<>(Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator)));

    private ChildJvm(Class<?> main) {
        this.main = main;
    }

    /** One that runs a main class of the tests. */
    public static ChildJvm of(Class<?> main) {
        return new ChildJvm(main);
    }

    /** Lets it start fast, for what does not compute much. */
    public ChildJvm startingFast() {
        // without perf data: its file would fall under a limit on the size of files
        return option("-XX:TieredStopAtLevel=1").option("-XX:+UseSerialGC").option("-XX:-UsePerfData");
    }

    /** Adds an option of the JVM. */
    public ChildJvm option(String option) {
        options.add(option);
        return this;
    }

    /** Leaves the parts of the class path out whose path this holds for. */
    public ChildJvm without(Predicate<String> path) {
        assertThat(classPath.removeIf(path))
                .as("something to leave out of %s", classPath)
                .isTrue();
        return this;
    }

    /** Puts a folder before the class path. */
    public ChildJvm with(Path folder) {
        classPath.add(0, folder.toString());
        return this;
    }

    /** The command that starts it. */
    public List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // on the class path of tests there is a format of the tests beside that of the library, of which a warning
        // would tell
        command.add("-Dorg.slf4j.simpleLogger.log.io.gan4j.inference.ModelFormat=error");
        command.addAll(options);
        command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath), main.getName()));
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    /** Runs it to its end, which must be a good one, and gives what it wrote. */
    public String output(Path folder, String... arguments) throws IOException, InterruptedException {
        return output(folder, command(arguments));
    }

    /** Runs a command to its end, which must be a good one, and gives what it wrote. */
    public static String output(Path folder, List<String> command) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Process process = start(command, output);
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES))
                    .as("the child ends")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        String text = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }

    /** Runs it until something has happened, and kills it some milliseconds later; it may have ended by then. */
    public void runUntil(BooleanSupplier happened, int millis, Path folder, String... arguments)
            throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Process process = start(command(arguments), output);
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

    private static Process start(List<String> command, Path output) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        // what the library switches off by itself must not be switched off for it
        builder.environment().remove("OPT_OUT_TRACKING");
        return builder.start();
    }
}
