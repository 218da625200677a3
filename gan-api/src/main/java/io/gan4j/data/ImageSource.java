package io.gan4j.data;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The files of a folder or of a zip, by their paths from its root with {@code /} between names. Hidden files, whose name or
 * folder begins with a dot, and what macOS adds to a zip are left out. Safe for concurrent reads.
 */
abstract class ImageSource implements Closeable {
    /** By Unicode code points, which is the order of UTF-8's bytes: the same on every system. */
    static final Comparator<String> ORDER =
            (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

    static ImageSource open(Path path) throws IOException {
        return FolderFiles.attributes(path).isDirectory() ? new Folder(path) : new Zip(path);
    }

    /** The paths of all files, in {@link #ORDER}. */
    abstract List<String> names();

    /** A file's name for messages. */
    abstract String describe(String name);

    /**
     * A file's bytes.
     *
     * @throws MalformedDataException if there are more than {@code most}, or a zip's entry is damaged
     */
    abstract byte[] read(String name, long most) throws IOException;

    private static boolean isWanted(String name) {
        return Stream.of(name.split("/", -1)).noneMatch(part -> part.startsWith(".") || part.equals("__MACOSX"));
    }

    void checkSize(String name, long size, long most) throws MalformedDataException {
        if (size > most) {
            throw new MalformedDataException(
                    describe(name), "has " + size + " bytes, more than the " + most + " allowed for one image");
        }
    }

    private static final class Folder extends ImageSource {
        private final Path root;
        private final Map<String, Path> files = new TreeMap<>(ORDER);

        Folder(Path root) throws IOException {
            this.root = root;
            Files.walkFileTree(root, Set.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new Visitor());
        }

        /** Files that are none, such as pipes, are passed over; a link to nothing counts, and cannot be read. */
        private final class Visitor extends SimpleFileVisitor<Path> {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
                return isWanted(name(path)) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
                if ((attributes.isRegularFile() || attributes.isSymbolicLink()) && isWanted(name(path))) {
                    checkText(path);
                    files.put(name(path), path);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path path, IOException problem) throws IOException {
                if (problem instanceof FileSystemLoopException) {
                    throw new MalformedDataException(path.toString(), "is a link to a folder that it lies in", problem);
                }
                throw problem;
            }
        }

        private String name(Path path) {
            List<String> parts = new ArrayList<>();
            root.relativize(path).forEach(part -> parts.add(part.toString()));
            return String.join("/", parts);
        }

        /** On Linux a name is bytes, and those that are no text in the encoding in use all look the same. */
        private void checkText(Path path) throws MalformedDataException {
            Path relative = root.relativize(path);
            boolean text;
            try {
                text = relative.getFileSystem().getPath(relative.toString()).equals(relative);
            } catch (InvalidPathException e) {
                text = false;
            }
            if (!text) {
                throw new MalformedDataException(
                        path.toString(),
                        "its name is no text in " + System.getProperty("sun.jnu.encoding")
                                + ", the encoding of this system: rename it, or start Java in its locale, such as"
                                + " LC_ALL=C.UTF-8");
            }
        }

        @Override
        List<String> names() {
            return List.copyOf(files.keySet());
        }

        @Override
        String describe(String name) {
            return file(name).toString();
        }

        private Path file(String name) {
            return files.getOrDefault(name, root);
        }

        @Override
        byte[] read(String name, long most) throws IOException {
            if (!Files.exists(file(name))) {
                throw new MalformedDataException(describe(name), "is a link to what does not exist");
            }
            long size = Files.size(file(name));
            checkSize(name, size, most);
            Heap.check(describe(name), size);
            return Files.readAllBytes(file(name));
        }

        @Override
        public void close() {}
    }

    private static final class Zip extends ImageSource {
        /** Deflate never does better: RFC 1951 codes at most 258 bytes in 2 bits. */
        private static final long MOST_INFLATION = 1032;

        private final Path path;
        private final ZipFile zip;
        private final Map<String, ZipEntry> entries = new TreeMap<>(ORDER);

        Zip(Path path) throws IOException {
            this.path = path;
            this.zip = openZip(path);
            try {
                for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
                    add(all.nextElement());
                }
            } catch (IOException | RuntimeException e) {
                zip.close();
                throw e;
            }
        }

        private static ZipFile openZip(Path path) throws IOException {
            if (Files.isRegularFile(path) && Files.size(path) == 0) {
                throw new MalformedDataException(path.toString(), "is an empty file, neither a folder nor a zip");
            }
            try {
                return new ZipFile(path.toFile());
            } catch (ZipException | EOFException | RuntimeException e) {
                throw new MalformedDataException(
                        path.toString(), "is neither a folder nor a zip that can be read (" + e.getMessage() + ")", e);
            }
        }

        private void add(ZipEntry entry) throws MalformedDataException {
            if (entry.isDirectory() || !isWanted(entry.getName())) {
                return;
            }
            if (entries.put(entry.getName(), entry) != null) {
                throw new MalformedDataException(path.toString(), "holds two entries named " + entry.getName());
            }
        }

        @Override
        List<String> names() {
            return List.copyOf(entries.keySet());
        }

        @Override
        String describe(String name) {
            return path + "!/" + name;
        }

        @Override
        byte[] read(String name, long most) throws IOException {
            ZipEntry entry = entries.getOrDefault(name, new ZipEntry(name));
            checkSize(name, entry.getSize(), most);
            if (entry.getSize() < 0 || entry.getSize() > entry.getCompressedSize() * MOST_INFLATION) {
                throw damaged(name, null);
            }
            byte[] bytes = Heap.take(describe(name), entry.getSize());
            try (InputStream in = zip.getInputStream(entry)) {
                if (in == null || in.readNBytes(bytes, 0, bytes.length) < bytes.length || in.read() >= 0) {
                    throw damaged(name, null);
                }
            } catch (ZipException | EOFException | RuntimeException e) {
                throw damaged(name, e);
            }
            CRC32 crc = new CRC32();
            crc.update(bytes);
            if (crc.getValue() != entry.getCrc()) {
                throw damaged(name, null);
            }
            return bytes;
        }

        private MalformedDataException damaged(String name, @Nullable Exception cause) {
            return new MalformedDataException(
                    describe(name), "is damaged: its length or checksum is not what the zip says", cause);
        }

        @Override
        public void close() throws IOException {
            zip.close();
        }
    }
}
