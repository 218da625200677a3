package io.gan4j.data;

import io.gan4j.file.Plural;
import io.gan4j.tensor.Shape;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads IDX, the format of MNIST (LeCun, Cortes, Burges), of unsigned bytes, plain or in gzip: two zero bytes, the type 8,
 * the number of axes, the extent of each axis as a big-endian integer, the values. The extents are compared with the bytes
 * that are there before memory is taken for them.
 */
final class Idx {
    private static final int IMAGES = 0x00000803;
    private static final int LABELS = 0x00000801;
    /** The types of values by the third byte of a file. */
    private static final Map<Integer, String> TYPES = Map.of(
            0x08, "unsigned bytes",
            0x09, "signed bytes",
            0x0B, "16-bit integers",
            0x0C, "32-bit integers",
            0x0D, "32-bit floats",
            0x0E, "64-bit floats");
    /** Deflate never does better: RFC 1951 codes at most 258 bytes in 2 bits. */
    private static final long MOST_INFLATION = 1032;

    private final Path file;
    private final List<Integer> extents;
    private final byte[] values;

    private Idx(Path file, List<Integer> extents, byte[] values) {
        this.file = file;
        this.extents = extents;
        this.values = values;
    }

    /** The images of a file. */
    static MemoryDataset images(String name, Path file) throws IOException {
        return images(name, read(file, IMAGES));
    }

    /** The images of a file whose bytes are in memory. */
    static MemoryDataset images(Path file, byte[] bytes) throws IOException {
        return images(file.toString(), read(file, new ByteArrayInputStream(bytes), bytes.length, IMAGES));
    }

    private static MemoryDataset images(String name, Idx images) {
        int count = images.extents.get(0);
        Shape shape = Shape.of(1, images.extents.get(1), images.extents.get(2));
        return MemoryDataset.ofPixels(name + ", " + Plural.of(count, "image"), shape, images.values);
    }

    /** The images of a file with the labels of another; the classes are named by their numbers. */
    static MemoryDataset labelled(String name, Path imageFile, Path labelFile, int leastClasses) throws IOException {
        MemoryDataset images = images(name, imageFile);
        Idx labels = read(labelFile, LABELS);
        if (labels.values.length != images.size()) {
            throw new MalformedDataException(
                    labels.file.toString(),
                    "holds " + Plural.of(labels.values.length, "label") + ", but " + imageFile + " holds "
                            + Plural.of(images.size(), "image") + ": their numbers must be equal");
        }
        int[] places = new int[labels.values.length];
        Arrays.setAll(places, i -> labels.values[i] & 0xFF);
        int classes = Math.max(leastClasses, Arrays.stream(places).max().orElse(0) + 1);
        return images.labelled(
                IntStream.range(0, classes).mapToObj(Integer::toString).toList(), places);
    }

    /** A folder with the four files of MNIST, by any of the names they go by. */
    static MemoryDataset mnist(Path folder, String part) throws IOException {
        return labelled("MNIST", find(folder, imageNames(part)), find(folder, names(part + "-labels", "idx1")), 10);
    }

    /** The names that the file of images goes by. */
    static List<String> imageNames(String part) {
        return names(part + "-images", "idx3");
    }

    private static List<String> names(String what, String kind) {
        return Stream.of("-", ".")
                .flatMap(separator -> Stream.of("", ".gz").map(ending -> what + separator + kind + "-ubyte" + ending))
                .toList();
    }

    private static Path find(Path folder, List<String> names) throws IOException {
        return FolderFiles.find(
                folder, names, "there is neither " + names.get(0) + " nor " + names.get(1) + " in this folder");
    }

