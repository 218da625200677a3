package io.gan4j.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    private Path folder;

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void file_isReplacedAndNothingElseIsLeft() throws IOException {
        Path file = folder.resolve("model");
        AtomicFile.write(file, new byte[] {1});
        AtomicFile.write(file, new byte[] {2, 3});
        assertThat(file).hasBinaryContent(new byte[] {2, 3});
        assertThat(files()).containsExactly(file);
    }

    @Test
    void folders_thatAreMissing_areMade() throws IOException {
        Path file = folder.resolve("a/b/model");
        AtomicFile.write(file, new byte[] {1});
        assertThat(file).hasBinaryContent(new byte[] {1});
    }

    @Test
    void write_thatFails_leavesNothing() throws IOException {
        Path taken = Files.createDirectories(folder.resolve("model/inside")).getParent();
        assertThatThrownBy(() -> AtomicFile.write(taken, new byte[] {1})).isInstanceOf(IOException.class);
        assertThat(files()).containsExactly(taken);
    }

    @Test
    void root_isNoFile() {
        Path root = folder.getRoot();
        assertThatThrownBy(() -> AtomicFile.write(root, new byte[1]))
                .isInstanceOf(IOException.class)
                .hasMessage(root + " is no name of a file");
    }
}
