package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files and folders that the user may not read or write, each told in one line; an administrator may read them all. */
class UnreadableTest {
    @TempDir
    private Path work;

    private final List<Path> locked = new ArrayList<>();

    private Path lock(Path file, String permissions) throws IOException {
        assumeThat(Files.getFileAttributeView(file, PosixFileAttributeView.class))
                .isNotNull();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        locked.add(file);
        assumeThat(Files.isReadable(file) && Files.isWritable(file)).isFalse();
        return file;
    }

    /** So that the folder of the test can be deleted. */
    @AfterEach
    void unlock() throws IOException {
        for (Path file : locked) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static void fails(String error, Object... arguments) {
        Cli cli = Cli.run(Arrays.stream(arguments).toArray());
        assertThat(cli.err()).isEqualTo("gan-examples " + arguments[0] + ": " + error + "\n");
        assertThat(cli.code()).isEqualTo(1);
    }

    @Test
    void data_isToldWithTheReason() throws IOException {
        Path table = lock(Files.writeString(work.resolve("people.csv"), "a,b\n1,2\n"), "---------");
        fails(
                table + " may not be accessed: permission denied",
                "train",
                "--data",
                table,
                "--out",
                work.resolve("out"));
        assertThat(work.resolve("out")).doesNotExist();
    }

    @Test
    void settings_areNotCalledNoSettings() throws IOException {
        Path settings = lock(Files.writeString(work.resolve("s.json"), "{}"), "---------");
        fails(
                settings + " may not be accessed: permission denied",
                "train",
                "--data",
                "ring(3, 60)",
                "--settings",
                settings,
                "--out",
                work.resolve("out"));
    }

    @Test
    void outputFolder_isToldWithoutTheNameOfATrial() throws IOException {
        Path out = lock(Files.createDirectory(work.resolve("out")), "r-xr-xr-x");
        fails(
                "the output folder " + out + " cannot be written to: permission denied",
                "train",
                "--data",
                "ring(3, 60)",
                "--steps",
                1,
                "--out",
                out);
    }

    @Test
    void runFolder_isNotCalledNone() throws IOException {
        Path run = Files.createDirectories(work.resolve("out/run"));
        Files.writeString(run.resolve("history.jsonl"), "");
        lock(run, "---------");
        fails(run + " may not be accessed: permission denied", "watch", work.resolve("out"));
    }

    @Test
    void model_isToldWithTheReason() throws IOException {
        Path model = lock(TinyModel.write(work.resolve("model.onnx")), "---------");
        fails(model + " may not be accessed: permission denied", "describe", model);
    }
}
