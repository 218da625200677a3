package io.gan4j.benchmarks;

import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A file of named arrays that {@code numpy.load} reads: NumPy's format npz with arrays of its format version 1.0. */
final class NumpyArchive implements AutoCloseable {
    private static final int ALIGNMENT = 64;
    /**
     * What stands before the text of an array's header: six bytes that say what it is, the version, the text's length.
     */
    private static final int PREFIX = 10;

    private final ZipOutputStream zip;

    NumpyArchive(Path file) throws IOException {
        OutputStream out = Files.newOutputStream(file);
        this.zip = new ZipOutputStream(out);
    }

    /** Adds an array of 32-bit floats. */
    void add(String name, Tensor tensor) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(Float.BYTES * tensor.values().length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(tensor.values());
        add(name, "<f4", tensor.shape().toArray(), bytes.array());
    }

    /** Adds samples, which lie in a buffer in native byte order: 8-bit pixels, or 32-bit floats. */
    void add(String name, int samples, Shape shape, ByteBuffer values) throws IOException {
        ByteBuffer from = values.duplicate().rewind();
        byte[] bytes = new byte[from.remaining()];
        from.get(bytes);
        int[] extents = new int[shape.rank() + 1];
        extents[0] = samples;
        System.arraycopy(shape.toArray(), 0, extents, 1, shape.rank());
        boolean pixels = bytes.length == samples * shape.size();
        String order = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? "<" : ">";
        add(name, pixels ? "|u1" : order + "f4", extents, bytes);
    }

    private void add(String name, String type, int[] extents, byte[] values) throws IOException {
        String shape = Arrays.stream(extents).mapToObj(extent -> extent + ",").collect(Collectors.joining());
        String text = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + shape + "), }";
        int length = (PREFIX + text.length() + ALIGNMENT) / ALIGNMENT * ALIGNMENT - PREFIX;
        ByteBuffer header = ByteBuffer.allocate(PREFIX + length).order(ByteOrder.LITTLE_ENDIAN);
        header.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
        header.put((byte) 1).put((byte) 0).putShort((short) length);
        header.put((text + " ".repeat(length - text.length() - 1) + "\n").getBytes(StandardCharsets.US_ASCII));
        zip.putNextEntry(new ZipEntry(name + ".npy"));
        zip.write(header.array());
        zip.write(values);
        zip.closeEntry();
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
