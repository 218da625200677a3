package io.gan4j.onnx;

import ai.onnxruntime.OrtException;
import io.gan4j.error.BackendException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * ONNX Runtime's native libraries: from the {@link LibraryCache} of the user, or else unpacked into a new folder while they are
 * loaded and deleted afterwards: a loaded library needs its file no longer, but for Windows, where they go when the JVM ends.
 * ONNX Runtime's own unpacking leaves its folder behind, keeps the files until the end, and loses the reason where it cannot
 * write.
 */
final class OnnxLibraries implements AutoCloseable {
    /** A class of ONNX Runtime's jar, whose resources are those of another module where there are modules. */
    private static final Class<?> JAR = OrtException.class;

    /** The system property that says in which folder ONNX Runtime finds its libraries. */
    static final String FOLDER = "onnxruntime.native.path";

    /** In the order in which they are loaded. */
    private static final List<String> NAMES = List.of("onnxruntime", "onnxruntime4j_jni");
    /** Only the packages for graphics cards and Windows have the first; only the former, which we leave alone, the second. */
    private static final String SHARED = "onnxruntime_providers_shared";

    private static final String CUDA = "onnxruntime_providers_cuda";

    /** Where they are; null where ONNX Runtime finds them by itself. */
    private final @Nullable Path folder;

    private final boolean areKept;
    private final List<Path> files = new ArrayList<>();

    private OnnxLibraries(@Nullable Path folder, boolean areKept) {
        this.folder = folder;
        this.areKept = areKept;
    }

    /**
     * Unpacks the libraries and tells ONNX Runtime where they are; does nothing where the user said where, or where the package
     * is one for graphics cards.
     *
     * @throws BackendException if they cannot be unpacked, are not there for this platform, or not in the user's folder
     */
    static OnnxLibraries unpack() {
        String usersFolder = System.getProperty(FOLDER);
        if (usersFolder != null) {
            checkFolder(Path.of(usersFolder));
            return new OnnxLibraries(null, true);
        }
        if (resource(CUDA) || System.getProperty("onnxruntime.native.onnxruntime.path") != null) {
            return new OnnxLibraries(null, true);
        }
        List<URL> urls = urls();
        if (urls.size() < NAMES.size()) {
            throw new BackendException(
                    OnnxStart.otherPlatform(System.getProperty("os.name"), System.getProperty("os.arch")));
        }
        OnnxLibraries cached = cached(urls);
        if (cached != null) {
            return cached;
        }
        Path parent = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            OnnxLibraries libraries = new OnnxLibraries(Files.createTempDirectory(parent, "gan4j-onnxruntime"), false);
            libraries.fill();
            return libraries;
        } catch (IOException e) {
            throw new BackendException(OnnxStart.notUnpacked(parent, e), e);
        }
    }

    /** Where the libraries for this platform are in ONNX Runtime's jar, as far as they are there. */
    private static List<URL> urls() {
        List<URL> urls = new ArrayList<>();
        for (String name : NAMES) {
            URL url = JAR.getResource(path(name));
            if (url != null) {
                urls.add(url);
            }
        }
        return urls;
    }

    private static @Nullable OnnxLibraries cached(List<URL> urls) {
        LibraryCache cache = LibraryCache.ofUser();
        Path folder = cache == null || resource(SHARED) ? null : cache.folderOf(urls);
        if (folder == null) {
            return null;
        }
        System.setProperty(FOLDER, folder.toString());
        return new OnnxLibraries(folder, true);
    }

    private static void checkFolder(Path folder) {
        for (String name : NAMES) {
            String file = System.mapLibraryName(name);
            if (!Files.isRegularFile(folder.resolve(file))) {
                throw new BackendException(OnnxStart.notInFolder(folder, file));
            }
        }
    }

    private void fill() throws IOException {
        try {
            for (String name : NAMES) {
                unpack(name);
            }
            if (resource(SHARED)) {
                unpack(SHARED);
            }
        } catch (IOException e) {
            close();
            throw e;
        }
        System.setProperty(FOLDER, String.valueOf(folder));
    }

    private void unpack(String name) throws IOException {
        Path file = Objects.requireNonNull(folder).resolve(System.mapLibraryName(name));
        files.add(file);
        try (InputStream in = JAR.getResourceAsStream(path(name))) {
            Files.copy(Objects.requireNonNull(in), file);
        }
    }

    /** The folder that the libraries were unpacked into, or the one that the user named, or null. */
    @Nullable
    Path folder() {
        String usersFolder = System.getProperty(FOLDER);
        return folder == null && usersFolder != null ? Path.of(usersFolder) : folder;
    }

    /** Deletes what was unpacked, at once or, where loaded libraries cannot be deleted, when the JVM ends. */
    @Override
    public void close() {
        if (folder == null) {
            return;
        }
        System.clearProperty(FOLDER);
        if (areKept) {
            return;
        }
        // what is to be deleted at the end is deleted in reverse order
        if (!deleted(folder)) {
            folder.toFile().deleteOnExit();
            files.forEach(file -> file.toFile().deleteOnExit());
        }
    }

    private boolean deleted(Path folder) {
        try {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.delete(folder);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean resource(String name) {
        return JAR.getResource(path(name)) != null;
    }

    /** Where ONNX Runtime's jar has a library for this platform, if it has. */
    private static String path(String name) {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ENGLISH);
        String architecture = System.getProperty("os.arch", "").toLowerCase(Locale.ENGLISH);
        String system = os.contains("mac") || os.contains("darwin") ? "osx" : os.contains("win") ? "win" : "linux";
        String processor = switch (architecture) {
            case "amd64", "x86_64" -> "x64";
            case "arm64" -> "aarch64";
            default -> architecture;
        };
        String platform = system.concat("-").concat(processor);
        return String.join("/", "/ai/onnxruntime/native", platform, System.mapLibraryName(name));
    }
}
