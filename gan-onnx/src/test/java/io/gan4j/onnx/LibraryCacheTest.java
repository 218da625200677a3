package io.gan4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OrtException;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Libraries are kept for the user's later processes, and used only as they are in the jar and nobody else can have changed them. */
class LibraryCacheTest {
    private static final String NAME = "libonnxruntime4j_jni.so";

    @TempDir
    Path folder;

    private Path root;
    private List<URL> urls;

    @BeforeEach
    void findLibrary() throws IOException {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"), "rights are POSIX's");
        // some systems give each user a group, others one group to all
        root = folder.toRealPath().resolve("cache");
        urls = List.of(OrtException.class.getResource("/ai/onnxruntime/native/linux-x64/" + NAME));
    }

    private Path filled() {
        Path found = new LibraryCache(root).folderOf(urls);
        assertThat(found).isNotNull();
        return found;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }

    @Test
    void library_isUnpackedOnce_intoAFolderOfTheUserAlone() throws IOException {
        Path first = filled();
        assertThat(first).hasParent(root);
        try (var in = urls.get(0).openStream()) {
            assertThat(first.resolve(NAME)).hasBinaryContent(in.readAllBytes());
        }
        for (Path made : List.of(root, first)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                    .isEqualTo("rwx------");
        }
        FileTime old = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(first.resolve(NAME), old);
        assertThat(filled()).isEqualTo(first);
        assertThat(Files.getLastModifiedTime(first.resolve(NAME))).isEqualTo(old);
        assertThat(files(root)).containsExactly(first);
    }

    @Test
    void library_thatIsDamaged_isNotUsed() throws IOException {
        Path file = filled().resolve(NAME);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertThat(new LibraryCache(root).folderOf(urls)).isNull();
        Files.write(file, new byte[0]);
        assertThat(new LibraryCache(root).folderOf(urls)).isNull();
        Files.delete(file);
        assertThat(new LibraryCache(root).folderOf(urls)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwxrwx", "rwx---rwx"})
    void folder_thatOthersMayWrite_isNotUsed(String rights) throws IOException {
        Path cached = filled();
        for (Path opened : List.of(root, cached, cached.resolve(NAME))) {
            var before = Files.getPosixFilePermissions(opened);
            Files.setPosixFilePermissions(opened, PosixFilePermissions.fromString(rights));
            assertThat(new LibraryCache(root).folderOf(urls)).as("%s", opened).isNull();
            Files.setPosixFilePermissions(opened, before);
            assertThat(new LibraryCache(root).folderOf(urls)).isEqualTo(cached);
        }
    }

    @Test
    void folder_thatOthersMayWrite_isNotFilled() throws IOException {
        Files.createDirectory(root);
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(new LibraryCache(root).folderOf(urls)).isNull();
        assertThat(files(root)).isEmpty();
    }

    @Test
    void linkInTheCache_isNotFollowed() throws IOException {
        Path cached = filled();
        Path elsewhere = Files.move(cached, folder.resolve("elsewhere"));
        Files.createSymbolicLink(cached, elsewhere);
        assertThat(new LibraryCache(root).folderOf(urls)).isNull();
    }

    @Test
    void root_thatCannotBeMade_isNoCache() throws IOException {
        Files.createFile(root);
        assertThat(new LibraryCache(root).folderOf(urls)).isNull();
    }

    @Test
    void library_thatIsInNoJar_isNotKept() throws IOException {
        File loose = folder.resolve(NAME).toFile();
        Files.write(loose.toPath(), new byte[] {1});
        assertThat(new LibraryCache(root).folderOf(List.of(loose.toURI().toURL())))
                .isNull();
        assertThat(root).doesNotExist();
    }
}
