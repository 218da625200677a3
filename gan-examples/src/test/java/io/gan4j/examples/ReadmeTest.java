package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles the Java of the README and runs it, in the order in which it stands there, on a few digits. */
class ReadmeTest {
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    private static final String IMPORTS = Stream.of(
                    "",
                    ".data",
                    ".evaluation",
                    ".game",
                    ".image",
                    ".inference",
                    ".loss",
                    ".network",
                    ".run",
                    ".tensor",
                    ".training",
                    ".watch")
            .map(room -> "import io.gan4j" + room + ".*;\n")
            .reduce("import java.awt.image.BufferedImage;\nimport java.nio.file.Path;\n", String::concat);

    @TempDir
    private Path folder;

    @Test
    void readme_compiledAndRun_leavesTheModelThatItExports() throws Exception {
        List<String> blocks = blocks();
        assertThat(blocks).hasSize(9);
        Path source = folder.resolve("Readme.java");
        Files.writeString(source, program(blocks));
        String classPath = System.getProperty("java.class.path");
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-nowarn", "-d", folder.toString(), "-cp", classPath, source.toString());
        assertThat(compiled).isZero();
        IdxFolder.write(folder.resolve("mnist"), 64);

        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        folder + System.getProperty("path.separator") + classPath,
                        "Readme")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(folder.resolve("digits.onnx")).isNotEmptyFile();
    }

    private static List<String> blocks() throws IOException {
        List<String> blocks = new ArrayList<>();
        Matcher matcher = JAVA.matcher(Files.readString(Path.of("..", "README.md")));
        while (matcher.find()) {
            blocks.add(matcher.group(1));
        }
        return blocks;
    }

    private static String program(List<String> blocks) {
        StringBuilder program = new StringBuilder(IMPORTS).append("public class Readme {\n");
        StringBuilder main = new StringBuilder("  public static void main(String[] args) throws Exception {\n");
        for (int i = 0; i < blocks.size(); i++) {
            program.append("  static void block")
                    .append(i)
                    .append(
                            "(Path dir, Dataset data, Dataset captioned, long seed, BufferedImage sketch) throws Exception {\n");
            // what takes minutes in the README takes seconds here
            String quick = blocks.get(i).replace("encoderSteps(2_000).epochs(30)", "encoderSteps(3).epochs(1)");
            program.append(quick).append("  }\n");
            main.append("    block")
                    .append(i)
                    .append(
                            "(Path.of(\"mnist\"), Datasets.digits(64), Datasets.shapes(64), 1, new BufferedImage(40, 30, 1));\n");
        }
        return program.append(main).append("  }\n}\n").toString();
    }
}
