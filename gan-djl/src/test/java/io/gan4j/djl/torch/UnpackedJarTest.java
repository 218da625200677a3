package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gan4j.error.BackendException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unpacked libraries of libtorch that are not as long as those in the jar on the class path. */
class UnpackedJarTest {
    @TempDir
    Path cache;

    private UnpackedJar jar;
    private Path folder;

    @BeforeEach
    void readsTheJar() throws IOException {
        Properties properties = properties("native/lib/pytorch.properties");
        jar = Objects.requireNonNull(UnpackedJar.of(properties));
        assumeTrue(jar.platform().equals(NativePlatform.classifier()), "the jar is for this platform");
        folder = Files.createDirectory(
                cache.resolve(jar.version() + '-' + jar.flavor() + '-' + NativePlatform.classifier()));
    }

    private static Properties properties(String name) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = LibtorchSource.LOADER.getResourceAsStream(name)) {
            assumeTrue(in != null, name + " is on the class path");
            properties.load(in);
        }
        return properties;
    }

    @Test
    void description_isReadWithAndWithoutTheFlavorInTheClassifier() {
        assertThat(jar.flavor()).isEqualTo("cpu");
        assertThat(jar.version()).startsWith("2.7.1");
        Properties older = new Properties();
        older.setProperty("version", "2.7.1");
        older.setProperty("classifier", "cpu-linux-x86_64");
        older.setProperty("libraries", "a,b");
        assertThat(UnpackedJar.of(older))
                .hasToString("UnpackedJar[version=2.7.1, flavor=cpu, platform=linux-x86_64," + " libraries=[a, b]]");
        older.remove("libraries");
        assertThat(UnpackedJar.of(older)).isNull();
    }

    @Test
    void whole_stays() throws IOException {
        Path library = folder.resolve(System.mapLibraryName("torch"));
        try (InputStream in = LibtorchSource.LOADER.getResourceAsStream(
                "pytorch/cpu/" + jar.platform() + '/' + library.getFileName())) {
            Files.copy(Objects.requireNonNull(in), library);
        }
        jar.repair(cache);
        assertThat(library).exists();
    }

    @Test
    void cutShort_isDeletedToBeUnpackedAnew() throws IOException {
        jar.libraries().forEach(library -> write(folder.resolve(library)));
        jar.repair(cache);
        assertThat(folder).doesNotExist();
    }

    @Test
    void bridgeCutShort_isDeletedToBeUnpackedAnew() throws IOException {
        String version = properties("pytorch-engine.properties").getProperty("djl_version");
        write(folder.resolve(version + '-' + System.mapLibraryName("djl_torch")));
        jar.repair(cache);
        assertThat(folder).doesNotExist();
    }

    @Test
    void notPresent_isNoProblem() {
        jar.repair(cache.resolve("none"));
        assertThat(cache.resolve("none")).doesNotExist();
    }

    @Test
    void cutShortAndNotDeletable_isToldWithTheFolder() throws IOException {
        jar.libraries().forEach(library -> write(folder.resolve(library)));
        write(Files.createDirectory(folder.resolve("sub")).resolve("file"));
        assertThatThrownBy(() -> jar.repair(cache))
                .isInstanceOf(BackendException.class)
                .hasMessageStartingWith("an unpacked library of libtorch is not whole: " + folder)
                .hasMessageContaining(" has 3 bytes, in its jar it has ")
                .hasMessageEndingWith("delete " + folder + " to have it unpacked anew");
    }

    private static void write(Path file) {
        try {
            Files.writeString(file, "cut");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
