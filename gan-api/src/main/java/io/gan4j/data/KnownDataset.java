package io.gan4j.data;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A well-known dataset that lies in a folder, recognised by the names of its files: MNIST, or a set in its format such as
 * Fashion-MNIST, and the binary version of CIFAR-10. For programs that take a path to data of any kind: what is not
 * recognised here is a folder or zip of images.
 *
 * <pre>{@code
 * Optional<KnownDataset> known = KnownDataset.in(path);
 * Dataset data = known.isPresent() ? known.get().training() : Datasets.imageFolder(path).size(64).load();
 * }</pre>
 *
 * <p>Immutable and thread-safe. The files are read by {@link #training} and {@link #test}, as they are then.
 */
public final class KnownDataset {
    /** How the files of a set are named and read. */
    private enum Format {
        MNIST("MNIST", Idx.imageNames("train"), Idx.imageNames("t10k")) {
            @Override
            Dataset read(Path folder, boolean test) throws IOException {
                return test ? Datasets.mnistTest(folder) : Datasets.mnist(folder);
            }
        },
        CIFAR_10("CIFAR-10", Cifar10.TRAINING, Cifar10.TEST) {
            @Override
            Dataset read(Path folder, boolean test) throws IOException {
                return test ? Datasets.cifar10Test(folder) : Datasets.cifar10(folder);
            }
        };

        private final String title;
        private final List<String> training;
        private final List<String> test;

        Format(String title, List<String> training, List<String> test) {
            this.title = title;
            this.training = training;
            this.test = test;
        }

        abstract Dataset read(Path folder, boolean test) throws IOException;

        List<String> names() {
            return Stream.concat(training.stream(), test.stream()).toList();
        }
    }

    private final Format format;
    private final Path folder;

    private KnownDataset(Format format, Path folder) {
        this.format = format;
        this.folder = folder;
    }

    /**
     * Looks for the files of a well-known set in a folder.
     *
     * @return empty if there are none, or the path is a file of another kind, such as a zip
     * @throws NoSuchFileException if the path does not exist, or such files lie one folder further down (the message names
     *     it)
     * @throws FileSystemException if the path is one of such files rather than their folder
     * @throws MalformedDataException if the folder holds a version of a set that is not read, such as CIFAR-100 (the
     *     message names it)
     * @throws IOException if the folder cannot be read
     */
    public static Optional<KnownDataset> in(Path folder) throws IOException {
        BasicFileAttributes attributes = FolderFiles.attributes(folder);
        for (Format format : Format.values()) {
            if (attributes.isDirectory()) {
                if (FolderFiles.look(folder, format.names()).isPresent()) {
                    return Optional.of(new KnownDataset(format, folder));
                }
            } else if (format.names().contains(String.valueOf(folder.getFileName()))) {
                throw new FileSystemException(
                        folder.toString(),
                        null,
                        "is a file of " + format.title + ", not a folder: give the folder that it lies in");
            }
        }
        if (attributes.isDirectory()) {
            checkOthers(folder);
        }
        return Optional.empty();
    }

    private static void checkOthers(Path folder) throws IOException {
        Optional<String> version = Cifar10.otherVersion(folder);
        if (version.isPresent()) {
            throw new MalformedDataException(FolderFiles.shown(folder), version.get());
        }
        for (Format format : Format.values()) {
            List<Path> below = FolderFiles.below(folder, format.names());
            if (!below.isEmpty()) {
                throw new NoSuchFileException(
                        FolderFiles.shown(folder),
                        null,
                        "the files of " + format.title + " are not in this folder, but " + FolderFiles.in(below));
            }
        }
    }

    /** The name of the set: {@code "MNIST"} or {@code "CIFAR-10"}. Fashion-MNIST, whose files have the same names, is MNIST. */
    public String name() {
        return format.title;
    }

    /**
     * Reads the training samples, with their labels: {@link Datasets#mnist} or {@link Datasets#cifar10} of the folder.
     *
     * @throws MalformedDataException if a file is damaged, cut short or of another format
     * @throws IOException if a file is missing or cannot be read
     */
    public Dataset training() throws IOException {
        return format.read(folder, false);
    }

    /**
     * Reads the test samples, with their labels: {@link Datasets#mnistTest} or {@link Datasets#cifar10Test} of the folder.
     *
     * @return empty if the folder holds none
     * @throws MalformedDataException if a file is damaged, cut short or of another format
     * @throws IOException if a file is missing or cannot be read
     */
    public Optional<Dataset> test() throws IOException {
        return FolderFiles.look(folder, format.test).isPresent()
                ? Optional.of(format.read(folder, true))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return format.title + " in " + FolderFiles.shown(folder);
    }
}
