package io.gan4j.data;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds files by name in a folder, and says of a path that is no such folder what it is instead. */
final class FolderFiles {
    /** torchvision keeps MNIST's files in {@code MNIST/raw}. */
    private static final String INNER = "raw";

    private FolderFiles() {}

    /**
     * The first of some names that a file of the folder has.
     *
     * @param missing what the error says if there is none
     * @throws NoSuchFileException if the folder does not exist or holds no such file
     * @throws FileSystemException if the path is a file
     */
    static Path find(Path folder, List<String> names, String missing) throws IOException {
        checkFolder(folder);
        Optional<Path> file = look(folder, names);
        if (file.isPresent()) {
            return file.get();
        }
        List<Path> others = below(folder, names);
        String hint = others.isEmpty() ? "" : ", but " + in(others);
        throw new NoSuchFileException(shown(folder), null, missing + hint);
    }

    /** The first of some names that a file of the folder has, if any. */
    static Optional<Path> look(Path folder, List<String> names) {
        return names.stream().map(folder::resolve).filter(Files::isRegularFile).findFirst();
    }

    /** The folders within a folder, in the order of their names, that hold a file of one of some names. */
    static List<Path> below(Path folder, List<String> names) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder, Files::isDirectory)) {
            for (Path inner : folders) {
                for (Path candidate : List.of(inner, inner.resolve(INNER))) {
                    if (look(candidate, names).isPresent()) {
                        found.add(candidate);
                    }
                }
            }
        }
        return found.stream().sorted().toList();
    }

    /** Words that say in which folders something lies, and to give one of them. */
    static String in(List<Path> folders) {
        String names = folders.stream().map(Path::toString).collect(Collectors.joining(" and in "));
        return "in " + names + (folders.size() == 1 ? ": give that folder" : ": give one of these folders");
    }

    /**
     * Checks that a path is a folder.
     *
     * @throws NoSuchFileException if it does not exist
     * @throws FileSystemException if it is a file
     */
    static void checkFolder(Path folder) throws IOException {
        if (!attributes(folder).isDirectory()) {
            throw new FileSystemException(shown(folder), null, "is a file, not a folder");
        }
    }

    /**
     * Looks at a path, following links.
     *
     * @throws NoSuchFileException if it does not exist
     */
    static BasicFileAttributes attributes(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            String reason = Files.isSymbolicLink(path) ? "is a link to what does not exist" : "does not exist";
            NoSuchFileException named = new NoSuchFileException(shown(path), null, reason);
            named.initCause(e);
            throw named;
        }
    }

    /** A path for messages: the current folder's is empty, which says nothing. */
    static String shown(Path path) {
        return path.toString().isEmpty() ? path.toAbsolutePath().toString() : path.toString();
    }
}
