package io.gan4j.data;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.Charset;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of a folder or of a zip, by their paths from its root with {@code /} between names. Hidden files, whose name or
 * folder begins with a dot, and {@link Leftovers} are left out. Safe for concurrent reads.
 */
abstract class ImageSource implements Closeable {
    /** By Unicode code points, which is the order of UTF-8's bytes: the same on every system. */
    static final Comparator<String> ORDER =
            (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

    /** What was left out of {@link #names}, in the order of being found. */
    private final List<String> leftOut = new ArrayList<>();

    /** @param zipNames the character set of a zip's names, where it does not say; null to find out */
    static ImageSource open(Path path, @Nullable Charset zipNames) throws IOException {
        BasicFileAttributes attributes = FolderFiles.attributes(path);
        return attributes.isDirectory() ? new Folder(path) : new ZipSource(path, attributes, zipNames);
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

    /** The paths of all folders that are not left out, whether there is a file in them or not. */
    abstract Set<String> folders();

    /** The files and folders that are left out because they are hidden or what systems leave beside images. */
    final List<String> leftOut() {
        return leftOut;
    }

    /** Whether a file or folder counts; if not, it is noted. */
    final boolean isWanted(String name) {
        boolean wanted = Stream.of(name.split("/", -1)).noneMatch(Leftovers::isOne);
        if (!wanted) {
            leftOut.add(name);
        }
        return wanted;
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
        private final Set<String> folders = new TreeSet<>(ORDER);

        Folder(Path root) throws IOException {
            this.root = root;
            Files.walkFileTree(root, Set.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new Visitor());
        }

        /** Files that are none, such as pipes, are passed over; a link to nothing counts, and cannot be read. */
        private final class Visitor extends SimpleFileVisitor<Path> {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) throws IOException {
                if (!path.equals(root)) {
                    if (!isWanted(name(path))) {
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    checkText(path);
                    folders.add(name(path));
                }
                return FileVisitResult.CONTINUE;
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
                    throw new MalformedDataException(
                            path.toString(), "is a link to a folder that it lies in: remove it", problem);
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
        Set<String> folders() {
            return folders;
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
}
