package io.gan4j.data;

import io.gan4j.file.Plural;
import io.gan4j.tensor.Shape;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Reads the binary version of CIFAR-10 (Krizhevsky, 2009): records of one byte for the class and 3072 for red, green and
 * blue of 32 by 32 pixels.
 */
final class Cifar10 {
    static final List<String> TRAINING = IntStream.rangeClosed(1, 5)
            .mapToObj(i -> "data_batch_" + i + ".bin")
            .toList();
    static final List<String> TEST = List.of("test_batch.bin");

    private static final Shape SHAPE = Shape.of(3, 32, 32);
    private static final int RECORD = 1 + 3 * 32 * 32;
    /** CIFAR-100 has a byte for the class and one for its group. */
    private static final int RECORD_OF_100 = RECORD + 1;

    private static final List<String> FILES_OF_100 = List.of("train.bin", "test.bin");
    private static final List<String> FILES_OF_PYTHON = List.of("data_batch_1", "test_batch");
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final String NAMES_FILE = "batches.meta.txt";
    private static final int LONGEST_NAMES = 1 << 16;
    private static final List<String> NAMES =
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

    private final Path folder;
    private final List<byte[]> images = new ArrayList<>();
    private final List<Integer> labels = new ArrayList<>();

    private Cifar10(Path folder) {
        this.folder = folder;
    }

    static MemoryDataset read(Path folder, List<String> files) throws IOException {
        Cifar10 reader = new Cifar10(folder);
        long sizes = 0;
        for (String file : files) {
            sizes += size(folder, file);
        }
        // as they are, and as pixels of a data set
        Heap.check(folder.toString(), 2 * sizes);
        for (String file : files) {
            reader.read(folder.resolve(file));
        }
        return MemoryDataset.ofPixelBlocks(
                        "CIFAR-10, " + Plural.of(reader.images.size(), "image"),
                        SHAPE,
                        reader.images.toArray(byte[][]::new))
                .labelled(
                        reader.names(),
                        reader.labels.stream().mapToInt(Integer::intValue).toArray());
    }

    private static long size(Path folder, String name) throws IOException {
        FolderFiles.checkFolder(folder);
        Optional<String> other = Files.isRegularFile(folder.resolve(name)) ? Optional.empty() : otherVersion(folder);
        if (other.isPresent()) {
            throw new MalformedDataException(FolderFiles.shown(folder), other.get());
        }
        Path file = FolderFiles.find(folder, List.of(name), "there is no " + name + " of CIFAR-10 in this folder");
        long size = Files.size(file);
        if (size == 0 || size % RECORD != 0) {
            boolean ofHundred = size > 0 && size % RECORD_OF_100 == 0;
            throw new MalformedDataException(
                    file.toString(),
                    "has " + Plural.of(size, "byte") + ", which is no positive multiple of the " + RECORD
                            + " of one image"
                            + (ofHundred ? ", but one of the 3074 of CIFAR-100, which is not read" : ""));
        }
        return size;
    }

    /** What a folder holds in place of the binary version of CIFAR-10, as far as its files' names tell. */
    static Optional<String> otherVersion(Path folder) throws IOException {
        Optional<Path> hundred = FolderFiles.look(folder, FILES_OF_100);
        long size = hundred.isPresent() ? Files.size(hundred.get()) : 0;
        if (size > 0 && size % RECORD_OF_100 == 0) {
            return hundred.map(file -> "holds " + file.getFileName()
                    + " of CIFAR-100, which is not read: download the binary version of CIFAR-10");
        }
        return FolderFiles.look(folder, FILES_OF_PYTHON)
                .map(file -> "holds " + file.getFileName()
                        + " of the Python version of CIFAR-10, which is not read: download the binary version, whose"
                        + " files end in .bin");
    }

    private void read(Path file) throws IOException {
        long images = Files.size(file) / RECORD;
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            byte[] record = new byte[RECORD];
            for (long i = 0; i < images; i++) {
                in.readFully(record);
                add(file, i, record);
            }
        }
    }

    private void add(Path file, long index, byte[] record) throws MalformedDataException {
        int label = record[0] & 0xFF;
        if (label >= NAMES.size()) {
            throw new MalformedDataException(
                    file.toString(), "the class of image " + index + " must be 0 to 9, was " + label);
        }
        byte[] image = new byte[RECORD - 1];
        System.arraycopy(record, 1, image, 0, image.length);
        images.add(image);
        labels.add(label);
    }

    private List<String> names() throws IOException {
        Path file = folder.resolve(NAMES_FILE);
        if (!Files.isRegularFile(file)) {
            return NAMES;
        }
        List<String> names = text(file)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (names.size() != NAMES.size()) {
            throw new MalformedDataException(
                    file.toString(), "must name the 10 classes of CIFAR-10, one a line, but names " + names.size());
        }
        if (Set.copyOf(names).size() < names.size()) {
            throw new MalformedDataException(
                    file.toString(), "must name the 10 classes of CIFAR-10 differently, but names " + names);
        }
        return names;
    }

    private static String text(Path file) throws IOException {
        if (Files.size(file) > LONGEST_NAMES) {
            throw new MalformedDataException(
                    file.toString(), "has " + Files.size(file) + " bytes, more than the names of 10 classes need");
        }
        String text;
        try {
            text = Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new MalformedDataException(file.toString(), "is no text in UTF-8", e);
        }
        if (text.indexOf('\0') >= 0) {
            throw new MalformedDataException(file.toString(), "is no text in UTF-8, it holds zero bytes");
        }
        return text.isEmpty() || text.charAt(0) != BYTE_ORDER_MARK ? text : text.substring(1);
    }
}
