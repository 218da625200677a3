package io.gan4j.checkpoint;

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

/** A Java virtual machine of its own, made to start fast, that runs a main class of the tests. */
final class ChildJvm {
    private final Class<?> main;
    private final List<String> options = new ArrayList<>();

    private ChildJvm(Class<?> main) {
        this.main = main;
    }

    static ChildJvm of(Class<?> main) {
        // without perf data: its file would fall under a limit on the size of files
        return new ChildJvm(main)
                .option("-XX:TieredStopAtLevel=1")
                .option("-XX:+UseSerialGC")
                .option("-XX:-UsePerfData");
    }

    ChildJvm option(String option) {
        options.add(option);
        return this;
    }

    List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    /** Runs it to its end, which must be a good one, and gives what it wrote. */
    String output(Path folder, String... arguments) throws IOException, InterruptedException {
        return output(folder, command(arguments));
    }

    /** Runs a command to its end, which must be a good one, and gives what it wrote. */
    static String output(Path folder, List<String> command) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
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
}
