package io.gan4j.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.pytorch.jni.LibUtils;
import io.gan4j.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Starts of libtorch where something is in its way, each in a JVM of its own, which trains twice: it works where it can, and
 * otherwise the reason and its remedy are told, the second time as the first time.
 */
class LibtorchStartTest {
    private static final String FAILED = "BackendException: ";

    @TempDir
    Path folder;

    private static ChildJvm jvm() {
        return ChildJvm.of(ChildProgram.class).startingFast().option("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    }

    /** What a child says of its trainings, without its log. */
    private List<String> lines(ChildJvm jvm, String... arguments) throws IOException, InterruptedException {
        return lines(jvm.output(folder, arguments));
    }

    private static List<String> lines(String output) {
        return output.lines()
                .filter(line -> line.matches("trained|BackendException: .*|.*context class loader.*"))
                .toList();
    }

    private void assertTrained(ChildJvm jvm, String... arguments) throws IOException, InterruptedException {
        assertThat(lines(jvm, arguments)).containsExactly("trained", "trained");
    }

    private void assertTold(String message, ChildJvm jvm) throws IOException, InterruptedException {
        assertThat(lines(jvm, "fail")).containsExactly(FAILED + message, FAILED + message);
    }

    @Test
    void threadThatKnowsTheJdkAlone_trainsAndKeepsItsClassLoader() throws IOException, InterruptedException {
        assertThat(lines(jvm(), "pool")).containsExactly("trained", "trained", "the context class loader is the same");
    }

    @Test
    void listOfServicesWithoutLibtorch_doesNotMatter() throws IOException, InterruptedException {
        assertTrained(jvm(), "applications", "1", "unmerged");
    }

    @Test
    void secondApplication_isToldThatTheFirstHoldsTheNatives() throws IOException, InterruptedException {
        List<String> lines = lines(jvm(), "applications", "2", "merged");
        assertThat(lines).hasSize(4).startsWith("trained", "trained");
        assertThat(lines.get(2))
                .startsWith(FAILED + "libtorch could not be started: another class loader of this JVM holds its native"
                        + " libraries (")
                .contains("already loaded in another classloader")
                .endsWith(
                        "): let the applications of this JVM share one class loader that has gan4j and DJL, such as the"
                                + " server's own, or start each in a JVM of its own")
                .isEqualTo(lines.get(3));
    }

    @Test
    void cacheThatCannotBeWritten_isNamedWithItsVariable() throws IOException, InterruptedException {
        Path cache = Files.createFile(folder.resolve("cache"));
        assertTold(
                "libtorch could not be started: its native libraries could not be unpacked into " + cache + "/pytorch ("
                        + cache + "/pytorch: Not a directory): let the environment variable DJL_CACHE_DIR name a folder"
                        + " that may be written and has room for 500 MB",
                jvm().option("-DDJL_CACHE_DIR=" + cache));
    }

    @Test
    void libraryPathToNothing_isNotPassedOver() throws IOException, InterruptedException {
        Path nowhere = folder.resolve("nowhere");
        assertTold(
                "PYTORCH_LIBRARY_PATH names " + nowhere
                        + ", which does not exist: let it name the folder of a libtorch 2.7.1,"
                        + " or unset it to use the libtorch of the class path",
                jvm().option("-DPYTORCH_LIBRARY_PATH=" + nowhere));
    }

    @Test
    void libraryPathToAnEmptyFolder_isNotPassedOver() throws IOException, InterruptedException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertTold(
                "PYTORCH_LIBRARY_PATH names " + empty + ", where there is no " + System.mapLibraryName("torch")
                        + ": let it name the folder of a libtorch 2.7.1, or unset it to use the libtorch of the class path",
                jvm().option("-DPYTORCH_LIBRARY_PATH=" + empty));
    }

    @Test
    void libraryPathToOtherFiles_isNamedWithTheReason() throws IOException, InterruptedException {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "the words are those of Linux's linker");
        Path text = Files.createDirectory(folder.resolve("text"));
        for (String library : List.of("libc10.so", "libtorch.so", "libtorch_cpu.so")) {
            Files.writeString(text.resolve(library), "text");
        }
        List<String> lines = lines(jvm().option("-DPYTORCH_LIBRARY_PATH=" + text), "fail");
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0))
                .startsWith(
                        FAILED + "libtorch could not be started: " + text + "/libc10.so could not be loaded (file too"
                                + " short): PYTORCH_LIBRARY_PATH must name a whole libtorch 2.7.1 for ")
                .isEqualTo(lines.get(1));
    }

    @Test
    void libraryPathToFilesOfEveryone_isRefused() throws IOException, InterruptedException {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "rights of files are those of POSIX");
        Path open = Files.createDirectory(folder.resolve("open"));
        Path library = Files.createFile(open.resolve("libtorch.so"));
        Files.setPosixFilePermissions(library, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertTold(
                "the libtorch in " + open
                        + ", which PYTORCH_LIBRARY_PATH names, is not loaded, since everyone may write " + library
                        + ": take that right away",
                jvm().option("-DPYTORCH_LIBRARY_PATH=" + open));
    }

    /** DJL by itself looks for its own part in a flavor that it does not come with. */
    @Test
    void libraryPathToLibtorch_trains() throws IOException, InterruptedException {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "links are made");
        Path own = Files.createDirectory(folder.resolve("own"));
        for (Path library : libraries(Path.of(startedFolder()))) {
            Files.createSymbolicLink(own.resolve(library.getFileName()), library);
        }
        try {
            assertTrained(jvm().option("-DPYTORCH_LIBRARY_PATH=" + own), "fail");
        } finally {
            for (Path link : libraries(own)) {
                Files.delete(link);
            }
        }
    }

    private static List<Path> libraries(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> !file.toString().contains("djl_torch")).toList();
        }
    }

    /** Neither before nor while it trains: games are loaded from memory. */
    @Test
    void missingTemporaryFolder_doesNotMatter() throws IOException, InterruptedException {
        assertTrained(jvm().option("-Djava.io.tmpdir=" + folder.resolve("none")), "fail");
    }

    @Test
    void jnaThatCannotBeUnpacked_doesNotMatter() throws IOException, InterruptedException {
        assumeTrue(
                System.getenv("ONEDNN_MAX_CPU_ISA") != null
                        || Files.isDirectory(Path.of("/sys/devices/system/cpu/cpu0/cache")),
                "where caches are hidden JNA is needed for right numbers");
        assertTrained(
                jvm().option("-Djna.tmpdir=" + folder.resolve("none/none")).option("-Djna.nosys=true"), "fail");
    }

    @Test
    void missingClass_isNamed() throws IOException, InterruptedException {
        assertTold(
                "libtorch could not be started: a class is missing (org.slf4j.LoggerFactory): add the library that has it,"
                        + " org.slf4j:slf4j-api, to the class path, or to the module path together with --add-modules and"
                        + " its name",
                jvm().without(path -> path.contains("slf4j")));
    }

    /** Without a home that may be written, DJL would load what anybody has put into the temporary folder. */
    @Test
    void plantedAndCutLibraries_areNotLoaded() throws IOException, InterruptedException {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "rights of files are those of POSIX");
        Path unpacked = Path.of(startedFolder()).getFileName();
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Path planted =
                Files.createDirectories(temporary.resolve(".djl.ai/pytorch").resolve(unpacked));
        Path own = Files.createDirectory(
                temporary.resolve("gan4j-" + System.getProperty("user.name")),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path cut = Files.createDirectories(own.resolve("pytorch").resolve(unpacked));
        for (String library : List.of("libc10.so", "libtorch.so", "libtorch_cpu.so")) {
            Files.writeString(planted.resolve(library), "planted");
            Files.writeString(cut.resolve(library), "cut");
        }
        assertTrained(
                jvm().option("-Duser.home=" + folder.resolve("none")).option("-Djava.io.tmpdir=" + temporary), "fail");
        assertThat(planted.resolve("libc10.so")).hasContent("planted");
        assertThat(Files.size(cut.resolve("libtorch_cpu.so"))).isGreaterThan(100_000_000);
    }

    private static String startedFolder() {
        assertThat(new DjlBackend().name()).startsWith("PyTorch 2.7.1");
        return LibUtils.getLibtorchPath();
    }

    @Test
    void openMp_isToldToSleepSoon() throws IOException, InterruptedException {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "GNU's OpenMP is that of Linux");
        assumeTrue(
                System.getenv("GOMP_SPINCOUNT") == null && System.getenv("OMP_WAIT_POLICY") == null,
                "the environment has chosen for OpenMP");
        assertThat(shown()).contains("GOMP_SPINCOUNT = '10000'");
        assertThat(shown("GOMP_SPINCOUNT=77")).contains("GOMP_SPINCOUNT = '77'");
    }

    /** What OpenMP says of itself when it is loaded. */
    private String shown(String... variables) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("env", "OMP_DISPLAY_ENV=verbose"));
        command.addAll(List.of(variables));
        command.addAll(jvm().command("fail"));
        return ChildJvm.output(folder, command);
    }

    @Test
    void log_saysWhatTheGameIsPlayedOnAndNothingOfGpusThatAreNotThere() throws IOException, InterruptedException {
        String log =
                jvm().option("-Dorg.slf4j.simpleLogger.defaultLogLevel=info").output(folder, "fail");
        assertThat(log)
                .contains("the game is played on CPU, 2 threads by PyTorch 2.7.1 through DJL")
                .doesNotContain("graph executor");
        if (!Files.exists(Path.of("/dev/nvidiactl"))) {
            assertThat(log).doesNotContain("GPU count");
            // the data has few images, which is said by another
            assertThat(log.lines().filter(line -> line.contains("WARN") && !line.contains("64 images are few")))
                    .isEmpty();
        }
    }
}
