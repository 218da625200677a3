package io.gan4j.onnx;

import io.gan4j.file.FileRights;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.FileReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Native libraries that an earlier process of the same user has unpacked: inflating them takes longer than all else until the
 * first image. They lie in a folder that nobody but the user and root may write, whose name is made of the sizes and the
 * checksums in the jar, and each file is checked against these before it is loaded. The checksum is CRC-32, which finds damage;
 * against others the folder is guarded by its rights, and by those of all folders above it.
 *
 * <p>Where anything is in doubt there is no cache, and the libraries are unpacked for this process alone.
 */
final class LibraryCache {
    /** The system property that names the folder of the cache, or is {@link #NONE}. */
    static final String PROPERTY = "gan4j.cache";

    /** The value of the property for no cache. */
    static final String NONE = "none";

    private static final FileAttribute<?> OF_USER_ALONE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final Path MOUNTS = Path.of("/proc/self/mounts");
    /** How many bytes of a file are read at once. */
    private static final int PART = 1 << 16;

    private final Path root;

    /** Asked for only where there is something to say: what is behind it may take longer to start than all else. */
    private static Logger log() {
        return LoggerFactory.getLogger(LibraryCache.class);
    }

    /**
     * A cache in a folder.
     *
     * @param root is made if its parent is there or can be made
     */
    LibraryCache(Path root) {
        this.root = root;
    }

    /**
     * A library in a jar.
     *
     * @param file the name of its file
     * @param url where it is
     * @param size its size in bytes
     * @param crc its CRC-32
     */
    private record Library(String file, URL url, long size, long crc) {
        /** The library at a place; null if it is in no jar that says what it holds. */
        static @Nullable Library of(String file, URL url) throws IOException {
            if (!(url.openConnection() instanceof JarURLConnection jar)) {
                return null;
            }
            ZipEntry entry = jar.getJarEntry();
            return entry == null || entry.getCrc() < 0 || entry.getSize() < 0
                    ? null
                    : new Library(file, url, entry.getSize(), entry.getCrc());
        }

        boolean isWholeIn(Path folder) throws IOException {
            Path path = folder.resolve(file);
            if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) || Files.size(path) != size) {
                return false;
            }
            // read in small parts, which takes half as long as to map the file and page it in
            CRC32 sum = new CRC32();
            byte[] part = new byte[PART];
            try (InputStream in = new FileInputStream(path.toFile())) {
                for (int length = in.read(part); length >= 0; length = in.read(part)) {
                    sum.update(part, 0, length);
                }
            }
            return sum.getValue() == crc;
        }
    }

    /** The user's cache; null if there is none here. */
    static @Nullable LibraryCache ofUser() {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return null;
        }
        String named = System.getProperty(PROPERTY);
        if (named != null) {
            return named.equals(NONE) ? null : new LibraryCache(Path.of(named).toAbsolutePath());
        }
        String home = System.getProperty("user.home", "");
        boolean isThere = Path.of(home).isAbsolute() && Files.isDirectory(Path.of(home));
        return isThere ? new LibraryCache(Path.of(home, ".cache", "gan4j")) : null;
    }

    /**
     * A folder with these libraries, filled now or by an earlier process.
     *
     * @param urls where the libraries are, each ending in the name of its file
     * @return null if there is none that can be trusted
     */
    @Nullable
    Path folderOf(List<URL> urls) {
        try {
            List<Library> libraries = new ArrayList<>();
            for (URL url : urls) {
                String file = url.getPath().substring(url.getPath().lastIndexOf('/') + 1);
                Library library = Library.of(file, url);
                if (library == null) {
                    return null;
                }
                libraries.add(library);
            }
            makeRoot();
            Path folder = root.resolve(name(libraries));
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                fill(folder, libraries);
            }
            return isSafe(folder) && areWhole(folder, libraries) ? folder : null;
        } catch (IOException | RuntimeException e) {
            log().debug("without a cache of native libraries in {}", root, e);
            return null;
        }
    }

    private void makeRoot() throws IOException {
        Path parent = root.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (!Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(root, OF_USER_ALONE);
        }
    }

    private static String name(List<Library> libraries) {
        StringBuilder name = new StringBuilder("onnxruntime");
        for (Library library : libraries) {
            name.append('-').append(Long.toHexString(library.crc())).append('-').append(library.size());
        }
        return name.toString();
    }

    /** Unpacks beside the folder and puts all in its place at once, so that no process sees a part. */
    private void fill(Path folder, List<Library> libraries) throws IOException {
        if (!isSafe(root)) {
            return;
        }
        Path beside = Files.createTempDirectory(root, "new", OF_USER_ALONE);
        try {
            for (Library library : libraries) {
                try (InputStream in = library.url().openStream()) {
                    Files.copy(in, beside.resolve(library.file()));
                }
            }
            Files.move(beside, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // full, or another process was faster
            for (Library library : libraries) {
                Files.deleteIfExists(beside.resolve(library.file()));
            }
            Files.delete(beside);
            log().debug("{} could not be filled by this process", folder, e);
        }
    }

    private static boolean areWhole(Path folder, List<Library> libraries) throws IOException {
        for (Library library : libraries) {
            if (!library.isWholeIn(folder)) {
                log().warn("{} in {} is damaged and not used: delete the folder", library.file(), folder);
                return false;
            }
        }
        return true;
    }

    private static boolean isSafe(Path folder) {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) || runsNoPrograms(folder)) {
            return false;
        }
        FileRights rights = FileRights.ofFolder(folder);
        String problem = rights.problem();
        problem = problem == null ? rights.problemAbove() : problem;
        if (problem != null) {
            log().debug("native libraries are not kept in {}, since {}", folder, problem);
        }
        return problem == null;
    }

    /** True on a file system that is mounted so that nothing on it can be loaded. */
    private static boolean runsNoPrograms(Path folder) {
        if (!Files.isReadable(MOUNTS)) {
            return false;
        }
        try (BufferedReader mounts = new BufferedReader(new FileReader(MOUNTS.toFile(), StandardCharsets.UTF_8))) {
            Path real = folder.toRealPath();
            Path nearest = Path.of("/");
            boolean noexec = false;
            for (String mount = mounts.readLine(); mount != null; mount = mounts.readLine()) {
                String[] parts = mount.split(" ");
                Path at = Path.of(parts[1].replace("\\040", " "));
                if (real.startsWith(at) && at.getNameCount() >= nearest.getNameCount()) {
                    nearest = at;
                    noexec = List.of(parts[3].split(",")).contains("noexec");
                }
            }
            return noexec;
        } catch (IOException | RuntimeException e) {
            log().debug("it is not known how {} is mounted", folder, e);
            return true;
        }
    }
}
