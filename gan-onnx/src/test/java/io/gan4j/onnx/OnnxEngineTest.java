package io.gan4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxEngineTest {
    @TempDir
    Path folder;

    @Test
    void version_isTheOneWeAskFor() {
        assertThat(OnnxEngine.environment().getVersion()).isEqualTo("1.29.0");
    }

    /** Each of these once took a good part of the time until the first image. */
    @Test
    void freshJvm_loadsNothingThatTheFirstImageCanDoWithout() throws Exception {
        Path classes = folder.resolve("classes.txt");
        assertThat(child(List.of("-Xlog:class+load:file=" + classes), Load.class))
                .startsWith("8x8\n");
        List<String> loaded = Files.readAllLines(classes).stream()
                .map(line -> line.replaceFirst("^(\\[[^\\]]*\\])+ ", ""))
                .takeWhile(line -> !line.startsWith("io.gan4j.image.Images "))
                .toList();
        assertThat(loaded).anyMatch(line -> line.startsWith("ai.onnxruntime.OrtSession "));
        assertThat(loaded)
                .noneMatch(line -> line.startsWith("ai.djl.") || line.startsWith("org.slf4j."))
                .as("JNA's list of folders is made by a program")
                .noneMatch(line -> line.startsWith("java.lang.ProcessBuilder "))
                .as("texts by a pattern")
                .noneMatch(line -> line.startsWith("java.util.Formatter "))
                .as("lambdas")
                .noneMatch(line -> line.startsWith("io.gan4j.") && line.contains("$$Lambda"))
                .as("windows, which JNA's methods name")
                .noneMatch(line -> line.startsWith("java.awt.Window "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gan4j djl", "djl gan4j", "gan4j shared", "shared gan4j"})
    void otherUsersOfOnnxRuntime_startBesideIt_inWhateverOrder(String order) throws Exception {
        // nobody but us switches it off
        assertThat(child(List.of("-Dorder=" + order), Beside.class, withoutTelemetry()))
                .isEqualTo("8x8\n");
    }

    private static final String ELSEWHERE = "name another folder by -Djava.io.tmpdir=FOLDER, or one that holds the"
            + " libraries by -Donnxruntime.native.path=FOLDER";

    private static void assertSaidTwice(String output, String message) {
        assertThat(output.lines().limit(2)).containsExactly(message, message);
    }

    @Test
    void unknownPlatform_isNamedWithThoseThatAreSupported() throws Exception {
        assertSaidTwice(
                child(List.of("-Dos.arch=ppc64"), Load.class),
                "ONNX Runtime does not start: its native library is there for Linux x64 and aarch64, macOS arm64 and"
                        + " Windows x64, this is Linux ppc64; one that was built for it can be named by"
                        + " -Donnxruntime.native.path=FOLDER");
    }

    @Test
    void missingTemporaryFolder_isNamedWithWhatHelps() throws Exception {
        Path missing = folder.resolve("missing");
        assertSaidTwice(
                child(List.of("-Djava.io.tmpdir=" + missing), Load.class, withoutTelemetry()),
                "ONNX Runtime does not start: its native library cannot be unpacked into " + missing
                        + " (there is no such folder): " + ELSEWHERE);
    }

    @Test
    void fileAsTemporaryFolder_isNamedWithTheReason() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        assertSaidTwice(
                child(List.of("-Djava.io.tmpdir=" + file), Load.class, withoutTelemetry()),
                "ONNX Runtime does not start: its native library cannot be unpacked into " + file
                        + " (Not a directory): " + ELSEWHERE);
    }

    @Test
    void librariesOfAnEarlierProcess_areLoadedWhereNothingCanBeUnpacked() throws Exception {
        String cache = "-D" + LibraryCache.PROPERTY + "=" + folder.resolve("cache");
        assertThat(child(List.of(cache), Load.class)).isEqualTo("8x8\nopt out: true\n");
        Path shell = Path.of("/bin/sh");
        assumeTrue(Files.isExecutable(shell), "needs a shell that limits the size of files");
        List<String> limit = List.of(shell.toString(), "-c", "ulimit -f 10000; exec \"$0\" \"$@\"");
        assertThat(child(limit, List.of(cache), Load.class, withoutTelemetry())).startsWith("8x8\n");
    }

    /** As on a full disk: no file may be larger than 5 MB, the library is 28. */
    @Test
    void libraryThatCannotBeWritten_isNamedWithTheReason_andIsNotLeftBehind() throws Exception {
        Path shell = Path.of("/bin/sh");
        assumeTrue(Files.isExecutable(shell), "needs a shell that limits the size of files");
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        String output = child(
                List.of(shell.toString(), "-c", "ulimit -f 10000; exec \"$0\" \"$@\""),
                List.of("-Djava.io.tmpdir=" + temporary),
                Load.class,
                withoutTelemetry());
        assertSaidTwice(
                output,
                "ONNX Runtime does not start: its native library cannot be unpacked into " + temporary
                        + " (File too large): " + ELSEWHERE);
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void usersFolder_withoutTheLibrary_isNamed() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertSaidTwice(
                child(List.of("-Donnxruntime.native.path=" + empty), Load.class),
                "ONNX Runtime does not start: -Donnxruntime.native.path names the folder " + empty
                        + ", in which there is no " + System.mapLibraryName("onnxruntime")
                        + ": name the folder that holds it, or leave the property out");
    }

    @Test
    void usersFolder_withADamagedLibrary_isNamedWithTheLoadersReason() throws Exception {
        Path damaged = Files.createDirectory(folder.resolve("damaged"));
        for (String name : List.of("onnxruntime", "onnxruntime4j_jni")) {
            Files.writeString(damaged.resolve(System.mapLibraryName(name)), "no library");
        }
        String output = child(List.of("-Donnxruntime.native.path=" + damaged), Load.class);
        // the JVM may have warned before
        List<String> lines =
                output.lines().filter(line -> line.startsWith("ONNX Runtime")).toList();
        assertThat(lines.get(0))
                .startsWith("ONNX Runtime does not start: its native library in " + damaged + " cannot be loaded (")
                .contains(System.mapLibraryName("onnxruntime"))
                .endsWith("): " + ELSEWHERE);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1)).isEqualTo(lines.get(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/t/libonnxruntime.so: failed to map segment from shared object |"
                        + " the folder is on a file system that runs no programs (noexec): name another folder by",
                "/lib/libm.so.6: version `GLIBC_2.29' not found | it needs a newer glibc than this system has",
                "libonnxruntime.so: Error loading shared library ld-linux-x86-64.so.2: No such file |"
                        + " it needs glibc, and this system has another C library",
                "Error relocating libonnxruntime.so: __vsnprintf_chk: symbol not found | it needs glibc, and this system"
            })
    void loadersReason_isFollowedByWhatHelpsAgainstIt(String reason, String remedy) {
        Throwable loaded = new AssertionError("x", new RuntimeException("y", new UnsatisfiedLinkError(reason)));
        assertThat(OnnxStart.notLoaded(Path.of("/t"), loaded))
                .startsWith("ONNX Runtime does not start: its native library in " + Path.of("/t")
                        + " cannot be loaded (" + reason + "): " + remedy);
    }

    @Test
    void deniedNativeAccess_isNamed() {
        Throwable denied = new ExceptionInInitializerError(new IllegalCallerException("Illegal native access"));
        String message = "ONNX Runtime does not start: this JVM denies native access: start it with"
                + " --enable-native-access=ALL-UNNAMED";
        assertThat(OnnxStart.notLoaded(null, denied)).isEqualTo(message);
        assertThat(OnnxStart.telemetryStaysOn(denied)).isEqualTo(message);
    }

    @Test
    void runtimeOfFewModules_isToldWhichItLacks() throws Exception {
        assertSaidTwice(
                child(List.of("--limit-modules=java.base"), Load.class),
                "ONNX Runtime does not start: a class is missing (java.util.logging.Logger): this Java runtime lacks the"
                        + " module that has it; generating needs java.desktop, java.logging and what they require");
    }

    @Test
    void missingClassOfALibrary_isNamed() {
        Throwable missing = new NoClassDefFoundError("org/apache/commons/compress/archivers/ArchiveException");
        String message = "ONNX Runtime does not start: a class is missing"
                + " (org.apache.commons.compress.archivers.ArchiveException): add the jar that has it to the class path";
        assertThat(OnnxStart.notLoaded(null, missing)).isEqualTo(message);
        assertThat(OnnxStart.telemetryStaysOn(missing)).isEqualTo(message);
    }

    @Test
    void jnaThatDoesNotLoad_isNamedWithWhatHelps() {
        assertThat(OnnxStart.telemetryStaysOn(new UnsatisfiedLinkError("jna1.tmp: failed to map segment")))
                .isEqualTo("ONNX Runtime does not start: its telemetry cannot be switched off from here (jna1.tmp:"
                        + " failed to map segment): JNA, which is needed for it, must load a library from a folder that"
                        + " may run programs, which -Djna.tmpdir=FOLDER names; or start this program with"
                        + " ORT_DISABLE_TELEMETRY=1 in its environment");
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
        assertThat(temporary).isEmptyDirectory();
    }

    private String child(List<String> options, Class<?> main) throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.remove("OPT_OUT_TRACKING");
        return child(options, main, environment);
    }

    private String child(List<String> options, Class<?> main, Map<String, String> environment)
            throws IOException, InterruptedException {
        return child(List.of(), options, main, environment);
    }

    private static Map<String, String> withoutTelemetry() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("ORT_DISABLE_TELEMETRY", "1");
        return environment;
    }

    private String child(List<String> shell, List<String> options, Class<?> main, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path model = Files.write(folder.resolve("small.onnx"), Models.small());
        List<String> command = new ArrayList<>(shell);
        command.addAll(List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-cp",
                System.getProperty("java.class.path"),
                "-D" + LibraryCache.PROPERTY + "=" + LibraryCache.NONE));
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

    /** Loads a model in one JVM with DJL's engine, or with the environment that other users of ONNX Runtime share. */
    static final class Beside {
        private Beside() {}

        public static void main(String[] arguments) throws IOException {
            for (String user : System.getProperty("order").split(" ")) {
                switch (user) {
                    case "djl" -> Engine.getEngine("OnnxRuntime");
                    case "shared" -> OrtEnvironment.getEnvironment("somebody");
                    default -> draw(Path.of(arguments[0]));
                }
            }
        }

        private static void draw(Path model) throws IOException {
            try (Generator generator = Generator.load(model)) {
                int height = generator.generate(1, 1).shape().height();
                System.out.println(height + "x" + height);
            }
        }
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
                    System.out.println(again.getMessage());
                }
            }
            System.out.println("opt out: " + System.getProperty("OPT_OUT_TRACKING"));
        }
    }
}
