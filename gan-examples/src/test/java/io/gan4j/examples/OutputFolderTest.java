package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {
    @TempDir
    private Path folder;

    @Test
    void prepare_missingFolders_areMadeAndEmpty() throws IOException {
        Path deep = folder.resolve("a/b");
        OutputFolder.prepare(deep);
        assertThat(deep).isEmptyDirectory();
    }

    @Test
    void prepare_aFile_isRefused() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> OutputFolder.prepare(file)).hasMessage("the output folder " + file + " is a file");
    }

    @Test
    void prepare_belowAFile_isRefused() throws IOException {
        Path below = Files.createFile(folder.resolve("file")).resolve("out");
        assertThatThrownBy(() -> OutputFolder.prepare(below))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("the output folder " + below + " cannot be written to: ");
    }

    @Test
    void prepare_folderWithoutWritePermission_isRefused() {
        assumeFalse(!folder.toFile().setWritable(false) || Files.isWritable(folder), "no permissions here, or root");
        assertThatThrownBy(() -> OutputFolder.prepare(folder))
                .hasMessageContaining("cannot be written to: ")
                .hasMessageEndingWith("permission denied");
    }
}
