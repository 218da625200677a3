package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gan4j.error.BackendException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where native libraries are loaded from, by who may write there. */
class NativeCacheTest {
    private static final String NAMED = "DJL_CACHE_DIR";
    private static final String FIRST = "ENGINE_CACHE_DIR";
    private static final String HOME = "user.home";
    private static final String TEMPORARY = "java.io.tmpdir";

    @TempDir
    Path folder;

    private final Map<String, String> before = new HashMap<>();

    @BeforeEach
    void remembersProperties() {
        assumeTrue(
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix"),
                "rights of files are those of POSIX");
        assumeTrue(
                System.getenv(NAMED) == null && System.getenv(FIRST) == null, "the environment has chosen the folder");
        for (String property : new String[] {NAMED, FIRST, HOME, TEMPORARY}) {
            before.put(property, System.getProperty(property));
        }
        System.clearProperty(NAMED);
        System.clearProperty(FIRST);
    }

    @AfterEach
    void putsPropertiesBack() {
        before.forEach((property, value) -> {
            if (value == null) {
                System.clearProperty(property);
            } else {
                System.setProperty(property, value);
            }
        });
    }

    private Path folder(String name, String rights) throws IOException {
        Path made = Files.createDirectories(folder.resolve(name));
        return Files.setPosixFilePermissions(made, PosixFilePermissions.fromString(rights));
    }

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static String own() {
        return "gan4j-" + System.getProperty("user.name");
    }

    @Test
    void namedFolder_ofTheUser_isTaken() throws IOException {
        Path cache = folder("cache", "rwxr-xr-x");
        System.setProperty(NAMED, cache.toString());
        assertThat(NativeCache.safe()).isEqualTo(cache.resolve("pytorch"));
        assertThat(System.getProperty(FIRST)).isNull();
    }

    @Test
    void namedFolder_whereEveryoneMayWrite_getsOneOfTheUserAlone() throws IOException {
        Path cache = folder("cache", "rwxrwxrwx");
        System.setProperty(NAMED, cache.toString());
        assertThat(NativeCache.safe()).isEqualTo(cache.resolve(own()).resolve("pytorch"));
        assertThat(rights(cache.resolve(own()))).isEqualTo("rwx------");
        assertThat(System.getProperty(FIRST)).isEqualTo(cache.resolve(own()).toString());
    }

    @Test
    void namedFolder_withALibraryThatEveryoneMayWrite_isNotTaken() throws IOException {
        Path cache = folder("cache", "rwxr-xr-x");
        Path library = Files.createFile(
                folder("cache/pytorch/2.7.1-cpu-linux-x86_64", "rwxr-xr-x").resolve("libc10.so"));
        Files.setPosixFilePermissions(library, PosixFilePermissions.fromString("rw-rw-rw-"));
        System.setProperty(NAMED, cache.toString());
        assertThat(NativeCache.safe()).isEqualTo(cache.resolve(own()).resolve("pytorch"));
    }

    @Test
    void ownFolder_thatEveryoneMayWrite_isRefusedEachTime() throws IOException {
        Path cache = folder("cache", "rwxrwxrwx");
        Path own = folder("cache/" + own(), "rwxrwxrwx");
        System.setProperty(NAMED, cache.toString());
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(NativeCache::safe)
                    .isInstanceOf(BackendException.class)
                    .hasMessage("libtorch could not be started, since there is no safe place for its native libraries:"
                            + " everyone may write " + cache + ", and everyone may write " + own
                            + "; let the environment"
                            + " variable DJL_CACHE_DIR name a folder that only you may write");
        }
    }

    @Test
    void ownFolder_thatIsALink_isRefused() throws IOException {
        Path cache = folder("cache", "rwxrwxrwx");
        Path own = Files.createSymbolicLink(cache.resolve(own()), folder("elsewhere", "rwx------"));
        System.setProperty(NAMED, cache.toString());
        assertThatThrownBy(NativeCache::safe).hasMessageContaining(own + " is no folder");
    }

    @Test
    void home_ofTheUser_isTaken() throws IOException {
        Path home = folder("home", "rwxr-xr-x");
        System.setProperty(HOME, home.toString());
        assertThat(NativeCache.safe()).isEqualTo(home.resolve(".djl.ai/pytorch"));
    }

    @Test
    void home_whereEveryoneMayWrite_isNotTaken() throws IOException {
        System.setProperty(HOME, folder("home", "rwxrwxrwx").toString());
        Path temporary = folder("tmp", "rwxr-xr-x");
        System.setProperty(TEMPORARY, temporary.toString());
        assertThat(NativeCache.safe()).isEqualTo(temporary.resolve(own()).resolve("pytorch"));
    }

    @Test
    void temporaryFolder_whereEveryoneMayRename_isRefused() throws IOException {
        System.setProperty(HOME, folder.resolve("none").toString());
        Path temporary = folder("tmp", "rwxrwxrwx");
        System.setProperty(TEMPORARY, temporary.toString());
        assertThatThrownBy(NativeCache::safe)
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("the home of the user may not be written, and everyone may write " + temporary)
                .hasMessageContaining("DJL_CACHE_DIR");
    }

    @Test
    void folderOfSomebodyElse_isRefused() throws IOException {
        assumeTrue(Files.isWritable(Path.of("/")), "only root may give files away");
        Path temporary = folder("tmp", "rwxrwxrwx");
        Path cache = folder("tmp/cache", "rwx------");
        Files.setAttribute(cache, "unix:uid", 54_321);
        System.setProperty(NAMED, cache.toString());
        assertThatThrownBy(NativeCache::safe)
                .isInstanceOf(BackendException.class)
                .hasMessageContaining(cache + " belongs to 54321")
                .hasMessageContaining("DJL_CACHE_DIR");
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(NativeCache.safe())
                .as("where only an administrator can have made it")
                .isEqualTo(cache.resolve("pytorch"));
    }
}
