package io.gan4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gan4j.testing.ChildJvm;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Saves that the real file system refuses: the error is heard, the checkpoint before it stays, nothing half-written does. */
class FullDiskTest {
    private static final int[] LIMITS_IN_KIB = {4, 16, 64, 256};
    private static final int SIZES = 16;

    @TempDir
    private Path temporary;

    /** A limit on the size of a process's files fails a write in its middle, as a full disk does. */
    @Test
    void fileOverTheLimit_failsAtAnySize() throws IOException, InterruptedException {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "bash"))),
                "no bash");
        int refused = 0;
        for (int limit : LIMITS_IN_KIB) {
            List<String> command =
                    new ArrayList<>(List.of("bash", "-c", "ulimit -f \"$0\" && exec \"$@\"", "" + limit));
            command.addAll(ChildJvm.of(Child.class)
                    .startingFast()
                    .command(temporary.resolve("run" + limit).toString(), "" + limit));
            // its output goes through a pipe: a file would fall under the limit
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String report = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(report).isZero();
            refused += Integer.parseInt(report.strip());
        }
        int sizes = LIMITS_IN_KIB.length * SIZES;
        System.out.println("P4: " + sizes + " sizes at a limit on files, " + refused + " refused, 0 checkpoints lost");
        assertThat(refused).isEqualTo(sizes / 2);
    }

    /** Saves checkpoints around the limit; writes how many were refused. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws IOException {
            Path path = Path.of(arguments[0]);
            int limit = 1024 * Integer.parseInt(arguments[1]);
            int refused = 0;
            try (RunFolder run = RunFolder.open(path, 2)) {
                run.save(States.at(1));
                Checkpoint last = States.at(1);
                for (int i = 0; i < SIZES; i++) {
                    // half of the sizes below the limit, from a quarter of it on, half above, up to twice of it
                    int bytes = i < SIZES / 2
                            ? limit / 4 + i * limit / 4 / SIZES
                            : limit + (i - SIZES / 2) * limit / (SIZES / 2);
                    Checkpoint next = States.at(2 + i, bytes / Float.BYTES);
                    try {
                        run.save(next);
                        last = next;
                    } catch (IOException e) {
                        refused++;
                    }
                    check(run.newest().orElseThrow().equals(last), "the newest is not the last acknowledged");
                    check(
                            States.names(path).stream().noneMatch(name -> name.startsWith("pending")),
                            "half a file is left");
                }
            }
            System.out.println(refused);
        }

        private static void check(boolean condition, String otherwise) {
            if (!condition) {
                throw new AssertionError(otherwise);
            }
        }
    }

    @Test
    void folderThatIsReadOnly_isRefused() throws IOException {
        Path path = temporary.resolve("run");
        try (RunFolder run = RunFolder.open(path, 1)) {
            run.save(States.at(1));
            File folder = States.checkpoints(path).toFile();
            assertThat(folder.setWritable(false)).isTrue();
            try {
                assumeFalse(Files.isWritable(folder.toPath()), "this user, root perhaps, may write everywhere");
                assertThatThrownBy(() -> run.save(States.at(2))).isInstanceOf(IOException.class);
                assertThat(run.newest()).contains(States.at(1));
            } finally {
                assertThat(folder.setWritable(true)).isTrue();
            }
        }
    }

    @Test
    void folderThatWasDeleted_isAnError() throws IOException {
        Path path = temporary.resolve("run");
        try (RunFolder run = RunFolder.open(path, 1)) {
            Files.delete(States.checkpoints(path));
            assertThatThrownBy(() -> run.save(States.at(1)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("checkpoints");
        }
        try (RunFolder run = RunFolder.open(path, 1)) {
            run.save(States.at(1));
            assertThat(run.newest()).contains(States.at(1));
        }
    }

    @Test
    void nameThatIsTooLong_isAnErrorAndLeavesNothing() throws IOException {
        assertThatThrownBy(() -> RunFolder.open(temporary.resolve("x".repeat(300)), 1))
                .isInstanceOf(IOException.class);
        try (Stream<Path> files = Files.list(temporary)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void fileInPlaceOfTheFolder_isAnError() throws IOException {
        Path file = Files.writeString(temporary.resolve("run"), "a file");
        assertThatThrownBy(() -> RunFolder.open(file, 1)).isInstanceOf(IOException.class);
        assertThat(file).hasContent("a file");
    }

    @Test
    void folderInPlaceOfTheNextCheckpoint_isAnErrorAndLeavesNothing() throws IOException {
        Path path = temporary.resolve("run");
        try (RunFolder run = RunFolder.open(path, 3)) {
            run.save(States.at(1));
            Files.createDirectories(States.regular(path, 2).resolve("inside"));
            assertThatThrownBy(() -> run.save(States.at(2))).isInstanceOf(IOException.class);
            assertThat(run.newest()).contains(States.at(1));
            assertThat(States.names(path)).noneMatch(name -> name.startsWith("pending"));
        }
    }
}
