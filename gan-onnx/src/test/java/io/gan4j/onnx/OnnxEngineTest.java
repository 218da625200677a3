package io.gan4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import io.gan4j.error.BackendException;
import io.gan4j.inference.Generator;
import io.gan4j.inference.LoadOptions;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxEngineTest {
    @TempDir
    Path folder;

    @Test
    void engine_isDjlsAndTheVersionIsTheOneWeAskFor() {
        assertThat(OnnxEngine.environment().getVersion()).isEqualTo("1.29.0");
        assertThat(Engine.getAllEngines()).contains("OnnxRuntime");
    }

    @Test
    void unknownPlatform_isNamedWithThoseThatAreSupported() throws Exception {
        String output = child(List.of("-Dos.arch=ppc64"), Load.class);
        assertThat(output)
                .contains("ONNX Runtime does not start on Linux ppc64 (")
                .contains("); its native library is there for Linux x64 and aarch64, macOS arm64 and Windows x64")
                .contains("again: the same");
    }

    @Test
    void freshJvm_reportsNothing_writesNoLog_andKeepsWhatTheUserSet() throws Exception {
        assertThat(child(List.of(), Load.class)).isEqualTo("8x8\nopt out: true\n");
        assertThat(child(List.of("-DOPT_OUT_TRACKING=false", "-Dai.djl.offline=true"), Load.class))
                .isEqualTo("8x8\nopt out: false\n");
    }

    /** In an environment without the variables that tell ONNX Runtime of tests and build servers, where it is quiet. */
    @Test
    void freshJvm_leavesNothingInTheUsersFolder() throws Exception {
        Path home = Files.createDirectory(folder.resolve("home"));
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        String output = child(
                List.of("-Duser.home=" + home, "-Djava.io.tmpdir=" + temporary),
                Load.class,
                Map.of("HOME", home.toString(), "PATH", System.getenv("PATH")));
        assertThat(output).startsWith("8x8\n");
        try (Stream<Path> files = Files.walk(home)) {
            // JNA unpacks its native library here for the time of its loading
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
        try (Stream<Path> files = Files.walk(temporary)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    private String child(List<String> options, Class<?> main) throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.remove("OPT_OUT_TRACKING");
        return child(options, main, environment);
    }

    private String child(List<String> options, Class<?> main, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path model = Files.write(folder.resolve("small.onnx"), Models.small());
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(options);
        command.addAll(List.of(main.getName(), model.toString()));
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    /** Loads a model and generates an image, in a JVM of its own. */
    static final class Load {
        private Load() {}

        public static void main(String[] arguments) throws IOException {
            try (Generator generator =
                    Generator.load(Files.readAllBytes(Path.of(arguments[0])), LoadOptions.defaults())) {
                int height = generator.generate(1, 1).shape().height();
                int width = generator.generate(1, 1).shape().width();
                System.out.println(height + "x" + width);
            } catch (BackendException e) {
                System.out.println(e.getMessage());
                try {
                    Generator.load(Files.readAllBytes(Path.of(arguments[0])), LoadOptions.defaults());
                } catch (BackendException again) {
                    System.out.println("again: "
                            + (again.getMessage().startsWith("ONNX Runtime does not start on Linux ppc64")
                                    ? "the same"
                                    : again));
                }
            }
            System.out.println("opt out: " + System.getProperty("OPT_OUT_TRACKING"));
        }
    }
}
