package io.gan4j.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.gan4j.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Training with checkpoints, export and loading leave files where they were told to, and nowhere else: all folders that a
 * process writes to unasked are given to a JVM of its own, and looked into when it has ended.
 */
class OutsideWorldTest {
    @TempDir
    Path folder;

    private Path folder(String name) throws IOException {
        return Files.createDirectory(folder.resolve(name));
    }

    /** DJL's, which has the natives of earlier runs; to unpack them anew takes long. */
    private static Path cache() {
        String property = System.getProperty("DJL_CACHE_DIR", System.getenv("DJL_CACHE_DIR"));
        return property == null ? Path.of(System.getProperty("user.home"), ".djl.ai") : Path.of(property);
    }

    @Test
    void trainingExportAndLoading_leaveFilesInTheGivenFolderAlone() throws IOException, InterruptedException {
        assumeFalse(
                System.getProperty("os.name").startsWith("Windows"),
                "skipped: natives that were in use stay in the temporary folder there");
        Path home = folder("home");
        Path temporary = folder("tmp");
        Path work = folder("work");
        Path given = folder("given");
        Path cache = cache();
        Path log = folder("log").resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(ChildJvm.of(ChildProgram.class)
                        .option("-Duser.home=" + home)
                        .option("-Djava.io.tmpdir=" + temporary)
                        .option("-DDJL_CACHE_DIR=" + cache)
                        .option("-XX:-UsePerfData")
                        .command("everything", given.toString()))
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        // without the variables that tell natives of tests and build servers, where they are quiet
        String path = System.getenv("PATH");
        builder.environment().clear();
        builder.environment().put("HOME", home.toString());
        builder.environment().put("PATH", path);
        assertThat(builder.start().waitFor()).as(Files.readString(log)).isZero();

        List<String> output = Files.readAllLines(log);
        assertThat(output).contains("connections []");
        List<String> written = output.stream()
                .filter(line -> line.startsWith("wrote "))
                .map(line -> line.substring("wrote ".length()))
                .toList();
        assertThat(written)
                .anyMatch(file -> file.startsWith(given.toString()))
                .allSatisfy(file -> assertThat(file)
                        .satisfiesAnyOf(
                                one -> assertThat(one).startsWith(given.toString()),
                                one -> assertThat(one)
                                        .startsWith(cache.resolve("pytorch").toString()),
                                one -> assertThat(one)
                                        .startsWith(temporary
                                                .resolve("gan4j-onnxruntime")
                                                .toString()),
                                one -> assertThat(one)
                                        .startsWith(home.resolve(".cache/gan4j").toString()),
                                one -> assertThat(one)
                                        .startsWith(home.resolve(".cache/JNA/temp/jna")
                                                .toString())));
        assertThat(files(home))
                .allSatisfy(file -> assertThat(file).matches("\\.cache/gan4j/onnxruntime-[-0-9a-f]+/libonnxruntime.*"));
        assertThat(files(temporary)).isEmpty();
        assertThat(files(work)).isEmpty();
        assertThat(files(given))
                .contains("generator.onnx", "run/config.json")
                .allSatisfy(file -> assertThat(file)
                        .matches("generator\\.onnx|run/(config\\.json|history\\.jsonl|samples-\\d+\\.png|write\\.lock"
                                + "|checkpoints/step-\\d+\\.safetensors)"));
        System.out.println("P18: training, export and loading wrote " + written.size()
                + " files, natives included, and left " + files(given).size()
                + " in the given folder and ONNX Runtime's libraries in the user's cache;"
                + " no connection was tried");
    }

    private static List<String> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .toList();
        }
    }
}
