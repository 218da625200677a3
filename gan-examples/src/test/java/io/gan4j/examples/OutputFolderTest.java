package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    void checkApart_aFolderInThatOfTheData_isRefused_byEveryName() throws IOException {
        Path photos = Files.createDirectory(folder.resolve("photos"));
        Path link = folder.resolve("link");
        try {
            Files.createSymbolicLink(link, photos);
        } catch (IOException | UnsupportedOperationException e) {
            link = photos;
        }
        for (Path out : List.of(photos, photos.resolve("a/b"), link.resolve("out"), photos.resolve("../photos/x"))) {
            for (Path data : List.of(photos, link, photos.resolve("."))) {
                assertThatThrownBy(() -> OutputFolder.checkApart(out, List.of("digits", data.toString())))
                        .isInstanceOf(IOException.class)
                        .hasMessageStartingWith("the output folder " + out + " is in the folder of the data, " + data
                                + ": results would");
            }
        }
    }

    @Test
    void checkApart_aFolderBesideTheData_isNot() throws IOException {
        Path photos = Files.createDirectory(folder.resolve("photos"));
        Path table = Files.createFile(photos.resolve("people.csv"));
        Path mnist = IdxFolder.write(folder.resolve("mnist"), 2);
        OutputFolder.checkApart(folder, List.of(photos.toString()));
        OutputFolder.checkApart(
                folder.resolve("photos2"),
                List.of(photos.toString(), folder.resolve("none").toString()));
        OutputFolder.checkApart(photos, List.of(table.toString()));
        OutputFolder.checkApart(mnist, List.of(mnist.toString()));
    }

    @Test
    void prepare_folderWithoutWritePermission_isRefused() {
        assumeFalse(!folder.toFile().setWritable(false) || Files.isWritable(folder), "no permissions here, or root");
        assertThatThrownBy(() -> OutputFolder.prepare(folder))
                .hasMessageContaining("cannot be written to: ")
                .hasMessageEndingWith("permission denied");
    }
}