    private static Idx read(Path file, int magic) throws IOException {
        if (FolderFiles.attributes(file).isDirectory()) {
            throw new FileSystemException(file.toString(), null, "is a folder, not a file");
        }
        long size = Files.size(file);
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file))) {
            return read(file, raw, size, magic);
        }
    }

    private static Idx read(Path file, InputStream raw, long size, int magic) throws IOException {
        try {
            raw.mark(2);
            boolean zipped = raw.read() == 0x1F && raw.read() == 0x8B;
            raw.reset();
            return zipped
                    ? read(file, new BufferedInputStream(new GZIPInputStream(raw)), magic, 0, size * MOST_INFLATION)
                    : read(file, raw, magic, size, size);
        } catch (EOFException | ZipException e) {
            throw new MalformedDataException(file.toString(), "its gzip data is damaged or cut short", e);
        }
    }

    /** Reads a file of at least {@code least} and at most {@code most} bytes, gzip taken off. */
    private static Idx read(Path file, InputStream in, int magic, long least, long most) throws IOException {
        int found = integer(file, in);
        if (found != magic) {
            throw wrongStart(file, in, found, magic);
        }
        int[] extents = extents(file, in, magic);
        String claim = claim(extents);
        long length = length(file, extents, claim);
        long whole = length + Integer.BYTES * (1L + extents.length);
        if (whole < least) {
            throw longer(file, claim);
        }
        if (whole > most) {
            throw shorter(file, claim);
        }
        byte[] values = Heap.take(file.toString(), length);
        if (in.readNBytes(values, 0, values.length) < values.length) {
            throw shorter(file, claim);
        }
        if (in.read() >= 0) {
            throw longer(file, claim);
        }
        return new Idx(file, Arrays.stream(extents).boxed().toList(), values);
    }

    private static MalformedDataException shorter(Path file, String claim) {
        return new MalformedDataException(
                file.toString(), "is cut short: its header says " + claim + " values, but fewer follow");
    }

    private static MalformedDataException longer(Path file, String claim) {
        return new MalformedDataException(
                file.toString(), "is too long: its header says " + claim + " values, but more follow");
    }

    private static long length(Path file, int[] extents, String claim) throws MalformedDataException {
        long length = 1;
        for (int extent : extents) {
            // cannot overflow: the factors are below 2^31, or the loop would have ended, and 2^32
            length *= Integer.toUnsignedLong(extent);
            if (length == 0) {
                throw new MalformedDataException(file.toString(), "is empty: its header says " + claim + " values");
            }
            if (length > Integer.MAX_VALUE - 8) {
                throw new MalformedDataException(
                        file.toString(), "its header says " + claim + " values, more than an array holds");
            }
        }
        return length;
    }

    private static MalformedDataException wrongStart(Path file, InputStream in, int found, int magic)
            throws IOException {
        String images = "an IDX file of images (0x00000803)";
        String labels = "an IDX file of labels (0x00000801)";
        String wanted = magic == IMAGES ? images : labels;
        String problem;
        if (found == IMAGES || found == LABELS) {
            problem = "is " + (found == IMAGES ? images : labels) + ", not " + wanted;
        } else if ((found >>> 16) == 0 && TYPES.containsKey(found >>> 8) && (found & 0xFF) > 0) {
            problem = "is " + otherKind(file, in, found) + "; "
                    + (magic == IMAGES ? "images" : "labels") + " are read from " + TYPES.get(magic >>> 8) + " with "
                    + axes(magic);
        } else {
            problem = String.format(Locale.ROOT, "is no IDX file: it begins with 0x%08X, not as %s", found, wanted);
        }
        return new MalformedDataException(file.toString(), problem);
    }

    /** A file of another type or number of axes, in words: {@code an IDX file of 32-bit integers with 2 axes (6 x 8)}. */
    private static String otherKind(Path file, InputStream in, int found) throws IOException {
        byte[] header = in.readNBytes(Integer.BYTES * (found & 0xFF));
        String claim = header.length < Integer.BYTES * (found & 0xFF)
                ? ""
                : " (" + claim(extents(file, new ByteArrayInputStream(header), found)) + ")";
        return "an IDX file of " + TYPES.get(found >>> 8) + " with " + axes(found) + claim;
    }

    private static String axes(int magic) {
        int count = magic & 0xFF;
        return Plural.of(count, "axis");
    }

    private static int[] extents(Path file, InputStream in, int magic) throws IOException {
        int[] extents = new int[magic & 0xFF];
        for (int axis = 0; axis < extents.length; axis++) {
            extents[axis] = integer(file, in);
        }
        return extents;
    }

    private static String claim(int[] extents) {
        return Arrays.stream(extents).mapToObj(Integer::toUnsignedString).collect(Collectors.joining(" x "));
    }

    private static int integer(Path file, InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(Integer.BYTES);
        if (bytes.length < Integer.BYTES) {
            throw new MalformedDataException(file.toString(), "is cut short: it ends within the header of an IDX file");
        }
        return ByteBuffer.wrap(bytes).getInt();
    }
}
